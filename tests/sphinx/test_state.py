"""The state of a build: one for each application, the same in each of its processes, never kept."""

from __future__ import annotations

import gc
import weakref
from types import SimpleNamespace
from typing import cast

import pytest
from sphinx.application import Sphinx
from sphinx.events import EventManager
from sphinx.testing.util import SphinxTestApp

from cable_edition.core.edition.assemble import Edition
from cable_edition.sphinx_ext.state import BuildState, set_state, state_of
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import PEOPLE, TinyEdition, cable_text, tiny_edition, warnings_of

#: What takes part in the tests of an extension of someone else's.
OWN_CONF = """
from docutils import nodes
from cable_edition.sphinx_ext.state import state_of
heard = []
def _hear(app, edition):
    heard.append((app, edition, state_of(app).edition))
def _mark(app, doctree):
    words = " ".join(c.id for c in state_of(app.env).edition.cables)
    doctree += nodes.paragraph("", words)
def setup(app):
    app.connect("cable-edition-assembled", _hear)
    app.connect("doctree-read", _mark)
"""
#: One that asks too early.
EARLY_CONF = """
from cable_edition.sphinx_ext.state import state_of
def setup(app):
    app.connect("config-inited", lambda app, _config: state_of(app))
"""


def started(edition: TinyEdition, builder: str = "html", **overrides: object) -> SphinxTestApp:
    """Return an application that has assembled its edition and built nothing yet."""
    return SphinxTestApp(
        buildername=builder,
        srcdir=edition.docs,
        builddir=edition.docs / "_build",
        confoverrides=overrides or None,
    )


def ids(app: SphinxTestApp) -> list[str]:
    return [one.id for one in state_of(app).edition.cables]


def test_application_environment_and_builder_have_one_state(edition: TinyEdition) -> None:
    edition.add()
    app = started(edition)
    try:
        state = state_of(app)
        assert state_of(app.env) is state
        assert state_of(app.builder) is state
        assert list(state.cables) == ["cables/05OTTAWA1"]
        assert state.cables["cables/05OTTAWA1"] is state.edition.cables[0]
        assert state.titles == {"05OTTAWA1": "2005 A VISIT"}
    finally:
        app.cleanup()


@pytest.mark.parametrize("reverse", [False, True])
def test_two_applications_of_a_process_do_not_mix(
    edition: TinyEdition, tmp_path_factory: pytest.TempPathFactory, reverse: bool
) -> None:
    other = tiny_edition(tmp_path_factory.mktemp("other"))
    edition.add("05OTTAWA1")
    other.add("05OTTAWA2", cable_text(2, subject="ANOTHER VISIT"))
    other.add("05OTTAWA3", cable_text(3))
    one, two = started(edition), started(other, "dirhtml")
    try:
        assert ids(one) == ["05OTTAWA1"]
        assert ids(two) == ["05OTTAWA2", "05OTTAWA3"]
        for app in (two, one) if reverse else (one, two):
            app.build()
        assert ids(one) == ["05OTTAWA1"]
    finally:
        one.cleanup()
        two.cleanup()
    assert 'window.cableIds = "05OTTAWA1"' in (edition.html / "_static/cable-ids.js").read_text()
    second = other.docs / "_build/dirhtml"
    assert "05OTTAWA2 05OTTAWA3" in (second / "_static/cable-ids.js").read_text()
    assert "ANOTHER VISIT" in (second / "cables/05OTTAWA3/index.html").read_text()


def test_a_second_application_on_the_same_folders_has_its_own(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1")
    first = started(edition)
    edition.add("05OTTAWA2", cable_text(2))
    second = started(edition)
    try:
        assert (ids(first), ids(second)) == (["05OTTAWA1"], ["05OTTAWA1", "05OTTAWA2"])
    finally:
        first.cleanup()
        second.cleanup()


def test_the_state_goes_with_its_application(edition: TinyEdition) -> None:
    edition.add()
    app = started(edition)
    app.cleanup()
    made = state_of(app)
    stand_in = SimpleNamespace(pdb=False)
    stand_in.events = EventManager(cast("Sphinx", stand_in))
    own = BuildState(made.edition, made.emendation_pages)
    set_state(stand_in, own)
    assert state_of(stand_in) is own
    left = weakref.ref(own)
    del own, stand_in
    gc.collect()
    assert left() is None
    assert state_of(app) is made


def test_before_the_edition_is_assembled_there_is_none(edition: TinyEdition) -> None:
    edition.add()
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + EARLY_CONF, "utf-8")
    with pytest.raises(EditionError, match="assembled at builder-inited"):
        edition.build()


@pytest.mark.parametrize("parallel", [1, 2])
def test_an_extension_of_someone_else_hears_of_the_edition_once(
    edition: TinyEdition, parallel: int
) -> None:
    for serial in range(1, 8):
        edition.add(f"05OTTAWA{serial}", cable_text(serial))
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + OWN_CONF, "utf-8")
    app = edition.build(parallel=parallel)
    ((heard, found, of_state),) = app.config.setup.__globals__["heard"]
    assert heard is app
    assert isinstance(found, Edition)
    assert found is of_state
    # In each process that reads pages the state is there.
    everywhere = " ".join(f"05OTTAWA{serial}" for serial in range(1, 8))
    for page in ("index", "cables/05OTTAWA1", "cables/05OTTAWA7", "people/index"):
        assert everywhere in edition.page(page)


def test_nothing_of_the_state_is_kept_on_a_disk(edition: TinyEdition) -> None:
    words = ("(C) Zebedee Quux met Jane Roe.",)
    edition.add(text=cable_text(paragraphs=words))
    (edition.sources / "05OTTAWA1.yaml").write_text(
        "redactions:\n  - {name: Zebedee Quux, reason: At risk., date: 2026-11-23}\n", "utf-8"
    )
    app = edition.build()
    assert "Zebedee Quux" in repr(state_of(app).edition.redacted)
    stored = (edition.docs / "_build/doctrees/environment.pickle").read_bytes()
    assert b"Quux" not in stored
    assert b"sphinx_ext.state" not in stored
    assert b"core.edition" not in stored


TIP = PEOPLE.replace("tip: A visitor", "tip: A guest")


@pytest.mark.parametrize("between", ["latex", "epub", "dirhtml"])
def test_a_tip_is_new_also_after_another_format_was_built(
    edition: TinyEdition, between: str
) -> None:
    edition.add()
    edition.build()
    edition.register("people", TIP)
    edition.build(between)
    assert warnings_of(edition.build()) == ""
    assert 'title="A guest"' in edition.page("cables/05OTTAWA1")


def test_neighbours_are_new_also_after_another_site_was_built(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1, ("(C) Nobody.",)))
    edition.add("05OTTAWA3", cable_text(3, ("(C) Nobody.",)))
    edition.build()
    edition.add("05OTTAWA2", cable_text(2, ("(C) Nobody.",)))
    edition.build("dirhtml")
    assert warnings_of(edition.build()) == ""
    assert 'href="05OTTAWA2.html"' in edition.page("cables/05OTTAWA1")


def test_a_format_built_late_is_told_of_later_changes(edition: TinyEdition) -> None:
    """The first build of a format finds every page read; it must still know what it wrote."""
    edition.add()
    edition.build("latex")
    edition.build()
    assert 'title="A visitor"' in edition.page("cables/05OTTAWA1")
    edition.register("people", TIP)
    edition.build()
    assert 'title="A guest"' in edition.page("cables/05OTTAWA1")
