"""What a check has found so far: in which cables and copies, and whether more can be as good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.quotations.match import Match, match, stands
from cable_edition.core.quotations.quotation import Quotation
from cable_edition.core.quotations.wording import Wording

#: So many places are listed where a quotation stands in several cables.
LISTED = 5
#: The verdicts, from the best on.
VERDICTS = ("exact", "emended", "altered", "absent")


class Hit(NamedTuple):
    """How a quotation agrees with a cable; ``siglum`` is that of a copy, empty for the base text.

    ``also`` has the other copies that have it word for word.
    """

    match: Match
    siglum: str = ""
    also: tuple[str, ...] = ()


def nearest_copy(
    quotation: Quotation, base: Match | None, copies: Sequence[tuple[str, Wording]]
) -> Hit | None:
    """Return the best of a base text and its copies; the base text goes before others as good."""
    if base and not base.changed:
        words = [siglum for siglum, one in copies if stands(quotation, one)]
        return Hit(base, "", tuple(words))
    best = Hit(base) if base else None
    for siglum, wording in copies:
        found = match(quotation, wording)
        if found is None:
            continue
        if best is None or found.changed < best.match.changed:
            best = Hit(found, siglum)
        elif best.siglum and not best.match.changed and not found.changed:
            best = best._replace(also=(*best.also, siglum))
    return best


@dataclass
class Found:
    """What has been found so far."""

    kept: list[tuple[int, Hit]] = field(default_factory=list)
    read: set[int] = field(default_factory=set)
    more: bool = False
    whole: int = 0

    @property
    def stands(self) -> bool:
        """Whether it stands somewhere without a change."""
        return any(not one.match.changed for _, one in self.kept)

    def cables(self) -> int:
        """Return in how many cables it stands, or 0 where it is not known of how many more."""
        return max(self.whole, LISTED + 1 if self.whole else 0) if self.more else len(self.best())

    def may_take(self, changed: int) -> bool:
        """Whether a cable with so many changes at least can be as good as what was found."""
        if not self.kept:
            return True
        if least := min(one.match.changed for _, one in self.kept):
            return changed < least
        if changed:
            return False
        if sum(not one.match.changed for _, one in self.kept) >= LISTED:
            self.more = True
        return not self.more

    def take(self, page: int, found: Hit | None) -> None:
        """Note what a cable has."""
        self.read.add(page)
        if found:
            self.kept.append((page, found))

    def best(self) -> list[tuple[int, Hit]]:
        """Return the cables in which it stands as well as in any; of altered ones the best."""
        if not self.kept:
            return []
        ranked = sorted(self.kept, key=_rank)
        verdict = ranked[0][1].match.verdict
        if verdict == "altered":
            return ranked[:1]
        return [one for one in ranked if one[1].match.verdict == verdict][:LISTED]


def _rank(one: tuple[int, Hit]) -> tuple[int, int]:
    found = one[1].match
    return VERDICTS.index(found.verdict), found.changed
