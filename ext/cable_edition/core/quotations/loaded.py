"""What a check may load: so much that a reader on a slow line has the answer.

A page loads the files of the pairs that it looks up and the texts of the cables that it reads. How
many bytes those have no checker without a server knows, so that what was loaded is counted as a
number of words, by rates that were measured on 1,000 synthetic cables: 4.4 bytes of a compressed
file stand for a word. The command counts as the page does, for both must give the same answers.
"""

from __future__ import annotations

from dataclasses import field

from cable_edition.core.late_methods import dataclass

#: No cable is read any more once so much was loaded: some 115 KB.
MOST = 26_000
#: No further stretch is looked up unless so much is left.
_FOR_PAIRS = 9_000
#: The file of a pair: at least, without units, so many of which are a word; and that of a word.
_LEAST_PAIR, _PAIR, _UNITS, _WORD = 240, 180, 10, 1000


@dataclass
class Loaded:
    """What was loaded so far, each thing once."""

    words: int = 0
    _known: set[int | str] = field(default_factory=set)
    _read: set[int] = field(default_factory=set)

    @property
    def is_full(self) -> bool:
        """Whether no cable is to be read any more."""
        return self.words >= MOST

    @property
    def has_room_for_pairs(self) -> bool:
        """Whether a further stretch may be looked up."""
        return self.words <= MOST - _FOR_PAIRS

    def pair(self, pair: int, units: int) -> None:
        """Note that a pair was looked up, and how many units it was told."""
        if pair not in self._known:
            self._known.add(pair)
            self.words += max(_LEAST_PAIR, _PAIR + units // _UNITS)

    def word(self, form: str) -> None:
        """Note that a word was looked up."""
        if form not in self._known:
            self._known.add(form)
            self.words += _WORD

    def text(self, page: int, words: int) -> None:
        """Note that a cable of so many words was read."""
        if page not in self._read:
            self._read.add(page)
            self.words += words
