"""The ways into a site: search, index of words, inventory. Each leads to what it names.

What they lack is not proved: an extension may keep a page, a place or a word out of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.proof.site.general_index import INDEX_PART
from cable_edition.core.proof.site.inventory import INVENTORY, LABEL, entries_of
from cable_edition.core.proof.site.search_check import SearchCheck
from cable_edition.core.proof.site.tokens import page_of

if TYPE_CHECKING:
    from cable_edition.core.citations.item import CitedCable, CitedEdition
    from cable_edition.core.edition.assemble import EditedCable
    from cable_edition.core.proof.site.site_page import PageTree
    from cable_edition.core.releases.state import ReleaseState

Found = tuple[str, str]


class WaysIn:
    """Reads the ways into a site, and compares each page that they lead to with what they say."""

    def __init__(
        self,
        site: Path,
        cables: Mapping[str, EditedCable] | None = None,
        edition: CitedEdition | None = None,
        cite: Callable[[EditedCable], CitedCable] | None = None,
        releases: ReleaseState | None = None,
        names: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._site = site
        #: Page -> (file that leads to it, place on it).
        self._led: defaultdict[str, set[Found]] = defaultdict(set)
        self._faults: list[Found] = []
        self._search = SearchCheck(site, cables or {}, edition, cite, releases, names)
        if (site / INVENTORY).is_file():
            try:
                self._inventory((site / INVENTORY).read_bytes())
            except ValueError as error:
                self._faults.append((INVENTORY, f"cannot be read: {error}"))

    @property
    def shards(self) -> frozenset[str] | None:
        """The files of the search by their names; ``None`` where it cannot be read."""
        return self._search.given

    @property
    def quotations(self) -> frozenset[str] | None:
        """The files of the index of quotations; ``None`` where they are not known."""
        return self._search.quotations

    def _inventory(self, data: bytes) -> None:
        for one in entries_of(data):
            if one.kind == LABEL and "#" not in one.address:
                continue
            page, _, anchor = one.address.partition("#")
            self._led[page].add((INVENTORY, anchor))

    def index_page(self, page: PageTree) -> Iterator[str]:
        """Yield what is wrong with the links on the page ``genindex``, where that is told at once.

        Where they lead is kept, and seen when that page is.
        """
        for link in page.main.iter("a") if page.main is not None else ():
            address = page_of(link.get("href", ""), page.folder)
            target, mark, anchor = address.partition("#")
            if target and mark:
                self._led[target].add((f"{page.name}.html", anchor))
            elif target and not (INDEX_PART.fullmatch(target) and self._is_page(target)):
                yield f"a link leads to {address[:120]!r}, which is no place of a page"

    def faults(self, page: PageTree, *, whole: bool) -> Iterator[Found]:
        """Yield (file, what is wrong) for what leads to a page and is not as the page is.

        ``whole`` tells that all that was written for the page is on it; if it may have parts for
        other outputs alone, places and words are not compared.
        """
        yield from self._search.faults(page)
        places = self._led.pop(page.name, set())
        if places and whole:
            ids = page.all_ids
            for file, anchor in sorted(places):
                if anchor and anchor not in ids:
                    yield file, f"{page.name} has no place {anchor[:120]!r}"

    def rest(self) -> Iterator[Found]:
        """Yield what leads to pages that were not there, and what could not be read."""
        yield from self._faults
        yield from self._search.rest()
        for name, places in sorted(self._led.items()):
            if not (self._site / name).is_file() and not self._is_page(name):
                yield min(places)[0], f"it leads to {name[:120]!r}, which is not there"

    def _is_page(self, name: str) -> bool:
        return (self._site / f"{name}.html").is_file()
