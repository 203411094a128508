"""A build ends by proving its pages: whatever changes a word of a cable, the build fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from cable_edition.core.edition import assemble as assembling
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.kept_work import KeptWork
from cable_edition.sphinx_ext import generate, proof
from cable_edition.sphinx_ext.stopping import EditionError
from tests.tampering.build_edits import EDITS, BuildEdit

from .conftest import TinyEdition, cable_text, tiny_edition, warnings_of
from .test_stopping import sphinx_build

TEXT = cable_text(
    paragraphs=("(C) Jane Roe spoke.\n\nHEADING\n-------", "(U) She left; Jane stayed.")
)
#: Where an extension can change words, last of all in the files.
PLACES = {
    "when a page is read": """
def change(app, doctree):
    from docutils import nodes
    for text in list(doctree.findall(nodes.Text)):
        text.parent.replace(text, nodes.Text(text.replace({old!r}, {new!r})))
def setup(app):
    app.connect("doctree-read", change)
""",
    "when links are made": """
def change(app, doctree, docname):
    from docutils import nodes
    for text in list(doctree.findall(nodes.Text)):
        text.parent.replace(text, nodes.Text(text.replace({old!r}, {new!r})))
def setup(app):
    app.connect("doctree-resolved", change)
""",
    "when a page is written": """
def change(app, pagename, template, context, doctree):
    context["body"] = context.get("body", "").replace({old!r}, {new!r})
def setup(app):
    app.connect("html-page-context", change, priority=990)
""",
    "when all is written": """
def change(app, exception):
    import pathlib
    for path in pathlib.Path(app.outdir).rglob("*ml"):
        path.write_text(path.read_text("utf-8").replace({old!r}, {new!r}), "utf-8")
def setup(app):
    app.connect("build-finished", change, priority=999_999)
""",
}


def hostile(edition: TinyEdition, place: str, old: str, new: str) -> None:
    """Give the edition an extension that changes words."""
    conf = edition.docs / "conf.py"
    own = PLACES[place].format(old=old, new=new)
    conf.write_text(conf.read_text("utf-8") + own, "utf-8")


@pytest.mark.parametrize("jobs", ["1", pytest.param("2", marks=pytest.mark.outputs)])
@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_extension_fails_the_build(edition: TinyEdition, place: str, jobs: str) -> None:
    edition.add(text=TEXT)
    hostile(edition, place, "spoke", "lied")
    done = sphinx_build(edition, "-j", jobs)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("docs/_build/html/cables/05OTTAWA1.html: ERROR: 05OTTAWA1, ")
    assert "the source has" in line
    assert ">>spoke" in line
    assert "the page has" in line
    assert ">>lied" in line
    assert line.endswith("[words-differ]")


@pytest.fixture(scope="module", params=["html", "dirhtml", "epub"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SphinxTestApp:
    """A build that was proved, with its application."""
    edition = tiny_edition(tmp_path_factory.mktemp("built"))
    edition.add(text=TEXT.replace("spoke", "spoke of 'one'"))
    return edition.build(request.param)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.kind}: {edit.name}")
def test_any_change_of_words_is_found(built: SphinxTestApp, edit: BuildEdit) -> None:
    """What the end of a build does is done again, once a late extension changed the page."""
    page = Path(built.builder.get_output_path("cables/05OTTAWA1"))
    text = page.read_text("utf-8")
    assert edit.old in text
    page.write_text(text.replace(edit.old, edit.new), "utf-8")
    try:
        with pytest.raises(EditionError) as stopped:
            built.events.emit("build-finished", None)
    finally:
        page.write_text(text, "utf-8")
    (line,) = str(stopped.value).splitlines()
    assert f": 05OTTAWA1, {edit.place}" in line
    assert "take out the extension or setting" in line


def test_more_than_one_place_is_counted(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    edition.add("05OTTAWA2", cable_text(2, ("(C) Jane Roe went.",)))
    hostile(edition, "when links are made", "Jane", "Mary")
    with pytest.raises(EditionError) as stopped:
        edition.build()
    (line,) = str(stopped.value).splitlines()
    assert "(2 more places; cable-edition verify lists what differs)" in line


@pytest.mark.parametrize("theme", ["alabaster", "basic", "classic", "nature"])
def test_a_theme_passes(edition: TinyEdition, theme: str) -> None:
    edition.add(text=TEXT)
    conf = f'extensions = ["cable_edition"]\nhtml_theme = {theme!r}\n'
    (edition.docs / "conf.py").write_text(conf, "utf-8")
    edition.build()
    assert (edition.html / "cables" / "05OTTAWA1.html").is_file()


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cables whose pages are compared with their sources, in order."""
    names: list[str] = []
    compare = proof._page_problems

    def noted(one: assembling.EditedCable, path: Path, page: bytes) -> list[assembling.Problem]:
        names.append(one.id)
        return compare(one, path, page)

    monkeypatch.setattr(proof, "_page_problems", noted)
    return names


