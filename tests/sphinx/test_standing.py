"""An output that a build would write as it stands is left so, and nothing else is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sphinx.errors import SphinxError
from sphinx.testing.util import SphinxTestApp

from cable_edition.sphinx_ext import generate as generating
from cable_edition.sphinx_ext.made_from import _inputs, dependencies
from cable_edition.sphinx_ext.standing import _own_files
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import CONF, TinyEdition, cable_text, status_of, tiny_edition, warnings_of

SAID = "nothing has changed"
#: Another person of the surname of one who is registered: the build tells it.
DOUBT = cable_text(1, ("(C) Jane Roe spoke.", "(C) Peter Roe spoke of S&R."))
SIGN = '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n'
NAME = "redactions:\n  - {name: Ann Ames, reason: At risk., date: 2026-11-23}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """An edition with a chapter that includes a file from outside, built once."""
    edition = tiny_edition(tmp_path_factory.mktemp("standing"))
    edition.add()
    (edition.root / "edition.toml").write_text('title = "Tiny"\n', "utf-8")
    (edition.root / "beside.md").write_text("Words from beside.\n", "utf-8")
    (edition.root / "far").mkdir()
    (edition.root / "far" / "away.md").write_text("Words from afar.\n", "utf-8")
    chapter = "# More\n\n```{include} ../far/away.md\n```\n"
    (edition.docs / "more.md").write_text(f"---\norphan: true\n---\n{chapter}", "utf-8")
    (edition.docs / "_static").mkdir()
    (edition.docs / "_static" / "own.css").write_text("p {}\n", "utf-8")
    (edition.root / "far" / "sign.svg").write_text(SIGN, "utf-8")
    conf = CONF.replace('project = "Tiny"\n', "") + 'html_static_path = ["_static"]\n'
    conf += 'html_favicon = "../far/sign.svg"\n'
    (edition.docs / "conf.py").write_text(conf, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text("notes: []\n", "utf-8")
    app = edition.build()
    assert (warnings_of(app), SAID in status_of(app)) == ("", False)
    return edition


def is_left(edition: TinyEdition, monkeypatch: pytest.MonkeyPatch, **options: object) -> bool:
    """Return whether a build of the edition would leave its output as it stands."""

    asked = []

    def refuse(*_: object, **__: object) -> None:
        asked.append(1)
        raise SphinxError

    monkeypatch.setattr(generating, "assemble", refuse)
    note = next((edition.docs / "_build/doctrees").glob("cable-standing-*"))
    kept = note.read_bytes()
    try:
        app = edition.build(**options)  # type: ignore[arg-type]
    except EditionError:
        assert asked
        note.write_bytes(kept)
        return False
    assert SAID in status_of(app)
    return True


def test_an_output_that_would_be_written_as_it_stands_is_left(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.html.rglob("*")}

    assert is_left(built, monkeypatch)
    assert {path: path.stat().st_mtime_ns for path in built.html.rglob("*")} == before


CHANGED = {
    "a source": "source_cables/05OTTAWA1.txt",
    "a sidecar": "source_cables/05OTTAWA1.yaml",
    "a register": "docs/registers/glossary.yaml",
    "a chapter": "docs/more.md",
    "a file that a chapter includes from elsewhere": "far/away.md",
    "a file that conf.py names": "far/sign.svg",
    "a file beside the sources": "beside.md",
    "a static file": "docs/_static/own.css",
    "the settings": "edition.toml",
    "a generated page": "docs/cables/05OTTAWA1.md",
    "a written page": "docs/_build/html/cables/05OTTAWA1.html",
    "a data file": "docs/_build/html/data/cables.jsonl",
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_byte_more_has_all_of_it_looked_at_again(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = built.root / CHANGED[what]
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        assert not is_left(built, monkeypatch)
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize(
    "name",
    [
        "source_cables/05OTTAWA2.txt",
        "docs/other.md",
        "docs/registers/people.yaml.bak",
        "docs/_build/html/other.html",
        "source_cables/releases.yaml",
    ],
)
def test_a_file_more_has_all_of_it_looked_at_again(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = built.root / name
    path.write_bytes(b"")
    try:
        assert not is_left(built, monkeypatch)
    finally:
        path.unlink()


@pytest.mark.parametrize("name", ["docs/_build/html/index.html", "docs/_static/own.css"])
def test_a_file_less_has_all_of_it_looked_at_again(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = built.root / name
    before = path.read_bytes()
    path.unlink()
    try:
        assert not is_left(built, monkeypatch)
    finally:
        path.write_bytes(before)


def test_what_is_asked_for_is_done(built: TinyEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_left(built, monkeypatch, freshenv=True)
    assert not is_left(built, monkeypatch, html_title="Another title")
    others = ["myst_parser", "cable_edition", "sphinx.ext.todo"]
    assert not is_left(built, monkeypatch, extensions=others)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert not is_left(built, monkeypatch)


def test_all_pages_are_written_again_where_they_are_asked_for(built: TinyEdition) -> None:
    page = built.html / "cables" / "05OTTAWA1.html"
    before = page.stat().st_mtime_ns
    app = SphinxTestApp(srcdir=built.docs, builddir=built.docs / "_build")
    try:
        app.build(force_all=True)
    finally:
        app.cleanup()

    assert page.stat().st_mtime_ns > before
    assert SAID not in status_of(app)


def test_what_was_told_is_told_again_and_stops_as_it_did(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", DOUBT)
    said = []
    for _ in range(2):
        app = SphinxTestApp(
            srcdir=edition.docs, builddir=edition.docs / "_build", warningiserror=True
        )
        try:
            app.build()
        finally:
            app.cleanup()
        said.append((warnings_of(app), app.statuscode))

    assert SAID in status_of(app)
    assert "surname-doubtful" in said[0][0]
    assert said == [said[0], said[0]]
    assert said[0][1] == 1


def test_nothing_stands_that_was_built_while_words_are_withheld(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1, ("(C) Ann Ames spoke.",)))
    for builder in ("html", "dirhtml"):
        edition.build(builder)
    assert len(list((edition.docs / "_build/doctrees").glob("cable-standing-*"))) == 2
    (edition.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    edition.build()
    assert not list((edition.docs / "_build/doctrees").glob("cable-standing-*"))


def test_a_page_that_was_warned_of_is_built_again(edition: TinyEdition) -> None:
    edition.add()
    (edition.docs / "more.md").write_text("---\norphan: true\n---\n# A\n\n{ref}`gone`\n", "utf-8")
    first, second = (edition.build() for _ in range(2))

    assert "gone" in warnings_of(first)
    assert "gone" in warnings_of(second)


@contextmanager
def files_read() -> Iterator[set[Path]]:
    """Note the files that are opened to be read."""
    found: set[Path] = set()
    noting = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if noting and event == "open" and isinstance(arguments[0], str | Path):
            mode = arguments[1]
            if mode is None or "r" in str(mode):
                found.add(Path(arguments[0]))

    sys.addaudithook(note)
    yield found
    noting = False


def test_all_that_a_build_reads_is_counted(built: TinyEdition) -> None:
    app = SphinxTestApp(srcdir=built.docs, builddir=built.docs / "_build", freshenv=True)
    try:
        with files_read() as read:
            app.build()
        counted = set(map(Path, (*_inputs(app), *dependencies(app))))
    finally:
        app.cleanup()

    root = built.root.resolve()
    own = {path.resolve() for path in read if path.resolve().is_relative_to(root)}
    assert built.docs / "more.md" in own
    lost = own - {path.resolve() for path in (*counted, *_own_files(app))}
    assert not {path for path in lost if not path.is_relative_to(built.docs / "_build")}
