"""The index of a book in PDF: each name, the page of its entry, and every place of a cable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cable_edition.core.cable.places import place_name
from cable_edition.core.proof.books.pdf_file import Area
from cable_edition.core.proof.books.pdf_flow import align, bare
from cable_edition.core.proof.books.pdf_run import Letters, Run
from cable_edition.core.proof.books.pdf_text import FEET, LEFT, TOP, PdfText, Piece, Place
from cable_edition.core.proof.site.known import Known, Placed
from cable_edition.core.proof.site.names_index import index_letter, index_name
from cable_edition.core.words import say

_NOTE = (
    "Numbers after ¶ are the paragraphs of a cable as its sender numbered them; "
    "numbers in brackets are pages of this book. Bold numbers are the pages of the registers."
)
#: Two columns, in points: how far the second stands from the first, and how far in a cable stands.
_COLUMN = 170.1
_IN_ENTRY, _IN_CABLE = (-4.0, 4.0), (6.0, 12.0)
#: Names are smaller than letters that head a part.
_LETTER = 9.4
_SAME_LINE = 2.0
#: Within so many points of the head the first heading of a page stands.
_HEADED = 70.0
_PAGES = re.compile(r"(?:,[0-9ivxlc–-]+)*\Z")
_PLACE = re.compile(r"(.+?)\(([0-9ivxlc,–-]+)\),?")
#: The address of an entry -> (cable, place) -> the pages of the book that have it there.
Mentioned = Mapping[str, Mapping[tuple[str, str], set[str]]]


class _Item(NamedTuple):
    """A line of the index with those that go on from it; ``kind`` is letter, name, or cable."""

    kind: str
    pieces: list[Piece]

    @property
    def words(self) -> str:
        return "".join(bare(piece.text) for piece in self.pieces)


def index_faults(
    text: PdfText, known: Known, title: str, place: Place, mentioned: Mentioned,
    entries: Mapping[str, int],
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield (place, what is wrong) in the index, which begins at ``place`` and ends the book.

    ``entries`` is address -> the page of the book with the entry, for those that the book has.
    """
    # Below the last words of a chapter it runs on; at the head of a page nothing stands above it.
    top = place.y + _SAME_LINE if place.y < TOP - _HEADED else TOP
    pieces = [
        p
        for p in text.pieces
        if FEET < p.y < TOP and (p.page > place.page or (p.page == place.page and p.y < top))
    ]
    head = [Run(title, "index", letters=Letters.CAPITALS), Run(say(_NOTE), "index")]
    begin = next(
        (n for n, p in enumerate(pieces) if n and p.size > _LETTER and _column(p) is not None), 0
    )
    difference = align(head, pieces[:begin]).difference
    if difference is not None:
        yield "index", difference.told()
    by_name: dict[str, list[Placed]] = {}
    for one in known.entries.values():
        if one.address in entries:
            by_name.setdefault(bare(index_name(one)), []).append(one)
    # What stands in a line with a reference, a gap or an excision may be left out.
    may_lack = frozenset(
        one.id
        for one in known.edition.cables
        if one.redactions or one.cable.excisions or one.cable.body_references
    )
    yield from _Check(text, by_name, mentioned, entries, may_lack).run(_items(pieces[begin:]))


def _column(piece: Piece) -> float | None:
    """Return how far a piece stands in its column; nothing for one that begins no line."""
    aside = piece.x - LEFT
    aside -= _COLUMN if aside > _COLUMN - 10 else 0
    return aside if aside < 40 else None


def _items(pieces: Sequence[Piece]) -> list[_Item]:
    found: list[_Item] = []
    before: Piece | None = None
    for piece in pieces:
        aside = _column(piece)
        is_new = before is None or piece.page != before.page
        is_new = is_new or abs(piece.y - (before.y if before else 0)) > _SAME_LINE
        kind = ""
        if is_new and aside is not None:
            if piece.size > _LETTER:
                kind = "letter"
            elif _IN_ENTRY[0] < aside < _IN_ENTRY[1]:
                kind = "name"
            elif _IN_CABLE[0] < aside < _IN_CABLE[1]:
                kind = "cable"
        if kind or not found:
            found.append(_Item(kind or "name", []))
        found[-1].pieces.append(piece)
        before = piece
    return found


