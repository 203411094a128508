"""Who appears with whom: pairs of people that the same paragraph names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import combinations
from typing import NamedTuple

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.pictures import FEWEST
from cable_edition.core.registers.entries import Person

#: The most people in the picture: those who share most paragraphs.
PEOPLE = 14
#: A paragraph that names more people than this is a list, and pairs nobody.
_CROWD = 30


class PeoplePair(NamedTuple):
    """Two people and in how many paragraphs both are named."""

    first: Person
    second: Person
    paragraphs: int


def _together(one: EditedCable) -> list[tuple[str, ...]]:
    """Return the people whom each paragraph names."""
    named: dict[str, set[str]] = {}
    for anchor, mentions in one.mentions.items():
        found = {mention.entry for mention in mentions if mention.kind == "person"}
        if found and anchor[:1] in {"p", "u"}:
            named.setdefault(anchor.partition("-")[0], set()).update(found)
    return [tuple(sorted(found)) for found in named.values()]


def people_told(one: EditedCable) -> list[tuple[str, ...]]:
    """Return the people whom each paragraph of a cable names, from its drawer."""
    return one.told("people together", partial(_together, one))


def people_pairs(
    cables: Sequence[EditedCable],
    people: Iterable[Person],
    *,
    most: int = PEOPLE,
    fewest: int = FEWEST,
) -> list[PeoplePair]:
    """Return the pairs of the ``most`` people who share paragraphs with most others.

    Each pair stands once. The people come in the order of how many paragraphs they share, then of
    the register, and the pairs in the order of their people. There are none of fewer cables than
    ``fewest``.
    """
    if len(cables) < fewest:
        return []
    order = {person.id: index for index, person in enumerate(people)}
    by_id = {person.id: person for person in people}
    pairs: Counter[tuple[str, str]] = Counter()
    for one in cables:
        for found in people_told(one):
            if len(found) <= _CROWD:
                pairs.update(combinations(sorted(found, key=order.__getitem__), 2))
    shared: Counter[str] = Counter()
    for (first, second), number in pairs.items():
        shared[first] += number
        shared[second] += number
    shown = sorted(shared, key=lambda name: (-shared[name], order[name]))[:most]
    place = {name: index for index, name in enumerate(shown)}
    kept = []
    for pair, number in pairs.items():
        if pair[0] in place and pair[1] in place:
            first, second = sorted(pair, key=place.__getitem__)
            kept.append((place[first], place[second], first, second, number))
    return [
        PeoplePair(by_id[first], by_id[second], number)
        for *_, first, second, number in sorted(kept)
    ]
