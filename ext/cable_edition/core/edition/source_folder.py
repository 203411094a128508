"""The folder of the sources: every cable in it, read once, with what the editor says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.collation.units import units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.editing.reading import ReadingCorrector, correct
from cable_edition.core.editing.redaction import Redacted, Redactions, barred_by, redact
from cable_edition.core.editing.sidecar import Sidecar, load_sidecars
from cable_edition.core.editing.sidecar.astray import astray
from cable_edition.core.editing.sidecar.witnesses import missing_witnesses
from cable_edition.core.edition.held_cables import HeldCables
from cable_edition.core.edition.kept_cables import KeptCable, Seen, seen
from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.edition.spooled import InFile, Spooled
from cable_edition.core.edition.witness_files import copy_of, named_witnesses, read_witnesses
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.on_demand import parse_all
from cable_edition.core.reading.sources import (
    SourceFile,
    check_checksums,
    check_files,
    is_no_text,
    passed_over,
    read_source,
    source_name,
    source_paths,
)

_Read = TypeVar("_Read")
#: What a PDF has to say that has no words for a cable.
_NO_TEXT_LAYER = frozenset({"pdf-without-text", "pdf-unreadable"})
#: Called with (done, all) while the sources are read.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The cables of a folder: the chosen one for each id, checksums of all sources, problems."""

    cables: Sequence[tuple[Cable, Path]]
    checksums: dict[str, str]
    problems: tuple[Problem, ...]
    sidecars: dict[str, Sidecar] = field(default_factory=dict)
    redacted: dict[str, Redacted] = field(default_factory=dict)
    witnesses: dict[str, tuple[Witness, ...]] = field(default_factory=dict)
    """The other witnesses that sidecars have compared, by id of the cable; not compared yet."""
    barred: frozenset[str] = frozenset()
    """Cables that have a source and are left out, for what is withheld of them is not known."""

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the cables, in their order."""
        if isinstance(self.cables, Spooled):
            return self.cables.ids
        return [cable.reference_id or "" for cable, _ in self.cables]


def _cables_of(file: SourceFile, kept: KeptWork) -> Iterable[Cable] | None:
    """Return the cables of a file, or ``None`` for one that is no text."""
    parsed = partial(parse_all, file.content, name=file.path.name)
    if not kept.keeps:
        # One by one: a dump may hold very many.
        return None if is_no_text(file.content) else parsed()
    parts, made = (file.sha256, file.path.name), list[tuple[Cable, ...] | None]()

    def whole() -> tuple[Cable, ...] | None:
        return kept.of(
            "cables", parts, lambda: None if is_no_text(file.content) else tuple(parsed())
        )

    def look() -> list[Seen] | None:
        cables = whole()
        made.append(cables)
        return None if cables is None else list(map(seen, cables))

    rows = kept.drawer("sources", parts).of("seen", look)
    if made:
        return made[0]
    kept.still("cables", parts)
    return None if rows is None else _kept_cables(rows, whole)


def _kept_cables(
    rows: Sequence[Seen], whole: Callable[[], tuple[Cable, ...] | None]
) -> list[Cable]:
    """Return cables of an earlier build; those of one file are loaded together."""
    held: list[tuple[Cable, ...]] = []

    def load(number: int) -> Cable:
        cables = held[0] if held else whole() or ()
        if len(cables) > 1 and not held:
            held.append(cables)
        return cables[number]

    return [KeptCable(one, partial(load, number)) for number, one in enumerate(rows)]


def read_cables(
    sources: Path,
    progress: Progress | None = None,
    kept: KeptWork = NOTHING_KEPT,
    *,
    in_file: bool = False,
) -> SourceFolder:
    """Read and parse every source of a folder and compare them with the recorded checksums.

    What the editor says of the reading is in the cables: every build, check, export and proof takes
    them from here. Where a sidecar withholds words, nothing is kept. With ``in_file`` the cables
    stand in a file (:mod:`.spooled`) but for those that editors read otherwise or compare; it is
    sealed where a sidecar withholds words, or has a fault and may be about to.
    """
    sidecars, problems = load_sidecars(sources)
    withholds = any(one.redactions for one in sidecars.values())
    held = HeldCables(sidecars, sealed=withholds or bool(problems)) if in_file else None
    if withholds:
        kept.forget()
    paths = source_paths(sources)
    checksums: dict[str, str] = {}
    others: list[str] = []
    cables_in: set[Path] = set()
    found: dict[str, list[tuple[Cable | InFile, Path]]] = {}
    named = named_witnesses(sidecars)
    copies: dict[tuple[str, str], Cable] = {}
    for done, item in enumerate(_read(paths), 1):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        name = source_name(item.path, sources)
        checksums[name] = item.sha256
        cables = _cables_of(item, kept)
        if cables is None:
            others.append(name)
            continue
        if of := named.get(name, named.get(item.path.name, ())):
            cables = tuple(cables)
            copies |= {(name, one): copy for one in of if (copy := copy_of(one, cables))}
            cables = [
                cable
                for cable in cables
                if cable.reference_id in of or not any(cable is copy for copy in copies.values())
            ]
        for cable in cables:
            told, is_named = seen(cable), is_valid_id(cable.reference_id or "")
            if told.codes & _NO_TEXT_LAYER:
                others.append(name)
                continue
            if is_named or told.is_classified:
                cables_in.add(item.path)
            if told.format == "unknown" or not is_named:
                problems.append(_no_cable(item.path, cable))
            if is_named:
                kept_as = held.kept(cable, item.path) if held else cable
                found.setdefault(told.id, []).append((kept_as, item.path))
        if progress:
            progress(done, len(paths))
    problems += [
        *(*check_files(sources), *check_checksums(sources, checksums)),
        *(*passed_over(others, sources), *astray(sources, found, cables_in)),
    ]
    where = {cable: [path for _, path in one] for cable, one in found.items()}
    problems += missing_witnesses(sidecars.values(), where, checksums, sources)
    every, duplicates = _choose(found, sidecars, sources)
    chosen = [(cable, path) for cable, path in every if isinstance(cable, Cable)]
    witnesses, uncompared = read_witnesses(sidecars, copies, chosen, checksums, sources)
    read = dict(zip(sorted(found), every, strict=True))
    published, made, misread = _published(read, chosen, held, sidecars, copies, problems)
    problems += [*uncompared, *duplicates, *misread]
    by_cable = {cable: what for one in made for cable, what in one.by_cable.items()}
    folder = SourceFolder(published, checksums, tuple(problems), sidecars, by_cable, witnesses)
    return replace(folder, barred=frozenset(found.keys() - set(folder.ids)))


def _published(
    read: Mapping[str, tuple[Cable | InFile, Path]],
    in_memory: Sequence[tuple[Cable, Path]],
    held: HeldCables | None,
    sidecars: Mapping[str, Sidecar],
    copies: Mapping[tuple[str, str], Cable],
    problems: Sequence[Problem],
) -> tuple[Sequence[tuple[Cable, Path]], list[Redactions], list[Problem]]:
    """Return the cables as editors read them and without what they withhold, with what was met.

    ``read`` are those that were chosen, by id, ``in_memory`` those that no file has; ``copies``
    are the texts of other witnesses.
    """
    readings = {cable: one.reading for cable, one in sidecars.items() if one.reading}
    withheld = {cable: one.redactions for cable, one in sidecars.items() if one.redactions}
    corrected, misread = correct(in_memory, readings)
    again = ReadingCorrector(lambda key: readings.get(key, ()), withheld=True)
    redacted = partial(
        redact,
        entries=withheld,
        problems=tuple(problems),
        corrector=again,
        beside=_beside(copies, withheld),
    )
    cables: Sequence[tuple[Cable, Path]]
    if held:
        cables, made = held.published(read, corrected, {*withheld, *barred_by(problems)}, redacted)
    else:
        made = [redacted(corrected)]
        cables = made[0].cables
    told = [problem for one in made for problem in one.problems]
    return cables, made, [*misread, *told, *again.problems]


def _beside(
    copies: Mapping[tuple[str, str], Cable], withheld: Iterable[str]
) -> dict[str, list[str]]:
    """Return the words of other witnesses of each cable that withholds some."""
    return {
        cable_id: [
            unit.words
            for (_, one), copy in copies.items()
            if one == cable_id
            for unit in units_of(copy)
        ]
        for cable_id in withheld
    }


def _read(paths: Iterable[Path]) -> Iterator[SourceFile | Problem]:
    for path in paths:
        try:
            yield read_source(path)
        except OSError as error:
            message = f"cannot be read ({error.strerror}); mend its rights or take it away"
            yield Problem("source-unreadable", message, str(path))


def _choose(
    found: dict[str, list[tuple[_Read, Path]]], sidecars: dict[str, Sidecar], sources: Path
) -> tuple[list[tuple[_Read, Path]], list[Problem]]:
    """Settle which cable is published where two sources give one id."""
    chosen, problems = [], []
    for cable_id, candidates in sorted(found.items()):
        if len(candidates) > 1:
            named = sidecars.get(cable_id)
            base = [
                item
                for item in candidates
                if named and named.base in {item[1].name, source_name(item[1], sources)}
            ]
            if not base and named:
                # What is compared as a witness is no base text.
                others = {entry.file for entry in named.compared}
                base = [
                    item
                    for item in candidates
                    if not others & {item[1].name, source_name(item[1], sources)}
                ]
            if len(base) == 1:
                chosen.append(base[0])
                continue
            listed = [source_name(path, sources) for _, path in candidates]
            names = ", ".join(listed)
            message = (
                f"{cable_id} is in more than one source: {names}. Name the base text in "
                f"{cable_id}.yaml (base: {listed[0]}); until then that one is shown"
            )
            path = str(candidates[1][1])
            problems.append(Problem("duplicate-cable", message, path))
        chosen.append(candidates[0])
    return chosen, problems


def _no_cable(path: Path, cable: Cable) -> Problem:
    reason = cable.problems[0].message if cable.problems else "no cable was found in it"
    if is_valid_id(cable.reference_id or ""):
        message = (
            f"{reason}, on the page of {cable.reference_id}, after which the file is named; take "
            "it out of the folder if it is not to have a page"
        )
    else:
        message = (
            f"{reason}, so no page is made of this file; name it after its cable, as "
            "05OTTAWA286.txt, or take it out of the folder"
        )
    return Problem("no-cable", message, str(path))
