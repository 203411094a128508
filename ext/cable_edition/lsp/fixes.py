"""What can be done about a problem at once, and what the rules propose for a cable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.quotation import Quotation, occurrences, quote
from cable_edition.core.problems import Problem
from cable_edition.core.yaml_files.fields import nearest
from cable_edition.core.yaml_files.scalar import scalar
from cable_edition.lsp.desk import Desk, EditedFile, FileKind
from cable_edition.lsp.rows import row_of
from cable_edition.lsp.spot import Given, Spot, spot_at
from cable_edition.lsp.witness import Witness

#: So many ways out are offered of one problem.
_MOST = 6
_MEANT = re.compile(r"`([^`]{1,80})`[^`]*did you mean `([^`]{1,80})`\?")


class Edit(NamedTuple):
    """New words for a stretch of a file; rows and columns from 0."""

    row: int
    start: int
    end_row: int
    end: int
    new: str


class Fix(NamedTuple):
    """Something that can be done: in words, as edits, and the problem that it ends."""

    title: str
    edits: tuple[Edit, ...]
    problem: Problem | None = None


def fixes_for(desk: Desk, file: EditedFile, problem: Problem) -> list[Fix]:
    """Return what can be done at once about a problem of a file."""
    if problem.line is None:
        return []
    lines = desk.lines(file.path)
    row = problem.line - 1
    if row >= len(lines):
        return []
    found = list(_of_message(lines, row, problem))
    if file.kind is FileKind.SIDECAR:
        found += _of_place(desk, file, lines, problem)
    return found[:_MOST]


def _of_message(lines: list[str], row: int, problem: Problem) -> Iterator[Fix]:
    """Yield the word that the message says was meant."""
    meant = _MEANT.search(problem.message)
    if meant is None:
        return
    word = re.search(rf"(?<![\w-]){re.escape(meant[1])}(?![\w-])", lines[row])
    if word is not None:
        edit = Edit(row, word.start(), row, word.end(), meant[2])
        yield Fix(f"Write `{meant[2]}`", (edit,), problem)


def _of_place(desk: Desk, file: EditedFile, lines: list[str], problem: Problem) -> Iterator[Fix]:
    """Yield what mends the place of an entry: its anchor, its quotation."""
    row = (problem.line or 1) - 1
    here = row_of(lines[row])
    inside = here.at + 1 if here.value[:1] == "{" else len(here.text.rstrip())
    spot = spot_at(lines, row, inside)
    if spot is None or not spot.keys or "at" not in spot.entry:
        return
    witness = desk.witness(file.edition, file.path.stem, file.path)
    top = spot.keys[0]
    if problem.code == "unknown-anchor":
        at = spot.entry["at"]
        if found := re.search("`([^`]+)`", nearest(at.words, witness.anchors(top))):
            edit = Edit(at.row, at.start, at.row, at.end, found[1])
            yield Fix(f"Write `{found[1]}`", (edit,), problem)
    elif problem.code == "quote-missing" and "quote" in spot.entry:
        yield from _as_it_stands(witness, spot, problem)
        yield from _elsewhere(witness, spot, problem)
    elif problem.code == "quote-ambiguous" and "quote" in spot.entry:
        yield from _told_apart(witness, spot, problem)


def _as_it_stands(witness: Witness, spot: Spot, problem: Problem) -> Iterator[Fix]:
    """Yield the quotation with the signs of the source, where the letters are the same."""
    at, given = spot.given("at"), spot.entry["quote"]
    words = loosely(witness.text(spot.keys[0], at), given.words)
    if words and not _is_split(given, spot):
        edit = Edit(given.row, given.start, given.row, given.end, scalar(words))
        yield Fix(f"Quote it as transmitted: {words}", (edit,), problem)


def _elsewhere(witness: Witness, spot: Spot, problem: Problem) -> Iterator[Fix]:
    at, words = spot.entry["at"], spot.given("quote")
    for anchor, text in witness.texts(spot.keys[0]).items():
        if anchor != at.words and len(occurrences(text, Quotation(words))) == 1:
            edit = Edit(at.row, at.start, at.row, at.end, anchor)
            yield Fix(f"These words stand at {place_name(anchor)}", (edit,), problem)


def _told_apart(witness: Witness, spot: Spot, problem: Problem) -> Iterator[Fix]:
    """Yield each of the places with the words before and after it."""
    text, given = witness.text(spot.keys[0], spot.given("at")), spot.entry["quote"]
    if _is_split(given, spot) or {"prefix", "suffix"} & spot.entry.keys():
        return
    for start in occurrences(text, Quotation(given.words)):
        one = quote(text, start, start + len(given.words))
        parts = [("", one.exact), ("prefix: ", one.prefix), ("suffix: ", one.suffix)]
        written = [f"{key}{scalar(words)}" for key, words in parts if words]
        between = f"\n{' ' * spot.column}" if spot.column >= 0 else ", "
        edit = Edit(given.row, given.start, given.row, given.end, between.join(written))
        shown = " ".join(filter(None, [one.prefix, f"»{one.exact}«", one.suffix]))
        yield Fix(f"The place: {shown[:120]}", (edit,), problem)


def _is_split(given: Given, spot: Spot) -> bool:
    """Whether a quotation is written on several lines, which no edit of one line can replace."""
    return given.end - given.start < len(given.words) and spot.column >= 0


def loosely(text: str, words: str) -> str:
    """Return the stretch of ``text`` that has the letters and digits of ``words``, if one has."""
    letters = [(mark.casefold()[:1], at) for at, mark in enumerate(text) if mark.isalnum()]
    row = "".join(mark for mark, _ in letters)
    wanted = "".join(mark.casefold()[:1] for mark in words if mark.isalnum())
    first = row.find(wanted) if wanted else -1
    if first < 0 or row.find(wanted, first + 1) >= 0:
        return ""
    start, end = letters[first][1], letters[first + len(wanted) - 1][1] + 1
    # Marks before and after the words that were quoted too stand there in another form.
    while words[:1] and not words[0].isalnum() and text[:start][-1:].strip():
        start, words = start - 1, words[1:]
    while words[-1:] and not words[-1].isalnum() and text[end : end + 1].strip():
        end, words = end + 1, words[:-1]
    return text[start:end]
