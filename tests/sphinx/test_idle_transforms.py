"""A transform that is left out on a page would have found nothing there."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.transforms import Transform
from lxml import html
from sphinx import addnodes

from cable_edition.sphinx_ext import idle_transforms
from cable_edition.sphinx_ext.idle_transforms import (
    LISTENS_FOR,
    LOOKS_FOR,
    DesignComponent,
    NamedReference,
    NewTab,
    SectionWithIds,
    idle_on,
    kinds_of,
    name_of,
)
from tests.editions import copy_project

from .conftest import CONF, TinyEdition, cable_text

PROSE = """\
# Prose

(here)=

A claim[^1] with a picture: ![none](none.png)

```python
>>> 1 + 1  # doctest: +SKIP
2
```

> A quotation.

:::{glossary}
word
: A meaning.
:::

| One | Two |
|-----|-----|
| a   | b   |

[^1]: Its source.
"""


def transform_named(name: str) -> type[Transform]:
    module, _, qualified = name.rpartition(".")
    found: type[Transform] = getattr(importlib.import_module(module), qualified)
    return found


def dumped(document: nodes.document) -> list[object]:
    """Return all that a tree holds, node by node."""
    found: list[object] = []
    for node in document.findall():
        place = (getattr(node, "source", None), getattr(node, "line", None))
        if isinstance(node, nodes.Element):
            found.append((type(node), dict(node.attributes), node.rawsource, place))
        else:
            found.append((type(node), node.astext()))
    return found


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Run every transform, and compare the tree before and after those that would be left out."""
    counts: Counter[str] = Counter()
    idle: frozenset[str] = frozenset()

    def note(kinds: frozenset[type[nodes.Node]]) -> frozenset[str]:
        nonlocal idle
        idle = idle_on(kinds)
        return frozenset()

    def checked(name: str, apply: Callable[..., None]) -> Callable[..., None]:
        def run(self: Transform, **options: Any) -> None:
            if name not in idle:
                apply(self, **options)
                return
            before = dumped(self.document)
            apply(self, **options)
            assert dumped(self.document) == before, name
            counts[name] += 1

        return run

    on_reading = idle_transforms.IdleOnReading.apply

    def begin(self: idle_transforms.IdleOnReading, **options: Any) -> None:
        nonlocal idle
        idle = frozenset()
        on_reading(self, **options)

    monkeypatch.setattr(idle_transforms, "idle_on", note)
    monkeypatch.setattr(idle_transforms.IdleOnReading, "apply", begin)
    for name in LOOKS_FOR:
        transform = transform_named(name)
        monkeypatch.setattr(transform, "apply", checked(name, transform.apply))
    return counts


def with_prose(edition: TinyEdition) -> TinyEdition:
    edition.add(text=cable_text(paragraphs=("Jane Roe spoke.\n\n  -- of S&R\n\n  -- of 3Ds",)))
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8").replace("cables/index", "prose\ncables/index"))
    (edition.docs / "prose.md").write_text(PROSE, "utf-8")
    return edition


@pytest.mark.parametrize("builder", ["html", "epub", "latex", "text"])
def test_no_transform_that_is_left_out_changes_a_tree(
    edition: TinyEdition, tried: Counter[str], builder: str
) -> None:
    with_prose(edition).build(builder, nitpicky=False)
    # A book is one tree, in which more is found.
    assert len(tried) > 15


@pytest.mark.outputs
@pytest.mark.parametrize("name", ["first", "everything"])
def test_nor_in_a_whole_edition(tmp_path: Path, tried: Counter[str], name: str) -> None:
    TinyEdition(copy_project(tmp_path / "edition", name).parent).build()
    assert set(tried) == set(LOOKS_FOR)
    assert min(tried.values()) > 1


def test_pages_are_the_same_bytes_with_all_transforms(
    tmp_path: Path, edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pages() -> dict[str, bytes]:
        edition.build(freshenv=True)
        return {path.name: path.read_bytes() for path in edition.html.rglob("*.html")}

    with_prose(edition)
    shorter = pages()
    monkeypatch.setattr(idle_transforms, "idle_on", lambda _kinds: frozenset())
    assert shorter == pages()


def test_most_are_left_out_on_the_page_of_a_cable(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[frozenset[str]] = []

    def noted(kinds: frozenset[type[nodes.Node]]) -> frozenset[str]:
        left.append(idle_on(kinds))
        return left[-1]

    monkeypatch.setattr(idle_transforms, "idle_on", noted)
    edition.add()
    edition.build()
    assert any(len(names) > 20 for names in left)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("//div[contains(@class, 'highlight-python')]//pre", 1),
        ("//div[contains(@class, 'table-wrapper')]//td", 2),
        ("//blockquote", 1),
        ("//aside[@role='doc-footnote']", 1),
        ("//*[@id='here']", 1),
    ],
)
def test_what_a_page_has_is_still_worked_on(edition: TinyEdition, page: str, found: int) -> None:
    with_prose(edition).build(nitpicky=False)
    assert len(html.fromstring(edition.page("prose")).xpath(page)) == found


