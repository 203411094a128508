"""Acronyms and names that the words of cables have and no register explains.

They are proposals for an editor's eye, found by the shape of the words. An acronym is capitals
within a text that tells by capitals; a name is two words or more with capitals in a row, or one
behind a title. What stands in a text sent in capitals throughout is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from cable_edition.core.cable.posts import known_post, squeezed
from cable_edition.core.reading.text.officer import title_of
from cable_edition.core.registers.mentions import Mention
from cable_edition.core.registers.namesakes import listed_words, tells_by_capitals

#: What words that no register has may be.
UnregisteredKind = Literal["acronym", "name"]

_CAPITALS = re.compile(
    r"(?<![\w/&'\u2019.-])"
    r"(?:[A-Z][A-Z0-9]{0,11}(?:[/&-][A-Z0-9]{1,12}){0,4}s?|[A-Z]{13,40})(?![\w/&])"
)
#: A letter alone, or with a digit, is none: ``A``, ``B2``.
_TWO = re.compile(r"[A-Z]{2}|[A-Z][/&][A-Z]")
#: Longer words in capitals are words that somebody stressed, or headings.
_LONGEST = 6
_ROMAN = re.compile(r"[IVXLC]+")
#: Words as they stand, for a run of them; the signs around end a run.
_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]{0,39}")
_OPENS = re.compile(r"(?:\A|[.?!:;)\"\u201d*]|--|\u2014|\u2013) ?\Z")
#: ``End Summary`` and the like is no name.
_SIGNPOSTS = frozenset(["begin", "comment", "end", "introduction", "note", "summary", "text"])
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")


class Unregistered(NamedTuple):
    """Words at ``anchor`` that no register has; ``start`` counts characters of the text there."""

    kind: UnregisteredKind
    words: str
    anchor: str
    start: int


def unregistered(
    texts: Iterable[tuple[str, str]], mentions: dict[str, tuple[Mention, ...]]
) -> Iterator[Unregistered]:
    """Yield the acronyms and names in the texts of a cable, by anchor, that nothing explains.

    ``mentions`` are the words that name an entry of the registers.
    """
    for anchor, text in texts:
        if not tells_by_capitals(text):
            continue
        taken = [(one.start, one.end) for one in mentions.get(anchor, ())]
        for kind, start, end in (*_acronyms(text), *_names(text)):
            if not any(start < high and low < end for low, high in taken):
                yield Unregistered(kind, text[start:end], anchor, start)


def _acronyms(text: str) -> Iterator[tuple[UnregisteredKind, int, int]]:
    found = [one for one in _CAPITALS.finditer(text) if _TWO.search(one[0])]
    for index, one in enumerate(found):
        words = one[0].removesuffix("s")
        beside = found[max(0, index - 1) : index + 2]
        # Beside a longer word in capitals it belongs to a line in capitals, or is stressed.
        if all(
            _is_acronym(other[0]) for other in beside if other is one or _meet(text, one, other)
        ):
            yield "acronym", one.start(), one.start() + len(words)


def _is_acronym(words: str) -> bool:
    if _ROMAN.fullmatch(words) or words.casefold() in listed_words("opener") or known_post(words):
        return False
    return max(map(len, re.split("[/&-]", words))) <= _LONGEST


def _meet(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    low, high = sorted((one, other), key=lambda match: match.start())
    return text[low.end() : high.start()] == " "


def _names(text: str) -> Iterator[tuple[UnregisteredKind, int, int]]:
    run: list[re.Match[str]] = []
    for one in _WORD.finditer(text):
        if run and text[run[-1].end() : one.start()] != " ":
            yield from _name(text, run)
            run = []
        if _is_named(one[0]) or (run and one[0] in listed_words("particle")):
            run.append(one)
            if one[0].endswith(".") and len(one[0]) > 3 and title_of(one[0]) is None:
                yield from _name(text, run)
                run = []
        else:
            yield from _name(text, run)
            run = []
    yield from _name(text, run)


def _is_named(word: str) -> bool:
    """Whether a word is written as a part of a name: a capital and small letters, or an initial."""
    return word[0].isupper() and (any(map(str.islower, word)) or word[1:] == ".")


def _name(text: str, run: Sequence[re.Match[str]]) -> Iterator[tuple[UnregisteredKind, int, int]]:
    """Yield the name that a run of words is, less what opens a sentence, titles and days."""
    words, titled = list(run), False
    if words and _OPENS.search(text[max(0, words[0].start() - 3) : words[0].start()]):
        first = words[0][0].casefold()
        if first in listed_words("opener") or first.endswith(("ly", "ing", "ed")):
            del words[0]
    while words and _before_a_name(words[0][0]):
        titled = True
        del words[0]
    while words and (words[-1][0] in listed_words("particle") or _is_day(words[-1][0])):
        del words[-1]
    if words and _is_day(words[0][0]):
        del words[0]
    if len(words) < (1 if titled else 2):
        return
    if {one[0].casefold().rstrip(".") for one in words} <= _SIGNPOSTS:
        return
    last = words[-1][0]
    if last.endswith(".") and len(last) > 2:
        last = last.rstrip(".")
    last = _POSSESSIVE.sub("", last)
    of_a_post = len(words) == 1 and known_post(squeezed(last)) is not None
    if len(last) > 1 and not of_a_post:
        yield "name", words[0].start(), words[-1].start() + len(last)


def _before_a_name(word: str) -> bool:
    bare = word.casefold().rstrip(".")
    listed = bare in listed_words("address") or bare in listed_words("title")
    return listed or title_of(word) is not None


def _is_day(word: str) -> bool:
    return word.casefold().rstrip(".") in listed_words("day")
