"""Likely personal data in the words of a cable: what a person should look at before publishing.

Four kinds: numbers of passports, telephone numbers, days of birth, and the remark that somebody is
to be protected, with which a drafter marks a source (``Jane Roe (strictly protect)``). A number or
a date by itself says nothing: cables are full of both. So a word before it must say what it is, or
its form must leave no doubt. Nothing found here is right or wrong: an editor decides.

Every pattern is bounded, so that the time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from cable_edition.core.editing.telephone import telephone_numbers
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late


class PersonalKind(StrEnum):
    """What likely personal data is."""

    PASSPORT = "passport"
    TELEPHONE = "telephone"
    BIRTH = "birth"
    PROTECT = "protect"

    @property
    def noun(self) -> str:
        """What it is called in a sentence."""
        return _NOUNS[self]


_NOUNS = {
    PersonalKind.PASSPORT: "the number of a passport",
    PersonalKind.TELEPHONE: "a telephone number",
    PersonalKind.BIRTH: "a day of birth",
    PersonalKind.PROTECT: "a person to be protected",
}


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A place with likely personal data: ``words`` are ``start`` to ``end`` at ``anchor``.

    Offsets are in characters of the folded words there. Of a remark the words are the name before
    it, if a name can be seen; else they are the remark, and nothing is ``named``.
    """

    kind: PersonalKind
    anchor: str
    start: int
    end: int
    words: str
    named: bool = True


_MONTH = (
    "(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|"
    r"SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
)
_YEAR = r"(?:1[89]|20)\d\d"
#: A day with its year, as cables write it: 28 JAN 1955, 28JAN55, 28/JAN/1955, January 28,
#: 1955, 01/28/1955.
_DAY = (
    rf"(?:\d{{1,2}}(?:ST|ND|RD|TH)?(?: OF)?[ /.-]?{_MONTH}[ ,/-]{{0,2}}(?:{_YEAR}|\d\d)"
    rf"|{_MONTH} \d{{1,2}}(?:ST|ND|RD|TH)?,? {_YEAR}"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d)"
    rf"|{_YEAR}[/.-]\d{{1,2}}[/.-]\d{{1,2}})"
)
_BETWEEN = r"(?:\(D\.?O\.?B\.?\)|[:=]|\bIS\b|\bWAS\b|\bON\b|\(|-{1,2}| ){0,6}"
#: The word that says it, and the day: beside "born" a whole day, beside "DOB" also a year.
_BIRTHS = (
    late(
        r"\b(?:D\.?P?\.?O\.?B\b\.?|YOB|DATE(?: AND PLACE)? OF BIRTH|BIRTH ?DATE|BIRTHDAY)"
        rf"{_BETWEEN}"
        rf"(?P<words>{_DAY}|{_YEAR}\d{{4}}|(?:{_MONTH} )?{_YEAR})(?!\w)",
        re.IGNORECASE,
    ),
    # In brackets alone: "B. 01/05/2005" is a reference.
    late(rf"\(B\. ?(?P<words>{_DAY})(?!\w)", re.IGNORECASE),
    late(rf"\bBORN[,:]? (?:[^\W\d]{{1,20}},? ){{0,5}}(?P<words>{_DAY})(?!\w)", re.IGNORECASE),
    late(rf"(?<!\w)(?P<words>{_DAY}) ?\(?(?:DOB|D\.O\.B\.)(?!\w)", re.IGNORECASE),
)
#: A number of five to nine digits, or so, with a letter or two before it, or letters among them.
_NUMBER = (
    r"(?:\d\d[A-Z]{2}\d{4,7}|[A-Z]\d\d(?=\w{0,6}[A-Z])[A-Z\d]{5,7}"
    r"|[A-Z]{0,3}[ -]?\d[\d -]{3,10}\d[A-Z]?)"
)
_PASSPORT = late(
    r"\b(?:PASSPORTS?|PASSEPORTS?|PASAPORTES?|REISEPASS|TRAVEL DOCUMENTS?"
    r"|PPTS?|PPN|PP(?= ?(?:#|N[OR]\b))|PASS(?=\. N[OR]\b)\.)"
    r"(?!\w)"
    r"(?: \(?(?:NUMBERS?|NUMBERED|NOS?|NRS?|WITH|BEARER|HOLDER|OF|BOOK|ISSUED|IN)\b\)?\.?"
    r"| ?(?:#|[:=,(]|-{1,2})| \(?(?!(?:NO|HOLDERS)\b)[^\W\d_]{2,15}\)?(?=[ ,:.#(])){0,4}"
    rf" ?(?<!\w)(?P<words>{_NUMBER})(?![\w/])",
    re.IGNORECASE,
)
_PROTECT = late(
    r"[(\[{] ?(?:[^\W\d_]{1,15} ){0,2}"
    r"(?:(?:STRICTLY|PLEASE|PLS\.?)[ -]){0,3}PROTECT(?:ED)?"
    r"(?: (?:THROUGHOUT|SOURCES?|IDENTITY|NAMES?|FULLY|STRICTLY|AS SOURCE|ACCORDINGLY"
    r"|HIS|HER|THEIR)){0,3}"
    r"[!.]? ?[)\]}]"
    r"|\b(?:(?:PLEASE|PLS\.?) )?STRICTLY[ -]PROTECT(?:ED)?\b(?! (?-i:(?!source|identity|name|him\b"
    r"|her\b|them\b|his\b|their\b|the (?:source|identity|name)|throughout|as\b)[a-z]))"
    r"|\b(?:PLEASE|PLS\.?) PROTECT\b(?! (?:THE|OUR|THEIR|HIS|HER|YOUR|ALL|THIS|THESE)\b)"
    r"|[,;-] ?PROTECT SOURCES?\b"
    r"|\bPROTECT(?:ED)? (?:ACCORDINGLY|THROUGHOUT)\b(?! (?:THE|AN?|OUR|ALL|THIS)\b)",
    re.IGNORECASE,
)
_CAPITAL = r"[^\W\d_a-z][\w'’.-]{0,30}"
#: A name just before the remark; small words such as "al" and "bin" may join its parts.
_NAME = late(
    rf"(?:{_CAPITAL} (?:(?:al|el|bin|bint|ibn|de|da|di|del|van|von|der|la|le) ){{0,2}}){{0,4}}"
    rf"{_CAPITAL}(?=[,;]? ?-{{0,2}} ?$)"
)
#: So far before the remark a name can begin.
_BEFORE = 100


