"""Who quotes the edition: each quotation of the register, checked against the words of the cables.

What a work quotes is told as the check finds it: exact, emended, altered or absent. Nothing is
taken from the register but what the work says; where the words stand is found in the cables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cable_edition.core.kept_work import KeptWork
from cable_edition.core.late_methods import dataclass
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.quotations.check import BASE, Answer, Checker
from cable_edition.core.quotations.shown import is_of_copy
from cable_edition.core.registers.entries import Quotation, Registers
from cable_edition.core.registers.works import Work
from cable_edition.core.search.found import SearchPage

#: So much of the words stands in a message.
_SHOWN = 60


class QuotedAt(NamedTuple):
    """Where quoted words stand: the cable, their first and last place, empty for its head.

    ``reading`` tells whether they are those of the reading text, or as transmitted; ``witness`` is
    the siglum of the copy that has them, empty for the base text.
    """

    cable: str
    anchor: str
    last: str
    reading: bool
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a work, and what the edition says of it.

    ``places`` has where the words stand, one if it is known which cable is quoted; ``more`` tells
    that they stand in more cables. ``diff`` is that of an
    :class:`~cable_edition.core.quotations.check.Answer`.
    """

    quotation: Quotation
    work: Work
    verdict: str
    places: tuple[QuotedAt, ...] = ()
    more: bool = False
    diff: tuple[tuple[str, ...], ...] = ()

    @property
    def at(self) -> QuotedAt | None:
        """The one place that is quoted; ``None`` where it is absent or may be one of several."""
        return self.places[0] if len(self.places) == 1 and not self.more else None


class Verdict(NamedTuple):
    """What a :class:`Quoted` says beyond the register, for who has the register and no cables."""

    verdict: str
    places: tuple[QuotedAt, ...]
    more: bool
    diff: tuple[tuple[str, ...], ...]


def verdicts_of(quoted: Iterable[Quoted]) -> tuple[Verdict, ...]:
    """Return what is said of each quotation, in the order of the register."""
    return tuple(Verdict(one.verdict, one.places, one.more, one.diff) for one in quoted)


def with_verdicts(registers: Registers, verdicts: Sequence[Verdict]) -> tuple[Quoted, ...]:
    """Return the quotations of the register with what is said of each.

    Raises ``ValueError`` where there are more of one than of the other.
    """
    works = {one.id: one for one in registers.works}
    return tuple(
        Quoted(one, works[one.work], *said)
        for one, said in zip(registers.quotations, verdicts, strict=True)
    )


def check_quotations(
    registers: Registers, pages: Sequence[SearchPage], kept: KeptWork
) -> tuple[tuple[Quoted, ...], list[Problem]]:
    """Return what the edition says of each quotation of the register, and what an editor must see.

    ``pages`` are the cables as a search has them. Codes: ``quotation-absent``,
    ``quotation-altered``, ``quotation-elsewhere``, ``quotation-open``, ``quotation-settled``.
    """
    if not registers.quotations:
        return (), []
    works = {one.id: one for one in registers.works}
    parts = [repr(registers.quotations), repr(registers.works), *_parts(pages)]
    found = kept.of("quoted", parts, lambda: _checked(registers.quotations, works, pages, kept))
    ids = {page.docname.removeprefix("cables/") for page in pages}
    return found, [problem for one in found for problem in _problems(one, ids)]


def _parts(pages: Sequence[SearchPage]) -> Iterator[str]:
    for page in pages:
        yield page.docname
        for place in page.places:
            yield from (place.anchor, place.label, place.words, place.transmitted)
        for copy in page.copies:
            yield copy.siglum
            for place in copy.places:
                yield from (place.anchor, place.words)


