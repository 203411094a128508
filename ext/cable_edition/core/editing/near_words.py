"""The words of a text, by which it is soon known that nothing there is like a name.

To look for words that are like a name (:meth:`cable_edition.core.editing.names.Name.near`) takes
long, and in nearly every text there are none. All that may be like a word of a name is few words,
which are made once; a text has none of them, or it is worth looking.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import pairwise
from string import ascii_lowercase, digits

from cable_edition.core.editing.letters import PLAIN, reading

#: Figures for the letters that they look like, as poor copies have them.
LOOKS = str.maketrans("01358", "olesb")
_LETTERS = re.compile(r"[^\W_]+")
#: So many letters has a word that may be in pieces, and in two of them with a wrong letter.
LEAST_IN_PIECES, LEAST_IN_TWO = 4, 7
#: A family name of fewer letters is too like other words to stand for somebody alone.
LEAST_FAMILY = 3


def plurals(name: str) -> tuple[str, ...]:
    """Return the plurals of a name, ``quuxs`` and ``quuxes``; a very short one has none."""
    return (f"{name}s", f"{name}es") if len(name) >= LEAST_FAMILY else ()


class NearWords:
    """The words of a text, alone and each with the next, small and without accents."""

    def __init__(self, text: str) -> None:
        self._row = _LETTERS.findall(reading(text, PLAIN).run)
        self._run = "".join(self._row)
        self._alone = {form for word in set(self._row) for form in _forms(word)}

    def may_have(self, tokens: tuple[str, ...]) -> bool:
        """Whether something there may be like the name of these words; if not, nothing is."""
        words = [token for token in tokens if token.isalpha()]
        if any(self._has_in_pieces(word) for word in words if len(word) >= LEAST_IN_PIECES):
            return True
        known = [_like(word, self._others) for word in words if len(word) > 1]
        if known and not any(like.isdisjoint(self._alone) for like in known):
            return True
        known = [_like(word, self._others) for word in words if len(word) >= LEAST_IN_TWO]
        return any(not like.isdisjoint(self._joined) for like in known)

    def _has_in_pieces(self, word: str) -> bool:
        """Whether the letters stand there more often than in words."""
        count = self._run.count(word)
        return count > 0 and count > sum(one.count(word) for one in self._row)

    @cached_property
    def _others(self) -> str:
        """The letters that are none of a to z."""
        found = set().union(*self._alone) if self._alone else set()
        return "".join(sorted(found.difference(ascii_lowercase, digits)))

    @cached_property
    def _joined(self) -> set[str]:
        return {left + right for left, right in pairwise(self._row)}


def _forms(word: str) -> tuple[str, str]:
    bare = word.strip(digits)
    return bare, bare.translate(LOOKS)


@lru_cache(maxsize=4096)
def _like(word: str, others: str) -> frozenset[str]:
    """Return the word, its plurals, and whatever is it but for one letter."""
    letters = ascii_lowercase + digits + others
    found = {word, *plurals(word)}
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        found.update(before + letter + after for letter in letters)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
    return frozenset(found)
