"""References inside paragraphs: ``ref B``, ``refs A and B``, ``reftel``, ``septel``, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cable_edition.core.ids import canonical_id, canonical_post
from cable_edition.core.model import BodyReference, Paragraph, Reference
from cable_edition.core.text.parts import TextContext

_WORD = re.compile(
    r"\b(?:(?P<tel>(?:REF|SEP)[ -]?TELS?)|REF(?:S|ERENCES)?)\b[ ]?(?P<first>(?:[A-Z]|\([A-Z]\)|[\"'][A-Z][\"'])(?![A-Za-z0-9']|\.[A-Za-z]))?",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:[ ]?(?:,|/|&|AND\b|OR\b)[ ]?){1,2}(?:REF[ ])?\(?(?P<letter>[A-Z])(?![A-Za-z0-9']|\.[A-Za-z])\)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[ ]?(?:-|THROUGH|TO)[ ]?\(?([A-Z])(?![A-Za-z0-9])\)?", re.IGNORECASE)
_SERIAL = re.compile(
    r"(?<=[A-Za-z]) ?(?<![A-Za-z])(\d{2,6})(?![\d%])(?![.,:/-]\d)|(?<=[A-Za-z])(\d{2,6})(?![\d%A-Za-z])"
)
_POST_BEFORE = re.compile(
    r"(?:(?<![\d])(?P<year>\d{2}) ?)?(?P<post>[A-Z][A-Za-z.]{2,20}(?: [A-Z][A-Za-z.]{2,20}){0,2}) ?\Z"
)
_YEAR_ID = re.compile(
    r"(?<![\dA-Za-z])(?P<year>\d{2}) ?(?P<post>[A-Z]{3,20}(?: [A-Z]{3,20}){0,2}) ?(?P<serial>\d{1,6})(?![\dA-Za-z])"
)
_MONTHS = frozenset(
    "JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY "
    "AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()
)


def read_body_references(
    paragraphs: list[Paragraph],
    references: tuple[Reference, ...],
    posts: frozenset[str],
    context: TextContext,
) -> tuple[BodyReference, ...]:
    """Return the references inside paragraphs, in order.

    A letter takes the id of its item in the REF list; ``reftel`` takes the only item's. A post
    and a serial without a year count only for posts that the cable names elsewhere.
    """
    by_label = {one.label: one.id for one in reversed(references) if one.label}
    cables = {one.id for one in references if one.kind == "cable"}
    only = next(iter(cables)) if len(cables) == 1 else None
    found: list[BodyReference] = []
    for paragraph in paragraphs:
        text = paragraph.text
        here: list[BodyReference] = []
        folded = text.upper()
        if "REF" in folded or "SEPTEL" in folded or "SEP TEL" in folded or "SEP-TEL" in folded:
            here += _words(text, paragraph.anchor, by_label, only)
        here += _ids(text, paragraph.anchor, posts, context)
        here.sort(key=lambda one: one.offset)
        found += here
    return tuple(found)


def _words(
    text: str, anchor: str, by_label: dict[str, str | None], only: str | None
) -> Iterator[BodyReference]:
    for match in _WORD.finditer(text):
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
    text: str, anchor: str, posts: frozenset[str], context: TextContext
) -> Iterator[BodyReference]:
    taken: set[int] = set()
    for match in _YEAR_ID.finditer(text):
        words = match["post"].split()
        if words[0] in _MONTHS or len(match["serial"]) < 2:
            continue
        made = canonical_id(int(match["year"]), match["post"], match["serial"])
        if made and (
            " " not in match[0] or canonical_post(match["post"]) in posts or len(words) == 1
        ):
            taken.add(match.end())
            yield BodyReference(match[0], anchor, match.start(), made, None)
    if not posts:
        return
    for match in _SERIAL.finditer(text):
        if match.end() in taken:
            continue
        serial = match[1] or match[2]
        start = match.end() - len(serial)
        low = max(0, start - 50)
        before = _POST_BEFORE.search(text[low:start])
        if not before:
            continue
        words = before["post"].split()
        for skip in range(len(words)):
            post = canonical_post(" ".join(words[skip:]))
            if post in posts:
                year = int(before["year"]) if before["year"] and not skip else context.year
                made = canonical_id(year, post, serial) if year is not None else None
                at = low + before.start("post") + before["post"].find(words[skip])
                yield BodyReference(text[at : match.end()], anchor, at, made, None)
                break
