"""Two states of an edition compared: by cable and place, with the words on both sides.

Words that one of the two withholds are told of and never shown, and so is every text of the other
side in which they stand. What a third state withholds, such as the edition as it is now, the caller
knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from cable_edition.core.changes.states import CableState, EditionState
from cable_edition.core.collation.word_runs import differing
from cable_edition.core.editing.gap import GAP, SIGNED_GAP

Deed = Literal["added", "removed", "changed", "withheld"]
What = Literal["cable", "source", "words", "emendation", "note", "entry"]
#: Whether words are withheld by who asks, though neither state withholds them.
Hidden = Callable[[str], bool]
_WORD = re.compile(r"[^\W_]+")
#: So many words stand around a change.
_AROUND = 4


class Change(NamedTuple):
    """One thing that changed.

    ``cable`` is empty for an entry. ``at`` is the anchor of words, the id of a note or emendation,
    or the field of an entry, empty for all of it; ``entry`` its kind and id. ``before`` and
    ``after`` are the words, empty where there are none, or they are withheld, or of a whole cable.
    """

    deed: Deed
    what: What
    cable: str = ""
    entry: str = ""
    at: str = ""
    before: str = ""
    after: str = ""


class Piece(NamedTuple):
    """Words that changed, with some around them; where only one side has words, the other is empty.

    ``lead`` and ``tail`` are the words around, the same on both sides; an ellipsis stands for more.
    """

    lead: str
    before: str
    after: str
    tail: str


def compare(
    before: EditionState, after: EditionState, hidden: Hidden = lambda _text: False
) -> Iterator[Change]:
    """Yield what changed, cables by id, then the entries of the registers."""
    work = _Comparison(before, after, hidden)
    for cable in sorted(before.cables.keys() | after.cables.keys()):
        yield from work.cable(cable)
    yield from work.entries()


class _Comparison:
    def __init__(self, before: EditionState, after: EditionState, hidden: Hidden) -> None:
        self._before, self._after = before, after
        secret = withheld_words(before, after)
        self._hidden = cache(lambda text: not secret.isdisjoint(_folded(text)) or hidden(text))

    def _change(
        self, what: What, key: tuple[str, str, str], old: str, new: str
    ) -> Iterator[Change]:
        """Yield what became of one text; nothing if it is the same."""
        if old == new:
            return
        cable, entry, at = key
        deed: Deed = "changed" if old and new else "removed" if old else "added"
        if (what == "words" and old and new and _is_cut(old, new)) or any(
            self._hidden(text) for text in (old, new) if text
        ):
            yield Change("withheld", what, cable, entry, at)
        else:
            yield Change(deed, what, cable, entry, at, old, new)

    def cable(self, cable: str) -> Iterator[Change]:
        old, new = self._before.cables.get(cable), self._after.cables.get(cable)
        if old is None or new is None:
            yield Change("removed" if new is None else "added", "cable", cable)
            return
        if old == new:
            return
        told = [*self._words(cable, old, new), *self._layers(cable, old, new)]
        if old.sha256 != new.sha256 and not any(one.what == "words" for one in told):
            yield Change("changed", "source", cable)
        yield from told

    def _words(self, cable: str, old: CableState, new: CableState) -> Iterator[Change]:
        for at in _keys(old.words, new.words):
            key = (cable, "", at)
            yield from self._change("words", key, old.words.get(at, ""), new.words.get(at, ""))

    def _layers(self, cable: str, old: CableState, new: CableState) -> Iterator[Change]:
        for at in _keys(old.emendations, new.emendations):
            first, second = old.emendations.get(at), new.emendations.get(at)
            shown = [f"{one.source} → {one.reading}" if one else "" for one in (first, second)]
            yield from self._change("emendation", (cable, "", at), *shown)
        for at in _keys(old.notes, new.notes):
            one, two = old.notes.get(at), new.notes.get(at)
            texts = (one.text if one else "", two.text if two else "")
            yield from self._change("note", (cable, "", at), *texts)

    def entries(self) -> Iterator[Change]:
        old, new = self._before.entries, self._after.entries
        for entry in sorted(old.keys() | new.keys()):
            first, second = old.get(entry), new.get(entry)
            if first is None or second is None:
                one = first or second or {}
                name = one.get("name", "")
                sides = (name, "") if second is None else ("", name)
                yield from self._change("entry", ("", entry, ""), *sides)
                continue
            for at in _keys(first, second):
                key = ("", entry, at)
                yield from self._change("entry", key, first.get(at, ""), second.get(at, ""))


def _keys(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """Return the keys of both, in the order of the new one, then those that only the old has."""
    return [*new, *(key for key in old if key not in new)]


def pieces(before: str, after: str) -> list[Piece]:
    """Return where two texts differ, word by word, with the words around.

    Changes with few words between them make one piece.
    """
    old, new = before.split(" "), after.split(" ")
    found: list[Piece] = []
    runs = differing(old, new) if before and after else []
    at = 0
    while at < len(runs):
        last = at
        while last + 1 < len(runs) and runs[last + 1].start - runs[last].end <= _AROUND:
            last += 1
        start, end = runs[at].start, runs[last].end
        other, other_end = runs[at].other, runs[last].other_end
        lead, tail = old[max(0, start - _AROUND) : start], old[end : end + _AROUND]
        more_before = "… " if start > _AROUND else ""
        more_after = " …" if end + _AROUND < len(old) else ""
        found.append(
            Piece(
                more_before + " ".join(lead),
                " ".join(old[start:end]),
                " ".join(new[other:other_end]),
                " ".join(tail) + more_after,
            )
        )
        at = last + 1
    return found


def _tokens(text: str) -> list[str]:
    """Return words with the sign for what is withheld as one of them."""
    return text.replace(GAP, f" {GAP} ").split()


def _is_gap(words: list[str]) -> bool:
    return any(GAP in word or SIGNED_GAP in word for word in words)


def _is_cut(old: str, new: str) -> bool:
    """Whether one of two texts withholds what the other has at the same place."""
    return any(True for _ in _cuts(old, new))


def _cuts(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield words of both texts where they differ at a gap, or right beside one.

    Beside one, too: where a gap moved, that of one text may be taken for that of the other.
    """
    if not _is_gap([old, new]):
        return
    one, two = _tokens(old), _tokens(new)
    for run in differing(one, two):
        around = one[max(0, run.start - 1) : run.end + 1]
        beside = two[max(0, run.other - 1) : run.other_end + 1]
        if _is_gap(around) or _is_gap(beside):
            yield one[run.start : run.end], two[run.other : run.other_end]


