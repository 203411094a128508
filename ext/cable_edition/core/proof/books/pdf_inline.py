"""Runs of a book made of the parts of a page: words, what they lead to, and notes."""

from __future__ import annotations

import re
from collections.abc import Callable

from cable_edition.core.proof.books.pdf_run import OUTSIDE, Bookmark, Letters, Run, Stretch
from cable_edition.core.proof.books.pdf_tree import Part

_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
#: What a page of the site shows, and a book does not.
NOT_SHOWN = frozenset(
    {
        "cable-views",
        "cable-former",
        "headerlink",
        "cable-permalink",
        "cable-tag-filter",
        "cable-letters",
    }
    | {"cable-cite-link"}
)


class RunWriter:
    """Writes the words of one page of the site into a stretch of a book.

    ``is_left_out`` tells whether the book has no page of a name.
    """

    def __init__(self, stretch: Stretch, page: str, is_left_out: Callable[[str], bool]) -> None:
        self._stretch = stretch
        self._page = page
        self._is_left_out = is_left_out
        self._out = stretch.body
        self._at = ""
        self._notes: dict[str, Part] = {}
        #: What the head of a cable calls stands below it.
        self._head_notes: list[Run] = []
        self._in_head = False
        self._is_document = page.startswith("cables/") and page != "cables/index"

    @property
    def _where(self) -> str:
        name = self._page.partition("/")[2] if self._is_document else self._page
        return f"{name}, {self._at}" if self._at and self._at != name else name

    def _set(self, words: str, letters: Letters = Letters.EDITED, to: str = "") -> None:
        self._out.append(Run(words, self._where, to, letters))

    def _bookmark(
        self, level: int, title: str, *, in_contents: bool = True, page: str = ""
    ) -> None:
        mark = Bookmark(level, title, len(self._stretch.body), in_contents, page)
        self._stretch.bookmarks.append(mark)

    def _target(self, address: str) -> str:
        if _WEB.match(address):
            return address
        whole = f"{self._page}{address}" if address.startswith("#") else address
        return OUTSIDE if self._is_left_out(whole.partition("#")[0]) else whole

    def _inline(self, part: Part, letters: Letters = Letters.EDITED, to: str = "") -> None:
        before: Part | None = None
        for child in part.children:
            if isinstance(child, str):
                self._set(child, letters, to)
                before = before if not child else None
                continue
            classes = child.classes
            if "cable-note-ref" in classes:
                self._note(child, follows=before is not None and "cable-note-ref" in before.classes)
            elif NOT_SHOWN.isdisjoint(classes):
                self._inner(child, classes, letters, to)
            before = child

    def _inner(self, child: Part, classes: list[str], letters: Letters, to: str) -> None:
        href = child.get("href") if child.tag == "a" else ""
        if "cable-source" in classes and href:
            if "cable-described" in classes:
                self._set(f"{child.words()}, ", letters)
            self._set(href, letters, href)
            return
        if href and "cable-emendation" not in classes:
            to = self._target(href)
        if "cable-words" in classes or "cable-mark" in classes:
            letters = Letters.SENT
        self._inline(child, letters, to)

    def _note(self, part: Part, *, follows: bool) -> None:
        link = part.first("a")
        name = link.get("href")[1:] if link else ""
        note = self._notes.get(name)
        if note is None:
            return
        if follows:
            self._set(",")
        self._set(part.words(), to=f"{self._page}#{name}")
        out, at = self._out, self._at
        self._out, self._at = self._head_notes if self._in_head else self._stretch.notes, name
        self._set(part.words())
        head, *texts = note.parts()
        lemma = next((p for p in head.parts() if "cable-lemma" in p.classes), None)
        if lemma is not None:
            self._set(f"{lemma.words()}: ")
        for text in texts:
            self._inline(text)
        self._out, self._at = out, at


def heading_of(part: Part) -> str:
    """Return the words of a heading without the numbers of notes."""
    return "".join(
        one if isinstance(one, str) else "" if "cable-note-ref" in one.classes else heading_of(one)
        for one in part.children
    ).strip()
