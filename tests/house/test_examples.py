"""The examples of the documentation stand, line by line, in the files that they name.

An example is a code block whose caption is the path of a file of the repository. Its lines stand
there as they are, one after the other; a line ``...`` stands for lines that are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.editing.suggestions import suggestions
from cable_edition.core.reading.decode import decode
from cable_edition.core.reading.parse import parse_file

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SOURCES = ROOT / "tests" / "everything" / "source_cables"
#: A fence of any length, its info string and what stands in it.
FENCE = re.compile(r"^(`{3,}|~{3,}|:{3,})([^\n]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
CAPTION = re.compile(r":caption:[ ]*(\S+)[ ]*\n")
LEFT_OUT = "..."


class Example(NamedTuple):
    """A code block of a page: the file that its caption names, and its lines."""

    page: str
    file: str
    lines: list[str]


def examples() -> list[Example]:
    found = []
    for page in sorted(DOCS.rglob("*.md")):
        for _, info, body in FENCE.findall(page.read_text("utf-8")):
            if info.startswith("{code-block}") and (caption := CAPTION.match(body)):
                lines = body[caption.end() :].splitlines()
                found.append(Example(page.relative_to(DOCS).as_posix(), caption[1], lines))
    return found


def first_missing(wanted: list[str], there: list[str]) -> str:
    """Return the first line of the quotation that does not stand where it should, or nothing."""
    pieces: list[list[str]] = [[]]
    for line in wanted:
        if line.strip() == LEFT_OUT:
            pieces.append([])
        else:
            pieces[-1].append(line)
    at = 0
    for piece in filter(None, pieces):
        starts = [
            start
            for start in range(at, len(there) - len(piece) + 1)
            if there[start : start + len(piece)] == piece
        ]
        if not starts:
            known = set(there[at:])
            return next((line for line in piece if line not in known), piece[0])
        at = starts[0] + len(piece)
    return ""


EXAMPLES = examples()


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: f"{one.page}:{Path(one.file).name}")
def test_each_example_stands_in_its_file(one: Example) -> None:
    path = ROOT / one.file
    assert path.is_file(), f"{one.page} quotes {one.file}, which is not there"
    content = path.read_bytes()
    decoded, _ = decode(content)
    missing = first_missing(one.lines, decoded.text.splitlines())
    if missing and b"Content-Transfer-Encoding" in content:
        # A mail is quoted as it stands in its file.
        missing = first_missing(one.lines, content.decode("ascii").splitlines())
    assert not missing, f"{one.page} quotes from {one.file} what is not there: {missing}"


@pytest.mark.parametrize(
    "page",
    [
        "add-a-cable",
        "around-the-text",
        "emendations-and-notes",
        "forms",
        "redactions",
        "registers",
        "releases",
    ],
)
def test_what_an_editor_writes_is_quoted_from_the_edition_that_has_everything(page: str) -> None:
    here = [one for one in EXAMPLES if one.page == f"editors/{page}.md"]
    assert here
    assert {one.file for one in here if not one.file.startswith("tests/everything/")} == set()
    text = (DOCS / "editors" / f"{page}.md").read_text("utf-8")
    own = {"yaml", "toml", "html", "xml", "json", "sql"}
    assert [info for _, info, _ in FENCE.findall(text) if info.strip() in own] == []


@pytest.mark.parametrize(
    ("wanted", "missing"),
    [
        (["a", "b"], ""),
        (["c"], ""),
        (["a", "...", "c"], ""),
        (["a", "  ...", "c"], ""),
        (["...", "b", "..."], ""),
        (["b", "...", "b"], ""),
        (["a", "c"], "a"),
        (["c", "...", "a"], "a"),
        (["b", "c", "...", "c"], "c"),
        (["a", "x"], "x"),
        ([" a"], " a"),
        (["a", "b "], "b "),
    ],
)
def test_a_quotation_is_exact_and_in_order(wanted: list[str], missing: str) -> None:
    assert first_missing(wanted, ["a", "b", "c", "b"]) == missing


def test_what_suggest_proposed_is_what_the_page_says_it_did(tmp_path: Path) -> None:
    sidecar, problems = read_sidecar(SOURCES / "05ROME301.yaml")
    assert sidecar
    assert problems == []
    kept = [(one.place.at, one.rule, one.place.quote, one.read) for one in sidecar.emendations]
    (cable,) = parse_file(SOURCES / "05ROME301.txt")
    # Without the sidecar beside it everything is proposed.
    proposed = suggestions(cable, str(tmp_path / "05ROME301.txt")).entries
    assert [(one.at, one.rule, one.quotation.exact, one.read) for one in proposed] == kept[:-1]
    assert len(proposed) == 9
