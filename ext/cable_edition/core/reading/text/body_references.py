"""References inside paragraphs: ``ref B``, ``refs A and B``, ``reftel``, ``septel``, ids."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from cable_edition.core.cable.digits import digit_runs
from cable_edition.core.cable.ids import (
    canonical_id,
    canonical_post,
    full_year,
    is_post_of_several_words,
)
from cable_edition.core.cable.model import BodyReference, Paragraph, Reference
from cable_edition.core.cable.posts import known_post
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.number_places import has_digits

if TYPE_CHECKING:
    from cable_edition.core.reading.text.parts import TextContext

_WORD = late(
    r"\b(?:(?P<tel>(?:REF|SEP)[ -]?TELS?)|REF(?:S|ERENCES)?)\b[ ]?(?P<first>(?:[A-Z]|\([A-Z]\)"
    r"|[\"'][A-Z][\"'])(?![A-Za-z0-9']|\.[A-Za-z]))?",
    re.IGNORECASE,
)
_NEXT = late(
    r"(?:[ ]?(?:,|/|&|AND\b|OR\b)[ ]?){1,2}\(?(?P<letter>[A-Z])(?![A-Za-z0-9']"
    r"|\.[A-Za-z])\)?",
    re.IGNORECASE,
)
_RANGE = late(r"[ ]?(?:-|THROUGH|TO)[ ]?\(?([A-Z])(?![A-Za-z0-9])\)?", re.IGNORECASE)
#: How ``ref`` and ``septel`` begin, by the letters to which a search leaps; other words go on
#: otherwise, or begin before.
_REF = re.compile(r"ref(?<![^\W_]ref)(?:[ste]|\W|\Z)")
_SEP = re.compile(r"sep(?<![^\W_]sep)[ t-]")
#: The most digits of a serial.
_SERIAL = 6
#: The fewest digits of a serial after a year in full, and the digits of such a year.
_LEAST = 3
_WHOLE_YEAR = 4
_AFTER_SERIAL = late(r"[%A-Za-z]|[.,:/-]\d")
_POST_BEFORE = late(
    r"(?:(?<![\d])(?P<year>(?:19|20)?\d{2}) ?)?(?P<post>[A-Z][A-Za-z.]{2,20}"
    r"(?: [A-Z][A-Za-z.]{2,20}){0,2}) ?\Z"
)
_AFTER_YEAR = late(
    r" ?(?P<post>[A-Z]{3,20}(?: [A-Z]{3,20}){0,2}) ?(?P<serial>\d{2,6})(?![\dA-Za-z])"
)
_MONTHS = frozenset(
    [
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "SEPT",
        "OCT",
        "NOV",
        "DEC",
        "JANUARY",
        "FEBRUARY",
        "MARCH",
        "APRIL",
        "JUNE",
        "JULY",
        "AUGUST",
        "SEPTEMBER",
        "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
    ]
)

#: The first digits of a year in full.
_CENTURIES = frozenset(["19", "20"])
#: What makes a year before a post the time of what is told, and no year of a cable.
_OF_TIME = late(
    r"(?:\b(?:IN|SINCE|DURING|BY|UNTIL|TILL|BEFORE|AFTER|FROM|THROUGH|THROUGHOUT|OF|AROUND|ABOUT"
    r"|CIRCA|EARLY|LATE|MID|YEAR|FY|CY|Q[1-4]|PRIOR TO|UP TO|SPRING|SUMMER|AUTUMN|FALL|WINTER|"
    + "|".join(sorted(_MONTHS))
    + r")[ .,'-]{1,3}|(?<!\d)(?:\d{1,2}|(?:19|20)\d\d)(?:ST|ND|RD|TH)?"
    r"(?:, ?|[./-]| (?:AND|OR|TO) ))\Z",
    re.IGNORECASE,
)
#: What makes a number a quantity.
_COUNTED = late(r" ?%|[.,:]\d")


def read_body_references(
    paragraphs: list[Paragraph],
    references: tuple[Reference, ...],
    posts: frozenset[str],
    context: TextContext,
    work: str = "",
) -> tuple[BodyReference, ...]:
    """Return the references inside paragraphs, in order.

    ``work``, the working text of their spans, tells of most that they have no serial.

    A letter takes the id of its item in the REF list; ``reftel`` takes the only item's. A post
    and a serial without a year count only for posts that the cable names elsewhere.
    """
    by_label = {one.label: one.id for one in reversed(references) if one.label}
    cables = {one.id for one in references if one.kind == "cable"}
    only = next(iter(cables)) if len(cables) == 1 else None
    found: list[BodyReference] = []
    texts = [paragraph.passage.text for paragraph in paragraphs]
    # Most paragraphs cite nothing: all are looked through at once for what a reference needs.
    whole = "\n".join(texts)
    words = _possible_words(whole)
    runs = list(_runs(whole)) if not work or _has_digits(work, paragraphs) else []
    if not words and not runs:
        return ()
    begin = word = run = 0
    for paragraph, text in zip(paragraphs, texts, strict=True):
        end = begin + len(text)
        here: list[BodyReference] = []
        if word < len(words) and words[word] < end:
            here += _words(text, paragraph.anchor, by_label, only)
            word = bisect_left(words, end, word)
        if run < len(runs) and runs[run][0] < end:
            after = bisect_left(runs, (end, end), run)
            numbers = [(low - begin, high - begin) for low, high in runs[run:after]]
            here += _ids(text, numbers, paragraph.anchor, posts, context)
            run = after
        if len(here) > 1:
            here.sort(key=_OFFSET)
        found += here
        begin = end + 1
    return tuple(found)


_OFFSET = attrgetter("offset")


def _has_digits(work: str, paragraphs: list[Paragraph]) -> bool:
    """Tell whether a paragraph of one piece has two digits together, or one has several pieces."""
    spans = [one.passage.spans for one in paragraphs]
    return any(len(one) > 1 for one in spans) or has_digits(work, chain.from_iterable(spans))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the numbers that may be serials or years."""
    return (run for run in digit_runs(text, 0, len(text), least=2) if run[1] - run[0] <= _SERIAL)


