"""The words at a place of a cable with all that stands on them, as its page must show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cable_edition.core.cable.bare_words import BESIDE, says_nothing
from cable_edition.core.cable.public_record import record_address
from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.editing.notes import Note
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.references import Link, body_links, gap_links, merge
from cable_edition.core.proof.site.expected import Tokens, el, text
from cable_edition.core.proof.site.known import KINDS, Known, Placed
from cable_edition.core.registers.mentions import Mention
from cable_edition.core.words import say

_END_OF_WORD = re.compile(r"\S{0,40}\Z")
_START_OF_WORD = re.compile(r"\S{0,40}")
_ROLES = {
    "ref": "cable:ref",
    "cited": "cable:cable",
    "record": "cable:record",
    "gap": "cable:gap",
    "excised": "cable:excised",
}


class Words(NamedTuple):
    """Words as a page shows them, and as its copy writes them, escapes aside."""

    tokens: Tokens
    line: str


class _Item(NamedTuple):
    """A piece of a line: plain words, an emendation, a note's number, or words that lead away."""

    words: str
    what: Emendation | Note | Mention | Link | None = None
    inner: tuple[_Item, ...] = ()


class CableWords:
    """Gives the words of one cable, place by place."""

    def __init__(self, known: Known, one: EditedCable, *, has_panel: bool = False) -> None:
        self._known = known
        self._has_panel = has_panel
        self._one = one
        self._links = body_links(one.cable, known.graph.inside, dict(one.texts))
        self._excised = _excisions(one) if one.cable.excisions else {}

    def at(self, anchor: str) -> Words:
        """Return the words at an anchor with links, emendations and the numbers of notes."""
        one = self._one
        words = one.text(anchor)
        links = (*self._links.get(anchor, ()), *self._excised.get(anchor, ()))
        if one.redactions:
            links += gap_links(words)
        mentions = one.mentions.get(anchor, ())
        marks = merge(mentions, links) if links else mentions
        items = _divided(words, marks, one.emendations.get(anchor, ()), one.notes_at(anchor))
        return Words(
            self._tokens(items, lambda item: self._emended(item, within=False)),
            "".join(map(self._line, items)),
        )

    def named(self, placed: Placed, words: str, shown: str | Tokens) -> Tokens:
        """Return the link of words of the cable to an entry.

        Where a list beside the cable has the entry, words that say nothing lead there.
        """
        if self._has_panel and placed.kind != "post" and says_nothing(words):
            anchor = placed.address.partition("#")[2]
            tip = {"title": placed.entry.tip} if placed.entry.tip else {}
            css = f"cable-mention cable-{placed.kind}"
            return el("a", shown, cls=css, href=f"#{BESIDE}{anchor}", **tip)
        return self._known.entry_link(placed, shown, f"cables/{self._one.id}")

    def _tokens(
        self, items: Sequence[_Item], emended: Callable[[tuple[str, Emendation, str]], Tokens]
    ) -> Tokens:
        found: Tokens = []
        for index, item in enumerate(items):
            what = item.what
            if what is None:
                found += text(item.words)
            elif isinstance(what, Emendation):
                before = items[index - 1].words if index else ""
                after = items[index + 1].words if index + 1 < len(items) else ""
                found += emended((before, what, after))
            elif isinstance(what, Note):
                found += note_number(what)
            else:
                inner = self._tokens(item.inner, lambda one: self._emended(one, within=True))
                found += self._marked(what, item.words, inner)
        return found

    def _marked(self, what: Mention | Link, words: str, inner: Tokens) -> Tokens:
        known = self._known
        if what.kind in KINDS:
            return self.named(known.entries[what.kind, what.entry], words, inner)
        if what.kind == "ref":
            return el("a", inner, cls="cable-ref", href=f"#{what.entry}")
        if what.kind == "cited":
            return el("a", inner, href=f"cables/{what.entry}")
        if what.kind == "record":
            return outside_link(known, what.entry, inner)
        kind = "cable-withheld" if what.kind == "gap" else "cable-excised"
        return el("span", inner, cls=kind)

    def _emended(self, place: tuple[str, Emendation, str], *, within: bool) -> Tokens:
        before, one, after = place
        begin, end = _END_OF_WORD.search(before), _START_OF_WORD.match(after)
        source = f"{begin[0] if begin else ''}{one.source}{end[0] if end else ''}".strip()
        name = RULES[one.rule].name
        kind = "mechanical" if RULES[one.rule].mechanical else "conjecture"
        tip = say("The source has: {words} (emended: {rule})", words=source, rule=say(name))
        if name == kind:
            tip = say("The source has: {words} ({rule})", words=source, rule=say(name))
        said = {
            "cls": f"cable-emendation cable-emendation-{kind}",
            "id": one.id,
            "data_source": one.source,
            "data_rule": one.rule,
            "title": tip,
        }
        if within:
            return el("span", one.reading, **said)
        if not one.reading:
            said["aria_label"] = f"{say('Words left out.')} {tip}"
        page = self._known.emendation_pages[self._one.id]
        return el("a", one.reading, href=f"{page}#{self._one.id}-{one.id}", **said)

    def _line(self, item: _Item) -> str:
        what = item.what
        if what is None:
            return item.words
        if isinstance(what, Emendation):
            return f"{{cable:emend}}`{_row(what)}`"
        if isinstance(what, Note):
            return note_line(what)
        shown = "|".join(
            _row(i.what) if isinstance(i.what, Emendation) else i.words
            for i in _alternating(item.inner)
        )
        if what.kind in KINDS:
            role, target = KINDS[what.kind][2], self._known.entries[what.kind, what.entry].target
        else:
            role, target = _ROLES[what.kind], what.entry
        if what.kind in {"gap", "excised"} or (shown == target and what.kind != "cited"):
            return f"{{{role}}}`{shown}`"
        return f"{{{role}}}`{shown} <{target}>`"


