"""A page is read from what the parser writes out as it is read from its elements."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from cable_edition.core.proof.site.difference import first_difference_of
from cable_edition.core.proof.site.reader import Reader
from cable_edition.core.proof.site.tokens import original, page_of, settled, spaced, start
from cable_edition.core.proof.site.written import Tag, pieces_of, read_back

PARSER = html.HTMLParser(encoding="utf-8")
WORDS = st.text(st.sampled_from(" \n\tab<>&\"'=/-!?\\u{41}\x01\x0b\x0c\x85\u00a0\u2401\ufffdé"))
NAMES = st.sampled_from(["id", "style", "title", "data-x", "onclick"])
TAGS = st.sampled_from(["b", "div", "i", "p", "pre", "section", "span", "li"])


def escaped(text: str) -> str:
    for mark, said in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(mark, said)
    return text


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(TAGS)
    said = draw(st.dictionaries(NAMES, WORDS, max_size=2))
    inner = st.one_of(WORDS.map(escaped), st.sampled_from(["<br>", "<!-- x > y -->"]))
    if depth:
        inner = st.one_of(inner, elements(depth - 1))
    parts = "".join(draw(st.lists(inner, max_size=3)))
    attributes = "".join(f' {name}="{escaped(value)}"' for name, value in said.items())
    return f"<{tag}{attributes}>{parts}</{tag}>"


def main_of(words: str) -> html.HtmlElement:
    page = f'<html><body><div role="main">{words}</div></body></html>'
    return html.document_fromstring(page.encode(), PARSER).find("body/div")


def read(words: str, *, passed_over: str = "") -> list[str]:
    def brought(tag: Tag, folder: str) -> bool:
        assert folder == "cables"
        return tag.name == passed_over

    return Reader({}, brought).inner("cables/05ROME1", main_of(words))


def from_elements(element: html.HtmlElement) -> list[str]:
    """Read an element in the plainest way, each part by itself."""
    found = ["=" + original(element.text or "")]
    for child in element:
        if isinstance(child.tag, str):
            said = {name: original(spaced(value)) for name, value in child.items()}
            found += [start(child.tag, said), *from_elements(child), f"</{child.tag}>"]
        elif element.get("role") != "main":
            found += [start("comment", {"says": child.text or ""}), "</comment>"]
        found.append("=" + original(child.tail or ""))
    return found


@given(st.lists(elements(), max_size=4).map("".join))
def test_the_tokens_are_those_of_the_elements(words: str) -> None:
    main = main_of(words)
    assert read(words) == settled(["<div>", *from_elements(main), "</div>"])[1:-1]


@given(WORDS)
def test_words_are_read_back_as_they_were_written(words: str) -> None:
    main = main_of(escaped(words))
    written = pieces_of(main)[2]
    assert original(read_back(written)).translate({11: 32, 12: 32}) == original(
        main.text or ""
    ).translate({11: 32, 12: 32})


@pytest.mark.parametrize(
    ("words", "tokens"),
    [
        ("Secret words", ["=Secret words"]),
        ("<p>a</p> more <p>b</p>", ["<p>", "=a", "</p>", "= more ", "<p>", "=b", "</p>"]),
        ("<p>a</p>\n<!-- of the theme --><p></p>", ["<p>", "=a", "</p>", "<p>", "</p>"]),
        ("<p><!--x--></p>", ["<p>", '<comment says="x">', "</comment>", "</p>"]),
        ('<p>a <span class="xref std">b</span> c</p>', ["<p>", "=a b c", "</p>"]),
        (
            '<span class="xref" style="display: none">b</span>',
            ['<span class="xref" style="display: none">', "=b", "</span>"],
        ),
        ('<span class="xref hidden">b</span>', ['<span class="hidden xref">', "=b", "</span>"]),
        ('<b a"b=1>x</b>', ['<b a"b="1">', "=x", '</b>']),
        ('<div class="clearer"></div>', []),
        ('<div class="clearer">x</div>', ['<div class="clearer">', "=x", "</div>"]),
        ("<pre> a  b\n</pre>", ["<pre>", "=a b", "</pre>"]),
        ("<p>a&amp;lt;b&#38;</p>", ["<p>", "=a&lt;b&", "</p>"]),
        ("<p>\\u{85}&#1;\x0c</p>", ["<p>", "=\x85\x01 ", "</p>"]),
        ('<a href="../people/index.html#x">y</a>', ['<a href="people/index#x">', "=y", "</a>"]),
    ],
)  # fmt: skip
def test_what_a_page_says_is_read(words: str, tokens: list[str]) -> None:
    assert read(words) == tokens


def test_what_is_passed_over_leaves_what_is_around_it() -> None:
    words = "<p>a <i>b <i>c</i><br> d</i> e<i></i> f</p>"
    assert read(words, passed_over="i") == ["<p>", "=a e f", "</p>"]


def test_a_page_without_words_has_no_tokens() -> None:
    assert read("") == []


def test_a_field_of_the_record_is_named_by_its_label() -> None:
    before = ['<section id="x">', '<details id="about">', "<dl>", "<dt>", "=Created", "</dt>"]
    must = [*before, "<dd>", "=2005", "</dd>", "</dl>", "</details>", "<p>", "=a", "</p>"]
    for old, new, place in (("=2005", "=2001", "Created"), ("=a", "=b", "x")):
        found = [new if one == old else one for one in must]
        difference = first_difference_of(must, found)
        assert difference is not None
        assert difference.place == place


@given(
    st.sampled_from(["", "a", "a/b", "a/b/c"]),
    st.lists(st.sampled_from(["..", ".", "", "x", "..y", "z.", ".t"]), min_size=1, max_size=6),
)
def test_an_address_is_the_path_that_it_leads_to(folder: str, parts: list[str]) -> None:
    path = "/".join(parts)
    led = page_of(f"{path}x", folder)
    assert led == (
        f"{path}x" if path[:2] == "//" else posixpath.normpath(posixpath.join(folder, f"{path}x"))
    )
