"""Words whose frequencies and growth are those of real cables.

Ranks follow a Zipf-Mandelbrot law, ``p(r) ~ (r + 6) ** -1.3`` over 60,000 ranks. The constants are
fitted to two measurements: the cable 05OTTAWA286 has 562 distinct words in its first 1,400, and
Heaps' law with the constants found for the newswire corpus RCV1 (Manning, Raghavan and Schuetze,
"Introduction to Information Retrieval", 5.1.1: k = 44, b = 0.49) gives about 45,000 distinct words
in the 1.5 million of 1,000 cables. The first ranks are common English words, the others are made of
syllables, with English endings, so that a stemmer has the work it has on a real text.
"""

from __future__ import annotations

import random

COMMON = (
    "the of and to in that for on with is was as by he it be at from are this have an not had "
    "his which or but would has been they were their will said who more one also its other "
    "than we some these about into such no when if all there can after new up so any our two "
    "may over what should most between could both only made them further under during while "
    "through where many first because very before last must well being those still against "
    "each however him part since several then just next three much year years time government "
    "minister officials meeting policy country party public support security international "
    "national issue issues process political military foreign trade economic regional "
    "agreement visit request report position discussion concern efforts progress future local "
    "senior leaders program plan law"
).split()

_SUFFIXES = ("", "s", "ed", "ing", "tion", "al", "ment", "er", "ity", "ly", "", "s", "ed")
_ONSETS = "b c d f g l m n p r s t v br st tr".split()
_SYLLABLES = tuple(onset + nucleus for onset in _ONSETS for nucleus in "aeiou")

RANKS = 60_000
_EXPONENT = 1.3
_SHIFT = 6.0
_POWER = 1.0 - _EXPONENT
_LOW = (1.0 + _SHIFT) ** _POWER
_HIGH = (RANKS + 1.0 + _SHIFT) ** _POWER


def syllables(number: int) -> str:
    """Return the made-up stem number ``number`` (from 0): two syllables, or three when those end.

    Two numbers never give one stem: every syllable begins with a consonant and ends with a vowel.
    """
    base = len(_SYLLABLES)
    # The step is prime to 80, so neighbouring numbers do not begin with one syllable.
    if number < base**2:
        number = number * 2741 % base**2
        return _SYLLABLES[number // base] + _SYLLABLES[number % base]
    number = (number - base**2) * 190_471 % base**3
    return _SYLLABLES[number // base**2] + syllables_pair(number % base**2)


def syllables_pair(number: int) -> str:
    """Return the two syllables number ``number`` (0 to 6,399) in the order of the syllables."""
    return _SYLLABLES[number // len(_SYLLABLES)] + _SYLLABLES[number % len(_SYLLABLES)]


def word_of_rank(rank: int) -> str:
    """Return the word of a rank (from 0); one word a rank."""
    if rank < len(COMMON):
        return COMMON[rank]
    return syllables(rank - len(COMMON)) + _SUFFIXES[rank % len(_SUFFIXES)]


def draw(rng: random.Random) -> str:
    """Draw one word by its frequency, in constant time (inverse of the continuous law)."""
    share = rng.random()
    rank = (_LOW + share * (_HIGH - _LOW)) ** (1.0 / _POWER) - _SHIFT
    return word_of_rank(min(int(rank) - 1, RANKS - 1))


def sentence(rng: random.Random) -> list[str]:
    """Draw one sentence: 12 to 30 words with its punctuation, the first in upper case."""
    length = rng.randint(12, 30)
    words = [draw(rng) for _ in range(length)]
    words[0] = words[0].capitalize()
    if length > 18:
        words[length // 2] += ","
    words[-1] += "."
    return words
