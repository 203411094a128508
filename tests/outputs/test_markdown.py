"""The Markdown of pages: a parser of Markdown reads back the words and links of the page."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.proof.site.markdown_pages import check_markdown
from cable_edition.exports.markdown import page_markdown

PAGE = '<html><body><nav>Elsewhere</nav><article role="main">{}</article></body></html>'


def faults(folder: Path, inner: str, markdown: str | None = None) -> list[str]:
    page = PAGE.format(inner)
    (folder / "a.html").write_text(page, "utf-8")
    (folder / "a.md").write_text(page_markdown(page) if markdown is None else markdown, "utf-8")
    return [one.message for one in check_markdown(folder, ["a"])]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (
            "<h1>A title<a class='headerlink' href='#a'>¶</a></h1><p>Words.</p>",
            "# A title\n\nWords.\n",
        ),
        ("<p>See <a href='b c.html#p1'>¶ 1</a>, too.</p>", "See [¶ 1](<b%20c.html#p1>), too.\n"),
        ("<ul><li><p>One</p><ul><li>Two</li></ul></li></ul>", "- One\n\n  - Two\n"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two\n"),
        (
            "<p>1. No list</p><p># No title</p><p>- none</p>",
            "1\\. No list\n\n\\# No title\n\n\\- none\n",
        ),
        ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````\n"),
        ("<p><code>a`b</code></p>", "``a`b``\n"),
        (
            "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>x|<p>y</p></td></tr></tbody></table>",
            "| A |\n| --- |\n| x\\| y |\n",
        ),
        ("<blockquote><p>Said.</p><p>More.</p></blockquote>", "> Said.\n>\n> More.\n"),
        (
            '<div class="cable-par"><a href="#p1">¶ 1</a> <p>(C) Words.</p></div>',
            "[¶ 1](<#p1>) (C) Words.\n",
        ),
        (
            "<script>x()</script><svg><text>Drawn</text></svg><button>Press</button><p>Left</p>",
            "Left\n",
        ),
        ("<p>Italy<a href='e.html'>'</a>s</p>", "Italy['](<e.html>)s\n"),
    ],
)
def test_what_a_page_has_is_in_its_markdown(tmp_path: Path, inner: str, expected: str) -> None:
    assert page_markdown(PAGE.format(inner)) == expected
    assert faults(tmp_path, inner) == []


def test_a_page_without_a_main_part_has_none() -> None:
    assert page_markdown("<html><body><p>x</p></body></html>") == ""


HOSTILE = st.text(st.sampled_from("ab1 .)#*_`[]()<>&|~!\\\"'-+=:{}$^\n\u00e9\u2028"), max_size=40)


@given(HOSTILE, HOSTILE, st.sampled_from(["p", "li", "td", "h2", "blockquote", "dd", "span"]))
def test_no_sign_of_a_text_becomes_markup(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str, tag: str
) -> None:
    words = f"<{tag}>{escape(first)}<a href='x.html'>{escape(second)}</a>{escape(first)}</{tag}>"
    around = {"li": "<ul>{}</ul>", "td": "<table><tr>{}</tr></table>", "dd": "<dl>{}</dl>"}
    folder = tmp_path_factory.getbasetemp()
    assert faults(folder, around.get(tag, "{}").format(words)) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "Other.\n",
        "Words [here](<b.html>) now.\n",
        "Words here now.\n",
        "Words [here](<a.html>) now. More.\n",
        "",
    ],
)
def test_what_differs_is_told(tmp_path: Path, markdown: str) -> None:
    inner = "<p>Words <a href='a.html'>here</a> now.</p>"
    assert faults(tmp_path, inner, "Words [here](<a.html>) now.\n") == []
    assert len(faults(tmp_path, inner, markdown)) == 1


def test_one_that_is_missing_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "<p>x</p>") == []
    (tmp_path / "a.md").unlink()
    assert [one.code for one in check_markdown(tmp_path, ["a"])] == ["file-missing"]
