"""What the heads of the pages of a site say, beside what the edition and its editors give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cable_edition.core.problems import Problem
from cable_edition.core.proof.site.page_head import Said, differing

if TYPE_CHECKING:
    from cable_edition.core.proof.site.allowed import Allowed
    from cable_edition.core.proof.site.given_meta import GivenMeta
    from cable_edition.core.proof.site.known import Known
    from cable_edition.core.proof.site.named_places import NamedPlaces
    from cable_edition.core.proof.site.signposts import Signposts
    from cable_edition.core.proof.site.site_page import SitePage


class PageHeads:
    """Compares what the heads of pages say with what the edition and its editors give."""

    def __init__(
        self,
        known: Known,
        allowed: Allowed,
        given: GivenMeta,
        named: NamedPlaces,
        signposts: Signposts,
        unnamed: Mapping[str, Allowed],
    ) -> None:
        self._signposts = signposts
        self._known = known
        self._allowed = allowed
        self._given_meta = given
        self._named = named
        self._unnamed = unnamed
        #: Extensions that brought what was told, and that the settings may name.
        self.extensions: set[str] = set()

    def faults(self, page: SitePage, must: list[Said], *, is_own: bool = True) -> Iterator[Problem]:
        """Yield what a head lacks of what it must say, and what it says beside that.

        ``is_own`` tells that the edition writes the page, and no editor says more in its head.
        """
        self._given_meta.take(page, is_own=is_own)
        found = page.take_head()
        said = [one for one, element in found]
        by_date = self._known.neighbours.get(page.name.removeprefix("cables/"))
        # A page without a paragraph has none; what stands there is the first paragraph.
        described = any(one[1] == "description" for one in said)
        if described and page.description and all(one[1] != "description" for one in must):
            must = [*must, ("meta", "description", page.description)]
        if page.name == self._signposts.first:
            must = [*must, *self._signposts.of_first_page()]
        elif page.name.removeprefix("cables/") in self._known.cables:
            must = [*must, *self._signposts.of_cable(page.name.removeprefix("cables/"))]
        if self._known.base_url:
            must = [*must, ("link", "canonical", f"{self._known.base_url}{page.name}.html")]
        missing, more = differing(must, said)
        brought = [s for s, element in found if self._allowed.brings(element, page.folder)]
        for one in missing:
            yield Problem("page-differs", f"the head lacks {one[1]} {one[2]!r}", page.path)
        for one in more:
            if one in brought:
                continue
            if one[1] in {"next", "prev"} and not by_date:
                address, _, title = one[2].removesuffix(")").partition(" (")
                self._named.lead(page.path, address, title)
                continue
            self.extensions |= {
                name
                for name, brought_by in self._unnamed.items()
                if any(brought_by.brings(element, page.folder) for s, element in found if s == one)
            }
            yield Problem("page-differs", f"the head says {one[1]} {one[2]!r}", page.path)
