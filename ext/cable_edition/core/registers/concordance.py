"""The concordance: for each entry of the registers, the words around each of its places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from cable_edition.core.late_methods import dataclass
from cable_edition.core.registers.entries import Registers

if TYPE_CHECKING:
    from cable_edition.core.registers.mentions import Mention

#: About so many characters of context stand on each side.
CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: ``words`` as they stand, with whole words of context, blanks included."""

    cable: str
    anchor: str
    before: str
    words: str
    after: str
    sense: str | None = None


@dataclass(frozen=True, slots=True)
class MentionedCable:
    """What the concordance needs of one cable: its texts by anchor and its mentions.

    ``beside`` are further places of terms, by id (:mod:`.field_places`).
    """

    cable: str
    paragraph_texts: Sequence[tuple[str, str]]
    mentions: Sequence[Mention]
    beside: Mapping[str, Sequence[Occurrence]] = field(default_factory=dict)


Concordance = dict[tuple[str, str], tuple[Occurrence, ...]]


def concordance(cables: Iterable[MentionedCable], registers: Registers) -> Concordance:
    """Gather the places of each entry, in the order of ``cables``, their texts and words.

    The places of its glossary terms are places of an organization too. Entries without a place
    have no key. Time and memory are linear in the mentions.
    """
    bodies = bodies_of_terms(registers)
    return gathered(places_in(item, bodies) for item in cables)


def bodies_of_terms(registers: Registers) -> dict[str, list[str]]:
    """Return the organizations of which a term stands for one, by the term."""
    bodies: dict[str, list[str]] = {}
    for organization in registers.organizations:
        for term in dict.fromkeys(organization.terms):
            bodies.setdefault(term, []).append(organization.id)
    return bodies


def places_in(
    item: MentionedCable, bodies: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], list[Occurrence]]:
    """Return the places of each entry in one cable; ``bodies`` are as :func:`bodies_of_terms`."""
    places: dict[tuple[str, str], list[Occurrence]] = {}
    texts = dict(item.paragraph_texts)
    order = {anchor: place for place, anchor in enumerate(texts)}
    for term, beside in item.beside.items():
        keys = [("term", term), *(("organization", body) for body in bodies.get(term, ()))]
        for key in keys:
            places.setdefault(key, []).extend(beside)
    for mention in sorted(item.mentions, key=lambda m: (order[m.anchor], m.start)):
        occurrence = occurrence_of(item.cable, texts[mention.anchor], mention)
        places.setdefault((mention.kind, mention.entry), []).append(occurrence)
        for body in bodies.get(mention.entry, ()) if mention.kind == "term" else ():
            places.setdefault(("organization", body), []).append(occurrence)
    return places


def gathered(
    found: Iterable[Mapping[tuple[str, str], Sequence[Occurrence]]],
) -> Concordance:
    """Put the places of cables together, in the order of the cables."""
    places: dict[tuple[str, str], list[Occurrence]] = {}
    for one in found:
        for key, occurrences in one.items():
            places.setdefault(key, []).extend(occurrences)
    return {key: tuple(places[key]) for key in sorted(places)}


def occurrence_of(cable: str, text: str, mention: Mention) -> Occurrence:
    """Return the place of ``mention`` in ``text``, the text at its anchor."""
    return Occurrence(
        cable,
        mention.anchor,
        _before(text, mention.start),
        text[mention.start : mention.end],
        _after(text, mention.end),
        mention.sense,
    )


def _before(text: str, end: int) -> str:
    start = end - CONTEXT
    if start <= 0:
        return text[:end]
    if text[start - 1] == " ":
        return text[start:end]
    blank = text.find(" ", start, end)
    return text[blank + 1 : end] if blank >= 0 else ""


def _after(text: str, start: int) -> str:
    end = start + CONTEXT
    if end >= len(text) or text[end] == " ":
        return text[start:end]
    blank = text.rfind(" ", start, end)
    return text[start:blank] if blank >= 0 else ""
