"""What the rules of emendation propose for a cable, less what its sidecar has."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.places import texts_of
from cable_edition.core.editing.emendation import emend
from cable_edition.core.editing.emendation_rules import RULES, Change, proposals, unpaired_marks
from cable_edition.core.editing.quotation import Quotation, quote
from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.editing.sidecar.emendations import EmendationEntry
from cable_edition.core.editing.sidecar.place import Place
from cable_edition.core.late_methods import dataclass
from cable_edition.core.yaml_files.scalar import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cable_edition.core.cable.model import Cable
    from cable_edition.core.editing.emendation import Emendations
    from cable_edition.core.problems import Problem

_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed entry: the place, the words to quote, the words to read, the rule."""

    at: str
    quotation: Quotation
    read: str
    rule: str
    id: str = ""

    def entry(self) -> dict[str, str]:
        """Return the entry as the list ``emendations`` of a sidecar takes it."""
        one = self.quotation
        keys = {"at": self.at, "id": self.id, "rule": self.rule, "quote": one.exact}
        keys |= {"prefix": one.prefix, "suffix": one.suffix}
        return {key: value for key, value in keys.items() if value} | {"read": self.read}

    def yaml(self) -> str:
        """Return the entry as YAML for the list ``emendations``, a line a key."""
        return _entry(self)


class Missed(NamedTuple):
    """Words at a place that look garbled, of which no entry could be made."""

    at: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The proposals for one cable; ``applied`` counts the emendations of its sidecar.

    Each entry is one that a build accepts; what is left over stands in ``missed``.
    """

    cable: str
    entries: tuple[Suggestion, ...]
    applied: int
    has_key: bool
    problems: tuple[Problem, ...] = ()
    missed: tuple[Missed, ...] = ()

    def yaml(self) -> str:
        """Return the entries as YAML for the sidecar, under their key if it has none yet."""
        name = f"{self.cable}.yaml" if self.cable else "the sidecar"
        head = (
            f"# add to `emendations` in {name}\n" if self.has_key else f"# {name}\nemendations:\n"
        )
        return head + "".join(one.yaml() for one in self.entries)


def suggestions(cable: Cable, path: str) -> Suggestions:
    """Propose emendations for a cable read from ``path``; its sidecar is looked for beside it.

    The cable is one from which is taken what its sidecar withholds.
    """
    cable_id = cable.reference_id or ""
    beside = Path(path).parent / f"{cable_id}.yaml"
    sidecar, problems = read_sidecar(beside) if cable_id else (None, [])
    texts = texts_of(cable)
    applied, faults = emend(texts, sidecar.emendations if sidecar else ())
    return Suggestions(
        cable_id,
        proposed(texts, applied),
        sum(map(len, applied.values())),
        bool(sidecar and sidecar.emendations),
        (*problems, *faults),
        tuple(_missed(texts, applied)),
    )


def proposed(texts: Sequence[tuple[str, str]], applied: Emendations) -> tuple[Suggestion, ...]:
    """Return what the rules propose for the ``texts`` of a cable, less what is ``applied``.

    A build accepts each. One beside others has an id of its own, and leaves them theirs.
    """
    named = {one.id for found in applied.values() for one in found}
    entries: list[Suggestion] = []
    for anchor, text in texts:
        entries += (
            _named(one, named) if applied.get(anchor) else one
            for change in _open_changes(anchor, text, applied)
            if (one := _accepted(anchor, text, change))
        )
    return tuple(entries)


def _open_changes(anchor: str, text: str, applied: Emendations) -> Iterator[Change]:
    taken = [(one.start, one.end) for one in applied.get(anchor, ())]
    for change in proposals(text):
        if not any(start < change.end and change.start < end for start, end in taken):
            yield change


def _missed(texts: Sequence[tuple[str, str]], applied: Emendations) -> Iterator[Missed]:
    """Yield what looks garbled and cannot be made an entry."""
    for anchor, text in texts:
        for change in _open_changes(anchor, text, applied):
            if _accepted(anchor, text, change) is None:
                words = quote(text, change.start, change.end).exact
                yield Missed(anchor, words, f"{change.rule} cannot quote it alone")
        taken = [(one.start, one.end) for one in applied.get(anchor, ())]
        for at in unpaired_marks(text):
            if not any(start <= at < end for start, end in taken):
                words = quote(text, at, at + 1).exact
                yield Missed(anchor, words, "an 8 like a closing mark, and none opens")


def _accepted(anchor: str, text: str, change: Change) -> Suggestion | None:
    """Return the entry that a build takes for just this change, or ``None``.

    Whole words are quoted; where they hold several signs, so that the one which is changed cannot
    be told, the sign alone is.
    """
    whole = _suggestion(anchor, change, quote(text, change.start, change.end))
    start, end = change.start, change.end
    alone = Quotation(text[start:end], text[:start].rstrip(" "), text[end:].lstrip(" "), start)
    for one in (whole, _suggestion(anchor, change, alone)):
        words = one.quotation
        place = Place(anchor, words.exact, words.prefix, words.suffix, "", 0)
        entry = EmendationEntry(place, one.read, one.rule, RULES[one.rule].certainty)
        found, faults = emend(((anchor, text),), (entry,))
        if not faults and (found[anchor][0].start, found[anchor][0].end) == (start, end):
            return one
    return None


def _named(one: Suggestion, taken: set[str]) -> Suggestion:
    """Return an entry with an id that no other of the cable has; it is noted in ``taken``."""
    words = "-".join(_WORDS.findall(one.read.casefold())) or "mark"
    base = name = f"{words[:40].strip('-')}-{one.at}"
    number = 2
    while f"e-{name}" in taken:
        name = f"{base}-{number}"
        number += 1
    taken.add(f"e-{name}")
    return replace(one, id=name)


def _suggestion(anchor: str, change: Change, quotation: Quotation) -> Suggestion:
    exact = quotation.exact
    # A quotation may hold more than one garbled mark; each is proposed for itself.
    left = change.start - quotation.start
    read = exact[:left] + change.reading + exact[left + len(change.source) :]
    return Suggestion(anchor, quotation, read, change.rule)


def _entry(one: Suggestion) -> str:
    words = {"quote", "prefix", "suffix", "read"}
    lines = [
        f"{key}: {scalar(value) if key in words else value}" for key, value in one.entry().items()
    ]
    return "\n".join((f"  - {lines[0]}", *(f"    {line}" for line in lines[1:]))) + "\n"
