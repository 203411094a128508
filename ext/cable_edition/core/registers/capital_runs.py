"""Words with capitals in a row: what names of people, bodies and places are made of in a text.

Only the form of the words is looked at. What opens a sentence, a day or a month, and the signposts
of a cable (``End Summary``) are left out. All is linear in the length of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.registers.namesakes import listed_words

#: Words as they stand; the signs around them end a run.
_WORD = late(r"[^\W\d_][\w'\u2019.-]{0,39}")
_OPENS = late(r"(?:\A|[.?!:;)\"\u201d*]|--|\u2014|\u2013) ?\Z")
#: ``End Summary`` and the like is no name.
_SIGNPOSTS = frozenset(["begin", "comment", "end", "introduction", "note", "summary", "text"])
#: ``d'Estaing``, ``al-Maliki``.
_ELIDED = late(r"([a-z]{1,5})['\u2019-](?!Affaires)(?=[^\W\d_a-z])")
_POSSESSIVE = late(r"(?:'s?|\u2019s?)\Z")
#: Words before a name that say that it is no person's: ``the Harbor Office``.
_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "our", "its", "their", "his", "her"}
    | {"your", "my", "both", "all", "each", "every", "some", "any", "no", "new", "old"}
)
#: What hyphens join to a title: it may be held soon, or for no one place.
_SAID_OF_HOLDER = late(r"-(?:designate|elect|at-large)\Z")
#: The longest title that a stop may shorten: ``Couns.``.
_SHORT = 6
#: Words before a letter that is none of a name: ``ref A. Drawings of the lamp``.
_LETTERED = late(
    r"\b(?:ref|reftel|annex|option|para|paragraph|part|section|item)s? \Z", re.IGNORECASE
)
_BEFORE = late(r"([\w\u0300-\u036f.'\u2019-]{1,40}) \Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, without a possessive or the stop that ends its sentence."""

    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """The word in small letters, as lists have it."""
        return self.text.casefold().rstrip(".")


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals in a row.

    ``determined`` tells that an article, a pronoun or a possessive stands before them, ``opens``
    that they open a sentence, ``owns`` that a possessive ends them.
    """

    words: tuple[Word, ...]
    determined: bool = False
    opens: bool = False
    owns: bool = False


def small_words(texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the words that the texts of a cable also have in small letters: they are no names."""
    return frozenset(
        word.rstrip(".'-") for _, text in texts for word in _WORD.findall(text) if word.islower()
    )


def capital_runs(text: str) -> Iterator[Run]:
    """Yield the runs of a text, in order; one may be of one word."""
    run: list[re.Match[str]] = []
    for one in _WORD.finditer(text):
        if run and (text[run[-1].end() : one.start()] != " " or _ends(run[-1][0])):
            yield from _made(text, run)
            run = []
        if _is_named(one[0]) or (run and _goes_on(one[0])):
            run.append(one)
        else:
            yield from _made(text, run)
            run = []
    yield from _made(text, run)


def is_office(word: str) -> bool:
    """Whether a word names whoever holds an office: ``Minister``, ``Gen.``, ``DCM``.

    So does one with what is said of the holder: ``Ambassador-designate``, ``-at-Large``.
    """
    bare = word.casefold().strip("().,")
    if "-" in bare:
        bare = _SAID_OF_HOLDER.sub("", bare)
    return bare in listed_words("office") or bare in listed_words("address")


def is_particle(word: str) -> bool:
    """Whether a small word joins the parts of a name: the ``de``, ``la`` of ``Ana de la Torre``."""
    return word in listed_words("particle") or word in listed_words("inner")


def _goes_on(word: str) -> bool:
    """Whether a name goes on with a word that has no capital: ``de``, ``al-Maliki``."""
    if is_particle(word):
        return True
    joined = _ELIDED.match(word)
    return joined is not None and (is_particle(joined[1]) or joined[1] in listed_words("elided"))


def is_day(word: str) -> bool:
    """Whether a word is a day or a month."""
    return word.casefold().rstrip(".") in listed_words("day")


def _is_named(word: str) -> bool:
    """Whether a word is a part of a name: a capital and small letters, an initial, an office."""
    if not word[0].isupper():
        return False
    return any(map(str.islower, word)) or word[1:] == "." or is_office(word)


def _is_abbreviated(word: str) -> bool:
    """Whether the stop behind a word is its own: ``J.``, ``Gen.``."""
    return len(word) <= 2 or (len(word) <= _SHORT and is_office(word))


def _ends(word: str) -> bool:
    """Whether nothing of the same name follows: a possessive, or the stop of a sentence."""
    stops = word.endswith(".") and not _is_abbreviated(word)
    return stops or _POSSESSIVE.search(word) is not None


def _made(text: str, run: list[re.Match[str]]) -> Iterator[Run]:
    matches = list(run)
    if not matches:
        return
    before = text[max(0, matches[0].start() - 45) : matches[0].start()]
    opens = _OPENS.search(before[-3:]) is not None
    beside = _BEFORE.search(before)
    determined = beside is not None and (
        beside[1].casefold() in _DETERMINERS or _POSSESSIVE.search(beside[1]) is not None
    )
    first = matches[0][0].casefold()
    joined = len(matches) > 1 and _goes_on(matches[1][0])
    if opens and not joined and _opens_a_sentence(first):
        determined = first in _DETERMINERS
        opens = False
        del matches[0]
    while matches and (is_particle(matches[-1][0]) or is_day(matches[-1][0])):
        del matches[-1]
    if matches and (
        is_day(matches[0][0]) or (matches[0][0][1:] == "." and _LETTERED.search(before))
    ):
        del matches[0]
    words = [_word(one) for one in matches]
    if not words or {one.bare for one in words} <= _SIGNPOSTS:
        return
    owns = _POSSESSIVE.search(matches[-1][0]) is not None
    yield Run(tuple(words), determined, opens, owns)


def _opens_a_sentence(word: str) -> bool:
    return word in listed_words("opener") or word.endswith(("ly", "ing", "ed"))


def _word(match: re.Match[str]) -> Word:
    words = match[0]
    if words.endswith(".") and not _is_abbreviated(words):
        words = words.rstrip(".")
    words = _POSSESSIVE.sub("", words)
    return Word(match.start(), match.start() + len(words), words)