def _row(one: Emendation) -> str:
    return f"{one.reading}|{one.source}|{one.rule}|{one.id}"


def _alternating(items: Sequence[_Item]) -> list[_Item]:
    """Return words and emendations in turn, with empty words where two emendations meet."""
    found: list[_Item] = []
    for item in items:
        if isinstance(item.what, Emendation) and (not found or found[-1].what is not None):
            found.append(_Item(""))
        found.append(item)
    return [*found, _Item("")] if not found or found[-1].what is not None else found


def _divided(
    words: str,
    marks: Sequence[Mention | Link],
    emendations: Sequence[Emendation],
    notes: Sequence[Note],
) -> list[_Item]:
    """Divide a line into its pieces, in order.

    An emended place stands in the words that lead away if it begins in them; the number of a note
    stands after its words, or after the piece in which they end.
    """
    pieces: list[tuple[int, int, _Item]] = []
    left = list(emendations)
    for mark in marks:
        if pieces and mark.end <= pieces[-1][1]:
            continue
        while left and (
            left[0].reading_start < mark.start
            or (not left[0].reading and left[0].reading_start == mark.start)
        ):
            pieces.append(_emended_piece(left.pop(0)))
        inner: list[tuple[int, int, _Item]] = []
        while left and left[0].reading_start < mark.end:
            inner.append(_emended_piece(left.pop(0)))
        whole = words[mark.start : mark.end]
        parts = tuple(_filled(words, inner, mark.start, mark.end, []))
        pieces.append((mark.start, mark.end, _Item(whole, mark, parts)))
    pieces += map(_emended_piece, left)
    return _filled(words, pieces, 0, len(words), list(notes))


def _emended_piece(one: Emendation) -> tuple[int, int, _Item]:
    return one.reading_start, one.reading_end, _Item(one.reading, one)


def _filled(
    words: str, pieces: Sequence[tuple[int, int, _Item]], at: int, end: int, notes: list[Note]
) -> list[_Item]:
    found: list[_Item] = []

    def plain(stop: int) -> None:
        nonlocal at
        while notes and notes[0].position is not None and notes[0].position <= stop:
            note = notes.pop(0)
            if at < (note.position or 0):
                found.append(_Item(words[at : note.position]))
                at = note.position or 0
            found.append(_Item("", note))
        if at < stop:
            found.append(_Item(words[at:stop]))
            at = stop

    for start, stop, item in pieces:
        plain(start)
        found.append(item)
        at = stop
    plain(end)
    return [*found, *(_Item("", note) for note in notes)]


def note_number(note: Note) -> Tokens:
    """Return the number of a note where it belongs, which leads to the note."""
    link = el(
        "a",
        str(note.number),
        id=f"r{note.id}",
        href=f"#{note.id}",
        role="doc-noteref",
        aria_label=say("Note {number}", number=note.number),
    )
    return el("sup", link, cls="cable-note-ref")


def note_line(note: Note) -> str:
    """Return the same as the copy of a page has it."""
    return f"{{cable:note}}`{note.number} <{note.id}>`"


def outside_link(known: Known, cable_id: str, words: str | Tokens) -> Tokens:
    """Return words that lead to a cable's public record, or the words where it has no address."""
    address = record_address(known.against.settings.site.public_record, cable_id)
    if not address:
        return text(words) if isinstance(words, str) else words
    return el(
        "a",
        words,
        cls="cable-outside",
        href=address,
        title=say("{cable} in the public record, outside this edition", cable=cable_id),
    )


def _excisions(one: EditedCable) -> dict[str, list[Link]]:
    """Return where excisions stand in the reading text; one that was emended has no mark."""
    found: dict[str, list[Link]] = {}
    for item in one.cable.excisions:
        if item.anchor is None:
            continue
        emendations = one.emendations.get(item.anchor, ())
        if any(e.start < item.end and item.start < e.end for e in emendations):
            continue
        moved = sum(len(e.reading) - len(e.source) for e in emendations if e.end <= item.start)
        link = Link(item.start + moved, item.end + moved, "excised", "")
        found.setdefault(item.anchor, []).append(link)
    return found
