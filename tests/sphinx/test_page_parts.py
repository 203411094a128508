"""Parts that are made once are those that each page would have had made."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes
from sphinx.builders import html
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._assets import _file_checksum

from cable_edition.sphinx_ext import page_parts

from .conftest import TinyEdition

CHECKSUM: Any = _file_checksum


def title(*children: nodes.Node, **attributes: object) -> nodes.title:
    return nodes.title("", "", *children, **attributes)


def rendered(*asked: nodes.Node | None) -> int:
    """Return how often Sphinx renders, if each node is asked for twice."""
    calls: list[object] = []

    def render(node: nodes.Node | None) -> dict[str, str]:
        calls.append(node)
        nodes.document(None, None).append(node)  # type: ignore[arg-type]
        return {"title": str(node)}

    once = page_parts._titles_once(render)
    answers = [once(node) for node in (*asked, *asked)]
    assert answers == [{"title": str(node)} for node in (*asked, *asked)]
    answers[0]["title"] = "changed"
    assert once(asked[0]) == {"title": str(asked[0])}
    return len(calls)


def test_a_title_of_plain_words_is_rendered_once() -> None:
    assert rendered(title(nodes.Text("A & B"))) == 1
    assert rendered(title(nodes.Text("A")), title(nodes.Text("B"))) == 2


@pytest.mark.parametrize(
    "node",
    [
        title(nodes.emphasis("", "A")),
        title(nodes.Text("A"), ids=["x"]),
        title(nodes.Text("A"), refid="x"),
        nodes.paragraph("", "A"),
    ],
)
def test_what_may_read_otherwise_is_rendered_each_time(node: nodes.Element) -> None:
    assert rendered(node) == 3


def test_a_title_within_a_page_is_none_by_itself() -> None:
    section = nodes.section("", title(nodes.Text("A")), nodes.paragraph("", "B"))
    assert not page_parts._is_plain_title(section[0])


def test_a_site_is_the_same_and_the_names_are_put_back(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pages() -> dict[str, bytes]:
        edition.build(freshenv=True)
        assert vars(html)["_file_checksum"] is CHECKSUM
        return {path.name: path.read_bytes() for path in edition.html.rglob("*.html")}

    asked: list[object] = []
    render = StandaloneHTMLBuilder.render_partial

    def counted(self: StandaloneHTMLBuilder, node: Any) -> Any:
        asked.append(node)
        return render(self, node)

    monkeypatch.setattr(StandaloneHTMLBuilder, "render_partial", counted)
    for number in range(1, 5):
        edition.add(f"05OTTAWA{number}")
    once, calls = pages(), len(asked)
    monkeypatch.setattr(page_parts, "_titles_once", lambda own: own)
    assert once == pages()
    assert len(asked) > 2.5 * calls
