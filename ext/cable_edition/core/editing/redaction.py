"""Redactions by the editor: the published witness, in which what is withheld never stands.

Words are taken out of the source text before anything is read from it, and the text that is left
is parsed anew. So no later step, page or export can know them: not by a rule that each must keep,
but because they are not there. Where a redaction cannot be carried out, the cable is not published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Cable, Span
from cable_edition.core.editing.gap import GAP, SIGNED_GAP
from cable_edition.core.editing.names import joined
from cable_edition.core.editing.sidecar.redactions import RedactionEntry
from cable_edition.core.editing.withheld import RedactionNote, Withheld, WithheldWords, named
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Origin, Problem, codes_of
from cable_edition.core.reading.decode import decode
from cable_edition.core.reading.on_demand import parse_all

if TYPE_CHECKING:
    from cable_edition.core.reading.parse import Corrector

#: A cable with one of these is not published; each stops a build besides.
_BARRING = codes_of(Origin.REDACTION)


@dataclass(frozen=True, slots=True)
class Redacted:
    """What became of a cable: notes for readers; the rest is for comparison and never published."""

    notes: tuple[RedactionNote, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    unredacted: dict[str, str] = field(default_factory=dict)
    raw_sha256: str = ""
    hashes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Redactions:
    """The cables as published, what was withheld in each, and the problems."""

    cables: tuple[tuple[Cable, Path], ...]
    by_cable: dict[str, Redacted]
    problems: tuple[Problem, ...]


def redact(
    chosen: Sequence[tuple[Cable, Path]],
    entries: Mapping[str, Sequence[RedactionEntry]],
    problems: Iterable[Problem] = (),
    corrector: Corrector | None = None,
    beside: Mapping[str, Sequence[str]] | None = None,
) -> Redactions:
    """Return ``chosen`` with every cable that has ``entries`` (by id) replaced by its witness.

    ``problems`` are those of the sidecars: a cable whose sidecar has one of
    :attr:`~cable_edition.core.problems.Origin.REDACTION` is left out. ``corrector`` has what an
    editor says of the reading, for the text that is left is read anew. ``beside`` has the words of
    other witnesses by id: a name may stand in them alone. Problems returned:
    ``redaction-unplaced`` (the words are not there, or more than once), ``redaction-moves`` (an
    anchor, or the cable, would be lost). No message repeats the words.
    """
    barred = barred_by(problems)
    by_file: dict[Path, list[Cable]] = {}
    for cable, path in chosen:
        if entries.get(cable.reference_id or "") and cable.reference_id not in barred:
            by_file.setdefault(path, []).append(cable)
    published = {(cable.reference_id, path): cable for cable, path in chosen}
    for cable_id in barred:
        for key in [key for key in published if key[0] == cable_id]:
            del published[key]
    # What cannot be carried out is not to be told either.
    redacted = {one: Redacted(withheld=named(entries[one])) for one in barred if one in entries}
    found: list[Problem] = []
    for path, cables in by_file.items():
        work = _File(path, cables, entries, corrector, beside or {})
        replaced = work.run()
        found += work.problems
        for key in [key for key in published if key[1] == path]:
            new = replaced.get(key[0] or "")
            if new is None:
                del published[key]
            else:
                published[key] = new
        redacted |= work.redacted
    kept = tuple(
        (published[cable.reference_id, path], path)
        for cable, path in chosen
        if (cable.reference_id, path) in published
    )
    return Redactions(kept, redacted, tuple(found))


def barred_by(problems: Iterable[Problem]) -> frozenset[str]:
    """Return the ids of the cables that are not published, for their sidecars have such a fault."""
    return frozenset(Path(one.path).stem for one in problems if one.code in _BARRING)


class _File:
    """One source file: all redactions of its cables, and what it is without them."""

    def __init__(
        self,
        path: Path,
        cables: Sequence[Cable],
        entries: Mapping[str, Sequence[RedactionEntry]],
        corrector: Corrector | None = None,
        beside: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._beside = beside or {}
        self._corrector = corrector
        self._path = path
        self._cables = cables
        self._entries = entries
        self.problems: list[Problem] = []
        self.redacted: dict[str, Redacted] = {}

    def run(self) -> dict[str, Cable]:
        """Return the cables of the redacted file by id; those that failed are left out."""
        data = self._path.read_bytes()
        decoded, _ = decode(data)
        hashes = frozenset(
            hashlib.new(name, data, usedforsecurity=False).hexdigest()
            for name in ("md5", "sha1", "sha256", "sha512")
        )
        spans: list[Span] = []
        signed: list[Span] = []
        works = {}
        for cable in self._cables:
            own = cable.reference_id or ""
            words = self._beside.get(own, ())
            work = WithheldWords(cable, self._path, self._entries[own], words)
            self.problems += work.problems
            shift = cable.source.offset
            spans += [Span(start + shift, end + shift) for start, end in work.spans]
            if cable.signature:
                signed += [Span(s + shift, e + shift) for s, e in cable.signature.spans]
            works[cable.reference_id or ""] = work
        if self.problems:
            self.redacted = {
                cable_id: Redacted(withheld=named(work.entries)) for cable_id, work in works.items()
            }
            return {}
        if not spans:
            # The names stand in another witness alone: nothing is cut out of this file.
            hashes = frozenset()
        text = _without(decoded.text, spans, signed)
        read = parse_all(text, name=self._path.name, corrector=self._corrector)
        after = {cable.reference_id or "": cable for cable in read}
        for cable_id, work in works.items():
            new = after.get(cable_id)
            lost = work.lost(new)
            if lost:
                self.problems.append(_moves(cable_id, lost, work.entries[0]))
            elif new:
                self.problems += work.left(new)
            self.redacted[cable_id] = Redacted(
                work.notes, work.withheld, work.words, self._cables[0].source.sha256, hashes
            )
        return {} if self.problems else after


def _moves(cable_id: str, lost: Sequence[str], entry: RedactionEntry) -> Problem:
    message = (
        f"the redactions of {cable_id} would take away {', '.join(lost)}; withhold fewer words "
        "there, so that the number or the marker stays"
    )
    return Problem("redaction-moves", message, entry.path, entry.line)


def _without(text: str, spans: Iterable[Span], signed: Iterable[Span]) -> str:
    """Return ``text`` with a gap for each stretch; stretches that meet make one.

    Those within ``signed`` have a mark of their own, by which a sign-off is known.
    """
    within = [(one.start, one.end) for one in signed]
    parts: list[str] = []
    at = 0
    for start, end in joined(sorted(spans)):
        named = any(low <= start and end <= high for low, high in within)
        parts += [text[at:start], SIGNED_GAP if named else GAP]
        at = end
    return "".join([*parts, text[at:]])
