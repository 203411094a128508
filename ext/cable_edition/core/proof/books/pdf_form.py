"""What a page of the site is in a book: the same words in the order and the form of the book.

It is made from what the site must show, which is worked out anew from sources, sidecars and
registers. Numbers of paragraphs stand alone, notes at the feet of pages, the text as transmitted
is an apparatus, and the record is the head of a document with a note on its source.
"""

from __future__ import annotations

from collections.abc import Callable

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.proof.books.pdf_document import CableWriter
from cable_edition.core.proof.books.pdf_inline import NOT_SHOWN, heading_of
from cable_edition.core.proof.books.pdf_lists import ListWriter
from cable_edition.core.proof.books.pdf_run import PICTURE, Letters, Run, Stretch
from cable_edition.core.proof.books.pdf_tree import Part
from cable_edition.core.words import say

_PICTURES = frozenset(
    {"Who appears with whom", "TAGS over time", "Portion marks", "How much was withheld"}
)


class BookForm(CableWriter, ListWriter):
    """Writes pages of the site into stretches of a book.

    ``depth`` is that of the section around the page; ``below`` writes the pages below a page,
    which stand at the given depth, and returns the stretch in which they end.
    """

    def __init__(
        self,
        stretch: Stretch,
        page: str,
        is_left_out: Callable[[str], bool],
        depth: int,
        below: Callable[[int], Stretch],
    ) -> None:
        super().__init__(stretch, page, is_left_out)
        self._depth = depth
        self._below = below
        #: Class of an element -> how it is written.
        self._by_class: dict[str, Callable[[Part], None]] = {
            "cable-record": self._record,
            "admonition": self._box,
            "cable-par": self._paragraph,
            "cable-transmitted": lambda _: self._apparatus(),
            "cable-list": self._cables,
            "cable-places": self._places,
            "cable-rules": self._rules,
            "cable-emendations": self._emendations,
        }

    def write(self, root: Part, cable: EditedCable | None = None) -> Stretch:
        """Write a page; ``cable`` is the cable that it shows. Return the stretch it ends in."""
        self._cable = cable
        for part in root.walk():
            if "cable-note" in part.classes:
                self._notes[part.get("id")] = part
        self._all(root, self._depth)
        return self._stretch

    def _all(self, part: Part, depth: int) -> None:
        for child in part.children:
            if isinstance(child, str):
                self._set(child)
            else:
                self._block(child, depth)

    def _block(self, part: Part, depth: int) -> None:
        classes, tag = part.classes, part.tag
        own = next((self._by_class[one] for one in classes if one in self._by_class), None)
        if not NOT_SHOWN.isdisjoint(classes):
            return
        if "toctree-wrapper" in classes:
            self._stretch = self._below(depth)
            self._out = self._stretch.body
        elif own is not None:
            own(part)
        elif tag == "section":
            self._section(part, classes, depth)
        elif tag in {"h1", "h2"}:
            self._heading(part, tag, depth)
        elif tag == "ul":
            self._list(part, 0)
        elif tag in {"p", "li"}:
            self._at = part.get("id") or self._at
            self._inline(part)
        else:
            self._all(part, depth)

    def _section(self, part: Part, classes: list[str], depth: int) -> None:
        if name := part.get("id"):
            self._at = name
        if "cable-notes-section" in classes:
            parts = list(part.parts())
            # Where all notes are at the feet of pages, no heading stands alone.
            for child in parts if self._head_notes or len(parts) > 2 else ():
                if "cable-notes-list" in child.classes:
                    self._out += self._head_notes
                else:
                    self._block(child, depth)
            return
        if "cable-entry" in classes:
            self._entry(part, depth)
            return
        if "cable-section" in classes:
            title, *rest = part.parts()
            here = f"{self._page}#{self._at}"
            self._bookmark(2, heading_of(title), in_contents=False, page=here)
            self._inline(title, Letters.SENT)
            for child in rest:
                self._block(child, depth)
            return
        self._all(part, depth + 1)

    def _entry(self, part: Part, depth: int) -> None:
        for child in part.parts():
            if child.tag == "h2":
                here = f"{self._page}#{self._at}"
                self._bookmark(1, heading_of(child), in_contents=False, page=here)
                self._inline(child)
            else:
                self._block(child, depth)

    def _heading(self, part: Part, tag: str, depth: int) -> None:
        """Write a title; ``depth`` is that of the section around it, from 1 for a chapter."""
        words = heading_of(part)
        if self._is_document and tag == "h1":
            self._title(part)
        elif self._is_document:
            self._bookmark(2, words, in_contents=False)
            self._inline(part, Letters.CAPITALS)
        elif self._page.startswith("chronology/") and tag == "h2":
            self._bookmark(1, words, in_contents=False)
            self._inline(part)
        else:
            level = depth - 1
            page = self._page if tag == "h1" else ""
            self._bookmark(level, words, in_contents=level < 2, page=page)
            self._inline(part, Letters.CAPITALS if depth in {1, 3} else Letters.EDITED)
            if depth == 4:
                self._set(".")
        if words in map(say, _PICTURES) and tag == "h2" and not self._is_document:
            self._out.append(Run("", self._where, PICTURE))
