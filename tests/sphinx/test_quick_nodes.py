"""What is done in less time over nodes gives what docutils gives."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import sphinx.events
from docutils import nodes
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

from cable_edition.sphinx_ext import quick_nodes
from cable_edition.sphinx_ext.quick_nodes import begin, end

KINDS = (nodes.section, nodes.paragraph, nodes.emphasis, addnodes.pending_xref, nodes.title)
OWN = {
    name: vars(nodes.Node)[name]
    for name in ("walkabout", "_fast_findall", "_superfast_findall", "setup_child", "document")
}
TREES = st.recursive(
    st.text("ab", min_size=1, max_size=3).map(nodes.Text),
    lambda below: st.builds(
        lambda kind, children: kind("", *children),
        st.sampled_from(KINDS),
        st.lists(below, max_size=4),
    ),
    max_leaves=20,
)
RAISED = (
    None,
    nodes.SkipNode,
    nodes.SkipChildren,
    nodes.SkipSiblings,
    nodes.SkipDeparture,
    nodes.StopTraversal,
)


@pytest.fixture
def quick() -> Iterator[None]:
    begin(SimpleNamespace(verbosity=0))  # type: ignore[arg-type]
    yield
    end()


class _Told(HTML5Translator):
    """Notes each visit, and raises at the first of the kinds that it was given."""

    def __init__(self, raised: dict[str, type[Exception] | None]) -> None:
        self.document = SimpleNamespace(reporter=SimpleNamespace(debug_flag=False, debug=str))
        self.said: list[str] = []
        self.raised = raised

    def _visit(self, node: nodes.Node) -> None:
        name = type(node).__name__
        self.said.append(f"<{name}>")
        if error := self.raised.get(name):
            raise error

    def _depart(self, node: nodes.Node) -> None:
        self.said.append(f"</{type(node).__name__}>")


for _kind in (*KINDS, nodes.Element, nodes.Text):
    setattr(_Told, f"visit_{_kind.__name__}", _Told._visit)
    setattr(_Told, f"depart_{_kind.__name__}", _Told._depart)


@given(
    TREES, st.dictionaries(st.sampled_from([k.__name__ for k in KINDS]), st.sampled_from(RAISED))
)
def test_a_tree_is_visited_as_docutils_does(
    tree: nodes.Node, raised: dict[str, type[Exception] | None]
) -> None:
    one, other = _Told(raised), _Told(raised)

    def walked(step: Any, visitor: _Told) -> object:
        try:
            return step(tree, visitor)
        except nodes.TreePruningException as error:
            # Out of the root it goes to whoever began.
            return type(error)

    assert walked(OWN["walkabout"], one) == walked(quick_nodes.walkabout, other)
    assert one.said == other.said


@given(TREES, st.sampled_from([*KINDS, nodes.Text, nodes.Element]))
def test_nodes_are_found_in_the_order_of_docutils(tree: nodes.Node, kind: type) -> None:
    assert [*map(id, OWN["_fast_findall"](tree, kind))] == [
        *map(id, quick_nodes.of_kind(tree, kind))
    ]
    assert [*map(id, OWN["_superfast_findall"](tree))] == [*map(id, quick_nodes.every(tree))]


@given(TREES, st.integers(0, 5), st.sampled_from(["remove", "replace", "add", "empty"]))
def test_a_tree_that_changes_on_the_way_is_walked_as_docutils_walks_it(
    tree: nodes.Node, at: int, what: str
) -> None:
    def changed(step: Any) -> list[str]:
        copy, said = nodes.section("", tree.deepcopy()), []
        for number, node in enumerate(step(copy)):
            said.append(f"{type(node).__name__} {node.astext()}")
            parent = node.parent
            if number == at and parent is not None:
                place = next(n for n, one in enumerate(parent.children) if one is node)
                if what == "remove":
                    del parent.children[place]
                elif what == "replace":
                    parent.children[place : place + 1] = [nodes.Text("x"), nodes.Text("y")]
                elif what == "add":
                    parent.children.insert(place, nodes.emphasis("", nodes.Text("new")))
                elif isinstance(node, nodes.Element):
                    node.children = [nodes.emphasis("", nodes.Text("in"))]
            if number > 200:
                break
        return said

    assert changed(OWN["_superfast_findall"]) == changed(quick_nodes.every)
    assert changed(lambda copy: OWN["_fast_findall"](copy, nodes.Node)) == changed(
        lambda copy: quick_nodes.of_kind(copy, nodes.Node)
    )


@pytest.mark.usefixtures("quick")
def test_a_child_stands_where_docutils_puts_it() -> None:
    document = new_document("page.md")
    document.current_source, document.current_line = "page.md", 7
    lone = nodes.section("")
    lone += nodes.paragraph("", "words")
    assert lone[0].document is None
    assert lone[0].line is None
    document += lone
    assert lone.document is document
    assert lone[0].document is document
    lone[0] += nodes.emphasis("", "more")
    assert (lone[0][1].source, lone[0][1].line) == ("page.md", 7)
    assert lone[0][1].document is document
    named = nodes.emphasis("", "named")
    named.source, named.line = "other.md", 1
    lone += named
    assert (named.source, named.line) == ("other.md", 1)


@pytest.mark.usefixtures("quick")
def test_the_steps_are_those_of_docutils_again_after_a_build() -> None:
    assert nodes.Node.walkabout is quick_nodes.walkabout
    end()
    for name, own in OWN.items():
        assert vars(nodes.Node)[name] is own


def test_another_version_of_docutils_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_nodes, "version", lambda _name: "0.99")
    begin(SimpleNamespace(verbosity=0))  # type: ignore[arg-type]
    for name, own in OWN.items():
        assert vars(nodes.Node)[name] is own
    end()


def test_a_log_that_is_read_has_its_lines() -> None:
    visitor = _Told({})
    said: list[str] = []
    visitor.document.reporter = SimpleNamespace(debug_flag=True, debug=said.append)  # type: ignore[misc]
    quick_nodes.walkabout(nodes.paragraph("", "words"), visitor)
    assert len(said) == 4


@pytest.mark.parametrize(("verbosity", "said"), [(0, []), (2, ["[app] emitting event"])])
def test_events_are_told_where_somebody_reads_it(
    monkeypatch: pytest.MonkeyPatch, verbosity: int, said: list[str]
) -> None:
    told: list[str] = []
    own = sphinx.events.logger
    monkeypatch.setattr(own, "debug", lambda words, *given: told.append(words % given))
    begin(SimpleNamespace(verbosity=verbosity))  # type: ignore[arg-type]
    heard: list[object] = []
    events = sphinx.events.EventManager(SimpleNamespace(pdb=False))  # type: ignore[arg-type]
    events.connect("build-finished", lambda _app, *given: heard.append(given), 500)
    told.clear()
    events.emit("build-finished", None)
    end()
    assert heard == [(None,)]
    assert [line[:20] for line in told] == said
    assert sphinx.events.logger is own
    assert "repr" not in vars(sphinx.events)
