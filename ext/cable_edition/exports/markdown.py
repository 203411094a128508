"""A page as Markdown (CommonMark, with tables): its words, headings, lists, tables and links.

It is made of the page as it was written, so it says what the page says, and holds nothing that the
page does not. Pictures are left out: the same stands beside them in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: What has no words of the page: what runs, draws or asks, and signs that lead to where one is.
_TAGS = frozenset(
    {"button", "form", "input", "label", "link", "noscript", "script", "select", "style", "svg"}
)
_SIGNS = frozenset({"headerlink", "cable-cite-link"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "legend"),
        *("li", "main", "ol", "p", "pre", "section", "summary", "table", "ul"),
    }
)
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_MEANING = re.compile(r"[\\`*_\[\]<>&|~!]")
#: What would begin a heading, a list, a quotation or a line across.
_OPENING = re.compile(r"(?P<number>[0-9]{1,9})(?P<mark>[.)])|[#+=-]")
_TICKS = re.compile("`+")
_OUT_OF_LINK = re.compile(r"[\s<>\\]")


def page_markdown(page: str) -> str:
    """Return the main part of a page; empty where it has none."""
    found = html.document_fromstring(page).xpath('//*[@role="main"]')
    return "\n\n".join(_blocks(found[0])) + "\n" if found else ""


def _is_left_out(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _TAGS:
        return True
    return not _SIGNS.isdisjoint((element.get("class") or "").split())


def _holds_blocks(element: HtmlElement) -> bool:
    return any(one.tag in _BLOCKS for one in element.iter() if one is not element)


def _blocks(element: HtmlElement) -> list[str]:
    """Return what stands in an element as blocks; words between blocks are paragraphs."""
    found: list[str] = []
    line = _plain(element.text)
    for child in element:
        if not _is_left_out(child):
            if child.tag in _BLOCKS or _holds_blocks(child):
                found += [*_paragraph(line), *_block(child)]
                line = ""
            else:
                line += _inline(child)
        line += _plain(child.tail)
    found += _paragraph(line)
    if "cable-par" in (element.get("class") or "").split() and len(found) > 1:
        # The number of a paragraph stands in the line of its first words.
        found[:2] = [f"{found[0]} {found[1]}"]
    return found


def _block(element: HtmlElement) -> list[str]:
    tag = element.tag
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        words = _trimmed(_line(element))
        return [f"{'#' * int(tag[1])} {words}"] if words else []
    if tag == "pre":
        return [_fenced(element.text_content().strip("\n"))]
    if tag in {"ul", "ol"}:
        return _list(element, numbered=tag == "ol")
    if tag == "table":
        return _table(element)
    if tag == "blockquote":
        inner = "\n\n".join(_blocks(element))
        return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []
    return _blocks(element)


def _paragraph(line: str) -> list[str]:
    words = _trimmed(line)
    return (
        [_OPENING.sub(_escaped_opening, words, count=1) if _OPENING.match(words) else words]
        if (words)
        else []
    )


def _escaped_opening(match: re.Match[str]) -> str:
    return f"{match['number']}\\{match['mark']}" if match["number"] else f"\\{match[0]}"


def _list(element: HtmlElement, *, numbered: bool) -> list[str]:
    items = []
    for number, item in enumerate(element.iterchildren("li"), 1):
        mark = f"{number}. " if numbered else "- "
        inner = "\n\n".join(_blocks(item))
        if inner:
            indented = inner.replace("\n", "\n" + " " * len(mark))
            items.append(mark + re.sub(r"(?m)^ +$", "", indented))
    return ["\n".join(items)] if items else []


def _table(element: HtmlElement) -> list[str]:
    rows = [[_cell(cell) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]
    width = max(map(len, rows), default=0)
    if not width:
        return []
    rows = [row + [""] * (width - len(row)) for row in rows]
    if element.find("thead") is None:
        rows.insert(0, [""] * width)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    caption = element.find("caption")
    above = [] if caption is None else _blocks(caption)
    return [*above, "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])]


def _cell(cell: HtmlElement) -> str:
    return _trimmed("".join(_words_of(cell)))


def _words_of(element: HtmlElement) -> Iterator[str]:
    """Yield the words of an element in one line, whatever blocks stand in it."""
    yield _plain(element.text)
    for child in element:
        if not _is_left_out(child):
            if child.tag in _BLOCKS or _holds_blocks(child):
                yield from (" ", *_words_of(child), " ")
            else:
                yield _inline(child)
        yield _plain(child.tail)


def _line(element: HtmlElement) -> str:
    line = _plain(element.text)
    for child in element:
        if not _is_left_out(child):
            line += _inline(child)
        line += _plain(child.tail)
    return line


def _inline(element: HtmlElement) -> str:
    tag = element.tag
    if tag == "br":
        return " "
    if tag == "code":
        return _code(_BLANKS.sub(" ", element.text_content()))
    words = _line(element)
    address = element.get("href") if tag == "a" else None
    if address and words.strip():
        target = _OUT_OF_LINK.sub(lambda one: f"%{ord(one[0]):02X}", address)
        lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        return f"{lead}[{words.strip()}](<{target}>){tail}"
    return words


def _code(words: str) -> str:
    if not words.strip():
        return words
    longest = max(map(len, _TICKS.findall(words)), default=0)
    ticks = "`" * (longest + 1)
    shown = words.strip()
    edge = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{ticks}{edge}{shown}{edge}{ticks}"


def _fenced(words: str) -> str:
    longest = max((len(one) for one in _TICKS.findall(words)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{words}\n{fence}"


def _plain(text: str | None) -> str:
    return _MEANING.sub(r"\\\g<0>", _BLANKS.sub(" ", text or ""))


def _trimmed(line: str) -> str:
    return re.sub(" {2,}", " ", line).strip(" ")
