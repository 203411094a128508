"""The proof of the Markdown beside pages: read by a parser, it has their words and links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

from lxml import html
from markdown_it import MarkdownIt

from cable_edition.core.problems import Problem

_UNREAD = frozenset(
    {"button", "form", "input", "label", "link", "noscript", "script", "select", "style", "svg"}
)
_WHITE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
#: Before an address among the words.
_LINK = "\u2192"
_SIGNS = frozenset({"headerlink", "cable-cite-link"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small"}
    | {"span", "strong", "sub", "sup", "u", "var"}
)


def check_markdown(site: Path, names: Collection[str]) -> Iterator[Problem]:
    """Yield what is missing, or differs, of the files beside the pages of these names.

    Problems: ``file-missing``, ``copy-differs``.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for name in sorted(names):
        page, path = site / f"{name}.html", site / f"{name}.md"
        if not page.is_file():
            continue
        if not path.is_file():
            message = "the page has no Markdown beside it, which the settings ask for"
            yield Problem("file-missing", message, str(path))
            continue
        mains = html.document_fromstring(page.read_text("utf-8", "replace")).xpath(
            '//*[@role="main"]'
        )
        written = parser.render(path.read_text("utf-8", "replace"))
        read = html.fragment_fromstring(written, create_parent="div")
        expected = _said(mains[0]) if mains else []
        for one, other in zip_longest(expected, _said(read)):
            if one != other:
                message = f"the page has {_shown(one)}, the Markdown {_shown(other)}"
                yield Problem("copy-differs", message, str(path))
                break


def _shown(word: str | None) -> str:
    return "nothing more" if word is None else repr(word[:80])


def _said(element: html.HtmlElement) -> list[str]:
    """Return words in their order, each link as its address before its words."""
    pieces: list[str] = []
    _collect(element, pieces)
    return _WHITE.sub(" ", "".join(pieces)).split()


def _collect(element: html.HtmlElement, pieces: list[str]) -> None:
    edge = "" if element.tag in _INLINE else " "
    pieces.append(edge)
    address = element.get("href") if element.tag == "a" else None
    if address and "".join(element.itertext()).strip():
        # Parsers write some characters of addresses with their codes.
        pieces.append(f" {_LINK}{_WHITE.sub('', unquote(address))} ")
    pieces.append(element.text or "")
    for child in element:
        signs = set((child.get("class") or "").split()) if isinstance(child.tag, str) else set()
        if isinstance(child.tag, str) and child.tag not in _UNREAD and not signs & _SIGNS:
            _collect(child, pieces)
        pieces.append(child.tail or "")
    pieces.append(edge)