class _Check:
    """Goes through the items of an index."""

    def __init__(
        self,
        text: PdfText,
        by_name: Mapping[str, list[Placed]],
        mentioned: Mentioned,
        entries: Mapping[str, int],
        may_lack: frozenset[str],
    ) -> None:
        self._text = text
        self._by_name = by_name
        self._mentioned = mentioned
        self._entries = entries
        self._may_lack = may_lack
        self._areas: dict[int, list[Area]] = {}
        for area in text.areas:
            self._areas.setdefault(area.page, []).append(area)

    def run(self, items: Sequence[_Item]) -> Iterator[tuple[str, str]]:
        """Yield (place, what is wrong)."""
        letter = ""
        seen: dict[str, set[tuple[str, str]]] = {}
        names: list[Placed] = []
        for item in items:
            words = item.words
            if item.kind == "letter":
                letter = words.upper()
            elif item.kind == "name":
                names, rest = self._named(words)
                if not names:
                    yield "index", f"{words[:80]!r} is no entry of the edition"
                    continue
                name = index_name(names[0])
                if letter not in {index_letter(name).upper(), "SYMBOLS", "NUMBERS"}:
                    yield "index", f"{name!r} stands under {letter!r}"
                for one in names:
                    if one.address in seen:
                        yield "index", f"{name!r} stands twice"
                    seen.setdefault(one.address, set())
                pages = [one for one in rest.split(",") if one]
                must = {self._text.label(self._entries[one.address]) for one in names}
                if not must <= set(pages):
                    yield "index", f"{name!r} has the pages {rest[1:]!r}, not {', '.join(must)}"
            elif names:
                for found in self._cable(words, names):
                    if isinstance(found, str):
                        yield "index", f"{index_name(names[0])!r}: {found}"
                    else:
                        seen[names[0].address].add(found)
            yield from self._numbers(item)
        yield from self._lacking(seen)

    def _named(self, words: str) -> tuple[list[Placed], str]:
        """Return the entries of a line, and what stands after the name."""
        for end in range(len(words), 0, -1):
            if words[:end] in self._by_name and _PAGES.match(words[end:]):
                return self._by_name[words[:end]], words[end:]
        return [], ""

    def _must(self, names: Sequence[Placed]) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for one in names:
            for place, pages in self._mentioned.get(one.address, {}).items():
                found.setdefault(place, set()).update(pages)
        return found

    def _cable(self, words: str, names: Sequence[Placed]) -> Iterator[str | tuple[str, str]]:
        """Yield the places that a line rightly has, and what is wrong with the others."""
        cable, _, rest = words.partition(",")
        must = {(c, bare(place)): (c, place, p) for (c, place), p in self._must(names).items()}
        at = 0
        for found in _PLACE.finditer(rest):
            if found.start() != at:
                break
            at = found.end()
            right = must.get((cable, found[1]))
            pages = set(found[2].split(","))
            if right is None:
                yield f"{cable}, {found[1]} does not name it"
            elif not _agree(pages, right[2]):
                yield f"{cable}, {right[1]} is on {', '.join(sorted(right[2]))}, not {found[2]}"
            else:
                yield right[0], right[1]
        if at != len(rest) or not at:
            yield f"{words[:80]!r} is no place of a cable"

    def _lacking(self, seen: Mapping[str, set[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
        for names in self._by_name.values():
            name = index_name(names[0])
            if not any(one.address in seen for one in names):
                yield "index", f"{name!r} is missing"
                continue
            found = set().union(*(seen.get(one.address, set()) for one in names))
            for cable, place in sorted(set(self._must(names)) - found):
                if cable not in self._may_lack:
                    yield "index", f"{name!r}: {cable}, {place} is missing"

    def _numbers(self, item: _Item) -> Iterator[tuple[str, str]]:
        """Find numbers of pages that lead to other pages."""
        for piece in item.pieces:
            words = bare(piece.text)
            for area in self._areas.get(piece.page, ()):
                if area.holds(piece.x, piece.y):
                    place = self._text.places.get(area.to)
                    if place is None:
                        yield "index", f"{words!r} leads to no place"
                    elif area.to.startswith("c-"):
                        cable = item.words.partition(",")[0]
                        if not _is_place(area.to, f"c-{cable}", words):
                            yield "index", f"{cable}, {words!r} leads to {area.to!r}"
                    elif area.to.startswith("page.") and self._text.label(place.page) != words:
                        yield "index", f"{words!r} leads to page {self._text.label(place.page)}"


def _is_place(name: str, cable: str, words: str) -> bool:
    """Whether a place has the name that words of the index, or a part of them, say."""
    if name == cable:
        return words == "head"
    anchor = name.removeprefix(f"{cable}-")
    return anchor != name and words in bare(place_name(anchor))


def _agree(found: set[str], must: set[str]) -> bool:
    """Whether pages are those that must be; three that follow each other may be a range."""
    whole: set[str] = set()
    for one in found:
        first, dash, last = one.replace("–", "-").partition("-")
        if dash and first.isdigit() and last.isdigit() and int(last) - int(first) < 1000:
            whole |= {str(n) for n in range(int(first), int(last) + 1)}
        else:
            whole.add(one)
    return must == whole
