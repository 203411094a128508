"""Trees of pages are gone when nobody uses them, without a round of the collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from docutils import nodes
from docutils.utils import new_document

from cable_edition.sphinx_ext.garbage import take_apart

from .conftest import CONF, TinyEdition


@pytest.fixture
def no_collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have nothing freed but what nobody refers to, from the first build on."""
    gc.collect()
    gc.disable()
    for name in ("collect", "enable"):
        monkeypatch.setattr(gc, name, lambda *_given: 0)
    yield
    monkeypatch.undo()
    gc.enable()


def nodes_alive() -> int:
    """Return how many nodes there are that stand in others, page by page."""
    return sum(
        isinstance(one, nodes.Element) and isinstance(one.parent, nodes.Element)
        for one in gc.get_objects()
    )


def added(edition: TinyEdition, cables: int, **more: object) -> int:
    """Return how many nodes a build leaves behind."""
    for number in range(1, cables + 1):
        edition.add(f"05OTTAWA{number}")
    before = nodes_alive()
    edition.build(freshenv=True, **more)  # type: ignore[arg-type]
    return nodes_alive() - before


@pytest.mark.usefixtures("no_collector")
def test_trees_are_gone_with_their_pages(edition: TinyEdition) -> None:
    few, many = added(edition, 2), added(edition, 12)
    # What stays of a page is its contents, and references that were put in the place of others.
    assert (many - few) / 10 < 45, (few, many)


@pytest.mark.usefixtures("no_collector")
def test_with_a_function_in_conf_py_they_may_be_held(edition: TinyEdition) -> None:
    conf = (
        "\nheld = []\n"
        "def setup(app):\n"
        "    app.connect('doctree-read', lambda _app, tree: held.append(tree))\n"
        "    app.connect('build-finished', check)\n"
        "def check(app, error):\n"
        "    texts = [tree.astext() for tree in held]\n"
        "    assert any('spoke of S&R' in text for text in texts), texts\n"
        "    assert all(tree[0].parent is tree for tree in held)\n"
    )
    (edition.docs / "conf.py").write_text(CONF + conf, "utf-8")
    assert added(edition, 2) > 200


def test_a_tree_that_is_taken_apart_holds_no_node() -> None:
    document = new_document("page.md")
    paragraph = nodes.paragraph("", "", nodes.emphasis("", "words"), ids=["a"])
    document += paragraph
    document.note_explicit_target(paragraph)
    slugs = {"a": 1}
    vars(document)["myst_slugs"] = slugs
    inner = paragraph[0]
    take_apart(document)
    assert inner.parent is None
    assert paragraph.parent is None
    assert document["source"] == "page.md"
    assert not document.children
    assert not document.ids
    # The environment has it, too.
    assert slugs == {"a": 1}