def _checked(
    quotations: Sequence[Quotation],
    works: dict[str, Work],
    pages: Sequence[SearchPage],
    kept: KeptWork,
) -> tuple[Quoted, ...]:
    numbers = {page.docname.removeprefix("cables/"): at for at, page in enumerate(pages)}
    checker = Checker(pages, [""] * len(pages), lambda _page, _first, _last, _copy: "", "", kept)
    found = []
    for one in quotations:
        page = numbers.get(one.cable)
        named = None
        if page is not None:
            named = checker.check_in(one.words, page, one.paragraph.partition("-")[0])
        answer = named if named and named.verdict in {"exact", "emended"} else None
        if answer is None:
            answer = checker.check(one.words)
            if named and named.places and answer.verdict not in {"exact", "emended"}:
                answer = named
        found.append(_quoted(one, works[one.work], answer))
    return tuple(found)


def _quoted(one: Quotation, work: Work, answer: Answer) -> Quoted:
    places = tuple(
        QuotedAt(at.cable, at.anchor, at.last, at.reading, "" if at.witness == BASE else at.witness)
        for at in answer.places
    )
    return Quoted(one, work, answer.verdict, places, answer.more, answer.diff)


def _problems(one: Quoted, cables: set[str]) -> Iterator[Problem]:
    said = one.quotation
    words = " ".join(said.words.split())
    start = f"“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}” ({one.work.short})"

    def problem(code: str, message: str) -> Problem:
        return Problem(code, f"{start}: {message}", said.path, said.line)

    if said.accepted and said.accepted != one.verdict:
        yield problem("quotation-settled", f"it is {one.verdict}, not {said.accepted}")
        return
    if one.verdict == "absent":
        if not said.accepted:
            lost = said.cable and said.cable not in cables
            more = f"; {said.cable}, which is named, is not in it" if lost else ""
            yield problem("quotation-absent", f"the edition has no such words{more}")
        return
    where = place_words(one.places[0])
    if one.verdict == "altered" and not said.accepted:
        yield problem("quotation-altered", f"{_changed(one)} in {where}")
    if one.at is None:
        count = f"{'more than ' * one.more}{number_of(len(one.places), 'cable')}"
        yield problem("quotation-open", f"it stands in {count}, first in {where}")
    elif elsewhere(one):
        named = " ".join(part for part in (said.cable, said.paragraph) if part)
        yield problem("quotation-elsewhere", f"it stands in {where}, and {named} is named")


def place_words(place: QuotedAt) -> str:
    """Return a place in words: ``05OTTAWA286 p4 to p5``, of a copy ``05OTTAWA286 p4 of B``."""
    where = " to ".join(dict.fromkeys(filter(None, (place.anchor, place.last))))
    copy = f" of {place.witness}" if place.witness else ""
    return f"{place.cable} {where}".rstrip() + copy


def own_anchor(anchor: str) -> str:
    """Return an anchor without the copy whose passage it is: that of ``in-b-p5`` is ``p5``."""
    return anchor.split("-", 2)[2] if is_of_copy(anchor) else anchor


def elsewhere(one: Quoted) -> bool:
    """Whether the words stand at another place than the work names."""
    said, at = one.quotation, one.at
    if at is None or not said.cable:
        return False
    named = said.paragraph.partition("-")[0]
    first, last = own_anchor(at.anchor), own_anchor(at.last)
    return said.cable != at.cable or (bool(named) and not _between(named, first, last))


def _between(named: str, first: str, last: str) -> bool:
    """Whether an anchor is the first or last of a stretch, or numbered between them."""
    if named in {first, last}:
        return True
    numbers = [_number(one) for one in (first, named, last)]
    low, middle, high = numbers
    return low is not None and middle is not None and high is not None and low < middle < high


def _number(anchor: str) -> int | None:
    digits = anchor[1:]
    return int(digits) if anchor[:1] == "p" and digits.isascii() and digits.isdigit() else None


def _changed(one: Quoted) -> str:
    """Return what a quotation changes, the first of it."""
    changes = [step for step in one.diff if step[0] == "~"]
    _, quoted, words = changes[0]
    first = f"{_said(quoted)} stands for {_said(words)}"
    more = len(changes) - 1
    return f"{first}, and {number_of(more, 'more change')}," if more else first


def _said(words: str) -> str:
    return f"“{words[:_SHOWN]}”" if words else "nothing"
