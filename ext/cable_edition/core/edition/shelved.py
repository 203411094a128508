"""The cables of all volumes of an edition as cables of one, each read when it is asked for.

What lists show of a cable is in memory, and nothing else: its words and layers stand in the digest
of its volume, from which they are read anew each time. So whoever goes over all cables, as lists,
pictures, data and the proof of a site do, does it as in an edition of one build.
"""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cable_edition.core.edition.model import EditedCable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cable_edition.core.cable.model import Cable
    from cable_edition.core.collation.witness import Witness
    from cable_edition.core.editing.emendation import Emendations
    from cable_edition.core.editing.notes import Note
    from cable_edition.core.editing.sidecar.witness_entries import Provenance
    from cable_edition.core.editing.withheld import RedactionNote
    from cable_edition.core.edition.shelved_told import ShelvedTold
    from cable_edition.core.registers.mentions import Mention

_Told = TypeVar("_Told")
#: So many digests are open at a time, and so many cables are held: each takes about 100 KiB.
_OPEN, _HELD = 4, 800


class ListedCable(NamedTuple):
    """A cable as lists show it, with the volume that it is in.

    ``is_emended`` tells whether it has an emendation or a corrected reading; ``layers`` which of
    ``emendations``, ``notes``, ``redactions`` and ``witnesses`` it has.
    """

    id: str
    date: str
    origin: str
    classification: str
    subject: str
    volume: str
    is_emended: bool
    layers: str


def layers_of(one: EditedCable) -> str:
    """Return the names of the layers that a cable has, parted by blanks."""
    return " ".join(name for name in LAYERS if getattr(one, name))


#: The layers whose absence is known without reading the cable.
LAYERS = ("emendations", "notes", "redactions", "witnesses")


def shelved_form(one: EditedCable) -> bytes:
    """Return a cable in the form in which a digest has it; nothing that is withheld is in it."""
    if one.witnesses:
        # Words from before a redaction are kept there, to be compared with what was issued.
        one = replace(one, witnesses=tuple(replace(w, unredacted={}) for w in one.witnesses))
    return zlib.compress(pickle.dumps(one, pickle.HIGHEST_PROTOCOL), 1)


class Shelf:
    """Reads the cables of volumes; ``digests`` has the file of each volume by its name.

    ``told`` keeps what is told of them for the next time, if anything is kept.
    """

    def __init__(self, digests: Mapping[str, Path], told: ShelvedTold | None = None) -> None:
        self._digests = digests
        self.told = told
        self._open: OrderedDict[str, sqlite3.Connection] = OrderedDict()
        self._last: tuple[str, EditedCable] | None = None
        #: The first ones that were asked for: whoever goes over all begins with them each time.
        self._held: dict[str, EditedCable] = {}

    def get(self, listed: ListedCable) -> EditedCable:
        """Return a cable; the first ones that were asked for are held, and the last one.

        Raises ``OSError`` where the digest of its volume does not have it.
        """
        if (held := self._held.get(listed.id)) is not None:
            return held
        if self._last is None or self._last[0] != listed.id:
            found = self._file(listed.volume).execute(
                "SELECT made FROM made WHERE cable = ?", (listed.id,)
            )
            row = found.fetchone()
            if row is None:
                raise OSError(f"the digest of {listed.volume} has no {listed.id}; build it again")
            # As safe as the pickles that Sphinx keeps beside it.
            self._last = (listed.id, pickle.loads(zlib.decompress(row[0])))  # noqa: S301
            if len(self._held) < _HELD:
                self._held[listed.id] = self._last[1]
        return self._last[1]

    def _file(self, volume: str) -> sqlite3.Connection:
        if volume not in self._open:
            if len(self._open) >= _OPEN:
                self._open.popitem(last=False)[1].close()
            path = self._digests[volume]
            self._open[volume] = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._open.move_to_end(volume)
        return self._open[volume]


class ShelvedCable(EditedCable):
    """A cable of which the lists' words are here, and all else is read when it is asked for."""

    __slots__ = ("_listed", "_shelf")
    _listed: ListedCable
    _shelf: Shelf

    def __init__(self, listed: ListedCable, shelf: Shelf) -> None:
        object.__setattr__(self, "_listed", listed)
        object.__setattr__(self, "_shelf", shelf)

    @property
    def is_shelved(self) -> bool:
        """See :class:`EditedCable`."""
        return True

    @property
    def id(self) -> str:
        """See :class:`EditedCable`."""
        return self._listed.id

    @property
    def date(self) -> str:
        """See :class:`EditedCable`."""
        return self._listed.date

    @property
    def origin(self) -> str:
        """See :class:`EditedCable`."""
        return self._listed.origin

    @property
    def classification(self) -> str:
        """See :class:`EditedCable`."""
        return self._listed.classification

    @property
    def subject(self) -> str:
        """See :class:`EditedCable`."""
        return self._listed.subject

    @property
    def tags(self) -> tuple[str, ...]:
        """See :class:`EditedCable`."""
        return self.told("tags", lambda: self._whole.tags)

    @property
    def is_emended(self) -> bool:
        """See :class:`EditedCable`."""
        return self._listed.is_emended

    def told(self, what: str, make: Callable[[], _Told], parts: object = None) -> _Told:
        """See :class:`EditedCable`; where nothing is kept it is made each time."""
        kept = self._shelf.told
        return kept.of(self.id, what, make, parts) if kept else make()

    @property
    def _whole(self) -> EditedCable:
        return self._shelf.get(self._listed)

    def _has(self, layer: str) -> bool:
        return layer in self._listed.layers.split()

    @property
    def cable(self) -> Cable:
        """See :class:`EditedCable`."""
        return self._whole.cable

    @property
    def path(self) -> Path:
        """See :class:`EditedCable`."""
        return self._whole.path

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """See :class:`EditedCable`."""
        return self._whole.texts

    @property
    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """See :class:`EditedCable`."""
        return self._whole.mentions

    @property
    def emendations(self) -> Emendations:
        """See :class:`EditedCable`."""
        return self._whole.emendations if self._has("emendations") else {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """See :class:`EditedCable`."""
        return self._whole.notes if self._has("notes") else ()

    @property
    def redactions(self) -> tuple[RedactionNote, ...]:
        """See :class:`EditedCable`."""
        return self._whole.redactions if self._has("redactions") else ()

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """See :class:`EditedCable`."""
        return self._whole.witnesses if self._has("witnesses") else ()

    @property
    def provenance(self) -> Provenance:
        """See :class:`EditedCable`."""
        return self._whole.provenance

    def text(self, anchor: str) -> str:
        """See :class:`EditedCable`."""
        return self._whole.text(anchor)

    def notes_at(self, anchor: str) -> tuple[Note, ...]:
        """See :class:`EditedCable`."""
        return self._whole.notes_at(anchor)

    def __repr__(self) -> str:
        """Return the id: what it has is not read for that."""
        return f"<cable {self.id}>"


def emended(cables: Iterable[EditedCable]) -> list[EditedCable]:
    """Return the cables with an emendation or a corrected reading, in their order."""
    return [one for one in cables if one.is_emended]
