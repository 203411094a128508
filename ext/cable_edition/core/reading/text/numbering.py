"""Which numbers at the start of a line or sentence are paragraph numbers.

A number is a paragraph's if it continues the sequence and its place looks like a start. Years,
days, list numbers and the letters of references are not. Gaps and repeats are reported, never
repaired.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field
from operator import attrgetter
from sys import intern
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.marking import Mark, mark_at
from cable_edition.core.reading.text.number_places import possible_numbers
from cable_edition.core.reading.text.patterns import ends_sentence
from cable_edition.core.reading.text.quoted import quoted_texts
from cable_edition.core.reading.text.view import BLANK, View, line_breaks_before

_CANDIDATE = re.compile(
    r"([0-9][0-9]{0,2})(?P<stop>[ ]?[.)]{1,2}|[ ]?[,:;-]|(?=[ ]{0,3}\())(?![0-9])"
)
#: A number as most are, with one of the usual marks: nothing else need be asked of it.
_USUAL = re.compile(r"([1-9][0-9]{0,2})\.[ ](\([CSU]\))(?=[^)\]}])")
#: The number 1 read as a letter, before a portion mark only; the bracket of the mark is found.
_LETTER_ONE = re.compile(
    r"\((?<![0-9]\.[ ]\()(?=(?:C|S|U|SBU)\))"
    r"(?:(?<=[lI]\.\()(?<![^ \n]...)|(?<=[lI]\.[ ]\()(?<![^ \n]....)"
    r"|(?<=[lI]\.[ ]{2}\()(?<![^ \n].....)|(?<=[lI]\.[ ]{3}\()(?<![^ \n]......))"
)
_LEADING_MARK = late(r"\((?:C|S|U|SBU|TS|C/NF|S/NF|S//NF|LOU)\)[ ]{0,3}\Z")
#: A number to which a portion mark belongs already.
_NUMBER_BEFORE = late(r"[0-9][ ]?[.)]?[ ]{0,3}\Z")
#: Words after which a number cites a paragraph.
_CITED = late(r"\b(?:[Pp]aras?|[Pp]aragraphs?)\Z")
_OPENS = late(r"[A-Z\"'(\[&\u201c\u2018<*X\u00ac\u00c0-\u00de-]|\d{4}[ ]|\d{1,2}[ ](?!\.)|\.\.")
_RULE_END = late(r"(?:[-=_*~]{3}|[-=] [-=])\Z")
_CAPITALS_BEFORE = late(
    r"(?:[.!?:;)\"'\n\]]|\A|[a-z]{2}|-{3})[ \n]{1,4}"
    r"(?:[A-Z][A-Z'/&,-]{0,30}[ \n]{1,3}){0,7}[A-Z][A-Z'/&-]{4,30}:?\Z"
)
#: A bracket that the number closes: ``(2 OF 3)``, ``(para 4)``.
_IN_BRACKETS = late(r"\([^()]{1,38}[ \n]\Z")
_YEAR_END = late(r"(?<![0-9])(?:19|20)[0-9]{2}\Z")
_SUMMARY_END = late(
    r"(?:END|End|end)[ \n](?:OF[ ])?(?:SUMMARY|Summary|summary|COMMENT|Comment|comment|NOTE"
    r"|Note|TEXT|Text)[^\n]{0,30}\Z"
)

STRONG, MEDIUM, WEAK = 3, 2, 1
_STOPS = frozenset({".", ")", ").", ".."})


_new = tuple.__new__


class Start(NamedTuple):
    """A number that may begin a paragraph: the number, its bounds, where the text after begins."""

    n: int
    start: int
    end: int
    strength: int
    mark: Mark | None
    own_line: bool


@dataclass(slots=True)
class Chain:
    """The candidates of a text and what of them has been taken."""

    candidates: list[Start]
    marks_used: bool = False
    places: dict[int, list[int]] = field(default_factory=dict)
    strong: dict[int, list[int]] = field(default_factory=dict)
    _numbers: list[Start] | None = None

    def __post_init__(self) -> None:
        """Index the candidates by number."""
        places: dict[int, list[int]] = defaultdict(list)
        strong: dict[int, list[int]] = defaultdict(list)
        marked = 0
        for one in self.candidates:
            if one.strength >= MEDIUM:
                places[one.n].append(one.start)
            if one.strength == STRONG:
                strong[one.n].append(one.start)
                marked += 1
        self.places, self.strong = places, strong
        self.marks_used = marked > 1 or (marked == 1 and len(self.candidates) < 3)

    def next_place(self, n: int, after: int, *, strong: bool = False) -> int | None:
        """Return the offset of the next likely candidate with a number, or ``None``."""
        places = (self.strong if strong else self.places).get(n)
        if not places:
            return None
        index = bisect_right(places, after)
        return places[index] if index < len(places) else None

    def next_number(self, after: int) -> int:
        """Return the first likely number from an offset on; zero if there is none."""
        if self._numbers is None:
            least = STRONG if self.marks_used else MEDIUM
            self._numbers = [one for one in self.candidates if one.strength >= least]
        found = self._numbers
        index = bisect_left(found, after, key=_place)
        return found[index].n if index < len(found) else 0


def candidates(view: View, begin: int, end: int, *, opening: bool = False) -> Iterator[Start]:
    """Yield the numbers between two offsets whose place may be a start, in order.

    In the ``opening`` of a text without line ends no sentence need end before the number 1: a
    serial, a date or a subject stands there.
    """
    work = view.work
    # Where a pilcrow stood, a number right after a word may begin a line.
    quick = not (opening and view.flat) and not view.pilcrows
    for letter in _LETTER_ONE.finditer(work, begin + 2, min(end, begin + 4000)):
        after = letter.start()
        first = work.rindex(".", 0, after) - 1
        if first >= begin:
            yield Start(1, first, after, STRONG, mark_at(work, after), own_line=True)
            break
    for at in possible_numbers(work, begin, end, sentences=not quick):
        usual = _USUAL.match(work, at, end)
        if usual and (marked := _marked(view, usual, begin)):
            yield marked
            continue
        match = _CANDIDATE.match(work, at, end)
        if not match:
            if not opening:
                view.line_ends.append(at)
            continue
        one = _candidate(view, match, begin, end)
        if not one and opening and view.flat and match[1] == "1" and match["stop"] in {".", ")"}:
            after = match.end() + 1
            first = match.start(1)
            mark = mark_at(work, after)
            if first > begin and work[first - 1] == "(":
                if mark and match["stop"] == ")":
                    one = Start(1, first - 1, after, STRONG, mark, own_line=False)
            elif work[match.end() : after] == " " and _OPENS.match(work, after):
                one = Start(1, first, after, WEAK, None, own_line=False)
        if one:
            yield one


def _marked(view: View, usual: re.Match[str], begin: int) -> Start | None:
    """Return the start that a number with a usual mark is, unless a sentence cites it.

    One after a bracket is not told here.
    """
    work = view.work
    number, letter = usual.groups()
    at, after = usual.span()
    after -= 3
    before = work[at - 2 : at] if at - 2 >= begin else ""
    if work[at - 1] == "(" and at > begin:
        return None
    if before == "\n\n":
        own_line = True
    elif before != ". " or at in view.pilcrows:
        breaks, last = line_breaks_before(work, at, begin)
        opens_line = breaks > 0 or last < begin or at in view.pilcrows
        if not opens_line and work[last] in "ahs" and _cited(work, last, begin):
            return None
        own_line = opens_line and (breaks > 1 or last < begin or ends_sentence(work, last))
    else:
        own_line = False
    mark = _new(Mark, (intern(letter), after, after + 3))
    return _new(Start, (int(number), at, after, STRONG, mark, own_line))


def _cited(work: str, last: int, begin: int) -> bool:
    """Tell whether the word that ends with the character ``last`` cites a paragraph."""
    return _CITED.search(work, max(begin, last - 12), last + 1) is not None


def _candidate(view: View, match: re.Match[str], begin: int, end: int) -> Start | None:
    work = view.work
    at, stop = match.start(), match["stop"].strip(" ")
    after = glued = match.end()
    while after < end and work[after] in BLANK:
        after += 1
    mark = mark_at(work, after)
    bracketed = at > begin and work[at - 1] == "("
    if not mark and (bracketed or stop not in _STOPS or (stop != "." and _inside(view, at, begin))):
        return None
    number = int(match[1])
    if number == 0 or (work[at] == "0" and len(match[1]) > 2):
        return None
    if stop[:1] == ")" and not bracketed and _IN_BRACKETS.search(work, max(begin, at - 40), at):
        return None
    first = at - 1 if bracketed else match.start()
    breaks, last = line_breaks_before(work, first, begin)
    # A pilcrow stands where the copy had a line start.
    opens_line = breaks > 0 or last < begin or at in view.pilcrows
    if mark and opens_line and not bracketed and stop in _STOPS:
        own_line = breaks > 1 or last < begin or ends_sentence(work, last)
        return _new(Start, (number, first, after, STRONG, mark, own_line))
    sentence = last < begin or ends_sentence(work, last)
    place = _Place(last, after, breaks, opens_line, sentence, glued=after == glued)
    if bracketed and not (
        stop == ")" and (opens_line or sentence or _after_rule(work, last, begin))
    ):
        return None
    if mark and not opens_line and _cited(work, last, begin):
        return None
    lead = _leading_mark(view, match.start(), begin) if not mark and stop == "." else None
    if lead:
        return Start(number, lead.start, after, STRONG, lead, own_line=True)
    strength = _strength(view, stop, mark, place, begin)
    if not strength:
        return None
    return Start(number, first, after, strength, mark, opens_line and (breaks > 1 or sentence))


#: What a number right after it does not stand in the middle of a line by.
_NO_WORD = frozenset(" \n-=_*~")


def _inside(view: View, at: int, begin: int) -> bool:
    """Tell whether a number stands in the middle of a line, right after a word."""
    work = view.work
    return (
        at - 2 >= begin
        and work[at - 1] == " "
        and work[at - 2] not in _NO_WORD
        and at not in view.pilcrows
    )


class _Place(NamedTuple):
    """Where a number stands: the word before, the word after, what ends between."""

    last: int
    after: int
    breaks: int
    opens_line: bool
    sentence: bool
    glued: bool


def _strength(view: View, stop: str, mark: Mark | None, place: _Place, begin: int) -> int:
    work = view.work
    last = place.last
    if mark and (
        stop in _STOPS or place.opens_line or place.sentence or _after_rule(work, last, begin)
    ):
        return STRONG
    if stop not in _STOPS:
        return 0
    if not _OPENS.match(work, place.after) and not (place.opens_line and place.breaks > 1):
        return 0
    if place.glued and work[place.after : place.after + 1].isalpha() and not place.opens_line:
        return 0
    if last < begin or _after_rule(work, last, begin):
        return MEDIUM
    before = work[max(begin, last - 160) : last + 1]
    heading = _SUMMARY_END.search(before) or (not view.capitals and _CAPITALS_BEFORE.search(before))
    if place.opens_line:
        return MEDIUM if place.breaks > 1 or place.sentence or heading else WEAK
    if stop != ".":
        return 0
    if place.sentence or heading:
        return MEDIUM if view.flat else WEAK
    if view.flat and _YEAR_END.search(before):
        return MEDIUM  # of two numbers in a row the first is a year, which ends a sentence
    # The last cell of a table may end with a digit.
    return WEAK if view.flat and work[last].isalnum() else 0


def _after_rule(work: str, last: int, begin: int) -> bool:
    return (
        last >= begin
        and work[last] in "-=_*~"
        and _RULE_END.search(work, max(begin, last - 3), last + 1) is not None
    )


def _leading_mark(view: View, at: int, begin: int) -> Mark | None:
    found = _LEADING_MARK.search(view.work, max(begin, at - 12), at)
    if not found or _NUMBER_BEFORE.search(view.work, max(begin, found.start() - 8), found.start()):
        return None
    return mark_at(view.work, found.start())


_place = attrgetter("start")


def paragraph_starts(view: View, begin: int, end: int) -> list[Start]:
    """Return the starts of the numbered paragraphs between two offsets, in order of the text."""
    found = sorted(candidates(view, begin, end), key=_place)
    if _run_on(found) and next(quoted_texts(view.work, begin, end), None) is None:
        return found
    return sequence(view, found, begin, end)


def sequence(
    view: View,
    found: Iterable[Start],
    begin: int,
    end: int,
    sure: frozenset[int] = frozenset(),
) -> list[Start]:
    """Return those of the numbers ``found`` between two offsets that begin paragraphs, in order.

    ``sure`` are offsets of numbers that do, whatever the sequence says.
    """
    chain = Chain(sorted(found, key=_place))
    quotes = iter([*quoted_texts(view.work, begin, end), (end, end)])
    low, high = next(quotes)
    resumed: int | None = None
    taken: list[Start] = []
    last = inner = 0
    for one in chain.candidates:
        while one.start >= high and high < end:
            low, high = next(quotes)
            resumed = None
        expected = last + 1
        if low < one.start < high and one.start not in sure:
            if resumed is None:
                resumed = chain.next_number(high)
            if resumed == expected:
                continue
        if one.start in sure:
            good = True
        elif one.n == expected:
            good = one.strength == STRONG or _continues(chain, one, inner)
        elif one.n > expected:
            good = _leaps(chain, one, expected, inner)
        else:
            good = _repeats(chain, one, last, inner)
        if good:
            taken.append(one)
            last = max(last, one.n)
            inner = 0
        elif one.n == 1:
            inner = 2
        elif one.n == inner:
            inner += 1
    return taken


def _run_on(found: list[Start]) -> bool:
    """Tell whether all numbers have their marks and run on from 1, as in most cables."""
    return all(
        one.n == expected and one.strength == STRONG for expected, one in enumerate(found, 1)
    )


def _continues(chain: Chain, one: Start, inner: int) -> bool:
    if one.strength == STRONG:
        return True
    after = chain.next_place(one.n + 1, one.start)
    again = chain.next_place(one.n, one.start)
    if one.strength == WEAK:
        return after is not None and (again is None or again > after)
    if chain.marks_used:
        marked = chain.next_place(one.n, one.start, strong=True)
        marked_after = chain.next_place(one.n + 1, one.start, strong=True)
        if marked is not None and (marked_after is None or marked < marked_after):
            return False
    return not (inner == one.n and again is not None)


def _leaps(chain: Chain, one: Start, expected: int, inner: int) -> bool:
    if one.strength < MEDIUM:
        return False
    gap = one.n - expected
    wanted = chain.next_place(expected, one.start)
    after = chain.next_place(one.n + 1, one.start)
    if wanted is not None and (after is None or wanted < after):
        return False
    if one.strength == STRONG:
        return gap <= 60
    if chain.marks_used:
        return False
    if after is None:
        return one.own_line and gap == 1 and expected > 1 and not inner
    return gap <= (60 if expected == 1 else 5)


def _repeats(chain: Chain, one: Start, last: int, inner: int) -> bool:
    if one.strength == STRONG:
        return chain.marks_used
    if one.strength < MEDIUM or chain.marks_used or one.n != last or inner:
        return False
    after = chain.next_place(one.n + 1, one.start)
    again = chain.next_place(one.n, one.start)
    return after is not None and (again is None or again > after)