def personal_data(texts: Iterable[tuple[str, str]]) -> Iterator[PersonalData]:
    """Yield what is likely personal data in the words of a cable, place by place, in order.

    ``texts`` are words by anchor, white space folded, as
    :func:`~cable_edition.core.cable.places.issued_words` gives them.
    """
    for anchor, text in texts:
        found = sorted(_found(text), key=lambda one: (one[1], -one[2]))
        end = 0
        for kind, first, last, named in found:
            # One stretch is of one kind: a day of birth is no telephone number as well.
            if first >= end:
                yield PersonalData(kind, anchor, first, last, text[first:last], named)
                end = last


_Found = tuple[PersonalKind, int, int, bool]


def _found(text: str) -> Iterator[_Found]:
    # Most passages have none of these words; looking for them costs little.
    lower = text.lower()
    if any(word in lower for word in ("born", "birth", "b.", "dob", "dpob", "yob")):
        for pattern in _BIRTHS:
            for match in pattern.finditer(text):
                yield (PersonalKind.BIRTH, *match.span("words"), True)
    if any(
        word in lower for word in ("pass", "pasap", "ppt", "ppn", "pp#", "pp ", "travel document")
    ):
        for match in _PASSPORT.finditer(text):
            if sum(mark.isdigit() for mark in match["words"]) >= 5:
                yield (PersonalKind.PASSPORT, *match.span("words"), True)
    for start, end in telephone_numbers(text):
        yield PersonalKind.TELEPHONE, start, end, True
    if "protect" in lower:
        yield from _remarks(text)


def _remarks(text: str) -> Iterator[_Found]:
    shouted = text.isupper()
    for match in _PROTECT.finditer(text):
        start = max(0, match.start() - _BEFORE)
        before = text[start : match.start()].rstrip(" ,;-")
        name = None if shouted else _last_name(before)
        if name:
            yield PersonalKind.PROTECT, start + name[0], start + name[1], True
        else:
            yield (PersonalKind.PROTECT, *match.span(), False)


#: What may stand between a name and the remark: how it sounds.
_PHONETIC = late(r" ?\((?:PH|PHON|PHONETIC)\.?\)\Z", re.IGNORECASE)


def _last_name(before: str) -> tuple[int, int] | None:
    """Return where the name at the end of some words stands.

    That may be before a bracket that is open yet, with other words on the person in it.
    """
    before = _PHONETIC.sub("", before)
    match = _NAME.search(before)
    outside, bracket, inside = before.rpartition("(")
    if bracket and ")" not in inside and (match is None or match[0].isupper()):
        match = _NAME.search(outside.rstrip(" ,;-")) or match
    return match.span() if match else None
