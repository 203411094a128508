"""The places that links, the head of pages and the inventory name: each is there and called so.

That is known when all pages were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cable_edition.core.problems import Problem
from cable_edition.core.proof.site.chapter_links import not_named
from cable_edition.core.proof.site.inventory import INVENTORY, inventory_faults
from cable_edition.core.proof.site.section_numbers import after_number

if TYPE_CHECKING:
    from cable_edition.core.proof.site.chapter_marks import ChapterMarks
    from cable_edition.core.proof.site.frames import Frames
    from cable_edition.core.proof.site.known import Known

_WORD = re.compile(r"\w+")
_ROLE_NAME = re.compile(r"\{[^{}`\n]{1,60}\}(?=`)")
_ANCHOR = re.compile(r"\sid=\"([^\"]{0,300})\"")


class NamedPlaces:
    """Compares what is said of places in a site with their titles and headings."""

    def __init__(self, site: Path, known: Known, frames: Frames, marks: ChapterMarks) -> None:
        self._folder = site
        self._known = known
        self._frames = frames
        self._marks = marks
        self._leads: list[tuple[str, str, str]] = []
        self._anchors: dict[str, set[str]] = {}

    def lead(self, path: str, address: str, title: str) -> None:
        """Keep what the head of the page at ``path`` says of another page."""
        self._leads.append((path, address, title))

    def faults(self) -> Iterator[Problem]:
        """Check links that must be named as what they lead to."""
        for path_text, address, words in self._marks.links.named_by_title:
            if not self._frames.is_named(address, words):
                yield Problem("page-differs", not_named(words, address), path_text)
        for path_text, address, words in self._marks.links.places:
            if not self._has_place(address):
                message = f"a link {words[:80]!r} leads to {address[:120]!r}, which is not there"
                yield Problem("page-differs", message, path_text)
        for path_text, address, title in self._leads:
            if not {title, after_number(title)} & self._frames.titles.get(address, set()):
                message = f"the head names {address} {title!r}"
                yield Problem("page-differs", message, path_text)

    def inventory(self) -> Iterator[Problem]:
        """Check the inventory, when all pages were read."""
        for message in inventory_faults(self._folder, self._known, self._is_titled):
            yield Problem("page-differs", message, str(self._folder / INVENTORY))

    def _is_titled(self, address: str, words: str) -> bool:
        """Whether a place has words for its title, or a chapter all the words that are in them."""
        if self._frames.is_named(address, words):
            return True
        own = self._marks.files.of(address.partition("#")[0])
        own = own.casefold()
        said = {*_WORD.findall(words.casefold())} - {*_WORD.findall(own)}
        # A role may stand within a word: H{sub}`2`O.
        joined = "".join(_WORD.findall(_ROLE_NAME.sub("", own))) if said else ""
        return all(len(word) > 1 and word in joined for word in said)

    def _has_place(self, address: str) -> bool:
        """Whether the site has the page or file of an address, and the page its anchor."""
        name, _, anchor = address.partition("#")
        path = self._folder / f"{name}.html"
        if not path.is_file():
            return (self._folder / name).is_file()
        if name not in self._anchors:
            text = path.read_text("utf-8", "replace")
            self._anchors[name] = {unescape(one) for one in _ANCHOR.findall(text)}
        return not anchor or unquote(anchor) in self._anchors[name]
