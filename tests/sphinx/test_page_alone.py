"""The page that the preview shows first is the one that a whole build makes, to the byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from cable_edition.sphinx_ext.page_alone import write_page_alone
from cable_edition.sphinx_ext.state import has_state

from .conftest import GLOSSARY, PEOPLE, TinyEdition, cable_text

OTHER = "05OTTAWA2"
FIRST = "notes:\n  - {at: p1, kind: inference, text: A first note., id: one}\n"
CHANGED = (
    "emendations:\n  - {at: p1, quote: spoke, read: wrote, rule: conjecture, reason: Sense.}\n"
)
READING = "reading:\n  - {at: p1, quote: spoke of, is: heading}\n"
RELATED = "related:\n  - {id: 05OTTAWA9, title: A visit, source: https://a.example/}\n"
EDITS = {
    "another note": FIRST.replace("A first", "Another"),
    "a note more": FIRST + "  - {at: p1, quote: Jane, kind: inference, text: More., id: two}\n",
    "a note that names an entry": FIRST.replace(
        "A first note.", "'{cable:person}`roe-jane` has a note.'"
    ),
    "a note below new lines": f"# Read.\nread: 2026-11-20\n\n{FIRST}",
    "an emendation": CHANGED + FIRST,
    "no note": "notes: []\n",
    "no file": None,
}
OTHERWISE = {
    "a reading": READING + FIRST,
    "a related record": RELATED + FIRST,
    "words withheld": FIRST + "redactions:\n  - {name: Jane Roe, reason: R., date: 2026-11-23}\n",
    "a fault": FIRST.replace("at: p1", "at: p9"),
    "a key that is none": FIRST + "nots: []\n",
    "no YAML": "notes: [\n",
    "another base": "base: 05OTTAWA1.txt\n" + FIRST,
}


@pytest.fixture
def edited(edition: TinyEdition) -> TinyEdition:
    """An edition of two cables with notes and emendations."""
    edition.register("people", PEOPLE)
    edition.register("glossary", GLOSSARY)
    edition.add()
    edition.add(OTHER, cable_text(2, ("(C) Jane Roe spoke of S&R.",)))
    (edition.sources / "05OTTAWA1.yaml").write_text(FIRST, "utf-8")
    (edition.sources / f"{OTHER}.yaml").write_text(FIRST.replace("one", "b") + CHANGED, "utf-8")
    return edition


@contextmanager
def built(edition: TinyEdition) -> Iterator[SphinxTestApp]:
    """Build, and have the application as it is before anybody has tidied up after it."""
    app = SphinxTestApp(buildername="html", srcdir=edition.docs, builddir=edition.docs / "_build")
    try:
        app.build()
        yield app
    finally:
        app.cleanup()


def save(edition: TinyEdition, text: str | None) -> Path:
    path = edition.sources / "05OTTAWA1.yaml"
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    return path


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("text", EDITS.values(), ids=EDITS)
def test_a_page_alone_is_that_of_a_whole_build(
    edited: TinyEdition, tmp_path: Path, text: str | None
) -> None:
    alone = tmp_path / "alone"
    with built(edited) as app:
        saved = save(edited, text)
        before = files(edited.root)
        assert write_page_alone(app, saved, alone) == "cables/05OTTAWA1"
        assert files(edited.root) == before
    made = (alone / "html" / "cables" / "05OTTAWA1.html").read_bytes()
    stood = (edited.html / "cables" / "05OTTAWA1.html").read_bytes()
    assert (made == stood) is bool(text and text.endswith(FIRST) and "emendations" not in text)
    edited.build()
    assert made == (edited.html / "cables" / "05OTTAWA1.html").read_bytes()


@pytest.mark.parametrize("text", OTHERWISE.values(), ids=OTHERWISE)
def test_where_more_hangs_on_it_nothing_is_written(
    edited: TinyEdition, tmp_path: Path, text: str
) -> None:
    with built(edited) as app:
        assert write_page_alone(app, save(edited, text), tmp_path / "alone") is None
    assert not (tmp_path / "alone").exists()


def no_cable(edition: TinyEdition) -> Path:
    path = edition.sources / "05OTTAWA7.yaml"
    path.write_text(FIRST, "utf-8")
    return path


def withheld(edition: TinyEdition) -> Path:
    """Withhold in the other cable: what is shown then, whole builds alone decide."""
    name = "redactions:\n  - {name: Jane Roe, reason: At risk., date: 2026-11-23}\n"
    (edition.sources / f"{OTHER}.yaml").write_text(name, "utf-8")
    (edition.docs / "registers" / "people.yaml").unlink()
    edition.add("05OTTAWA1", cable_text(1, ("(C) Brian Flora spoke of S&R.",)))
    return edition.sources / "05OTTAWA1.yaml"


@pytest.mark.parametrize("change", [no_cable, withheld])
def test_of_an_edition_that_withholds_or_an_unknown_cable_nothing_is_written(
    edited: TinyEdition, tmp_path: Path, change: Callable[[TinyEdition], Path]
) -> None:
    saved = change(edited)
    with built(edited) as app:
        assert write_page_alone(app, saved, tmp_path / "alone") is None


def test_an_output_that_was_left_as_it_stood_knows_no_edition(
    edited: TinyEdition, tmp_path: Path
) -> None:
    index = edited.docs / "index.md"
    contents = index.read_text("utf-8").replace("people/index", "people/index\nemendations/index")
    index.write_text(contents, "utf-8")
    edited.build()
    with built(edited) as app:
        assert not has_state(app)
        assert write_page_alone(app, save(edited, FIRST), tmp_path / "alone") is None
