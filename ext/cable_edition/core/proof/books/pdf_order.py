"""The order of a book: from the list of cables to the last register, part by part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from lxml import html

from cable_edition.core.proof.books.pdf_form import BookForm
from cable_edition.core.proof.books.pdf_run import Stretch
from cable_edition.core.proof.books.pdf_tree import tree
from cable_edition.core.proof.site.cable_article import CableArticle
from cable_edition.core.proof.site.edition_pages import edition_pages
from cable_edition.core.proof.site.expected import Expected
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.moved_places import departed_page
from cable_edition.core.proof.site.pictures import without_pictures
from cable_edition.core.proof.site.site_page import PageTree

CABLES = "cables/index"
_TREE = "```{toctree}"
_EMPTY = html.fromstring("<html></html>")


class BookOrder:
    """Puts the pages of the edition in the order of a book.

    ``is_left_out`` tells whether the book has no page of a name.
    """

    def __init__(self, known: Known, is_left_out: Callable[[str], bool]) -> None:
        self._known = known
        self.is_left_out = is_left_out
        self._pages = edition_pages(known, has_data=False)
        self._departed = {gone.cable: gone for gone in known.edition.releases.departed}
        self._stretches: list[Stretch] = []
        self._documents = 0

    @cached_property
    def outside(self) -> frozenset[str]:
        """The names of the places of pages that the book leaves out."""
        known = self._known
        entries = {one.anchor for one in known.entries.values() if self.is_left_out(one.page)}
        cables = [
            (f"c-{name}", one)
            for name, one in known.cables.items()
            if self.is_left_out(f"cables/{name}")
        ]
        places = {f"{begin}-{anchor}" for begin, one in cables for anchor, _ in one.texts}
        return frozenset({*entries, *places, *(begin for begin, _ in cables)})

    @property
    def chapters(self) -> dict[str, str]:
        """Title -> page of each chapter that the edition can have."""
        return {
            self._title(name): name
            for name in self._pages
            if name.endswith("/index") and not self.is_left_out(name)
        }

    def _title(self, name: str) -> str:
        lines = self._expected(name).lines
        return next((line[2:] for line in lines if line.startswith("# ")), "")

    def _expected(self, name: str) -> Expected:
        return self._pages[name](PageTree(name, name, _EMPTY))

    def stretches(self, chapters: Sequence[str]) -> list[Stretch]:
        """Return the parts of the book that chapters have, given as pages in their order."""
        self._stretches, self._documents = [], 0
        for name in chapters:
            self._stretches.append(Stretch(name))
            self._page(name, 1)
        return self._stretches

    def _page(self, name: str, depth: int) -> None:
        cable_id = name.removeprefix("cables/")
        is_document = name not in {cable_id, CABLES}
        one = self._known.cables.get(cable_id) if is_document else None
        if one is not None:
            expected = CableArticle(self._known, one).expected("")
        elif is_document:
            expected = departed_page(self._known, self._departed[cable_id], "")
        else:
            expected = self._expected(name)
        if is_document:
            # The first of all documents follows the list.
            if self._documents:
                self._stretches.append(Stretch(name))
            self._documents += 1
            self._stretches[-1].cables.append(cable_id)
        below = _listed(expected.lines)

        def written(at: int) -> Stretch:
            for one_below in below:
                if not self.is_left_out(one_below):
                    self._page(one_below, at + 1)
            return self._stretches[-1]

        form = BookForm(self._stretches[-1], name, self.is_left_out, depth - 1, written)
        form.write(tree(without_pictures(expected.raw)), one)


def _listed(lines: Sequence[str]) -> list[str]:
    """Return the pages that a page puts below itself."""
    if _TREE not in lines:
        return []
    rest = lines[lines.index(_TREE) + 1 :]
    return [line[1:] for line in rest[: rest.index("```")] if line.startswith("/")]
