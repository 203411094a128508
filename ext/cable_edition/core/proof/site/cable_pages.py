"""The pages of cables of a site, and those that are left of cables that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.problems import Problem
from cable_edition.core.proof.site.beside_part import lost_columns
from cable_edition.core.proof.site.cable_article import CableArticle
from cable_edition.core.proof.site.cable_beside import must_be_named, orders_part, panel_faults
from cable_edition.core.proof.site.cable_cite import cite_part, files_part
from cable_edition.core.proof.site.difference import first_difference_of
from cable_edition.core.proof.site.moved_places import departed_page
from cable_edition.core.proof.site.page_head import Said, cable_head
from cable_edition.core.proof.site.tokens import settled

if TYPE_CHECKING:
    from cable_edition.core.edition.assemble import EditedCable
    from cable_edition.core.proof.site.expected import Expected
    from cable_edition.core.proof.site.known import Known
    from cable_edition.core.proof.site.own_parts import OwnParts
    from cable_edition.core.proof.site.page_heads import PageHeads
    from cable_edition.core.proof.site.reader import Reader
    from cable_edition.core.proof.site.site_page import SitePage
    from cable_edition.core.releases.state import Departed

_GUIDE = "how-to-cite"


class CablePages:
    """Compares the pages of cables with the edition."""

    def __init__(
        self, site: Path, known: Known, tokens: Reader, parts: OwnParts, heads: PageHeads
    ) -> None:
        self._guide = _GUIDE if (site / f"{_GUIDE}.html").is_file() else ""
        self._known = known
        self._tokens = tokens
        self._parts = parts
        self._heads = heads
        # A theme without room beside the text shows no panel on any page.
        self._has_panel = False
        self._without_panel: list[str] = []

    def faults(self, page: SitePage, one: EditedCable) -> Iterator[Problem]:
        """Yield what differs on the page of a cable."""
        known = self._known
        item = known.cited(one)
        panel = page.take("cable-panel")

        def expected(of: SitePage) -> Expected:
            has_panel = panel is not None
            article = CableArticle(known, one, has_panel=has_panel).expected(of.section_id)
            article.add([*cite_part(item, self._guide, known.as_sent), *files_part(known, one.id)])
            return article

        for message in lost_columns(one):
            yield Problem("page-differs", message, page.path)
        yield from self._parts.faults(page, expected, one)
        yield from self._heads.faults(page, list(cable_head(known, item, one.id)))
        if panel is not None:
            self._has_panel = True
            tokens = self._tokens.whole(page.name, panel)
            for place, message in panel_faults(known, one, panel, tokens):
                yield Problem("page-differs", f"{place}: {message}", page.path)
        elif must_be_named(one):
            self._without_panel.append(page.path)
        yield from self._orders(page, one)

    def without_panel(self) -> Iterator[Problem]:
        """Yield the pages that lack the panel of what a cable names, when all were read."""
        for path in self._without_panel if self._has_panel else ():
            yield Problem("page-differs", "the panel of what the cable names is gone", path)

    def faults_of_departed(self, page: SitePage, gone: Departed) -> Iterator[Problem]:
        """Yield what differs on the page that says what became of a cable."""
        yield from self._parts.faults(
            page, lambda p: departed_page(self._known, gone, p.section_id)
        )
        must: list[Said] = [("meta", "cable-moved", f"{gone.to}.html")] if gone.to else []
        for noscript in list(page.root.iter("noscript")):
            refresh = [(m.get("http-equiv"), m.get("content")) for m in noscript]
            said = "".join(noscript.itertext()).strip()
            if gone.to and not said and refresh == [("refresh", f"0; url={gone.to}.html")]:
                noscript.drop_tree()
                break
        yield from self._heads.faults(page, must)

    def _orders(self, page: SitePage, one: EditedCable) -> Iterator[Problem]:
        found = page.take("cable-orders")
        tokens = [] if found is None else self._tokens.whole(page.name, found)
        difference = first_difference_of(settled(orders_part(self._known, one)), tokens)
        if difference:
            message = f"ways on: the edition has {difference.expected}, the page {difference.found}"
            yield Problem("page-differs", message, page.path)
        rows = [row for row in self._known.neighbours.get(one.id, ()) if row.kind == "date"]
        links = page.ways_on() if rows else []
        for row in rows:
            for kind, other in (("next-page", row.after), ("prev-page", row.before)):
                for of, address in links:
                    if of == kind and address != f"{other}.html":
                        message = f"{kind}: the edition has {other or 'none'}"
                        yield Problem("page-differs", message, page.path)