def _possible_words(text: str) -> Sequence[int]:
    """Return where ``ref``, ``reftel`` or ``septel`` may begin, in order."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return range(len(text))
    found = [match.start() for match in _REF.finditer(lowered)]
    # From behind, a word that stands nowhere is looked for in a third of the time.
    if lowered.rfind("sep") >= 0:
        found += [match.start() for match in _SEP.finditer(lowered)]
        found.sort()
    return found


def _word_matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the words ``ref``, ``reftel`` and ``septel``, in order and apart.

    Where they may begin is looked up first: a search that minds no case tries every character.
    """
    lowered = text.lower()
    places: Iterable[int] = range(len(text))
    if len(lowered) == len(text):
        places = sorted([*_occurrences(lowered, "ref"), *_occurrences(lowered, "sep")])
    end = 0
    for place in places:
        match = _WORD.match(text, place) if place >= end else None
        if match:
            end = match.end()
            yield match


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _words(
    text: str, anchor: str, by_label: dict[str, str | None], only: str | None
) -> Iterator[BodyReference]:
    at = 0
    for match in _word_matches(text):
        if match.start() < at:
            continue
        letter = (match["first"] or "").strip("()\"'").upper() or None
        if letter == "A" and match["first"] == "a" and text[match.end() : match.end() + 1] == " ":
            # "ref a" may be a letter in lower case, but "reftel a" before a word is an article.
            letter = None if match["tel"] else letter
        if not letter:
            if match["tel"]:
                words = match["tel"]
                known = only if words[:1] in "rR" else None
                yield BodyReference(words, anchor, match.start(), known, None)
            continue
        yield BodyReference(match[0], anchor, match.start(), by_label.get(letter), letter)
        at = match.end()
        through = _RANGE.match(text, at)
        if through and letter < through[1].upper() <= chr(ord(letter) + 12):
            for code in range(ord(letter) + 1, ord(through[1].upper()) + 1):
                name = chr(code)
                place = through.start(1)
                yield BodyReference(through[1], anchor, place, by_label.get(name), name)
            at = through.end()
        while more := _NEXT.match(text, at):
            name = more["letter"]
            if name.islower() and name == "a" and text[more.end() : more.end() + 1] == " ":
                break
            name = name.upper()
            yield BodyReference(
                more["letter"], anchor, more.start("letter"), by_label.get(name), name
            )
            at = more.end()


