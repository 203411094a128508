"""What an edition is: its cables with their editorial layers, its registers, its releases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TypeVar

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import issued_words
from cable_edition.core.collation.witness import Witness
from cable_edition.core.drawers import Drawer
from cable_edition.core.editing.emendation import Emendations
from cable_edition.core.editing.notes import Note
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.editing.sidecar.witness_entries import NO_PROVENANCE, Provenance
from cable_edition.core.editing.withheld import RedactionNote
from cable_edition.core.edition.references import ReferenceGraph
from cable_edition.core.edition.spooled import Spooled
from cable_edition.core.edition.wider import NOTHING_WIDER, Wider, wider_graph
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.late_methods import dataclass
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.quotations.quoted import Quoted
from cable_edition.core.registers.concordance import Occurrence
from cable_edition.core.registers.entries import Registers
from cable_edition.core.registers.mentions import Mention
from cable_edition.core.releases.check import EmendedPlace, StandingAddresses
from cable_edition.core.releases.state import ReleaseState

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class EditedCable:
    """A cable with its editorial layers.

    ``texts`` is its reading text by anchor, in the order of the page, at the places that
    :func:`~cable_edition.core.cable.places.texts_of` gives as transmitted; ``mentions`` the entries
    named in it, by anchor, in order, never overlapping; ``emendations`` and ``notes`` what the
    editor lists. ``path`` is the source file. ``witnesses`` are the other copies that an editor has
    compared with it, ``provenance`` is where the base text comes from.
    """

    cable: Cable
    path: Path
    texts: tuple[tuple[str, str], ...]
    mentions: dict[str, tuple[Mention, ...]]
    emendations: Emendations = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    redactions: tuple[RedactionNote, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    provenance: Provenance = NO_PROVENANCE
    _drawer: Drawer = field(init=False, default_factory=Drawer, repr=False, compare=False)
    _text_at: dict[str, str] = field(init=False, repr=False, compare=False)
    _notes_at: dict[str, tuple[Note, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look the layers up by anchor once; a cable may have very many."""
        notes: dict[str, list[Note]] = {}
        for note in self.notes:
            notes.setdefault(note.anchor, []).append(note)
        object.__setattr__(self, "_text_at", dict(self.texts))
        object.__setattr__(self, "_notes_at", {at: tuple(found) for at, found in notes.items()})

    def keep_in(self, drawer: Drawer) -> None:
        """Have what is told of the cable lie in a drawer that outlives the build."""
        object.__setattr__(self, "_drawer", drawer)

    def told(self, what: str, make: Callable[[], _Told], parts: object = None) -> _Told:
        """Return something small and plain that is told of the cable and of it alone.

        It is made once, and lies in the drawer of the cable for the next build; ``parts`` is what
        it is made of besides the cable (:mod:`cable_edition.core.drawers`).
        """
        return self._drawer.of(what, make, parts)

    def was_told(self, what: str) -> object:
        """Return what :meth:`told` made at last, whatever of besides the cable; or ``None``."""
        return self._drawer.was(what)

    @property
    def is_shelved(self) -> bool:
        """Whether its words stand in a file, and are read when they are asked for."""
        return False

    @property
    def id(self) -> str:
        """The canonical id, under which the cable is published."""
        return self.cable.reference_id or ""

    @property
    def date(self) -> str:
        """The date as the record or the date-time group has it (ISO), or an empty string."""
        return self.told("date", lambda: date_of(self.cable))

    @property
    def origin(self) -> str:
        """The origin as the record or the FM line names it."""

        def told() -> str:
            origin = self.cable.record.origin or self.cable.header.sender
            return origin.text if origin else ""

        return self.told("origin", told)

    @property
    def tags(self) -> tuple[str, ...]:
        """The TAGS of its line, in their order, as often as they stand there."""
        return self.told("tags", lambda: tuple(tag.text for tag in self.cable.opening.tags))

    @property
    def is_emended(self) -> bool:
        """Whether it has an emendation or a corrected reading."""
        return bool(self.emendations) or self.told(
            "corrected", lambda: bool(self.cable.corrections)
        )

    @property
    def subject(self) -> str:
        """The subject as the edition reads it."""
        return self.told("subject", lambda: self.text("subject"))

    def text(self, anchor: str) -> str:
        """Return the reading text at ``anchor``, or an empty string."""
        return self._text_at.get(anchor, "")

    def notes_at(self, anchor: str) -> tuple[Note, ...]:
        """Return the notes at ``anchor``, in order."""
        return self._notes_at.get(anchor, ())

    @property
    def classification(self) -> str:
        """The overall classification, spelt out."""

        def told() -> str:
            value = self.cable.opening.classification
            return value.text if value else ""

        return self.told("classification", told)


