"""Emendations: the reading text as a layer over the source, applied and undone without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.editing.emendation_rules import RULES, Certainty
from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem

if TYPE_CHECKING:
    from cable_edition.core.editing.sidecar.emendations import EmendationEntry
    from cable_edition.core.editing.sidecar.place import Place

#: Runs that a change takes as a whole: letters, digits, blanks, anything else.
_RUNS = re.compile(r"[^\W\d_]+|\d+|\s+|(?:[^\w\s]|_)+")
#: So many changes of a rule are named.
_PAIRS = 3


@dataclass(frozen=True, slots=True)
class Emendation:
    """One place where the edition reads otherwise than its source.

    ``start`` and ``end`` (exclusive) count characters of the folded source text at ``anchor`` and
    hold just what is changed, ``source`` to ``reading``; either may be empty. ``lemma`` and
    ``read`` are the words around it before and after, for the apparatus. ``shift`` added to
    ``start`` gives its place in the reading text.
    """

    id: str
    anchor: str
    start: int
    end: int
    source: str
    reading: str
    lemma: str
    read: str
    rule: str
    certainty: Certainty
    reason: str = ""
    shift: int = 0

    @property
    def reading_start(self) -> int:
        """Where the reading begins in the reading text."""
        return self.start + self.shift

    @property
    def reading_end(self) -> int:
        """Where the reading ends in the reading text."""
        return self.reading_start + len(self.reading)

    @property
    def mechanical(self) -> bool:
        """Whether its rule mends what a machine did."""
        return RULES[self.rule].mechanical


#: The emendations of a cable by anchor, in the order of the text, never overlapping.
Emendations = Mapping[str, tuple[Emendation, ...]]


def find_place(place: Place, texts: Mapping[str, str]) -> tuple[int, list[Problem]]:
    """Return where the words quoted by ``place`` begin in the text at its anchor, or -1.

    Problems: ``unknown-anchor``, ``quote-missing``, ``quote-ambiguous``.
    """
    text = texts.get(place.at)
    if text is None:
        message = f"the cable has no place `{place.at}`; its places are {_some(texts)}"
        return -1, [_error(place, "unknown-anchor", message)]
    quotation = Quotation(place.quote, place.prefix, place.suffix)
    found = occurrences(text, quotation)
    if len(found) == 1:
        return found[0], []
    shown = place.quote if len(place.quote) <= 60 else f"{place.quote[:57]}..."
    if found:
        message = (
            f"`{shown}` stands {len(found)} times at {place.at}; tell which one by `prefix` or "
            "`suffix`, the words before or after it"
        )
        return -1, [_error(place, "quote-ambiguous", message)]
    message = f"`{shown}` does not stand at {place.at}{_elsewhere(place, quotation, texts)}"
    return -1, [_error(place, "quote-missing", message)]


def _elsewhere(place: Place, quotation: Quotation, texts: Mapping[str, str]) -> str:
    bare = Quotation(place.quote)
    if occurrences(texts[place.at], bare):
        return " between this `prefix` and `suffix`; compare them with the text as transmitted"
    others = [anchor for anchor, text in texts.items() if occurrences(text, quotation)]
    if others:
        return f"; it stands at {_some(others)}"
    return "; write the words as transmitted, garbled characters included"


def _some(anchors: Iterable[str]) -> str:
    names = list(anchors)
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")


def _error(place: Place, code: str, message: str) -> Problem:
    return Problem(code, message, place.path, place.line)


def emend(
    texts: Sequence[tuple[str, str]], entries: Iterable[EmendationEntry]
) -> tuple[Emendations, list[Problem]]:
    """Place the emendations of a sidecar in the folded source ``texts`` (anchor, text) of a cable.

    An entry that cannot be placed is left out and reported; the others count. Problems: those of
    :func:`find_place`, ``rule-mismatch`` (the change is not one that its rule covers),
    ``emendation-overlap``, ``repeated-id``.
    """
    by_anchor: dict[str, list[tuple[Emendation, Place]]] = {}
    words = dict(texts)
    problems: list[Problem] = []
    for entry in entries:
        start, missing = find_place(entry.place, words)
        problems += missing
        if missing:
            continue
        one = _emendation(entry, start)
        if fault := _against_rule(one):
            problems.append(_error(entry.place, "rule-mismatch", fault))
            continue
        by_anchor.setdefault(one.anchor, []).append((one, entry.place))
    taken: dict[str, Place] = {}
    found: dict[str, tuple[Emendation, ...]] = {}
    for anchor, _ in texts:
        if anchor in by_anchor:
            kept, faults = _in_order(by_anchor[anchor], taken)
            problems += faults
            found[anchor] = kept
    return found, problems


def _emendation(entry: EmendationEntry, start: int) -> Emendation:
    place = entry.place
    left, source, reading = _change(place.quote, entry.read, RULES[entry.rule].changes)
    begin = start + left
    return Emendation(
        id=f"e-{entry.id}" if entry.id else "",
        anchor=place.at,
        start=begin,
        end=begin + len(source),
        source=source,
        reading=reading,
        lemma=place.quote,
        read=entry.read,
        rule=entry.rule,
        certainty=entry.certainty,
        reason=entry.reason,
    )


def _change(source: str, reading: str, covered: frozenset[tuple[str, str]]) -> tuple[int, str, str]:
    """Return where two readings part, and what differs, in whole runs of characters.

    A change that a rule covers is cut out of its run: in ``pays?8`` the mark before the ``8`` is
    not changed by ``pays?"``.
    """
    old, new = _RUNS.findall(source), _RUNS.findall(reading)
    most = min(len(old), len(new))
    left = next((i for i in range(most) if old[i] != new[i]), most)
    rest = most - left
    right = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    changed = "".join(old[left : len(old) - right]), "".join(new[left : len(new) - right])
    begin = len("".join(old[:left]))
    # The sign may stand in its run more than once: the change is where the two readings part.
    same = next((i for i, pair in enumerate(zip(*changed, strict=False)) if len(set(pair)) > 1), 0)
    for one in sorted(covered):
        ahead, behind = changed[0][:same], changed[0][same + len(one[0]) :]
        if changed[0].startswith(one[0], same) and changed[1] == f"{ahead}{one[1]}{behind}":
            return begin + same, *one
    return begin, *changed


def _against_rule(one: Emendation) -> str:
    rule = RULES[one.rule]
    if not rule.changes or (one.source, one.reading) in rule.changes:
        return ""
    pairs = sorted(rule.changes)
    known = " or ".join(f"`{old}` to `{new}`" for old, new in pairs[:_PAIRS])
    known += " or some other signs" if len(pairs) > _PAIRS else ""
    return (
        f"`{rule.id}` changes {known}, one at a time, and not `{one.source}` to `{one.reading}`; "
        "mend `read`, or give the rule that fits (`conjecture` for what only the sense tells)"
    )


def _in_order(
    items: list[tuple[Emendation, Place]], taken: dict[str, Place]
) -> tuple[tuple[Emendation, ...], list[Problem]]:
    """Sort the emendations of one text, give ids by order, and find where they collide."""
    kept: list[Emendation] = []
    problems = []
    shift = unnamed = 0
    for one, place in sorted(items, key=lambda item: (item[0].start, item[0].end)):
        last = kept[-1] if kept else None
        if last and (one.start < last.end or (one.start, one.end) == (last.start, last.end)):
            message = f"the words overlap with those of the emendation `{last.lemma}`; join both"
            problems.append(_error(place, "emendation-overlap", message))
            continue
        # One with an id of its own can come between others and leave them theirs.
        unnamed += not one.id
        name = one.id or f"e-{one.anchor}-{unnamed}"
        if name in taken:
            message = f"the id `{name}` is that of line {taken[name].line}; choose another"
            problems.append(_error(place, "repeated-id", message))
            continue
        taken[name] = place
        kept.append(replace(one, id=name, shift=shift))
        shift += len(one.reading) - len(one.source)
    return tuple(kept), problems


def reading_text(source: str, emendations: Sequence[Emendation]) -> str:
    """Return the reading text: ``source`` with its emendations applied."""
    return _replaced(source, ((one.start, one.end, one.reading) for one in emendations))


def source_of(reading: str, emendations: Sequence[Emendation]) -> str:
    """Return the source of which ``reading`` is the :func:`reading_text`."""
    places = ((one.reading_start, one.reading_end, one.source) for one in emendations)
    return _replaced(reading, places)


def _replaced(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with other words at places (start, end, words), which are in order."""
    parts = []
    at = 0
    for start, end, words in places:
        parts += [text[at:start], words]
        at = end
    return "".join([*parts, text[at:]])
