"""Guards over the repository's own files. Each is a pure function, and is shown failing on an example."""

import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, real_folder

Files = Mapping[str, str]

MAX_LINES = 400
PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9.+!]*")
# Each pattern is written so that it doesn't find itself.
ELSEWHERE = [
    re.compile(r"(?<![\w.:/~])/(?:work|root|opt|mnt|srv)/[\w.]"),
    re.compile(r"(?<![\w.:/~])/(?:home|Users)/[\w.]+/"),
    re.compile(r"\b[A-Z]:\\{1,2}Users\\"),
    re.compile(r"-{2}(?:extra-)?index-url|-{2}find-links|-{2}trusted-host|PIP_(?:EXTRA_)?INDEX_URL"),
    re.compile(r"\bfile:/{2}"),
    re.compile(r"https?:/{2}\S+/simple\b"),
    re.compile(r"\b(?:files\.python[h]osted|(?:test\.)?py[p]i)[.]org\b"),
]


def too_long(files: Files, limit: int = MAX_LINES) -> list[str]:
    """Files of more than ``limit`` lines."""
    return [f"{path}: {n} lines" for path, text in files.items() if (n := len(text.splitlines())) > limit]


def place_names(specs: Files) -> set[str]:
    """What the forms call their municipalities: folder, code, and name with and without its 市, 区, 町 or 村."""
    found = set()
    for path, text in specs.items():
        folder = Path(path).parts[2]
        found.add(folder)
        for entry in entries("municipality", yaml.safe_load(text)):
            words = [entry] if not isinstance(entry, dict) else [entry.get("code"), entry.get("name")]
            found |= {str(word) for word in words if word}
    return found | {name[:-1] for name in found if len(name) > 2 and name[-1] in "市区町村"}


def entries(key: str, node: object) -> Iterator[object]:
    """Every value that stands under ``key``, however deep."""
    if isinstance(node, dict):
        for k, value in node.items():
            if k == key:
                yield value
            yield from entries(key, value)
    elif isinstance(node, list):
        for item in node:
            yield from entries(key, item)


def naming_places(files: Files, names: Iterable[str]) -> list[str]:
    """Lines of ``files`` with one of ``names`` in them; ASCII names count as whole words only."""
    edge = "[0-9A-Za-z]"
    words = [rf"(?<!{edge}){re.escape(n)}(?!{edge})" if n.isascii() else re.escape(n) for n in names]
    return matching(files, [re.compile("|".join(sorted(words)), re.IGNORECASE)]) if words else []


def matching(files: Files, patterns: Iterable[re.Pattern[str]]) -> list[str]:
    """Every line that one of ``patterns`` finds something in, as ``path:line: what``."""
    return [
        f"{path}:{number}: {hit.group()}"
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        for pattern in patterns
        if (hit := pattern.search(line))
    ]


def not_pins(constraints: str) -> list[str]:
    """Lines that are not ``name==version``: no URL, no path, no option, no open range."""
    return [line for line in constraints.splitlines() if not PIN.fullmatch(line)]


def unpinned(requirements: Iterable[str], constraints: str) -> list[str]:
    """Requirements whose package the constraints don't pin."""
    pinned = {normal_name(line) for line in constraints.splitlines()}
    return [requirement for requirement in requirements if normal_name(requirement) not in pinned]


def normal_name(requirement: str) -> str:
    """The package that a requirement or a pin is about, as an index spells it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]).lower()


def repository_files() -> dict[str, str]:
    """Text of every file that git tracks or would add; skips outside a git checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"the guards read what git lists, and git lists nothing here: {error}")
    paths = [path for path in listing.split("\0") if path and (ROOT / path).is_file()]
    return {path: (ROOT / path).read_bytes().decode(errors="replace") for path in paths}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return repository_files()


@pytest.fixture(scope="module")
def python(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path.endswith((".py", ".pyi"))}


