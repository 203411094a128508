"""A cable's words as MyST: escaped, with a role around each mention and emendation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.notes import Note
from cable_edition.core.myst.escape import escape, escape_role
from cable_edition.core.myst.role_rows import EmendedPlace, write_words

#: Kind of entry -> role that names it on a page.
ROLES = {
    "person": "cable:person",
    "organization": "cable:org",
    "tag": "cable:tag",
    "post": "cable:post",
    "term": "term",
    "ref": "cable:ref",
    "cited": "cable:cable",
    "record": "cable:record",
    "gap": "cable:gap",
    "excised": "cable:excised",
    "sent": "cable:sent",
}


class Linked(Protocol):
    """Words of a text that lead somewhere: a mention, or a reference."""

    @property
    def start(self) -> int:
        """Where the words begin."""

    @property
    def end(self) -> int:
        """Where they end, exclusive."""

    @property
    def kind(self) -> str:
        """The key of the role in ``ROLES``."""

    @property
    def entry(self) -> str:
        """What the role calls its target."""


def role(kind: str, words: str, target: str) -> str:
    """Return the role that links ``words`` to the entry that roles of this kind call ``target``."""
    return _role(kind, escape_role(words), target)


def code_role(code: str) -> str:
    """Return the role that links a TAG by its code alone, without its name."""
    shown = escape_role(code)
    return f"{{{ROLES['tag']}}}`{shown} <{shown}>`"


def _role(kind: str, shown: str, target: str) -> str:
    to = escape_role(target)
    if kind in {"gap", "excised", "sent"} or (shown == to and kind != "cited"):
        return f"{{{ROLES[kind]}}}`{shown}`"
    return f"{{{ROLES[kind]}}}`{shown} <{to}>`"


def emendation_role(one: Emendation) -> str:
    """Return the role of an emended place: ``reading|source|rule|id``."""
    return f"{{cable:emend}}`{write_words([_place(one)])}`"


def note_role(note: Note) -> str:
    """Return the reference to a note: its number and its anchor."""
    return f"{{cable:note}}`{note.number} <{note.id}>`"


def _place(one: Emendation) -> EmendedPlace:
    return EmendedPlace(one.reading, one.source, one.rule, one.id)


class _Line:
    """One line of MyST while it is written, from left to right."""

    def __init__(
        self, text: str, emendations: Sequence[Emendation], notes: Sequence[Note], *, start: bool
    ) -> None:
        self.parts: list[str] = []
        self._text = text
        self._emendations = list(reversed(emendations))
        self._notes = list(reversed(notes))
        self._start = start
        self._at = 0

    def plain(self, stop: int) -> None:
        """Write up to ``stop``, where no mention stands."""
        while one := self._next_emendation(stop, edge=True):
            self._words(one.reading_start)
            self.parts.append(emendation_role(one))
            self._at = one.reading_end
        self._words(stop)

    def mention(self, mention: Linked, target: str) -> None:
        """Write a mention; emended places in it are parted off by bars."""
        if self._at >= mention.end:
            return
        shown: list[str | EmendedPlace] = []
        while one := self._next_emendation(mention.end, edge=False):
            shown += [self._text[self._at : one.reading_start], _place(one)]
            self._at = one.reading_end
        shown.append(self._text[self._at : mention.end])
        self.parts.append(_role(mention.kind, write_words(shown), target))
        self._at = mention.end

    def notes(self) -> None:
        """Write the references to notes that are left."""
        self.parts += [note_role(note) for note in reversed(self._notes)]
        self._notes = []

    def _next_emendation(self, stop: int, *, edge: bool) -> Emendation | None:
        if self._emendations:
            one = self._emendations[-1]
            if one.reading_start < stop or (edge and not one.reading and one.reading_start == stop):
                return self._emendations.pop()
        return None

    def _words(self, stop: int) -> None:
        while self._notes and (position := self._notes[-1].position) is not None:
            if position > stop:
                break
            self._escaped(position)
            self.parts.append(note_role(self._notes.pop()))
        self._escaped(stop)

    def _escaped(self, stop: int) -> None:
        if self._at < stop:
            start = self._start and not self._at
            self.parts.append(escape(self._text[self._at : stop], line_start=start))
            self._at = stop


def words(
    text: str,
    mentions: Sequence[Linked],
    term_names: Mapping[str, str],
    *,
    emendations: Sequence[Emendation] = (),
    notes: Sequence[Note] = (),
    start: bool = True,
) -> str:
    """Return the folded reading ``text`` as one line of MyST with its layers as roles.

    ``mentions`` and ``emendations`` are in order and fit each other
    (:func:`~cable_edition.core.editing.layers.fit_mentions`); ``notes`` are in order, and the
    reference to a note stands after its words, or after the mention or emended place that holds
    them. ``term_names`` gives the name of a glossary entry by id, since ``{term}`` roles go by
    name.
    ``start`` says that the line begins here.
    """
    line = _Line(text, emendations, notes, start=start)
    for mention in mentions:
        line.plain(mention.start)
        target = term_names[mention.entry] if mention.kind == "term" else mention.entry
        line.mention(mention, target)
    line.plain(len(text))
    line.notes()
    return "".join(line.parts)
