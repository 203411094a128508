"""Which TAGS stand together on the TAGS lines of the cables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cable_edition.core.edition.assemble import EditedCable

#: So many of the TAGS that stand with one are told.
MOST = 12


def codes_of(one: EditedCable) -> tuple[str, ...]:
    """Return the TAGS of a cable, each once, in the order of its line."""
    return tuple(dict.fromkeys(one.tags))


def tag_pairs(
    cables: Iterable[EditedCable], most: int = MOST
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return for each TAG those that stand with it, and on how many cables, the commonest first.

    A TAG that always stands alone has no key.
    """
    counts: dict[str, Counter[str]] = {}
    for one in cables:
        codes = codes_of(one)
        for code in codes:
            others = counts.setdefault(code, Counter())
            others.update(other for other in codes if other != code)
    return {
        code: tuple(sorted(others.items(), key=lambda item: (-item[1], item[0]))[:most])
        for code, others in counts.items()
        if others
    }
