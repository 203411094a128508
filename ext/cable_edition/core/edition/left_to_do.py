"""What is left to do in an edition: words without an entry, entries without a place, cables unread.

All of it is what the edition knows already: its mentions, places and problems, its sidecars.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.posts import known_post
from cable_edition.core.editing.proposals import proposals
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.edition.index_places import index_places
from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem, Severity
from cable_edition.core.registers.entries import Entry
from cable_edition.core.registers.unregistered import UnregisteredKind, unregistered
from cable_edition.core.yaml_files.fields import is_date

#: What may lack an entry: words of the texts, and codes of the cables.
LackingKind = UnregisteredKind | Literal["tag", "post"]
LACKING: tuple[LackingKind, ...] = ("acronym", "name", "tag", "post")

#: Problems of a name that leads nowhere, and of an address that cannot be one.
LINK_CODES = frozenset(
    (
        *("unknown-anchor", "unknown-entry", "unknown-id", "unknown-record"),
        *("quote-missing", "witness-missing", "redirect-broken", "missing-source"),
    )
)
_NOTHING = Sidecar("")


@dataclass(frozen=True, slots=True)
class WithoutEntry:
    """Words or a code that no register has; ``places`` are cables with anchors, in order."""

    kind: LackingKind
    words: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WithoutPlace:
    """An entry of a register that no cable names."""

    kind: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class CableWork:
    """How far the work on a cable has come.

    ``read`` is the day on which an editor read it against its source, or empty; ``doubts`` are
    those of the program about the text, ``questions`` those on personal data that nobody has
    answered, ``dismissed`` those that somebody has; ``without_entry`` counts places.
    """

    cable: str
    path: str
    read: str
    sealed: bool
    notes: int
    emendations: int
    doubts: int
    questions: int
    dismissed: int
    named: int
    without_entry: int


@dataclass(frozen=True, slots=True)
class LeftToDo:
    """All that is left; ``links`` are problems of names and addresses that lead nowhere."""

    without_entry: tuple[WithoutEntry, ...]
    without_place: tuple[WithoutPlace, ...]
    links: tuple[Problem, ...]
    cables: tuple[CableWork, ...]


def left_to_do(edition: Edition) -> LeftToDo:
    """Return what is left to do, the most frequent words of a kind first, cables by date."""
    lacking: dict[tuple[LackingKind, str], list[tuple[str, str]]] = {}
    cables = []
    new = {one.path for one in edition.problems if one.code == "source-new"}
    for one in edition.cables:
        dismissed = edition.sidecars.get(one.id, _NOTHING).dismissed
        left = {(entry.at, entry.quote) for entry in dismissed}
        found = [
            *(item for item in _in_texts(one) if (item[2], item[1]) not in left),
            *_codes(edition, one),
        ]
        for kind, words, anchor in found:
            lacking.setdefault((kind, words), []).append((one.id, anchor))
        cables.append(_work(edition, one, len(found), sealed=str(one.path) not in new))
    ordered = sorted(
        lacking.items(), key=lambda item: (LACKING.index(item[0][0]), -len(item[1]), item[0][1])
    )
    placed = index_places(edition)
    return LeftToDo(
        tuple(WithoutEntry(kind, words, tuple(places)) for (kind, words), places in ordered),
        tuple(
            WithoutPlace(kind, entry)
            for kind, entry in edition.registers.by_kind()
            if entry.path and (kind, entry.id) not in placed
        ),
        tuple(one for one in edition.problems if one.code in LINK_CODES),
        tuple(cables),
    )


def _in_texts(one: EditedCable) -> Iterator[tuple[LackingKind, str, str]]:
    for found in unregistered(one.texts, one.mentions):
        yield found.kind, found.words, found.anchor


def _codes(edition: Edition, one: EditedCable) -> Iterator[tuple[LackingKind, str, str]]:
    """Yield the TAGS and the post of which neither the registers nor the program's tables tell."""
    unknown = {tag.id for tag in edition.registers.tags if not tag.path and not tag.name}
    for tag in one.cable.opening.tags:
        if tag.text in unknown:
            yield "tag", tag.text, "tags"
    parts = parse_id(one.id)
    said = {post.code for post in edition.registers.posts if post.path}
    if parts and parts.post not in said and not known_post(parts.post):
        yield "post", parts.post, ""


def _work(edition: Edition, one: EditedCable, lacking: int, *, sealed: bool) -> CableWork:
    sidecar = edition.sidecars.get(one.id, _NOTHING)
    weights = Counter(problem.severity for problem in one.cable.problems)
    return CableWork(
        cable=one.id,
        path=str(one.path),
        read=sidecar.read if is_date(sidecar.read) else "",
        sealed=sealed,
        notes=len(one.notes),
        emendations=sum(map(len, one.emendations.values())),
        doubts=weights[Severity.WARNING] + weights[Severity.ERROR],
        questions=len(proposals(one.cable, sidecar.dismissed)),
        dismissed=len(sidecar.dismissed),
        named=sum(map(len, one.mentions.values())),
        without_entry=lacking,
    )
