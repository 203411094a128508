"""What ``escape`` writes, the edition's own MyST parser reads back as the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.editorial_text import blocks, inline
from cable_edition.core.myst.escape import (
    escape,
    escape_role,
    unescape_role,
    unescape_visible,
    visible,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

MYST = create_md_parser(
    MdParserConfig(enable_extensions={"deflist", "attrs_block", "colon_fence"}), RendererHTML
)

CHARACTERS = "\\`*_{}[]()<>&!|^#+=:%~-$@\"'.,;/? 18\t\n\r\f\x00\x07\x1b\x7f\x85"
RARE_CHARACTERS = "\u2028\u202e\u2003\u3000\u2400\ud800\ufffe"
SEQUENCES = """
<script> {raw} {cable:par}`x` ::: --- ``` ~~~ [x]:y [^1] [^1]:y &amp; &#35; http://a.b/c_d ![i](x)
<a@b.c> 1. 12) +++ (x)= word \\u{85} ** __ |a| {{x}} {#id} {u [a](http://b.c) [a](x:y) {term}`S&R`
"""
FRAGMENTS = st.sampled_from(
    [*CHARACTERS, *RARE_CHARACTERS, *SEQUENCES.split(), "% ", ": ", "- ", "# "]
)
HOSTILE = st.lists(FRAGMENTS, max_size=12).map("".join)
ANY = st.one_of(st.text(max_size=40), HOSTILE)


def words_of(markup: str) -> str:
    """Parse ``markup``; fail on any token other than the text of one paragraph."""
    tokens = MYST.parse(markup)
    if not tokens:
        return ""
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    return leaf_text(tokens[1])


def leaf_text(token: Token) -> str:
    assert {t.type for t in token.children or []} <= {"text", "softbreak"}
    return "".join(t.content for t in token.children or [])


@given(ANY)
@settings(max_examples=600, deadline=None)
@example("<script>alert(1)</script>")
@example("&amp; &#38; &copy")
@example("ends with a backslash \\")
@example("C. Dickson)- -- )")
@example("\u2003wide blanks at both ends\u3000")
@example("\\u{85} written out, and \u2400")
def test_parser_reads_escaped_text_as_the_same_words(text: str) -> None:
    assert unescape_visible(words_of(escape(fold(text)))) == fold(text)


@given(ANY, ANY)
@settings(max_examples=300, deadline=None)
def test_words_after_a_piece_stay_the_same_words(before: str, text: str) -> None:
    markup = escape(fold("a " + before)) + " b " + escape(fold(text), line_start=False) + "."
    assert words_of(markup) == visible(f"{fold('a ' + before)} b {fold(text)}.")


@given(ANY)
@settings(max_examples=200, deadline=None)
@example("#")
@example("item ##")
def test_heading_holds_the_same_words(text: str) -> None:
    tokens = MYST.parse(f"# a {escape(fold(text), line_start=False)}")
    assert [t.type for t in tokens] == ["heading_open", "inline", "heading_close"]
    assert leaf_text(tokens[1]) == f"a {visible(fold(text))}".rstrip(" ")


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_table_cell_holds_the_same_words(text: str) -> None:
    tokens = MYST.parse(f"| h | i |\n|---|---|\n| {escape(fold(text))} | end |")
    cells = [tokens[k + 1] for k, t in enumerate(tokens) if t.type == "td_open"]
    assert [leaf_text(cell) for cell in cells] == [visible(fold(text)), "end"]


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_escaped_text_is_one_line_that_utf8_can_write(text: str) -> None:
    markup = escape(text)
    assert len(markup.splitlines()) <= 1
    markup.encode("utf-8")


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_role_words_come_back_from_the_parser(text: str) -> None:
    markup = f"{{cable:par}}`{escape_role(text)} <X#p1>`"
    tokens = MYST.parse(markup)[1].children or []
    assert [t.type for t in tokens] == ["myst_role"]
    title, _, target = tokens[0].content.rpartition(" <")
    assert (unescape_role(title), target) == (visible(text), "X#p1>")


@given(ANY)
@settings(max_examples=400, deadline=None)
def test_visible_text_maps_back(text: str) -> None:
    assert unescape_visible(visible(text)) == text


SAFE_TOKENS = {
    *("text", "softbreak", "em_open", "em_close", "strong_open", "strong_close", "code_inline"),
    *("link_open", "link_close", "myst_role"),
}


@given(ANY)
@settings(max_examples=600, deadline=None)
@example("{raw}`<b>` {cable:par}`x <y>`")
@example("{cable:par}`05OTTAWA286#p4` [a](javascript:b) [c](https://d.e?f&copy=1)")
@example("1\\. x")
@example("_a_*b*")
@example("`` `x ``")
def test_editorial_markdown_yields_harmless_tokens_only(text: str) -> None:
    tokens = MYST.parse(inline(text))
    assert [t.type for t in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    for token in tokens[1].children or [] if tokens else []:
        assert token.type in SAFE_TOKENS
        if token.type == "link_open":
            assert str(token.attrGet("href")).lower().startswith(("http://", "https://"))
        if token.type == "myst_role":
            assert token.meta["name"].startswith(("cable:", "term"))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*em* **strong** `code`", "<em>em</em> <strong>strong</strong> <code>code</code>"),
        ("_a_*b*", "<em>a</em><em>b</em>"),
        ("``a`b``", "<code>a`b</code>"),
        ("[a *b*](https://c.org/d?e=1&f)", '<a href="https://c.org/d?e=1&amp;f">a <em>b</em></a>'),
        ("[a](javascript:b)", "[a](javascript:b)"),
        ("[a](other.md)", "[a](other.md)"),
        ("<b>x</b> &amp;", "&lt;b&gt;x&lt;/b&gt; &amp;amp;"),
        ("# no heading", "# no heading"),
    ],
)
def test_editorial_markdown_as_the_parser_shows_it(source: str, html: str) -> None:
    assert MYST.render(inline(source)) == f"<p>{html}</p>\n"


def test_paragraphs_of_editorial_markdown_stay_apart() -> None:
    assert MYST.render(blocks("one\ntwo\n\n\n# three")) == "<p>one two</p>\n<p># three</p>\n"
