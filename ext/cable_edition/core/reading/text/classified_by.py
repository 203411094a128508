"""The classifying officer: title first or name first, and the reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import ClassifiedBy, Span, Value
from cable_edition.core.reading.text.marking import mark_at

if TYPE_CHECKING:
    from cable_edition.core.reading.text.view import View

_LETTERS = r"\(?[ ]?[A-Ha-h][ ]?\)?(?![A-Za-z])"
_JOIN = (
    r"[ \n]{0,2}(?:,|;|/|&|-|a[ \n]{0,2}n[ \n]{0,2}d\b|AND\b|And\b|or\b|OR\b|\+)?"
    r"[ \n]{0,2}(?:and[ \n]{1,2}|AND[ \n]{1,2})?"
)
_REASON = re.compile(
    r"(?<![\d.])1[ ]?[.,][ ]?(?P<part>[3-8])(?!\d)[ \n]{0,2}[.:(]?[ \n]{0,2}"
    r"(?P<letters>(?:"
    + _LETTERS
    + r"(?:"
    + _JOIN
    + _LETTERS
    + r"){0,8}(?:[ ]?\))?)|(?:[A-Da-d]{2}\b))?"
)
#: What ends the reasons, also alone on the next line.
_AFTER_REASONS = re.compile(r"[ ]{0,3}(?:\n[ ]{0,8})?[).,;]{1,3}(?![^ \n])|[ ]{0,2}[).,;]{1,3}")
#: The portion mark of a first paragraph without a number, after reasons in small letters.
_MARK_AFTER = re.compile(r"(?<=[a-h)])[ \n]{1,3}\(C\)\Z")
_ONE_LETTER = re.compile(
    r"(?<![A-Za-z])[A-Ha-h](?![A-Za-z]|[ \n]{1,2}nd\b)|(?<=\()[A-Da-d]{2}(?=\))|^[A-Da-d]{2}$"
)
_LEAD = re.compile(
    r"[ \n,;.:(/-]{0,6}(?:(?:for|for the following|under|pursuant to|per|by)[ \n]{1,2})?"
    r"(?:E\.?O\.?[ ]?\d{5}[ ,]{0,3})?"
    r"(?:(?:for[ \n]{1,2})?(?:reasons?|resons?|reaons?|reason\(s\)|sections?|sec\.?)"
    r"(?:[ \n]{1,2}(?:of|under|in|per|cited))?)?"
    r"(?:[ \n]{1,2}(?:E\.?O\.?[ ]?\d{5}|sections?|sec\.?|para|under)){0,3}[ \n,.:;(=-]{0,6}\Z",
    re.IGNORECASE,
)
_REASON_WORD = re.compile(
    r"[ \n,;.:(-]{0,6}(?:(?:for|per|under)[ \n]{1,2})?(?:the[ \n])?\breasons?\b[ \n]{0,2}"
    r"(?:under\b|of\b|:|\.)?",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"[ \n:;.,-]{0,4}(?:Cl?a?s?si?f?i?e?d?[ \n]{1,2}By[ ]?[:;.,-]?|Class(?:ified)?[:])[ \n]{0,3}",
    re.IGNORECASE,
)
_TITLES = frozenset(
    [
        "ambassador",
        "amb",
        "amb.",
        "ambassador-designate",
        "dcm",
        "adcm",
        "das",
        "pdas",
        "a/s",
        "daa",
        "charge",
        "chargé",
        "charge'",
        "chargee",
        "cda",
        "c.d.a.",
        "d'affaires",
        "d,affaires",
        "d'affairs",
        "affaires",
        "a.i.",
        "a.i",
        "ai",
        "interim",
        "ad",
        "counselor",
        "counsellor",
        "couns",
        "counselor.",
        "coun",
        "consul",
        "consul-general",
        "cg",
        "pao",
        "general",
        "minister",
        "minister-counselor",
        "minister-counselor.",
        "mincouns",
        "minister/counselor",
        "officer",
        "off",
        "chief",
        "acting",
        "a/chief",
        "deputy",
        "deputy-chief",
        "head",
        "director",
        "dir",
        "secretary",
        "assistant",
        "undersecretary",
        "under",
        "asst",
        "political",
        "pol",
        "polcouns",
        "poloff",
        "polchief",
        "polcounselor",
        "economic",
        "econ",
        "econoff",
        "econcouns",
        "econcounselor",
        "polecon",
        "pol-econ",
        "pol/econ",
        "p/e",
        "p/econ",
        "a/dcm",
        "a/polcouns",
        "a/pol",
        "poleconchief",
        "mission",
        "principal",
        "po",
        "d/po",
        "vice",
        "permanent",
        "representative",
        "perm",
        "rep",
        "permrep",
        "usun",
        "regional",
        "security",
        "rso",
        "legal",
        "attache",
        "attaché",
        "attachè",
        "labor",
        "affairs",
        "public",
        "management",
        "mgmt",
        "consular",
        "commercial",
        "agricultural",
        "refugee",
        "coordinator",
        "special",
        "envoy",
        "advisor",
        "adviser",
        "assistant.",
        "desk",
        "senior",
        "section",
        "staff",
        "first",
        "second",
        "third",
        "executive",
        "bureau",
        "office",
        "embassy",
        "post",
        "dep.",
        "deputy.",
        "manager",
        "administrator",
        "science",
        "naval",
        "defense",
        "army",
        "military",
        "air",
        "dao",
        "datt",
        "team",
        "leader",
        "prt",
        "civilian",
        "chairman",
        "president",
        "specialist",
        "global",
        "international",
        "narcotics",
        "law",
        "enforcement",
        "ins",
        "iio",
        "ines",
        "energy",
        "environment",
        "aid",
        "usaid",
        "counselor-designate",
        "designate",
        "counsel",
        "admin",
        "administrative",
        "of",
        "for",
        "the",
        "and",
        "&",
        "to",
        "col",
        "ltc",
        "ltcol",
        "lt",
        "maj",
        "major",
        "colonel",
        "general",
        "gen",
        "bg",
        "mg",
        "brig",
        "cdr",
        "capt",
        "captain",
        "dr",
        "mr",
        "ms",
        "mrs",
    ]
)
#: Titles run together: PolMinCouns, EconOff, ConGen.
_COMPOUND = re.compile(
    r"(?:pol|econ|eco|min|con|com|mil|leg|pao|rs|dep|act){1,3}(?:couns?|counselor|off|chief|att|mil|gen|chf)\Z"
)
_NAME_ENDS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:Jr|Sr|JR|SR|a\.i|A\.I))\.\Z")


def read_classified_by(
    view: View, start: int, end: int
) -> tuple[ClassifiedBy | None, list[Value], int]:
    """Read what stands after the label: the officer, the reasons, and where the field ends."""
    work = view.work
    again = _AGAIN.match(work, start, end)
    while again and again.end() > start:
        view.paint("label", *again.span(), content=False)
        start = again.end()
        again = _AGAIN.match(work, start, end)
    reasons, low, high = read_reasons(view, start, end)
    stop = low if reasons else end
    words = work[start:stop]
    lead = _LEAD.search(words, max(0, len(words) - 120)) if reasons else None
    officer_end = start + (lead.start() if lead else len(words))
    cut = _REASON_WORD.search(work, start, officer_end)
    if cut:
        officer_end = cut.start()
    if work[officer_end : officer_end + 1] == "." and _ABBREVIATED.search(
        work[start : officer_end + 1]
    ):
        officer_end += 1
    if reasons:
        view.paint("label", officer_end, low, content=False)
    return _officer(view, start, officer_end), reasons, high if reasons else officer_end


def read_reasons(view: View, start: int, end: int) -> tuple[list[Value], int, int]:
    """Return the reasons between two offsets, normalised, and the bounds of the first and last."""
    work = view.work
    found: list[Value] = []
    seen: set[str] = set()
    low = high = start
    for match in _REASON.finditer(work, start, end):
        if not found:
            low = match.start()
        elif match.start() - high > 24:
            break
        high = match.end()
        part = f"1.{match['part']}"
        letters = match["letters"]
        mark = _MARK_AFTER.search(letters) if letters else None
        if mark and any(map(str.islower, letters)):
            letters = letters[: mark.start()]
            high = match.start("letters") + len(letters)
        base = match.start("letters")
        singles = [
            (letter, base + one.start())
            for one in (_ONE_LETTER.finditer(letters) if letters else ())
            for letter in one[0].lower()
        ]
        for letter, at in singles or [("", match.start())]:
            name = f"{part} ({letter})" if letter else part
            if name not in seen:
                seen.add(name)
                span = Span(at, at + 1) if letter else Span(*match.span("part"))
                found.append(Value(name, (span,)))
        view.paint("reasons", match.start(), high)
        if not letters:
            high = match.end("part")
    tail = _AFTER_REASONS.match(work, high, end)
    if found and tail:
        view.paint("separator", *tail.span(), content=False)
        high = tail.end()
    return found, low, high


def _officer(view: View, start: int, end: int) -> ClassifiedBy | None:
    work = view.work
    low, high = view.trim(start, end)
    words = work[low:high]
    stripped = words.rstrip(" \n,;:-(")
    if stripped.endswith(".") and not _ABBREVIATED.search(stripped):
        stripped = stripped.rstrip(". ")
    high = low + len(stripped)
    while low < high and work[low] in " \n:;,.-)":
        low += 1
    mark = mark_at(work, low)
    if mark and mark.end < high:
        view.paint("marking", mark.start, mark.end, content=False)
        low = view.trim(mark.end, high)[0]
    passage = view.passage(low, high)
    if not passage:
        return None
    view.paint_passage("classified-by", passage)
    name, title = _name_and_title(work[low:high])
    return ClassifiedBy(_value(view, low, name), _value(view, low, title), passage)


def _value(view: View, base: int, bounds: tuple[int, int] | None) -> Value | None:
    if not bounds or bounds[0] >= bounds[1]:
        return None
    passage = view.passage(base + bounds[0], base + bounds[1])
    return Value(passage.text, passage.spans) if passage else None


_TOKEN = re.compile(r"[^ \n]{1,80}")


def _name_and_title(words: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Tell name and title apart; where that cannot be told both are ``None``."""
    comma = _comma(words)
    first = words[:comma] if comma is not None else words
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(first)]
    if not tokens or len(tokens) > 24:
        return None, None
    titles = _titles(words, tokens)
    rest = (comma + 1, len(words)) if comma is not None else None
    rest = _shrink(words, rest)
    if not any(titles):
        if len(tokens) > 5 or not _proper(tokens):
            return None, None
        if rest and not any(_is_title(token) for token in words[slice(*rest)].split()):
            return (tokens[0][0], tokens[-1][1]), rest
        return (tokens[0][0], tokens[-1][1]), rest
    last = max(index for index, title in enumerate(titles) if title)
    after = tokens[last + 1 :]
    if after and len(after) <= 5 and _proper(after):
        return (after[0][0], after[-1][1]), _shrink(words, (tokens[0][0], tokens[last][1]))
    begin = titles.index(True)
    before = tokens[:begin]
    if 2 <= len(before) <= 4 and _proper(before):
        return (before[0][0], before[-1][1]), _shrink(words, (tokens[begin][0], len(words)))
    if rest and not after:
        other = words[slice(*rest)]
        stop = other.find(",")
        other = other if stop < 0 else other[:stop]
        inner = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(other)]
        marks = [_is_title(token) for _, _, token in inner]
        lead = max((index for index, mark in enumerate(marks) if mark), default=-1)
        names = inner[lead + 1 :]
        if 1 < len(names) <= 5 and _proper(names):
            low = rest[0] + names[0][0]
            return (low, rest[0] + names[-1][1]), _shrink(words, (0, low))
    return None, _shrink(words, (0, len(words)))