def test_no_python_file_is_too_long(python: Files) -> None:
    assert not too_long(python)


def test_a_file_one_line_too_long_is_found() -> None:
    assert too_long({"a.py": "x\n" * 401, "b.py": "x\n" * 400}) == ["a.py: 401 lines"]


def test_no_municipality_is_named_in_python(files: Files, python: Files) -> None:
    specs = {p: t for p, t in files.items() if p.startswith("pipeline/forms/") and p.endswith((".yaml", ".yml"))}
    assert not naming_places({p: t for p, t in python.items() if not p.startswith("tests/")}, place_names(specs))


SPECS = {
    "pipeline/forms/kasumi/sheet/2008.yaml": "form:\n  municipality: {code: '990001', name: 霞ヶ原市}\n",
    "pipeline/forms/minato_no/sheet/2009.yaml": "- municipality: 990002\n- title: 事務事業評価表\n",
}


def test_place_names_come_from_folders_and_entries() -> None:
    assert place_names(SPECS) == {"kasumi", "990001", "霞ヶ原市", "霞ヶ原", "minato_no", "990002"}


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("if code == '990001':", True),
        ("NAME = '霞ヶ原の様式'", True),
        ("def read_Kasumi_sheet():", True),
        ("CODE = 19900012", False),
        ("kasumigaseki = 1", False),
    ],
)
def test_a_named_municipality_is_found(line: str, caught: bool) -> None:
    assert bool(naming_places({"pipeline/x.py": line}, place_names(SPECS))) is caught


def test_without_forms_no_name_is_looked_for() -> None:
    assert naming_places({"pipeline/x.py": "x = 1"}, place_names({})) == []


def test_no_file_names_a_workplace_or_a_package_index(files: Files) -> None:
    assert not matching(files, ELSEWHERE)


@pytest.mark.parametrize(
    "line",
    [
        "cd /" + "work/main",
        "folder = '/" + "home/someone/sheets'",
        "C:\\" + "Users\\someone",
        "--" + "extra-index-url x",
        "file:/" + "//wheels",
        "https:/" + "/packages.example/simple/",
        "files.python" + "hosted" + ".org",
    ],
)
def test_a_workplace_or_a_package_index_is_found(line: str) -> None:
    assert len(matching({"x": f"first\n{line}"}, ELSEWHERE)) == 1
    assert matching({"x": f"first\n{line}"}, ELSEWHERE)[0].startswith("x:2: ")


@pytest.mark.parametrize("line", ["https://example.org/work/a", "../work/x", "~/work/x", "network/root/x", "a / b"])
def test_what_only_looks_like_one_is_let_through(line: str) -> None:
    assert not matching({"x": line}, ELSEWHERE)


def test_constraints_are_pins_and_nothing_else() -> None:
    assert not not_pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line", ["a @ https:/" + "/x.example/a.whl", "-c other.txt", "a>=1", "a==1 --hash=sha256:0", "./a.whl", ""]
)
def test_a_constraint_that_is_no_pin_is_found(line: str) -> None:
    assert not_pins(f"good==1.0.post1\n{line}\n") == [line]


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    assert not unpinned(declared, (ROOT / "constraints.txt").read_text(encoding="utf-8"))


def test_a_dependency_without_a_pin_is_found() -> None:
    assert unpinned(["PyYAML>=6", "psycopg[binary]", "typer"], "pyyaml==6.0\npsycopg-binary==3\n") == [
        "psycopg[binary]",
        "typer",
    ]


def test_real_sheets_that_are_absent_skip_and_say_so(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="HYOKA_REAL"):
        real_folder({}, root=tmp_path / "hyoka")
    with pytest.raises(pytest.skip.Exception, match="elsewhere"):
        real_folder({"HYOKA_REAL": str(tmp_path / "elsewhere")})
    assert real_folder({"HYOKA_REAL": str(tmp_path)}) == tmp_path
