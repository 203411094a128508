"""Withheld words in settings and chapters are told at their place, before anything is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cable_edition.core.myst.markup import MARKER
from cable_edition.core.problems import CODES
from tests.core.fatal_cases import TEXT, WITHHELD, Folder

STATIC = ("docs/conf.py", "html_static_path = ['_static']\nhtml_logo = 'pics/logo.svg'\n")
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
    "left out": ("docs/conf.py", "exclude_patterns = ['drafts']\n", "docs/drafts/quux.md", "Quux"),
    "not shown": ("docs/conf.py", "html_static_path = ['_static']\n", "docs/more/a.css", "Quux"),
    "others": ("docs/a.md", f"{PAGE}\nThe quuxotic Zebedees.\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_check_tells_file_and_line(folder: Folder, case: str) -> None:
    name, text, line = CASES[case]
    (folder.root / name).parent.mkdir(exist_ok=True)
    folder.write("docs/index.md", "# First\n")
    folder.write(name, text)
    assert folder.run("check").exit_code == 0
    folder.sidecar(WITHHELD)
    done = folder.run("check", "--format", "json")
    assert done.exit_code == 2
    (found,) = [one for one in done.stdout.splitlines() if '"withheld-open"' in one]
    assert f'"path": "{name}"' in found
    assert f'"line": {line}' in found
    assert "Quux" not in found


@pytest.mark.parametrize("named", ["source_cables", "./source_cables/", "."])
def test_the_folder_of_the_sources_is_the_whole_edition(
    folder: Folder, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("edition.toml", "title = 'Papers'\n")
    folder.write("source_cables/06ROME1.yaml", WITHHELD)
    whole = folder.run("check")
    assert whole.exit_code == 2
    if named == ".":
        monkeypatch.chdir(folder.root / "source_cables")
    done = folder.run("check", named)
    assert done.exit_code == 2
    # A path is told as it is known where the command is run.
    assert named == "." or done.output == whole.output


@pytest.mark.parametrize("case", GOOD)
def test_what_is_not_published_may_have_the_words(folder: Folder, case: str) -> None:
    files = GOOD[case]
    for name, text in zip(files[::2], files[1::2], strict=True):
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


#: What is published with the site, and where it is told. The file in question is the last.
FILES = {
    "a name": ("docs/_static/Zebedee_Quux.css", "", None),
    "a picture of the theme": ("docs/pics/logo.svg", "<svg>\n<title>Quux</title></svg>", 2),
    "a file in a folder": ("docs/_static/deep/a.txt", "\n\nZebedee Quux", 3),
    "what a chapter includes": ("docs/notes/part.inc", "Zebedee Quux", 1),
    "what a chapter offers": ("docs/sheet.csv", "a,b\nQuux,1\n", 2),
    "the name of a chapter": ("docs/notes/of-zebedee-quux.md", PAGE, None),
    "a folder of the theme": ("docs/_static/of-quux/a.txt", "", None),
    "the name of a folder": ("docs/quux/a.md", PAGE, None),
}


@pytest.mark.parametrize("case", FILES)
def test_check_tells_files_that_a_build_would_publish(folder: Folder, case: str) -> None:
    name, text, line = FILES[case]
    for path, content in {
        STATIC[0]: STATIC[1],
        "docs/sheet.csv": "a,b\n",
        "docs/notes/part.inc": "words",
        "docs/index.md": "# First\n\n{download}`sheet </sheet.csv>`\n",
        "docs/notes/a.rst": "Title\n=====\n\n.. include:: part.inc\n",
        name: text,
    }.items():
        (folder.root / path).parent.mkdir(exist_ok=True, parents=True)
        folder.write(path, content)
    assert folder.run("check").exit_code == 0
    folder.sidecar(WITHHELD)
    done = folder.run("check", "--format", "json")
    assert done.exit_code == 2
    (found,) = [one for one in done.stdout.splitlines() if '"withheld-open"' in one]
    assert json.loads(found)["line"] == line
    assert Path(json.loads(found)["path"]).suffix == Path(name).suffix
    assert "uux" not in found


#: What in ``conf.py`` and beside it stops a build, and is told by ``check``.
STOPS = {
    "page-taken": ({"docs/people/index.md": "# Mine\n"}, "docs/people/index.md"),
    "a page of a cable taken": ({"docs/cables/05OTTAWA1.md": "Mine"}, "docs/cables/05OTTAWA1.md"),
    "bad-setting": ({"docs/conf.py": "cable_places_per_entry = 0\n"}, "docs/conf.py"),
    "unknown-setting": ({"docs/conf.py": "cable_sorces = 'x'\n"}, "docs/conf.py"),
    "titles differ": (
        {"docs/conf.py": "project = 'A'\n", "edition.toml": "title = 'B'\n"},
        "docs/conf.py",
    ),
    "version": ({"docs/conf.py": "release = '9.9'\n"}, "docs/conf.py"),
    "pages left out": ({"docs/conf.py": "exclude_patterns = ['people']\n"}, "docs/conf.py"),
    "no first page": ({"docs/conf.py": "root_doc = 'start'\n"}, "docs/conf.py"),
}


@pytest.mark.parametrize("case", STOPS)
def test_check_tells_what_stops_a_build(folder: Folder, case: str) -> None:
    if case == "version":
        folder.release()
    files, place = STOPS[case]
    for path, content in ({"docs/conf.py": "", "docs/index.md": "# First\n"} | files).items():
        (folder.root / path).parent.mkdir(exist_ok=True, parents=True)
        folder.write(path, content)
    done = folder.run("check", "--format", "json")
    assert done.exit_code == 2, done.output
    found = [json.loads(one) for one in done.stdout.splitlines()]
    fatal = [one for one in found if CODES[one["code"]].fatal]
    assert [one["path"] for one in fatal] == [place]
