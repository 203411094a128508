"""Every file and folder of the repository that the documentation names is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs" / "developers").glob("*.md")),
    *sorted((ROOT / "docs" / "editors").glob("*.md")),
]
#: The folders that hold the repository's own files; what stands at its root is found beside them.
FOLDERS = (
    "ext",
    "docs",
    "tests",
    "benchmarks",
    "requirements",
    "findings",
    "source_cables",
    "styles",
)
#: Folders of which a checkout has nothing.
MADE = {"_build", "_work", "node_modules", "__pycache__"}
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
#: A module, or a folder named with the slash at its end, or a path of the program in a drawing.
PATH = re.compile(r"(?:[\w.-]+/)*(?:[\w-]+\.(?:py|js|css|toml|cff)|[\w.-]+/)")
DRAWN = re.compile(r"(?<![\w/.])(?:core|exports|sphinx_ext|cli)/[\w/]+(?:\.py)?")
#: What a build makes, and what an editor's own package has.
MADE_LATER = {
    *("dist/", "wheels/", ".github/", ".cable-edition/"),
    "extension.js",  # what a reader of the page on text editors writes
    *(f"docs/{name}/" for name in ("cables", "people", "organizations", "glossary", "tags")),
    *(f"docs/{name}/" for name in ("posts", "chronology", "_build/example")),
}


@cache
def there() -> frozenset[str]:
    """Return the paths of files, and of folders with a slash at the end, each behind a slash."""
    found = {f"/{path.name}" + "/" * path.is_dir() for path in ROOT.iterdir()}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            parts = path.relative_to(ROOT)
            if not MADE & set(parts.parts):
                found.add(f"/{parts.as_posix()}" + "/" * path.is_dir())
    return frozenset(found)


def named(page: str) -> set[str]:
    """Return the paths that a page names."""
    drawn = {
        one
        for body in re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
        for one in DRAWN.findall(body)
    }
    return drawn | {code for code in CODE.findall(page) if PATH.fullmatch(code)}


def is_there(name: str) -> bool:
    return any(path.endswith((f"/{name}", f"/{name}/")) for path in there())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_names_is_there(page: Path) -> None:
    assert {
        name for name in named(page.read_text("utf-8")) - MADE_LATER if not is_there(name)
    } == set()


def test_paths_are_found_in_sentences_and_drawings() -> None:
    drawing = "```text\n core/edition/c.py --> core/d (exports)\n```\n"
    page = f"A `core/a.py`, `b.py`, `x`, `p/q/` and\n\n{drawing}"
    assert named(page) == {"core/a.py", "b.py", "p/q/", "core/edition/c.py", "core/d"}
    assert is_there("core/edition/assemble.py")
    assert is_there("core/edition")
    assert is_there("edition.toml")
    assert not is_there("semble.py")
    assert not is_there("core/assemble.py")


def test_the_table_of_the_layer_of_sphinx_has_each_of_its_modules() -> None:
    page = (ROOT / "docs" / "developers" / "flow.md").read_text("utf-8")
    table = page.partition("| Module of `sphinx_ext/` |")[2].partition("\n\n")[0]
    told = {name for row in table.splitlines()[2:] for name in CODE.findall(row.split("|")[1])}
    layer = ROOT / "ext" / "cable_edition" / "sphinx_ext"
    modules = {path.name for path in layer.glob("*.py") if path.name != "__init__.py"}
    rooms = {f"{path.parent.name}/" for path in layer.glob("*/__init__.py")}
    assert told == modules | rooms


def test_the_table_of_the_exports_has_each_of_their_modules() -> None:
    page = (ROOT / "docs" / "developers" / "add-an-export.md").read_text("utf-8")
    table = page.partition("| Module | What it does |")[2].partition("\n\n")[0]
    folder = ROOT / "ext" / "cable_edition" / "exports"
    rooms = {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}
    modules = {path.name for path in folder.glob("*.py") if path.name != "__init__.py"}
    assert (
        set(CODE.findall(table)) - {"edition.toml", "core/citations", "xml:id"} == modules | rooms
    )


def test_each_script_of_the_pages_is_told() -> None:
    page = (ROOT / "docs" / "developers" / "flow.md").read_text("utf-8")
    told = page.partition("## In the browser")[2].partition("\n## ")[0]
    scripts = {path.name for path in (ROOT / "ext" / "cable_edition").rglob("*.js")}
    assert {name for name in CODE.findall(told) if name.endswith(".js")} == scripts


def test_the_table_of_the_tests_has_each_of_their_folders() -> None:
    page = (ROOT / "docs" / "developers" / "flow.md").read_text("utf-8")
    table = page.partition("| Folder of `tests/` |")[2].partition("\n\n")[0]
    told = {name for row in table.splitlines()[2:] for name in CODE.findall(row.split("|")[1])}
    folders = {path for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert told == {f"{path.name}/" for path in folders if path.name not in MADE}
