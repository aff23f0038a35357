"""ISO-2022-JP: characters of JIS X 0208 in seven bits, between escape sequences."""

import re

from pipeline.readers.encoding import strict as decode_strictly

_ESCAPE = re.compile(rb"(\x1b\$[@B]|\x1b\([BJI])")
_WIDE, _KANA = (b"\x1b$B", b"\x1b$@"), b"\x1b(I"
_EUC_KANA = 0x8E


def decode_iso_2022_jp(data: bytes) -> str | None:
    """Decode strictly, with the vendors' ① and ㈱ that Python's own codec lacks; None if ``data`` isn't text in it.

    Each stretch between two escapes is turned into the bytes that EUC-JP has for it.
    """
    if not data.isascii():
        return None
    mode, turned = b"\x1b(B", bytearray()
    for part in _ESCAPE.split(data):
        if _ESCAPE.fullmatch(part):
            mode = part
        elif mode in _WIDE:
            lines = part.replace(b"\r", b"").replace(b"\n", b"")
            if len(lines) % 2 or any(not 0x21 <= byte <= 0x7E for byte in lines):
                return None
            turned += bytes(byte | 0x80 if byte > 0x20 else byte for byte in part)
        elif mode == _KANA:
            turned += b"".join(bytes((_EUC_KANA, b | 0x80)) if b > 0x20 else bytes((b,)) for b in part)
        else:
            turned += part
    return decode_strictly(bytes(turned), "euc_jp")