def _titles(words: str, tokens: list[tuple[int, int, str]]) -> list[bool]:
    """Tell of each word whether it belongs to a title.

    In a field in mixed case an acronym before the name does (``SRAP``, ``to NATO``); after an
    initial stands a surname, even if it is a title's word.
    """
    marks = [_is_title(token) for _, _, token in tokens]
    mixed = any(map(str.islower, words))
    for index, (_, _, token) in enumerate(tokens):
        if marks[index]:
            marks[index] = not (index and _INITIAL.fullmatch(tokens[index - 1][2]))
        elif mixed and _ACRONYM.fullmatch(token) and len(tokens) - index > 2:
            marks[index] = not any(map(_INITIAL.fullmatch, (one[2] for one in tokens[:index])))
    return marks


_INITIAL = re.compile(r"[A-Z]\.")
_ACRONYM = re.compile(r"[A-Z]{3,6},?")


def _comma(words: str) -> int | None:
    at = words.find(",")
    while at >= 0:
        follows = words[at + 1 : at + 6].strip(" \n").rstrip(".,").lower()
        if follows.split(" ")[0].rstrip(".,") in {"jr", "sr", "ii", "iii", "iv", "a.i", "ai"}:
            at = words.find(",", at + 1)
            continue
        return at
    return None


def _is_title(token: str) -> bool:
    bare = token.strip('()"').lower()
    trimmed = bare.rstrip(".,:;")
    return (
        bare in _TITLES
        or trimmed in _TITLES
        or "/" in token
        or _COMPOUND.match(trimmed) is not None
    )


def _proper(tokens: list[tuple[int, int, str]]) -> bool:
    return all(
        token[:1].isupper()
        or token.lower().rstrip(".,") in _NAME_ENDS
        or token
        in {"de", "la", "van", "der", "von", "di", "del", "da", "le", "el", "al", "du", "den"}
        or token[:1] in '"(XO'
        for _, _, token in tokens
    ) and not any(char.isdigit() for _, _, token in tokens for char in token)


def _shrink(words: str, bounds: tuple[int, int] | None) -> tuple[int, int] | None:
    if not bounds:
        return None
    low, high = bounds
    inner = words[low:high]
    left = len(inner) - len(inner.lstrip(" \n,;:-."))
    right = len(inner.rstrip(" \n,;:-"))
    return (low + left, low + right) if left < right else None