#: For who assembles an edition once, and for what proves a build: all is made anew.
NOTHING_KEPT = KeptWork()


@dataclass(frozen=True, slots=True, repr=False)
class Edition:
    """All that is published: cables by date and id, registers, and where each entry occurs.

    ``cables`` may stand in a file (:mod:`.spooled`), and come anew each time they are asked for.
    ``sidecars`` are what the editors wrote of each cable, by id; ``kept`` has what an earlier build
    made of the same cables; ``quoted`` are the quotations of the register, checked. ``wider`` tells
    of the edition of which this is one volume; ``found_by`` stands for all that decides what is
    found in words, where that is known.
    """

    cables: Sequence[EditedCable]
    registers: Registers
    places: Mapping[tuple[str, str], Sequence[Occurrence]]
    problems: tuple[Problem, ...] = field(default=())
    releases: ReleaseState = field(default_factory=ReleaseState)
    related: dict[str, tuple[Related, ...]] = field(default_factory=dict)
    redacted: dict[str, Redacted] = field(default_factory=dict)
    kept: KeptWork = field(default=NOTHING_KEPT, compare=False)
    sidecars: dict[str, Sidecar] = field(default_factory=dict)
    quoted: tuple[Quoted, ...] = ()
    wider: Wider = field(default=NOTHING_WIDER)
    found_by: str = field(default="", compare=False)

    def __repr__(self) -> str:
        """Return the number of cables: Sphinx writes what an event brings into its log."""
        return f"<edition of {number_of(len(self.cables), 'cable')}>"

    def graph(self) -> ReferenceGraph:
        """Return who cites whom; cables of other volumes count as those of the edition."""
        dates = {one.id: one.date for one in self.cables} if self.wider.others else {}
        return wider_graph(self.cables, self.wider, dates)

    def titles(self) -> dict[str, tuple[str, str]]:
        """Return date and subject of each cable that pages name, by id."""
        others = {cable: (one.date, one.subject) for cable, one in self.wider.others.items()}
        return others | {one.id: (one.date, one.subject) for one in self.cables}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the cables, in their order."""
        if isinstance(self.cables, Spooled):
            return self.cables.ids
        return tuple(one.id for one in self.cables)

    @property
    def standing_addresses(self) -> Mapping[str, StandingAddresses]:
        """The cables as a release would issue them, by id; made when they are asked for."""
        return _StandingWhenAsked(self.cables, self.ids, self.redacted)


class _StandingWhenAsked(Mapping[str, StandingAddresses]):
    """The addresses of cables: made when asked for, and not kept."""

    def __init__(
        self, cables: Sequence[EditedCable], ids: Iterable[str], redacted: Mapping[str, Redacted]
    ) -> None:
        self._cables = cables
        self._redacted = redacted
        self._numbers = {name: number for number, name in enumerate(ids)}

    def __getitem__(self, cable: str) -> StandingAddresses:
        return _standing_addresses(self._cables[self._numbers[cable]], self._redacted.get(cable))

    def __contains__(self, cable: object) -> bool:
        return cable in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


#: So many characters beside an emendation tell it from others of the same change.
_BESIDE = 16


def _standing_addresses(one: EditedCable, redacted: Redacted | None) -> StandingAddresses:
    words = issued_words(one.cable)
    source = one.cable.source
    unredacted = dict(redacted.unredacted) if redacted else None
    emended = {}
    for anchor, found in one.emendations.items():
        for place in found:
            before = max(0, place.start - _BESIDE)
            around = words[anchor][before : place.end + _BESIDE]
            emended[place.id] = EmendedPlace(anchor, around)
    added = {}
    for witness in one.witnesses:
        for row in witness.added:
            added[row.anchor] = row.witness
            own = row.unit.anchor if row.unit else ""
            if unredacted is not None and own in witness.unredacted:
                unredacted[row.anchor] = witness.unredacted[own]
    return StandingAddresses(
        words | added,
        source.sha256,
        source.name,
        unredacted,
        redacted.raw_sha256 if redacted else "",
        emended,
        frozenset(note.id for note in one.notes),
    )
