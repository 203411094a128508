"""A part of a page as a list of tokens, which two pages can be compared by.

A token is a start tag with its attributes in order, an end tag, or a run of words with its white
space folded. What says nothing to a reader is left out: white space between blocks, classes by
which docutils tells its own elements, the element that Sphinx puts around the words of a link. An
address within the site is written as the page and the anchor that it leads to.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from cable_edition.core.cable.fold import WHITE, single_blanks
from cable_edition.core.myst.escape import unescape_visible

Attributes = Mapping[str, str]

#: Elements in which white space alone is layout.
BLOCKS = frozenset(
    {
        "article", "aside", "body", "dd", "details", "div", "dl", "figure", "footer", "form",
        "head", "header", "html", "li", "main", "nav", "ol", "section", "table", "tbody", "td",
        "thead", "tr", "ul",
    }
)  # fmt: skip
#: Up to so many characters a text is short.
_SHORT = 64
#: How many short texts are kept, each with its token.
_WORDS = 16384
#: How many long ones.
_LONG_WORDS = 512
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
    # Of white space the blank alone can be printed. Whether all of a text can is asked character
    # by character, and so of short ones; a mark is found in a long one in far less time.
    if len(text) > _SHORT or not text.isprintable():
        for mark in WHITE[1:-1] if text.isascii() else WHITE[1:]:
            if mark in text:
                text = text.replace(mark, " ")
    return single_blanks(text) if "  " in text else text


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
    place = _joined(folder, path)
    if path.endswith("/"):
        place = posixpath.join(place, "index")
    return place.removesuffix(ending) + mark + anchor


def _joined(folder: str, path: str) -> str:
    """Return the path of what a page in a folder names; most names need not be looked through."""
    within, rest = folder, path
    while rest[:3] == "../" and within:
        within, rest = within.rpartition("/")[0], rest[3:]
    if rest[:1] in {"", "/", "."} or "/." in rest or "//" in rest or rest[-1] == "/":
        return posixpath.normpath(posixpath.join(folder, path))
    return f"{within}/{rest}" if within else rest


def start(tag: str, attributes: Attributes) -> str:
    """Return the token of a start tag."""
    if not attributes:
        return f"<{tag}>"
    said = " ".join(f'{name}="{value}"' for name, value in sorted(attributes.items()))
    return f"<{tag} {said}>"


class _Said(dict[str, str]):
    """The tokens of words, those of short ones kept: pages say them again and again.

    Long ones are kept for a while, as what a page must say and what it says are mostly the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self._long: list[str] = []

    def __missing__(self, words: str) -> str:
        token = "=" + spaced(words)
        if len(words) > _SHORT:
            if len(self._long) > _LONG_WORDS:
                for one in self._long:
                    self.pop(one, None)
                self._long.clear()
            self._long.append(words)
        elif len(self) > _WORDS:
            self.clear()
        self[words] = token
        return token


#: Words as they stand -> their token, which has an equals sign before them.
_said = _Said()
#: The token of white space alone.
_WHITE_ALONE = "= "


def settled(tokens: Iterable[str]) -> list[str]:
    """Return tokens with words that meet joined, and white space that is layout left out.

    Words have an equals sign before them, so that they never look like a tag.
    """
    found: list[str] = []
    within = ["<body>"]
    words = ""
    for token in tokens:
        if token[0] != "<":
            words += token[1:]
            continue
        if words:
            said = _said[words]
            if said[1] == " " or said[-1] == " ":
                settle(words, within[-1][1:-1].partition(" ")[0], found)
            else:
                found.append(said)
            words = ""
        found.append(token)
        if token[1] == "/":
            within.pop()
        else:
            within.append(token)
    if words:
        settle(words, within[-1][1:-1].partition(" ")[0], found)
    return found


def settle(words: str, around: str, found: list[str]) -> None:
    """Add words that stand directly within an element to tokens, unless they are layout."""
    said = _said[words]
    if said == "=" or said[1] == " " or said[-1] == " ":
        if around == "pre":
            said = "=" + said[1:].strip(" ")
        if said == "=" or (said == _WHITE_ALONE and around in BLOCKS):
            return
    found.append(said)