BUTTON = """

:::{button-link} https://a.example/
:new-tab:
:::
"""


@pytest.mark.parametrize("more", ["", "\n\ndef setup(app): app.connect('doctree-resolved', print)"])
def test_a_link_that_opens_a_tab_does(edition: TinyEdition, more: str) -> None:
    conf = CONF.replace('"myst_parser"', '"myst_parser", "sphinx_design"')
    (edition.docs / "conf.py").write_text(conf + more, "utf-8")
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8") + BUTTON, "utf-8")
    edition.add()
    edition.build()
    (link,) = html.fromstring(edition.page("index")).xpath("//a[@href='https://a.example/']")
    assert link.get("target") == "_blank"


FOREIGN = """
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform


def add(document):
    for page in document.findall(nodes.section):
        page += nodes.literal_block(">>> 1 + 1", ">>> 1 + 1", language="pycon")
        page += nodes.doctest_block("2", "2")
        return


class OnReading(SphinxTransform):
    default_priority = 300

    def apply(self, **kwargs):
        add(self.document)


class OnResolving(SphinxPostTransform):
    default_priority = 100

    def run(self, **kwargs):
        add(self.document)


def setup(app):
    app.{add}({name})
"""


@pytest.mark.parametrize(
    ("add", "name"), [("add_transform", "OnReading"), ("add_post_transform", "OnResolving")]
)
def test_what_another_extension_brings_in_is_worked_on(
    edition: TinyEdition, add: str, name: str
) -> None:
    more = FOREIGN.replace("{add}", add).replace("{name}", name)
    (edition.docs / "conf.py").write_text(CONF + more, "utf-8")
    edition.add()
    edition.build(cable_public_record="")
    page = html.fromstring(edition.page("cables/05OTTAWA1"))
    assert page.xpath("count(//div[contains(@class, 'highlight-pycon')])") == 1


def test_every_name_is_that_of_a_transform_or_listener() -> None:
    assert all(issubclass(transform_named(name), Transform) for name in LOOKS_FOR)
    assert all(name_of(transform_named(name)) == name for name in LISTENS_FOR)


def test_attributes_count_as_kinds() -> None:
    named = nodes.reference("", "x", refname="x")
    opened = nodes.container("", named, sd_new_tab=True)
    section = nodes.section("", opened, ids=["a", "b"])
    assert {NamedReference, NewTab, SectionWithIds} <= kinds_of(section)
    assert not {NamedReference, NewTab, SectionWithIds} & kinds_of(nodes.section("", ids=["a"]))
    left_out = idle_on(kinds_of(nodes.section("", ids=["a"])))
    assert {*LISTENS_FOR, "sphinx.transforms.SortIds"} <= left_out
    assert not {*LISTENS_FOR, "sphinx.transforms.SortIds"} & idle_on(kinds_of(section))


def test_kinds_are_those_of_all_nodes_and_parents_of_a_kind_count() -> None:
    component = nodes.container("", design_component="dropdown")
    tree = nodes.section("", component, addnodes.glossary("", nodes.term("", "word")))
    kinds = kinds_of(tree)
    assert {nodes.section, nodes.container, DesignComponent, addnodes.glossary, nodes.Text} <= kinds

    class Listing(nodes.literal_block):
        pass

    trim = "sphinx.transforms.post_transforms.code.TrimDoctestFlagsTransform"
    assert trim not in idle_on(kinds_of(nodes.section("", Listing("a", "a"))))
    assert trim in idle_on(kinds)


def test_a_version_that_nobody_looked_at_keeps_its_transforms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(idle_transforms, "version", lambda _name: "99.0")
    idle_transforms._tested.cache_clear()
    idle_on.cache_clear()
    try:
        assert not idle_on(frozenset({nodes.section}))
    finally:
        idle_transforms._tested.cache_clear()
        idle_on.cache_clear()