def withheld_words(before: EditionState, after: EditionState) -> frozenset[str]:
    """Return words, folded, that one state has where the other withholds, and has nowhere else.

    What the other publishes in a note or in a register is no secret.
    """
    cut_old: set[str] = set()
    cut_new: set[str] = set()
    for cable in before.cables.keys() & after.cables.keys():
        old, new = before.cables[cable].words, after.cables[cable].words
        for at in old.keys() & new.keys():
            if old[at] != new[at]:
                for first, second in _cuts(old[at], new[at]):
                    cut_old |= _folded(" ".join(first))
                    cut_new |= _folded(" ".join(second))
    secret = (cut_old - _all_words(after)) if cut_old else set()
    secret |= (cut_new - _all_words(before)) if cut_new else set()
    return frozenset(secret)


def _all_words(state: EditionState) -> set[str]:
    found: set[str] = set()
    for one in state.cables.values():
        for text in (*one.words.values(), *(note.text for note in one.notes.values())):
            found |= _folded(text)
    for entry in state.entries.values():
        for text in entry.values():
            found |= _folded(text)
    return found


def _folded(text: str) -> set[str]:
    """Return the words of a text without case, accents and signs."""
    small = text.casefold()
    if not small.isascii():
        parted = unicodedata.normalize("NFKD", small)
        small = "".join(one for one in parted if not unicodedata.combining(one))
    return set(_WORD.findall(small))
