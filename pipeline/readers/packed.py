"""Archives that aren't read, said by name: of their kinds only zip files are read. Web archives are such, too."""

import re

from pipeline.errors import UnreadableFile

_BEGINNINGS = (
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"Rar!\x1a\x07"), "RAR"),
    (re.compile(rb"..-lh[0-9a-z]-", re.DOTALL), "LZH"),
    (re.compile(rb"..-lz[0-9a-z]-", re.DOTALL), "LZH"),
    (re.compile(rb"\x1f\x8b\x08"), "gzip (.gz, .tar.gz)"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "bzip2 (.bz2, .tar.bz2)"),
    (re.compile(rb"\xfd7zXZ\x00"), "xz (.xz, .tar.xz)"),
    (re.compile(rb".{257}ustar", re.DOTALL), "tar"),
    (re.compile(rb"MSCF\x00{4}"), "Windows cabinet (.cab)"),
    (re.compile(rb"MZ.{,1024}PE\x00\x00", re.DOTALL), "program, perhaps a self-extracting"),
)

_SAFARI = b"bplist00"
_MAIL = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,9}(?:[A-Za-z][-A-Za-z]{1,40}: ?[^\r\n]{0,999}\r?\n(?:[ \t][^\r\n]{0,999}\r?\n)*){2}"
)
_SEVERAL = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEADER = 4096


def refuse_packed(data: bytes) -> None:
    """Refuse an archive that isn't a zip file.

    Raises:
        UnreadableFile: ``data`` is one; the message says of what kind.
    """
    if data.startswith(_SAFARI) or (_MAIL.match(data) and _SEVERAL.search(data, 0, _HEADER)):
        raise UnreadableFile(
            "this is a web archive (.mht, .mhtml, .webarchive): open it in a browser, and save the page as a web page, "
            "HTML only"
        )
    for beginning, name in _BEGINNINGS:
        if beginning.match(data):
            raise UnreadableFile(f"this is a {name} archive: unpack it, and keep what was in it in the folder")
