"""Cables of an earlier build that read as they did: each is loaded when somebody asks for it.

What lists, registers, search and data tell of such a cable lies in its drawer
(:mod:`cable_edition.core.drawers`), so that most builds load the cables that were edited and
hardly any other. To whoever asks, they are cables like all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cable_edition.core.cable.model import Cable
from cable_edition.core.drawers import Drawer
from cable_edition.core.editing.sidecar.witness_entries import NO_PROVENANCE
from cable_edition.core.edition.model import EditedCable

_Whole = TypeVar("_Whole", Cable, EditedCable)
#: What a cable has where nothing is said of it, for each layer of which a drawer knows.
_WITHOUT: dict[str, object] = {"emendations": {}, "notes": (), "provenance": NO_PROVENANCE}
#: The layers of which a drawer knows whether a cable has them.
LAYERS = tuple(_WITHOUT)


class Seen(NamedTuple):
    """What an edition asks of each cable of its sources before it is edited.

    ``place`` says where it stands in which bytes; ``codes`` are the problems of its reading.
    """

    id: str
    place: tuple[str, str, int, int, int, int]
    format: str
    is_classified: bool
    codes: frozenset[str]


def seen(cable: Cable) -> Seen:
    """Return what is asked of a cable; one of an earlier build is not loaded for it."""
    if isinstance(cable, KeptCable):
        return cable.seen
    source, extent = cable.source, cable.extent
    return Seen(
        cable.reference_id or "",
        (source.sha256, source.name, source.offset, source.line, extent.start, extent.end),
        source.format,
        bool(cable.opening.classification),
        frozenset(problem.code for problem in cable.problems),
    )


class KeptCable(Cable):
    """A cable that is loaded when more of it is asked for than what is ``seen`` of each."""

    __slots__ = ("_load", "seen")
    _load: Callable[[], Cable]
    seen: Seen

    def __new__(cls, *_given: object, **values: Any) -> Any:
        """Return a kept cable; given the values of a cable, as for a copy, return a cable."""
        return Cable(**values) if values else super().__new__(cls)

    def __init__(self, told: Seen, load: Callable[[], Cable]) -> None:
        object.__setattr__(self, "seen", told)
        object.__setattr__(self, "reference_id", told.id or None)
        object.__setattr__(self, "_load", load)

    def __getattr__(self, name: str) -> Any:
        """Load the cable: what is asked for is not here yet."""
        return _loaded(self, Cable, name)

    def __reduce__(self) -> Any:
        """Return what a copy is made of, which is a cable."""
        return _itself, (self._load(),)

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same cable."""
        return bool(self._load() == (other._load() if isinstance(other, KeptCable) else other))

    __hash__ = Cable.__hash__

    def __repr__(self) -> str:
        """Return what the cable is."""
        return repr(self._load())


class KeptEdited(EditedCable):
    """An edited cable whose words are loaded when they are asked for."""

    __slots__ = ("_load",)
    _load: Callable[[], EditedCable]

    def __new__(cls, *_given: object, **values: Any) -> Any:
        """Return a kept cable; given the values of a cable, as for a copy, return a cable."""
        return EditedCable(**values) if values else super().__new__(cls)

    def __init__(
        self,
        cable: Cable,
        path: Path,
        drawer: Drawer,
        layers: Iterable[str],
        load: Callable[[], EditedCable],
    ) -> None:
        without = {**_WITHOUT, "_notes_at": {}} if "notes" not in layers else _WITHOUT
        here = {name: nothing for name, nothing in without.items() if name not in layers}
        here |= {"redactions": (), "witnesses": ()}
        here |= {"cable": cable, "path": path, "_drawer": drawer, "_load": load}
        for name, value in here.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Load the cable: what is asked for is not here yet."""
        return _loaded(self, EditedCable, name, without="_drawer")

    def __reduce__(self) -> Any:
        """Return what a copy is made of, which is an edited cable."""
        return _itself, (self._load(),)

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same cable."""
        return bool(self._load() == (other._load() if isinstance(other, KeptEdited) else other))

    __hash__ = EditedCable.__hash__

    def __repr__(self) -> str:
        """Return what the cable is."""
        return repr(self._load())


def _itself(one: _Whole) -> _Whole:
    return one


def _loaded(one: Any, kind: type, name: str, *, without: str = "") -> Any:
    names = [field.name for field in fields(kind)]
    if name not in names:
        message = f"{kind.__name__!r} object has no attribute {name!r}"
        raise AttributeError(message)
    whole = one._load()
    for each in names:
        if each != without:
            object.__setattr__(one, each, getattr(whole, each))
    return getattr(whole, name)
