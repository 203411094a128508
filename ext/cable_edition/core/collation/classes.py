"""The class of a difference: what became of the words, as far as the two copies tell.

A class says no more than the copies do. Whether changed words are an edit or an error of a copyist
cannot be seen from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_args

from cable_edition.core.collation.word_keys import spelt
from cable_edition.core.editing.emendation_rules import proposals

Class = Literal[
    "excised", "restored", "changed", "garbled", "spelling", "moved", "missing", "added"
]
CLASSES: tuple[Class, ...] = get_args(Class)
#: What a reader is told of each class.
MEANINGS: dict[Class, str] = {
    "excised": "words that the releasing body of this witness cut out; how many is not known",
    "restored": "words that the base text lacks, cut out by its releasing body",
    "changed": "other words",
    "garbled": "the same words, damaged on the way in one of the two",
    "spelling": "the same words in another spelling, case or punctuation",
    "moved": "a passage that stands elsewhere",
    "missing": "words that this witness lacks, without a mark of an excision",
    "added": "words that only this witness has",
}

#: Signs that a decoder or a printer puts for characters that it cannot read.
_UNREADABLE = re.compile(r"[\ufffd#*@~^?]{2,}|\ufffd|\(?\bgarble[ds]?\b\)?", re.IGNORECASE)


def mended(words: str) -> list[str]:
    """Return words as the mechanical rules of emendation read them, parted at blanks.

    As many words come out as went in, for no rule takes away or adds a blank.
    """
    parts: list[str] = []
    at = 0
    for change in proposals(words):
        if change.start >= at:
            parts += [words[at : change.start], change.reading]
            at = change.end
    return "".join([*parts, words[at:]]).split(" ")


def class_of(
    base: Sequence[str],
    witness: Sequence[str],
    mended_base: Sequence[str],
    mended_witness: Sequence[str],
) -> Class:
    """Return the class of a difference in words of which none was cut out.

    ``mended_base`` and ``mended_witness`` are the same words after :func:`mended`.
    """
    if not witness:
        return "missing"
    if not base:
        return "added"
    if list(mended_base) == list(mended_witness) or _is_spoilt(base, witness):
        return "garbled"
    if spelt(" ".join(base)) == spelt(" ".join(witness)):
        return "spelling"
    if spelt(" ".join(mended_base)) == spelt(" ".join(mended_witness)):
        return "garbled"
    return "changed"


def _is_spoilt(base: Sequence[str], witness: Sequence[str]) -> bool:
    if bool(_UNREADABLE.search(" ".join(base))) != bool(_UNREADABLE.search(" ".join(witness))):
        return True
    if len(base) != len(witness):
        return False
    pairs = [(a, b) for a, b in zip(base, witness, strict=True) if a != b]
    return all(_is_damaged(a, b) or _is_damaged(b, a) for a, b in pairs)


def _is_damaged(word: str, sound: str) -> bool:
    """Whether a word is a sound one in which figures or signs stand for one or two letters."""
    if len(word) != len(sound) or len(sound) < 4 or not sound.strip(".,;:()\"'").isalpha():
        return False
    other = [(a, b) for a, b in zip(word, sound, strict=True) if a != b]
    return len(other) <= 2 and all(
        b.isalpha() and not a.isalpha() and not a.isspace() for a, b in other
    )