def test_what_is_proved_is_not_proved_again(edition: TinyEdition, proved: list[str]) -> None:
    edition.add(text=TEXT)
    edition.add("05OTTAWA2", cable_text(2))
    edition.build()
    assert proved == ["05OTTAWA1", "05OTTAWA2"]
    edition.forget_standing()
    edition.build()
    assert proved == ["05OTTAWA1", "05OTTAWA2"]
    edition.build("dirhtml")
    assert proved[2:] == ["05OTTAWA1", "05OTTAWA2"]
    edition.add("05OTTAWA2", cable_text(2).replace(" spoke of", " talked of"))
    edition.build()
    assert proved[4:] == ["05OTTAWA2"]


def test_an_emendation_is_proved(edition: TinyEdition, proved: list[str]) -> None:
    edition.add(text=TEXT)
    edition.build()
    (edition.sources / "05OTTAWA1.yaml").write_text(
        "emendations:\n  - {at: p1, rule: conjecture, quote: spoke, read: spake, reason: So.}\n",
        "utf-8",
    )
    edition.build()
    assert proved == ["05OTTAWA1"] * 2
    assert "spake" in edition.page("cables/05OTTAWA1")


@pytest.mark.parametrize("note", [None, "", "{", "[1]", '{"05OTTAWA1": "0"}'])
def test_a_damaged_note_has_all_proved_again(
    edition: TinyEdition, proved: list[str], note: str | None
) -> None:
    edition.add(text=TEXT)
    edition.build()
    (path,) = (edition.docs / "_build" / "doctrees").glob("cable-proved-*.json")
    if note is None:
        path.unlink()
    else:
        path.write_text(note, "utf-8")
    edition.forget_standing()
    edition.build()
    assert proved == ["05OTTAWA1"] * 2


def test_a_page_that_was_edited_is_found_and_made_anew(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    edition.build()
    page = edition.html / "cables" / "05OTTAWA1.html"
    right = page.read_bytes()
    page.write_bytes(right.replace(b"She left", b"She came"))
    with pytest.raises(EditionError, match=r"p2: .*the source has.*>>left.*the page has.*>>came"):
        edition.build()
    assert warnings_of(edition.build()) == ""
    assert page.read_bytes() == right


def test_a_page_that_is_taken_away_is_missed(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    conf = edition.docs / "conf.py"
    take = "def take(app, _):\n"
    take += "    (app.outdir / 'cables' / '05OTTAWA1.html').unlink(missing_ok=True)\n"
    take += "def setup(app):\n    app.connect('build-finished', take)\n"
    conf.write_text(conf.read_text("utf-8") + take, "utf-8")
    with pytest.raises(EditionError, match=r"05OTTAWA1, the page of this cable was not written"):
        edition.build()


def test_a_page_that_the_book_leaves_out_is_not_missed(edition: TinyEdition) -> None:
    edition.add(text=TEXT)
    edition.add("05OTTAWA2", cable_text(2))
    edition.build("epub", cable_book_without=["cables/05OTTAWA2"])


def test_a_cable_that_does_not_hold_its_source_stops_the_build(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add(text=TEXT)

    def without_a_segment(*folders: Path, kept: KeptWork) -> Edition:
        whole = assembling.assemble(*folders, kept=kept)
        cables = tuple(
            replace(one, cable=replace(one.cable, segments=one.cable.segments[1:]))
            for one in whole.cables
        )
        return replace(whole, cables=cables)

    monkeypatch.setattr(generate, "assemble", without_a_segment)
    with pytest.raises(
        EditionError, match=r"source_cables/05OTTAWA1\.txt: 05OTTAWA1: segment .*\[cover-broken\]"
    ):
        edition.build()
    assert not (edition.html / "cables").exists()
