"""The sign-off: surnames in capitals or mixed case, alone on a line or after the last sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.patterns import CAPTIONS, ends_sentence
from cable_edition.core.reading.text.view import BLANK, View, line_breaks_before

#: How far from the end a sign-off may begin.
_REACH = 90
#: An address of a web site, which some copies broke before its last letters.
_URL_END = late(
    r"(?:https?://[^ \n]{1,200}|[A-Za-z.]{1,60}\.(?:gov|mil)[^ \n]{0,100})"
    r"(?:[ \n]{1,2}(?:[a-z]{1,3}/?|/|[a-z]{0,12}[_/][a-z_/.]{0,30}))?\Z",
    re.IGNORECASE,
)
_INITIALS = r"(?:(?!U\.[SNK]\.|D\.C\.)(?:[A-Z]\.[ ]?){1,3})?"
_AFTER_END = late(r"(?:END|End|end)[ ](?:OF[ ])?(?:[A-Za-z]{3,10})(?:[ ]and[ ][A-Za-z]{3,9})?\Z")
_CAPITAL = "A-Z\\u00c0-\\u00d6\\u00d8-\\u00de"
_NAME = rf"(?:Mc|Mac|De|Di|Du|La|Le|Van|O'|D'|ST\.[ ])?[{_CAPITAL}][{_CAPITAL}'\u2019`-]{{1,24}}"
CAPITAL_NAME = re.compile(
    r"(?:(?<![^ \n\"*(\[<])|(?<=/s/)|(?<=[ \n]//))(?P<name>"
    + _INITIALS
    + r"(?P<surname>"
    + _NAME
    + r"(?:[ ]{0,2}[/&][ ]{0,2}"
    + _NAME
    + r"|[ ]{1,3}"
    + _NAME
    + r"){0,3}(?:,?[ ](?:JR|SR|II|III)\.?)?))(?P<dot>\.?)\Z"
)
#: All characters that a match of it can hold, small letters of ``Mac`` and the like among them.
_IN_NAME = "".join(
    ["ABCDEFGHIJKLMNOPQRSTUVWXYZ'`\u2019-acceiun .,/&", *map(chr, range(0xC0, 0xDF))]
)
_MIXED_NAME = late(
    r"(?<![^ \n\"*(\[<])(?P<name>(?:[A-Z]'[A-Za-z]|[A-Z])[a-z]+(?:[A-Z][a-z]+)?"
    r"(?:[ /'-][A-Z][A-Za-z]+|-[a-z]+){0,2})"
    r"(?P<dot>\.?)\Z"
)
#: Letters that stand apart, alone on their line.
_SPACED_NAME = re.compile(r"\n[ ]{0,40}(?P<name>[A-Z](?:[ ][A-Z']){3,14})\Z")
#: A name in small letters.
_SMALL_NAME = late(
    r"(?<![^ \n])(?P<name>[a-z][a-z'-]{2,24}(?:[ /][a-z][a-z'-]{2,24}){0,1})"
    r"(?P<dot>[ \n]{0,3}\.)?\Z"
)
#: Signs, and a word on the office, that stand after a name: dots, stars, closing brackets.
_ADORNED = late(
    r"[ ,]{0,2}(?:\([ ]?(?i:acting|a\.i\.)[ ]?\)|(?<=,[ ])(?i:acting)\b)?(?://)?"
    r"[ \n.,;:\"'*)\]>\u2013\u2014-]{0,60}\Z"
)
#: A name of several words that stands twice.
_TWICE = late(
    r"(?<![^ \n])(?P<name>[A-Z][A-Z'.-]{0,20}(?:[ ][A-Z][A-Z'.-]{0,20}){1,3})[ \n]{1,3}(?P=name)\Z"
)
#: The same on two lines, in whatever letters.
_TWICE_IN_LINES = late(
    r"(?<=\n)[ ]{0,20}(?P<name>[A-Z][A-Za-z'.-]{1,24}(?:[ ][A-Z][A-Za-z'.-]{0,24}){0,3})[ ]{0,4}\n"
    r"[ ]{0,20}(?P=name)\Z"
)
#: A name on its line and the office of its bearer on the next.
_TITLED = re.compile(
    r"\n[ ]{0,40}(?P<name>[A-Z][A-Za-z.'-]{0,24}(?:[ ]{1,2}[A-Z][A-Za-z.'-]{0,24}){0,4})"
    r"(?:,?[ ]{0,8}\n[ ]{0,40}|,[ ]{1,3})"
    r"(?i:(?:acting[ ]|deputy[ ])?(?:ambassador|charge(?:[ ]d'affaires)?"
    r"(?:,?[ ]a\.?i\.?)?|consul(?:[ ]general)?|chief[ ]of[ ]mission|principal[ ]officer"
    r"|permanent[ ]representative|secretary[ ]of[ ]state|dcm))\.?\Z"
)
_OPENERS = '"*([<- \u2013\u2014'
NOT_NAMES = frozenset(
    [
        "N",
        "NN",
        "NNN",
        "NNNN",
        "NNNNN",
        "LIMITED",
        "OFFICIAL",
        "USE",
        "ONLY",
        "BT",
        "END",
        "COMMENT",
        "SUMMARY",
        "TEXT",
        "SIPDIS",
        "NOTE",
        "ENDCOMMENT",
        "UNCLAS",
        "UNCLASSIFIED",
        "CONFIDENTIAL",
        "SECRET",
        "NOFORN",
        "SENSITIVE",
        "UNQUOTE",
        "QUOTE",
        "EMBASSY",
        "NATO",
        "USG",
        "GOC",
        "UN",
        "EU",
        "US",
        "USA",
        "ACTION",
        "REQUEST",
        "BACKGROUND",
        "CONCLUSION",
        "ATTACHMENT",
        "BEGIN",
        "REGARDS",
        "NONE",
        "PLEASE",
        "MINIMIZE",
        "CONSIDERED",
        "CABLE",
        "MESSAGE",
    ]
)


#: What stands in a sign-off whose name the editors withhold.
WITHHELD_NAME = "[WITHHELD]"
_WITHHELD = late(
    r"(?<![^ \n])(?P<name>(?:[A-Z][A-Z.'-]{0,24}[ ]{1,3}){0,3}"
    + re.escape(WITHHELD_NAME)
    + r"(?:,?[ ]{1,3}[A-Z][A-Z.'-]{0,24}){0,3})\.?\Z"
)
#: What may stand right before a name although no sentence ends there.
_BEFORE_NAME = frozenset({"UNQUOTE", "CONSIDERED", "NNN", "NNNN", "NNNNN", "BT"})
_SMALL_WORDS = frozenset(
    {"the", "and", "for", "with", "from", "end", "text", "that", "this", "his", "her", "its"}
)
#: What stands before a name that somebody signed with: ``/s/ TORRES``, ``//TORRES//``.
_SIGNED = re.compile(r"(?<=[ \n])/(?:[sS])?/[ ]{0,3}\Z")
_TOKEN = re.compile(r"[^ \n]+")
#: Signs that part a name from what stands before it.
_SIGNS = "-=*#\u2013\u2014"
_RULES = frozenset({"--", "==", "**", "__", "##", "- ", "* ", "= ", "# "})


class SignOff(NamedTuple):
    """A sign-off: its bounds, where what belongs to it begins, and where the signs after it end."""

    start: int
    stop: int
    cut: int
    end: int


def sign_off(view: View, floor: int, high: int) -> SignOff | None:
    """Return the sign-off that ends at ``high``, or ``None``.

    It does not reach over ``floor``, the end of the last paragraph's number. Signs may stand before
    and after the name (``TORRES ...``, ``* TORRES *``); a name that stands twice is one.
    """
    low = max(floor, high - _REACH)
    tail = view.work[low:high]
    if WITHHELD_NAME in tail and (withheld := _WITHHELD.search(tail)):
        start, stop = low + withheld.start("name"), low + withheld.end("name")
        return SignOff(start, stop, start, high)
    if (titled := _TITLED.search(tail)) and not any(map(_no_name, titled["name"].split())):
        start = low + titled.start("name")
        breaks, last = line_breaks_before(view.work, start, floor)
        if last >= floor and (breaks > 1 or ends_sentence(view.work, last)):
            return SignOff(start, high, start, high)
    bounds = _named(view, tail, low, floor)
    if not bounds:
        adorned = _ADORNED.search(tail)
        bare = tail[: adorned.start()] if adorned else ""
        if bare.strip(BLANK) and tail[len(bare) :] not in {"", "."}:
            bounds = _named(view, bare, low, floor, adorned=True)
    if not bounds and tail[-1:].isupper() and (twice := _TWICE.search(tail)):
        bounds = _named(view, tail[: twice.end("name")], low, floor)
        return SignOff(*bounds, bounds[0], high) if bounds else None
    if not bounds and (twice := _TWICE_IN_LINES.search(tail)):
        bounds = _named(view, tail[: twice.end("name")], low, floor)
        return SignOff(*bounds, bounds[0], high) if bounds else None
    return _whole(view, *bounds, floor, high) if bounds else None


def _named(
    view: View, tail: str, low: int, floor: int, *, adorned: bool = False
) -> tuple[int, int] | None:
    if spaced := _SPACED_NAME.search(tail):
        letters = spaced["name"].replace(" ", "")
        whole = None if _no_name(letters) else (low + spaced.start("name"), low + len(tail))
        return whole if whole and whole[0] > floor else None
    found = CAPITAL_NAME.search(tail, len(tail.rstrip(_IN_NAME)))
    if found:
        bounds = _capital_name(view, found, low, floor)
        return bounds if bounds and not (adorned and _runs_on(view, bounds[0], floor)) else None
    found = _MIXED_NAME.search(tail)
    if found:
        bounds = _mixed_name(view, found, low, floor)
        return bounds if bounds and not (adorned and _runs_on(view, bounds[0], floor)) else None
    found = _SMALL_NAME.search(tail)
    return _small_name(view, found, low, floor) if found and not adorned else None


def _runs_on(view: View, start: int, floor: int) -> bool:
    """Tell whether a name before dots may end a sentence: no line is its own."""
    line = view.work[max(floor, start - 12) : start]
    line = (line[: signed.start()] if (signed := _SIGNED.search(line)) else line).rstrip(_OPENERS)
    return not view.flat and not line.endswith("\n")


def _whole(view: View, start: int, stop: int, floor: int, high: int) -> SignOff:
    """Add what belongs to a sign-off: the signs around it, and the same name before it."""
    work = view.work
    name = work[start:stop]
    half = len(name) // 2
    if name[:half] == name[half + 1 :] and name[half : half + 1] in BLANK:
        start += half + 1
        name = work[start:stop]
    if signed := _SIGNED.search(work, max(floor, start - 8), start):
        return SignOff(start, stop, signed.start(), high)
    cut = start
    above = work[max(floor, cut - 60) : cut]
    if above.endswith("\n") and not above.rstrip(_OPENERS + BLANK).endswith(name):
        return SignOff(start, stop, cut, high)
    for _ in range(2):
        before = work[max(floor, cut - 60) : cut]
        bare = before.rstrip(_OPENERS + "\n")
        if bare.endswith(name) and not bare[: -len(name)][-1:].isalnum():
            cut -= len(before) - len(bare) + len(name)
        else:
            signs = before.rstrip(_OPENERS)
            apart = not signs or signs.endswith("\n") or before[len(signs) : len(signs) + 1] == " "
            cut -= len(before) - len(signs) if apart else 0
            break
    return SignOff(start, stop, cut, high)


def _capital_name(view: View, found: re.Match[str], low: int, floor: int) -> tuple[int, int] | None:
    """Accept capitals alone on a line, or after the last sentence, an end mark or a URL."""
    work = view.work
    start, stop = low + found.start("name"), low + found.end("name")
    line = work.rfind("\n", max(floor, start - 1), stop)
    if line >= 0:
        start = view.trim(line, stop)[0]
    surname = low + found.start("surname")
    if start < surname and not _opens(work, start, floor):
        start = surname  # the letter before it ends the last sentence
    tokens = [(start + one.start(), one[0]) for one in _TOKEN.finditer(work[start:stop])]
    after_phrase = False
    # Captions or end marks that precede the name on the same line belong to the text before.
    others = [index for index, (_, word) in enumerate(tokens) if _no_name(word)]
    if others:
        if len(others) == len(tokens) or others[-1] + 1 == len(tokens):
            return None
        after_phrase = tokens[others[-1]][1].strip("./") in _BEFORE_NAME
        tokens = tokens[others[-1] + 1 :]
        start = tokens[0][0]
    words = [word for _, word in tokens]
    while words and set(words[0]) <= {"X"}:
        start += len(words.pop(0))
        start, _ = view.trim(start, stop)
    if not words:
        return None
    breaks, last = line_breaks_before(work, start, floor)
    if last < floor:
        return (start, stop) if start > floor and breaks else None
    if breaks:
        return start, stop
    if found["dot"] and view.capitals and (len(words) > 1 or not ends_sentence(work, last)):
        return None
    before = work[max(floor, last - 220) : last + 1]
    if (
        ends_sentence(work, last)
        or _URL_END.search(before)
        or _AFTER_END.search(before)
        or work[last] in _SIGNS
        or before.endswith("XXXX")
        or after_phrase
        or _SIGNED.search(before)
    ):
        return start, stop
    return None


def _no_name(word: str) -> bool:
    return word.strip("./") in NOT_NAMES or word in CAPTIONS


def _opens(work: str, at: int, floor: int) -> bool:
    breaks, last = line_breaks_before(work, at, floor)
    return breaks > 0 or ends_sentence(work, last) or work[last : last + 1] in {"-", "=", "*", "#"}


def _mixed_name(view: View, found: re.Match[str], low: int, floor: int) -> tuple[int, int] | None:
    """Accept one to three capitalised words alone on the last line, or after the last sentence."""
    work = view.work
    start, stop = low + found.start("name"), low + found.end("name")
    line = work.rfind("\n", max(floor, start - 1), stop)
    if line >= 0:
        start = view.trim(line, stop)[0]
    words = work[start:stop].split()
    if any(word.upper() in NOT_NAMES for word in words):
        return None
    breaks, last = line_breaks_before(work, start, floor)
    if last < floor:
        return None
    ended = ends_sentence(work, last) or _ends_rule(work, last)
    if found["dot"]:
        alone = breaks > 0 or (view.flat and work[last] in ".!?")
        return (start, stop) if alone and ended and len(words) == 1 else None
    if breaks > 1 or (breaks and ended):
        return start, stop
    address = _URL_END.search(work, max(floor, last - 220), last + 1)
    if address or (work[last] in ".!?\"')" and ended) or _ends_rule(work, last):
        return (start, stop) if len(words) < (3 if view.flat else 2) else None
    return None


def _ends_rule(work: str, last: int) -> bool:
    return work[last] in "-=*_#" and work[last - 2 : last] in _RULES


def _small_name(view: View, found: re.Match[str], low: int, floor: int) -> tuple[int, int] | None:
    """Accept small letters alone on the last line after a sentence or a rule: a copy lost case.

    In a run of text one word after the last full stop is one, since no sentence begins so.
    """
    work = view.work
    start, stop = low + found.start("name"), low + found.end("name")
    words = work[start:stop].split()
    if any(word.upper() in NOT_NAMES or word in _SMALL_WORDS for word in words):
        return None
    breaks, last = line_breaks_before(work, start, floor)
    if last < floor or (not breaks and (not view.flat or len(words) > 1)):
        return None
    # With a stop it could end a sentence: then it has a line of its own, below another's end.
    if found["dot"] and (not breaks or len(words) > 1):
        return None
    ended = work[last] in ".!?\"')" and ends_sentence(work, last)
    return (start, stop) if ended or _ends_rule(work, last) else None
