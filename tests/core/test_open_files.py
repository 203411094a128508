"""Withheld words in settings and chapters are told at their place, before anything is written."""

from __future__ import annotations

import pytest

from cable_edition.core.myst.markup import MARKER
from tests.core.fatal_cases import TEXT, WITHHELD, Folder

PAGE = "# A chapter\n\nProse.\n"
CASES = {
    "title": ("edition.toml", "title = 'The Quux papers'\n", 1),
    "editor": ("edition.toml", "title = 'Papers'\neditors = ['Zebedee Quux']\n", 2),
    "table": ("edition.toml", "[book]\nsubtitle = 'Of Z. QUUX'\n", 2),
    "conf": ("docs/conf.py", "import os\n\nproject = 'By Zebedee-Quux'\n", 3),
    "context": ("docs/conf.py", "html_context = {\n    'by': 'Quux',\n}\n", 1),
    "chapter": ("docs/notes/a.md", f"{PAGE}\nHe is Zebedee Qu\u00fcx.\n", 5),
    "comment": ("docs/a.md", f"{PAGE}\n% Zebedee Quux\n", 5),
    "alt": ("docs/a.rst", "A chapter\n=========\n\n.. image:: a.png\n   :alt: Quux\n", 5),
}
GOOD = {
    "a remark": ("edition.toml", "title = 'Papers'  # not the Quux papers\n"),
    "unshown": ("docs/conf.py", "exclude_patterns = ['quux.md']\n"),
    "generated": ("docs/cables/05OTTAWA9.md", f"{MARKER}\n\nZebedee Quux\n"),
    "of a tool": ("docs/_build/a.md", "Zebedee Quux"),
    "no python": ("docs/conf.py", "project = (\n"),
    "others": ("docs/a.md", f"{PAGE}\nThe quuxotic Zebedees.\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_check_tells_file_and_line(folder: Folder, case: str) -> None:
    name, text, line = CASES[case]
    (folder.root / name).parent.mkdir(exist_ok=True)
    folder.write(name, text)
    assert folder.run("check").exit_code == 0
    folder.sidecar(WITHHELD)
    done = folder.run("check", "--format", "json")
    assert done.exit_code == 2
    (found,) = [one for one in done.stdout.splitlines() if '"withheld-open"' in one]
    assert f'"path": "{name}"' in found
    assert f'"line": {line}' in found
    assert "Quux" not in found


@pytest.mark.parametrize("case", GOOD)
def test_what_is_not_published_may_have_the_words(folder: Folder, case: str) -> None:
    name, text = GOOD[case]
    (folder.root / name).parent.mkdir(exist_ok=True)
    folder.write(name, text)
    folder.sidecar(WITHHELD)
    assert "withheld-open" not in folder.run("check").output


def test_no_data_are_written_with_a_title_that_is_withheld(folder: Folder) -> None:
    folder.write("edition.toml", "title = 'The Quux papers'\n")
    assert folder.run("export", "all", "--out", "data").exit_code == 0
    assert b"Quux papers" in (folder.root / "data" / "edition.jsonld").read_bytes()
    folder.sidecar(WITHHELD)
    done = folder.run("export", "all", "--out", "data")
    assert done.exit_code == 2
    assert "edition.toml:1: the value of `title` has what form " in done.stderr
    for path in (folder.root / "data").rglob("*.*"):
        assert b"uux" not in path.read_bytes(), path
    assert TEXT.count("Quux") == 2
