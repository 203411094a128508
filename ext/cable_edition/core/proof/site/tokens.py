"""A part of a page as a list of tokens, which two pages can be compared by.

A token is a start tag with its attributes in order, an end tag, or a run of words with its white
space folded. What says nothing to a reader is left out: white space between blocks, classes by
which docutils tells its own elements, the element that Sphinx puts around the words of a link. An
address within the site is written as the page and the anchor that it leads to.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.myst.escape import unescape_visible

if TYPE_CHECKING:
    from lxml import html

Attributes = Mapping[str, str]

#: Elements in which white space alone is layout.
_BLOCKS = frozenset(
    {
        "article", "aside", "body", "dd", "details", "div", "dl", "figure", "footer", "form",
        "head", "header", "html", "li", "main", "nav", "ol", "section", "table", "tbody", "td",
        "thead", "tr", "ul",
    }
)  # fmt: skip
#: Classes of docutils and Sphinx that have no meaning of ours.
_PLAIN = frozenset(
    {
        "container", "docutils", "external", "field-even", "field-list", "field-odd", "internal",
        "literal", "notranslate", "reference", "simple",
    }
)  # fmt: skip
#: Classes of the element that Sphinx puts around the words of a link.
_WRAPPERS = frozenset({"std-doc", "xref"})
_BLANKS = re.compile("  +")
_SHOWN = re.compile(r"\\u\{|[\u2400-\u2421]")
#: A browser does not take these for what parts folders.
_PARTED = re.compile(r"%(?:2f|5c)", re.IGNORECASE)
#: How many addresses are kept, each with where it leads: pages lead to each other again and again.
_LINKS = 16384
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class Entry(NamedTuple):
    """What a link to an entry of a register says: the kind of the entry, its meaning in a line."""

    kind: str
    tip: str


def spaced(text: str) -> str:
    """Return a text with each run of white space as one blank; its ends keep theirs."""
    # Most words have single blanks alone, and a search for runs would stop at each of them. Of
    # white space the blank alone can be printed.
    if not text.isprintable():
        for mark in WHITE[1:]:
            if mark in text:
                text = text.replace(mark, " ")
    return _BLANKS.sub(" ", text) if "  " in text else text


def original(text: str) -> str:
    """Return a text of a page with the characters that the page shows as code points."""
    if text.isascii() and "\\" not in text:
        return text
    return unescape_visible(text) if _SHOWN.search(text) else text


@lru_cache(maxsize=_LINKS)
def page_of(address: str, folder: str, ending: str = ".html") -> str:
    """Return where an address leads from a page in ``folder``: ``people/index#person-roe``.

    ``ending`` is that of the names of pages.

    An address of another host, and one that is no page, comes back as it is.
    """
    if _SCHEME.match(address):
        return address
    path, mark, anchor = address.partition("#")
    if not path:
        return address
    path = path.partition("?")[0]
    if "%" in path and not _PARTED.search(path):
        path = unquote(path)
    place = posixpath.normpath(posixpath.join(folder, path))
    if path.endswith("/"):
        place = posixpath.join(place, "index")
    return place.removesuffix(ending) + mark + anchor


def start(tag: str, attributes: Attributes) -> str:
    """Return the token of a start tag."""
    if not attributes:
        return f"<{tag}>"
    said = " ".join(f'{name}="{value}"' for name, value in sorted(attributes.items()))
    return f"<{tag} {said}>"


def settled(tokens: Iterable[str]) -> list[str]:
    """Return tokens with words that meet joined, and white space that is layout left out.

    Words have an equals sign before them, so that they never look like a tag.
    """
    found: list[str] = []
    within = ["body"]
    words: list[str] = []

    def flush() -> None:
        text = spaced("".join(words))
        words.clear()
        around = within[-1]
        if around == "pre":
            text = text.strip(" ")
        if text and (text != " " or around not in _BLOCKS):
            found.append("=" + text)

    for token in tokens:
        if token[:1] != "<":
            words.append(token[1:])
            continue
        if words:
            flush()
        found.append(token)
        if token[1] == "/":
            within.pop()
        else:
            within.append(token[1:-1].partition(" ")[0])
    if words:
        flush()
    return found


class Reader:
    """Reads elements of one page as tokens.

    ``page`` is its name in the site; ``entries`` tells by address what a link to an
    entry of a register must say, and ``brought`` whether an element is one that an extension
    brings and that is passed over; ``ending`` is that of the names of pages.
    """

    def __init__(
        self,
        page: str,
        entries: Mapping[str, Entry],
        brought: Callable[[html.HtmlElement], bool],
        ending: str = ".html",
    ) -> None:
        self._page = page
        self._folder = page.rpartition("/")[0]
        self._entries = entries
        self._brought = brought
        self._ending = ending
        self._known: dict[tuple[str, ...], str] = {}

    def tokens(self, elements: Iterable[html.HtmlElement]) -> list[str]:
        """Return the tokens of elements that follow each other."""
        found: list[str] = []
        for element in elements:
            self._read(element, found)
        return settled(found)

    def _read(self, element: html.HtmlElement, found: list[str], *, within: bool = False) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            # It shows nothing, and is none of ours; a theme may have one around a part.
            if within:
                found += [start("comment", {"says": element.text or ""}), "</comment>"]
            return
        is_layout = element.get("class") == "clearer" and not len(element) and not element.text
        if is_layout or self._brought(element):
            return
        is_wrapper = tag == "span" and not _WRAPPERS.isdisjoint(element.get("class", "").split())
        if not is_wrapper:
            found.append(self._start(element, tag))
        if element.text:
            found.append("=" + original(element.text))
        for child in element:
            self._read(child, found, within=True)
            if child.tail:
                found.append("=" + original(child.tail))
        if not is_wrapper:
            found.append(f"</{tag}>")

    def _start(self, element: html.HtmlElement, tag: str) -> str:
        items = element.items()
        if not items:
            return f"<{tag}>"
        key = (tag, *(part for item in items for part in item))
        token = self._known.get(key)
        if token is None:
            token = self._known[key] = start(tag, self._attributes(tag, dict(items)))
        return token

    def _attributes(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        kept = {name: original(spaced(value)) for name, value in given.items() if name != "class"}
        classes = set(given.get("class", "").split()) - _PLAIN
        if "href" in given:
            address = kept["href"] = page_of(given["href"].strip(), self._folder, self._ending)
            whole = f"{self._page}{address}" if address.startswith("#") else address
            entry = self._entries.get(whole)
            if entry is not None and tag == "a":
                _settle_entry(entry, classes, kept)
        if classes:
            kept["class"] = " ".join(sorted(classes))
        return kept


def _settle_entry(entry: Entry, classes: set[str], kept: dict[str, str]) -> None:
    """Leave out what a link to an entry rightly says of it."""
    if "cable-mention" in classes:
        if f"cable-{entry.kind}" in classes:
            classes -= {"cable-mention", f"cable-{entry.kind}"}
        kept["title"] = kept.get("title", "")
    if kept.get("title") == entry.tip:
        del kept["title"]
