"""Corrections of the reading: where an editor says what words of the source are.

The source and the rules stay as they are. A correction is found in the text by its words, becomes
a hint at an offset (:mod:`cable_edition.core.reading.text.hints`), and the text is read again with
the hints: so numbers, marks, blocks, anchors and the partition of the source follow from it by the
same rules as everything else, and not one character can change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from cable_edition.core.cable.model import Cable, Correction, Finding, Found, Span, Value
from cable_edition.core.editing.reading_places import QuotedTexts, fault, recorded_tags
from cable_edition.core.editing.reading_standing import standing
from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.editing.sidecar.reading import TAGS, ReadingEntry
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.on_demand import parse_all
from cable_edition.core.reading.text.hints import STRETCHES, Hint, HintKind, Hints

#: Kinds whose words reach over each other's only by mistake.
_APART = frozenset({"heading", "sign-off", "subject", *STRETCHES})
_SINGLE = frozenset({"sign-off", "subject"})


@dataclass(frozen=True, slots=True)
class _Located:
    """A correction that was found: ``start`` and ``end`` in characters of the cable text.

    Where it is of words of the record around it (``recorded``), they are those of the source.
    """

    number: int
    entry: ReadingEntry
    start: int
    end: int
    recorded: bool = False

    @property
    def hint(self) -> Hint:
        entry = self.entry
        return Hint(entry.kind, self.start, self.end, entry.number, entry.means)


@dataclass(slots=True)
class ReadingCorrector:
    """Corrects cables; ``entries_of`` gives the entries for an id, ``problems`` are what it met.

    With ``withheld`` the text is one from which words were taken out: then no message repeats
    words, and what is said of the whole text already is not said again.

    Problems: those of :func:`~cable_edition.core.editing.emendation.find_place`;
    ``reading-record`` (the words stand around the text), ``reading-overlap`` (two corrections of
    the same words), ``reading-unapplied`` (the text cannot be read so), ``reading-idle`` (it is
    read so without the correction), ``reading-withheld``.
    """

    entries_of: Callable[[str], Sequence[ReadingEntry]]
    withheld: bool = False
    problems: list[Problem] = field(default_factory=list)
    _located: dict[str, list[_Located]] = field(default_factory=dict)

    def hints(self, cable: Cable) -> Hints | None:
        """Return the hints for ``cable``, which was read without any; or ``None``."""
        entries = self.entries_of(cable.reference_id or "")
        if not entries:
            return None
        texts = QuotedTexts(cable)
        found: list[_Located] = []
        for number, entry in enumerate(entries, 1):
            span, problem = texts.find(entry)
            if problem or span is None:
                self._tell(entry, problem)
                continue
            recorded = entry.place.at == TAGS and recorded_tags(cable) is not None
            one = _Located(number, entry, *span, recorded)
            if before := next((other for other in found if _collide(one, other)), None):
                message = (
                    f"these words and those of line {before.entry.place.line} cannot both be "
                    "corrected so; keep one"
                )
                self._tell(entry, fault(entry, "reading-overlap", message))
                continue
            found.append(one)
        self._located[cable.reference_id or ""] = found
        hints = tuple(one.hint for one in found if not one.recorded)
        return Hints(hints, body_begin(cable)) if found else None

    def corrected(self, before: Cable, after: Cable) -> Cable:
        """Return ``after``, which was read with the hints, with its corrections."""
        made: list[Correction] = []
        by: dict[str, list[int]] = defaultdict(list)
        for one in self._located.get(before.reference_id or "", ()):
            if one.recorded:
                after = _with_recorded_tag(after, one.entry)
            anchor, field_ = (TAGS, TAGS) if one.recorded else standing(after, one.hint)
            if anchor is None:
                message = (
                    f"the words cannot be read as {_called(one.entry.kind)} there; mend the entry, "
                    "or say first what stands around them"
                )
                self._tell(one.entry, fault(one.entry, "reading-unapplied", message))
                continue
            if _is_idle(before, one, anchor):
                message = "the words are read so without this correction; take it out"
                self._tell(one.entry, fault(one.entry, "reading-idle", message))
            by[field_].append(one.number)
            made.append(_correction(after, one, anchor))
        told = {
            key: Finding(key, Found.EDITOR, f"correction {', '.join(map(str, numbers))}")
            for key, numbers in by.items()
        }
        found = [told.pop(item.field, item) for item in after.found]
        return replace(after, corrections=tuple(made), found=(*found, *told.values()))

    def _tell(self, entry: ReadingEntry, problem: Problem | None) -> None:
        if problem is None:
            return
        if not self.withheld:
            self.problems.append(problem)
        elif problem.code != "reading-idle":
            message = (
                "without what is withheld the words of this correction are not found; quote others"
            )
            self.problems.append(fault(entry, "reading-withheld", message))


def corrector_beside(folder: Path) -> ReadingCorrector:
    """Return what corrects cables by the sidecars in ``folder``, whose own faults it leaves out."""

    def entries_of(cable: str) -> Sequence[ReadingEntry]:
        sidecar = read_sidecar(folder / f"{cable}.yaml")[0] if cable else None
        return sidecar.reading if sidecar else ()

    return ReadingCorrector(entries_of)


def body_begin(cable: Cable) -> int | None:
    """Return where the body of a cable begins in its text: its first heading or paragraph."""
    starts = [span for one in cable.headings for span in one.passage.spans[:1]]
    for paragraph in cable.paragraphs[:1]:
        starts += [*paragraph.passage.spans[:1]]
        starts += paragraph.marking.spans if paragraph.marking else ()
        starts += [paragraph.number_span] if paragraph.number_span else []
    return cable.offsets.position(min(starts).start) if starts else None


def correct_file(
    path: Path, cables: Sequence[Cable], entries: Mapping[str, Sequence[ReadingEntry]]
) -> tuple[dict[str, Cable], list[Problem]]:
    """Read the file at ``path`` again, with the corrections of ``cables``; return them by id."""
    wanted = {cable.reference_id or "" for cable in cables}
    corrector = ReadingCorrector(lambda key: entries.get(key, ()) if key in wanted else ())
    found: dict[str, Cable] = {}
    for cable in parse_all(path.read_bytes(), name=path.name, corrector=corrector):
        if cable.reference_id in wanted:
            found.setdefault(cable.reference_id or "", cable)
            if len(found) == len(wanted):
                break
    return found, corrector.problems


def correct(
    chosen: Sequence[tuple[Cable, Path]], entries: Mapping[str, Sequence[ReadingEntry]]
) -> tuple[list[tuple[Cable, Path]], list[Problem]]:
    """Return ``chosen`` with each cable that has ``entries`` (by id) read as the editor says."""
    by_file: dict[Path, list[Cable]] = {}
    for cable, path in chosen:
        if entries.get(cable.reference_id or ""):
            by_file.setdefault(path, []).append(cable)
    problems: list[Problem] = []
    read: dict[Path, dict[str, Cable]] = {}
    for path, cables in by_file.items():
        read[path], found = correct_file(path, cables, entries)
        problems += found
    corrected = [
        (read.get(path, {}).get(cable.reference_id or "", cable), path) for cable, path in chosen
    ]
    return corrected, problems


def _called(kind: HintKind) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _collide(one: _Located, other: _Located) -> bool:
    if one.entry.kind in _SINGLE and one.entry.kind == other.entry.kind:
        return True
    if one.entry.kind == other.entry.kind and one.start == other.start:
        return True
    if one.recorded or other.recorded:
        return one.recorded and other.recorded and one.entry.place == other.entry.place
    both = one.entry.kind in _APART and other.entry.kind in _APART
    return both and one.start < other.end and other.start < one.end


def _is_idle(before: Cable, one: _Located, anchor: str) -> bool:
    """Tell whether a cable is read as a correction says without it."""
    if one.recorded:
        return one.entry.means in {tag.text for tag in before.opening.tags}
    return standing(before, one.hint)[0] == anchor


def _with_recorded_tag(cable: Cable, entry: ReadingEntry) -> Cable:
    """Give words of the TAGS of a record another meaning; words that were no TAG become one."""
    words = entry.place.quote.split()
    tags = [one for one in cable.opening.tags if one.text not in {*words, entry.means}]
    spans = cable.record.tags.spans if cable.record.tags else ()
    at = next((i for i, one in enumerate(cable.opening.tags) if one.text in words), len(tags))
    tags.insert(at, Value(entry.means, spans))
    return replace(cable, opening=replace(cable.opening, tags=tuple(tags)))


def _correction(cable: Cable, one: _Located, anchor: str) -> Correction:
    span = Span(one.start, one.end)
    if not one.recorded:
        span = cable.offsets.span(span)
    entry = one.entry
    return Correction(
        one.number,
        entry.kind,
        anchor,
        entry.place.quote,
        entry.through,
        entry.number,
        entry.means,
        entry.reason,
        (span,),
    )
