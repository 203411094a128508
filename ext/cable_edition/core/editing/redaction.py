"""Redactions by the editor: the published witness, in which what is withheld never stands.

Words are taken out of the source text before anything is read from it, and the text that is left
is parsed anew. So no later step, page or export can know them: not by a rule that each must keep,
but because they are not there. Where a redaction cannot be carried out, the cable is not published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Cable, Passage, Span
from cable_edition.core.cable.passage import characters
from cable_edition.core.cable.places import passages_of
from cable_edition.core.editing.gap import GAP
from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.editing.sidecar.redactions import RedactionEntry
from cable_edition.core.problems import Origin, Problem, codes_of
from cable_edition.core.reading.decode import decode
from cable_edition.core.reading.parse import parse_all

#: A cable with one of these is not published; each stops a build besides.
_BARRING = codes_of(Origin.REDACTION)

_LETTER = r"[^\W_]"
_MARKER = re.compile(r"(?:-{1,3}|[*•]|\(?[A-Za-z0-9]{1,2}[.)])[ \t]{1,8}")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words that no output may contain: ``words`` folded; ``where`` names the entry, not them.

    With ``context`` they count only where these words stand around them.
    """

    words: str
    where: str
    context: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class RedactionNote:
    """What readers are told of a redaction: the reason, the date, at how many places."""

    reason: str
    date: str
    places: int


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
) -> Redactions:
    """Return ``chosen`` with every cable that has ``entries`` (by id) replaced by its witness.

    ``problems`` are those of the sidecars: a cable whose sidecar has one of
    :attr:`~cable_edition.core.problems.Origin.REDACTION` is left out. Problems returned:
    ``redaction-unplaced`` (the words are not there, or more than once), ``redaction-moves`` (an
    anchor, or the cable, would be lost). No message repeats the words.
    """
    barred = {Path(p.path).stem for p in problems if p.code in _BARRING}
    by_file: dict[Path, list[Cable]] = {}
    for cable, path in chosen:
        if entries.get(cable.reference_id or "") and cable.reference_id not in barred:
            by_file.setdefault(path, []).append(cable)
    published = {(cable.reference_id, path): cable for cable, path in chosen}
    for cable_id in barred:
        for key in [key for key in published if key[0] == cable_id]:
            del published[key]
    redacted: dict[str, Redacted] = {}
    found: list[Problem] = []
    for path, cables in by_file.items():
        work = _File(path, cables, entries)
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


class _File:
    """One source file: all redactions of its cables, and what it is without them."""

    def __init__(
        self,
        path: Path,
        cables: Sequence[Cable],
        entries: Mapping[str, Sequence[RedactionEntry]],
    ) -> None:
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
        works = {}
        for cable in self._cables:
            work = _Work(cable, self._entries[cable.reference_id or ""])
            self.problems += work.problems
            spans += [
                Span(span.start + cable.source.offset, span.end + cable.source.offset)
                for span in work.spans
            ]
            works[cable.reference_id or ""] = work
        if self.problems:
            return {}
        text = _without(decoded.text, spans)
        after = {cable.reference_id or "": cable for cable in parse_all(text, name=self._path.name)}
        for cable_id, work in works.items():
            new = after.get(cable_id)
            lost = work.lost(new)
            if lost:
                self.problems.append(_moves(cable_id, lost, work.entries[0]))
                after.pop(cable_id, None)
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


def _without(text: str, spans: Iterable[Span]) -> str:
    """Return ``text`` with a gap for each stretch; stretches that meet make one."""
    parts: list[str] = []
    at = 0
    for start, end in _joined(spans):
        parts += [text[at:start], GAP]
        at = end
    return "".join([*parts, text[at:]])


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