def _ids(
    text: str,
    numbers: list[tuple[int, int]],
    anchor: str,
    posts: frozenset[str],
    context: TextContext,
) -> Iterator[BodyReference]:
    """Yield the ids of cables among the ``numbers`` of a text, those of two to six digits."""
    taken = 0
    for start, end in numbers:
        if start < taken:
            continue
        if end - start == _WHOLE_YEAR and text[start : start + 2] in _CENTURIES:
            whole = _with_whole_year(text, (taken, start, end), posts, context)
            if whole:
                taken = whole[0]
                yield BodyReference(text[start:taken], anchor, start, whole[1], None)
                continue
        if _AFTER_SERIAL.match(text, end) and end - start != 2:
            continue
        year = _AFTER_YEAR.match(text, end) if end - start == 2 else None
        if year and not text[start - 1 : start].isalnum() and _dated(year["post"], posts):
            made = canonical_id(int(text[start:end]), year["post"], year["serial"])
            if made:
                taken = year.end()
                yield BodyReference(text[start:taken], anchor, start, made, None)
                continue
        before = text[start - 1 : start]
        if before == " " or before.isalpha():
            found = _cited(text, start, end, posts, context)
            if found:
                yield BodyReference(text[found[0] : end], anchor, found[0], found[1], None)


def _with_whole_year(
    text: str, bounds: tuple[int, int, int], posts: frozenset[str], context: TextContext
) -> tuple[int, str] | None:
    """Return where ``2005 NEW DELHI 5476`` ends, and its id; ``None`` if it is no reference.

    The post has to be known, the serial has three digits or more, and the year is none of a date
    (``in 2003 KABUL 300 were killed``) and none after that of the cable.
    ``bounds`` are the end of the reference before, and those of the year.
    """
    taken, start, end = bounds
    found = _AFTER_YEAR.match(text, end)
    if not found or len(found["serial"]) < _LEAST or _COUNTED.match(text, found.end()):
        return None
    year, post = int(text[start:end]), canonical_post(found["post"])
    if year > (context.year or year) or full_year(year % 100) != year:
        return None
    if not (post in posts or known_post(post)) or text[start - 1 : start].isalnum():
        return None
    if _OF_TIME.search(text, max(taken, start - 20), start):
        return None
    made = canonical_id(year, post, found["serial"])
    return (found.end(), made) if made else None


def _dated(post: str, posts: frozenset[str]) -> bool:
    """Tell whether capitals between two numbers can be a post, and no month or free words."""
    words = post.split()
    return words[0] not in _MONTHS and (
        len(words) == 1 or canonical_post(post) in posts or is_post_of_several_words(post)
    )


def _cited(
    text: str, start: int, end: int, posts: frozenset[str], context: TextContext
) -> tuple[int, str | None] | None:
    """Return where a post before a serial begins, and the id, for a post the cable names."""
    if not posts or _AFTER_SERIAL.match(text, end):
        return None
    low = max(0, start - 50)
    before = _POST_BEFORE.search(text[low:start])
    if not before:
        return None
    words = before["post"].split()
    for skip in range(len(words)):
        post = canonical_post(" ".join(words[skip:]))
        if post in posts:
            year = int(before["year"]) if before["year"] and not skip else context.year
            made = canonical_id(year, post, text[start:end]) if year is not None else None
            return low + before.start("post") + before["post"].find(words[skip]), made
    return None
