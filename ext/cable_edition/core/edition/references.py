"""References both ways: from a cable to what it cites, and back from a cited cable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal, Protocol, TypeVar

from cable_edition.core.cable.model import BodyReference, Cable, Paragraph
from cable_edition.core.cable.places import reference_anchors
from cable_edition.core.editing.gap import gaps
from cable_edition.core.late_methods import dataclass
from cable_edition.core.registers.mentions import Mention

_Told = TypeVar("_Told")
#: Where words lead: an item of the cable's own list, a cable of the edition, the public record.
LinkKind = Literal["ref", "cited", "record", "gap", "excised"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a REF list: its anchor, its letter, its words, and the cable it names."""

    anchor: str
    label: str
    text: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a text that lead somewhere; ``entry`` is an anchor or the id of a cable."""

    start: int
    end: int
    kind: LinkKind
    entry: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A cable that cites another, with the places where it does, in the order of its page."""

    citing: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceGraph:
    """Who cites whom: ``cites`` and ``cited_by`` by id of the cable, both in order of the edition.

    ``cites`` has every cable named, be it in the edition or not; ``cited_by`` those that are in it.
    """

    inside: frozenset[str] = frozenset()
    cites: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    cited_by: dict[str, tuple[Citation, ...]] = field(default_factory=dict)


class Telling(Protocol):
    """An edited cable, of which small things are kept that are told of it."""

    @property
    def id(self) -> str:
        """The canonical id."""

    @property
    def cable(self) -> Cable:
        """The cable as it was read."""

    def told(self, what: str, make: Callable[[], _Told], parts: object = None) -> _Told:
        """Return something that is told of it, made once."""


def items_of(cable: Cable) -> tuple[Item, ...]:
    """Return the REF list of a cable with its anchors."""
    return tuple(
        Item(anchor, item.label or "", item.passage.text, item.id or "", item.kind)
        for anchor, item in reference_anchors(cable)
    )


def items_told(one: Telling) -> tuple[Item, ...]:
    """Return the REF list of a cable with its anchors, from its drawer."""
    rows = one.told(
        "items",
        lambda: [(at.anchor, at.label, at.text, at.id, at.kind) for at in items_of(one.cable)],
    )
    return tuple(Item(*row) for row in rows)


def cites_of(cable: Cable) -> dict[str, tuple[str, ...]]:
    """Return the cables that a cable cites, each with the places where it does."""
    own = cable.reference_id or ""
    found: dict[str, list[str]] = {}
    for item in items_of(cable):
        if item.id and item.id != own:
            found.setdefault(item.id, []).append(item.anchor)
    for body in cable.body_references:
        if body.id and body.id != own:
            found.setdefault(body.id, []).append(body.paragraph)
    return {to: tuple(dict.fromkeys(places)) for to, places in found.items()}


def cites_told(one: Telling) -> dict[str, tuple[str, ...]]:
    """Return what :func:`cites_of` does of the cable, from its drawer."""
    return one.told("cites", lambda: cites_of(one.cable))


def build_graph(cables: Iterable[Telling]) -> ReferenceGraph:
    """Return who cites whom among ``cables`` and beyond; the order is that of ``cables``."""
    cites: dict[str, dict[str, tuple[str, ...]]] = {}
    inside = []
    for one in cables:
        inside.append(one.id)
        if found := cites_told(one):
            cites[one.id] = found
    known = frozenset(inside)
    cited_by: dict[str, list[Citation]] = {}
    for own, cited in cites.items():
        for to, places in cited.items():
            if to in known:
                cited_by.setdefault(to, []).append(Citation(own, places))
    return ReferenceGraph(known, cites, {to: tuple(found) for to, found in cited_by.items()})


def body_links(
    cable: Cable, inside: frozenset[str], shown: Mapping[str, str]
) -> dict[str, tuple[Link, ...]]:
    """Return where references inside paragraphs lead, by anchor of the block they stand in.

    ``shown`` is the text of each block as the page has it, which may be emended: a reference is
    found there by its words and by how many of the same stand before it. One that an emendation
    has altered is left without a link.
    """
    if not cable.body_references:
        return {}
    by_label = {item.label: item.anchor for item in reversed(items_of(cable)) if item.label}
    by_id = {item.id: item.anchor for item in reversed(items_of(cable)) if item.id}
    paragraphs = {paragraph.anchor: paragraph for paragraph in cable.paragraphs}
    links: dict[str, list[Link]] = {}
    for body in cable.body_references:
        target = _target(body, by_label, by_id, inside, cable)
        paragraph = paragraphs.get(body.paragraph)
        if target is None or paragraph is None:
            continue
        for anchor, start in _place(paragraph, body, shown):
            end = start + len(body.text)
            if not links.get(anchor) or links[anchor][-1].end <= start:
                links.setdefault(anchor, []).append(Link(start, end, *target))
    return {anchor: tuple(found) for anchor, found in links.items()}


def _target(
    body: BodyReference,
    by_label: Mapping[str, str],
    by_id: Mapping[str, str],
    inside: frozenset[str],
    cable: Cable,
) -> tuple[LinkKind, str] | None:
    if body.label:
        anchor = by_label.get(body.label)
        return ("ref", anchor) if anchor else None
    if body.id and body.id in by_id and body.text.upper().startswith("REF"):
        return "ref", by_id[body.id]
    if not body.id or body.id == cable.reference_id:
        return None
    return ("cited", body.id) if body.id in inside else ("record", body.id)


def _place(
    paragraph: Paragraph, body: BodyReference, shown: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """Yield the block and the offset in its shown text at which a reference stands, if at all."""
    at = body.offset
    for block in paragraph.blocks:
        source = block.passage.text
        if at < len(source):
            before = source.count(body.text, 0, at)
            text = shown.get(block.anchor, source)
            found = -1
            for _ in range(before + 1):
                found = text.find(body.text, found + 1)
                if found < 0:
                    return
            yield block.anchor, found
            return
        at -= len(source) + (1 if source else 0)


def gap_links(text: str) -> tuple[Link, ...]:
    """Return the gaps of a redacted cable in a text of it, to be marked on its page."""
    return tuple(Link(start, end, "gap", "") for start, end in gaps(text))


def merge(mentions: Sequence[Mention], links: Sequence[Link]) -> list[Mention | Link]:
    """Return mentions and links in order; where they overlap, the link to the reference stays."""
    kept = [
        one
        for one in mentions
        if not any(link.start < one.end and one.start < link.end for link in links)
    ]
    merged: list[Mention | Link] = [*kept, *links]
    return sorted(merged, key=lambda one: one.start)