class _Work:
    """The redactions of one cable, as stretches of its source text."""

    def __init__(self, cable: Cable, entries: Sequence[RedactionEntry]) -> None:
        self._cable = cable
        self.entries = entries
        self._passages = passages_of(cable)
        self.words = {anchor: one.text for anchor, one in self._passages.items()}
        self.spans: list[Span] = []
        self.problems: list[Problem] = []
        notes, withheld = [], []
        for number, entry in enumerate(entries, 1):
            where = f"redaction {number} of {Path(entry.path).name} (line {entry.line})"
            found = self._names(entry) if entry.names else self._places(entry)
            if found is None:
                continue
            spans, words = found
            self.spans += spans
            notes.append(RedactionNote(entry.reason, entry.date, len(_joined(spans))))
            withheld += [Withheld(one.words, where, one.context) for one in words]
        self.notes = tuple(notes)
        self.withheld = tuple(withheld)

    def lost(self, new: Cable | None) -> list[str]:
        """Return the anchors that the redacted cable lacks, or the word ``the cable``."""
        if new is None:
            return ["the cable"]
        after = passages_of(new)
        lost = [anchor for anchor in self._passages if anchor not in after]
        marks = [p.anchor for p in self._cable.paragraphs if p.marking]
        kept = {p.anchor for p in new.paragraphs if p.marking}
        lost += [f"the mark of {anchor}" for anchor in marks if anchor not in kept]
        return lost or [f"{a} (new)" for a in after if a not in self._passages]

    def _fault(self, entry: RedactionEntry, message: str) -> None:
        self.problems.append(Problem("redaction-unplaced", message, entry.path, entry.line))

    def _names(self, entry: RedactionEntry) -> tuple[list[Span], list[Withheld]] | None:
        spans: list[Span] = []
        for form in entry.names:
            found = list(self._occurrences(form))
            if not found:
                self._fault(
                    entry,
                    "a form of the name stands nowhere in the cable; mend it or take it out, or "
                    "the name may stand there in another spelling",
                )
                return None
            spans += found
        return spans, [Withheld(fold(form), "") for form in entry.names]

    def _occurrences(self, form: str) -> Iterator[Span]:
        pattern = word_pattern(form)
        cable = self._cable
        for match in pattern.finditer(cable.source.text, *cable.extent):
            yield Span(*match.span())
        if not cable.offsets.plain:
            for match in pattern.finditer(cable.transmitted_text):
                yield cable.offsets.span(Span(*match.span()))
        for one in self._passages.values():
            places = None
            for match in pattern.finditer(one.text):
                places = places or characters(cable, one)
                yield from _stretches(places[match.start() : match.end()])

    def _places(self, entry: RedactionEntry) -> tuple[list[Span], list[Withheld]] | None:
        place = entry.place
        if place is None:
            return None
        anchors = list(self._passages)
        ends = (place.at, entry.to or place.at)
        if any(anchor not in self._passages for anchor in ends):
            self._fault(entry, f"the cable has no place {place.at} or no place {ends[1]}")
            return None
        first, last = (anchors.index(anchor) for anchor in ends)
        if last < first:
            self._fault(entry, f"{ends[1]} stands before {ends[0]}; write them the other way round")
            return None
        spans: list[Span] = []
        withheld: list[Withheld] = []
        for anchor in anchors[first : last + 1]:
            one = self._passages[anchor]
            found = self._stretch(entry, one)
            if found is None:
                return None
            start, end = found
            spans += _stretches(characters(self._cable, one)[start:end])
            context = (one.text[:start][-40:], one.text[end:][:40]) if entry.repeats else ("", "")
            withheld += pieces(one.text[start:end], context)
        return spans, withheld

    def _stretch(self, entry: RedactionEntry, one: Passage) -> tuple[int, int] | None:
        """Return where in a passage the withheld words begin and end."""
        place = entry.place
        if place is None or not place.quote:
            marker = _MARKER.match(one.text)
            return (marker.end() if marker else 0), len(one.text)
        found = occurrences(one.text, Quotation(place.quote, place.prefix, place.suffix))
        if len(found) != 1:
            how = "not" if not found else "more than once"
            hint = "copy them from the page" if not found else "add `prefix` or `suffix`"
            self._fault(entry, f"the quoted words stand {how} at {place.at}; {hint}")
            return None
        return found[0], found[0] + len(place.quote)


#: From so many words on, parts of a withheld passage are looked for as well.
_LONG = 8


def pieces(words: str, context: tuple[str, str] = ("", "")) -> list[Withheld]:
    """Return what to look for in outputs: short words whole, of a long passage each eight."""
    tokens = words.split()
    if len(tokens) <= _LONG:
        return [Withheld(words, "", context)] if words else []
    return [
        Withheld(" ".join(tokens[at : at + _LONG]), "") for at in range(len(tokens) - _LONG + 1)
    ]


def word_pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for whole words in any case, with any white space between them."""
    inner = f"[{WHITE}]{{1,200}}".join(re.escape(token) for token in fold(words).split(" "))
    return re.compile(f"(?<!{_LETTER}){inner}(?!{_LETTER})", re.IGNORECASE)


def _stretches(places: Sequence[Span | None]) -> list[Span]:
    """Return the stretches of the source that some characters of a passage cover."""
    found: list[Span] = []
    for place in places:
        if place is None:
            continue
        if found and place.start == found[-1].end:
            found[-1] = Span(found[-1].start, place.end)
        else:
            found.append(place)
    return found
