"""The ways into a site: search index, index of words, inventory. Each leads to what it names.

What they lack is not proved: an extension may keep a page, a place or a word out of them.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import Stemmer

from cable_edition.core.editing.letters import PLAIN, reading
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.index_terms import INDEX, UnreadableIndexError, page_letters, stems
from cable_edition.core.proof.index_terms import read as read_index
from cable_edition.core.proof.site.tokens import page_of

if TYPE_CHECKING:
    from cable_edition.core.proof.site.site_page import PageTree

_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W_]")
_ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]{1,6}|[a-z]{1,8});")
_INVENTORY = "objects.inv"
_HEAD = b"# Sphinx inventory version 2"
_ENTRY = re.compile(r"(.+?)\s+(\S+:\S+)\s+-?\d+\s+?(\S*)\s+(.*)")
#: Sphinx names its own pages so, whether or not they are written.
_LABEL = "std:label"
#: More of an inventory is not unpacked, in bytes.
_MOST = 200_000_000
_SHOWN = 5
#: What an index of another form raises when it is read.
_NO_INDEX = (UnreadableIndexError, AttributeError, LookupError, TypeError, ValueError)
Found = tuple[str, str]


def _letters(words: str) -> str:
    """Return what two readings of a title have in common, whatever marks them up."""
    return "".join(_LETTER.findall(_ENTITY.sub("", words))).casefold()


class _Led:
    """What the ways into one page say of it."""

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self.places: set[tuple[str, str, str]] = set()
        self.terms: set[str] = set()


class WaysIn:
    """Reads the ways into a site, and compares each page that they lead to with what they say."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._led: defaultdict[str, _Led] = defaultdict(_Led)
        self._faults: list[Found] = []
        self._stems: dict[str, str] = {}
        if (site / INDEX).is_file():
            try:
                self._index(read_index(site / INDEX))
            except _NO_INDEX as error:
                self._faults.append((INDEX, f"cannot be read: {error}"))
        if (site / _INVENTORY).is_file():
            try:
                self._inventory((site / _INVENTORY).read_bytes())
            except (ValueError, zlib.error) as error:
                self._faults.append((_INVENTORY, f"cannot be read: {error}"))

    def _index(self, index: dict[str, Any]) -> None:
        names: list[str] = index["docnames"]
        for name, title in zip(names, index["titles"], strict=True):
            self._led[name].titles.add(title)
        for title, places in index["alltitles"].items():
            for page, anchor in places:
                self._led[names[page]].places.add((INDEX, anchor or "", title))
        for places in index["indexentries"].values():
            for page, anchor, *_ in places:
                self._led[names[page]].places.add((INDEX, anchor, ""))
        for objects in index["objects"].values():
            for page, _, _, anchor, *_ in objects:
                # The script of Sphinx makes up a place from kind and name.
                place = "" if anchor == "-" else anchor
                self._led[names[page]].places.add((INDEX, place, ""))
        for part in ("terms", "titleterms"):
            for term, pages in index[part].items():
                if pages == []:
                    self._faults.append((INDEX, f"the word {term[:80]!r} leads to no page"))
                for page in [pages] if isinstance(pages, int) else pages:
                    self._led[names[page]].terms.add(term)

    def _inventory(self, data: bytes) -> None:
        if not data.startswith(_HEAD):
            raise ValueError("it has another form")
        packed = data.split(b"\n", 4)[-1]
        lines = zlib.decompressobj().decompress(packed, _MOST).decode("utf-8").split("\n")
        for line in lines:
            entry = _ENTRY.fullmatch(line)
            if entry is None:
                continue  # nobody reads it
            name, kind, address = entry[1], entry[2], entry[3]
            if kind == _LABEL and "#" not in address:
                continue
            if address.endswith("$"):
                address = address[:-1] + name
            page, _, anchor = page_of(address, "").partition("#")
            self._led[page].places.add((_INVENTORY, anchor, ""))

    def index_page(self, page: PageTree) -> Iterator[str]:
        """Yield what is wrong with the links on the page ``genindex``, where that is told at once.

        Where they lead is kept, and seen when that page is.
        """
        for link in page.main.iter("a") if page.main is not None else ():
            address = page_of(link.get("href", ""), page.folder)
            target, mark, anchor = address.partition("#")
            if target and mark:
                self._led[target].places.add((f"{page.name}.html", anchor, ""))
            elif target:
                yield f"a link leads to {address[:120]!r}, which is no place of a page"

    def faults(self, page: PageTree, *, whole: bool) -> Iterator[Found]:
        """Yield (file, what is wrong) for what leads to a page and is not as the page is.

        ``whole`` tells that all that was written for the page is on it; if it may have parts for
        other outputs alone, places and words are not compared.
        """
        led = self._led.pop(page.name, None)
        if led is None:
            return
        ids = page.all_ids
        letters = ""
        headings = {_letters(words) for words in page.headings.values()}
        title = _letters(page.headings.get("", ""))
        for said in sorted(led.titles):
            if title and _letters(said) != title and not _has_link(page):
                yield INDEX, f"{page.name} is called {said[:120]!r}"
        for file, anchor, words in sorted(led.places):
            if anchor and anchor not in ids:
                if whole:
                    yield file, f"{page.name} has no place {anchor[:120]!r}"
            elif words and _letters(words) not in headings:
                letters = letters or _letters(page.text)
                if _letters(words) not in letters:
                    yield INDEX, f"{page.name} has no heading {words[:120]!r}"
        if whole:
            yield from self._strange(page, led.terms)

    def _strange(self, page: PageTree, terms: set[str]) -> Iterator[Found]:
        # A word goes over no white space, and most stand on a page again and again.
        words = set(_WORD.findall(" ".join(set(page.text.split()))))
        left = terms - words
        if left:
            small = {word.lower() for word in words}
            left -= small
            left -= {self._stem(word) for word in small}
        if left:
            # Slower, but for all languages, and with what the page says in its attributes.
            letters = page_letters(self._site, page.name)
            known = {stem for word in set(_WORD.findall(letters)) for stem in stems(word)}
            left = {one for one in left if stems(one).isdisjoint(known)}
            left = {one for one in left if reading(one, PLAIN).run not in letters}
        if left:
            shown = ", ".join(repr(one[:80]) for one in sorted(left)[:_SHOWN])
            yield INDEX, f"{page.name} has not the {number_of(len(left), 'word')} {shown}"

    def _stem(self, word: str) -> str:
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = str(_stemmer().stemWord(word))
        return stem

    def rest(self) -> Iterator[Found]:
        """Yield what leads to pages that were not there, and what could not be read."""
        yield from self._faults
        for name, led in sorted(self._led.items()):
            files: Sequence[str] = sorted({file for file, _, _ in led.places}) or [INDEX]
            if not (self._site / name).is_file() and not self._is_page(name):
                yield files[0], f"it leads to {name[:120]!r}, which is not there"

    def _is_page(self, name: str) -> bool:
        return (self._site / f"{name}.html").is_file()


def _has_link(page: PageTree) -> bool:
    """Whether the title of a page has a link, whose words Sphinx finds later than the title."""
    heading = next((page.root if page.main is None else page.main).iter("h1"), None)
    links = [] if heading is None else heading.iter("a")
    return any("headerlink" not in link.get("class", "") for link in links)


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")
