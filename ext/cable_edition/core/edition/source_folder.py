"""The folder of the sources: every cable in it, read once, with what the editor says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.editing.reading import ReadingCorrector, correct
from cable_edition.core.editing.redaction import Redacted, redact
from cable_edition.core.editing.sidecar import Sidecar, load_sidecars
from cable_edition.core.editing.sidecar.astray import astray
from cable_edition.core.editing.sidecar.witnesses import missing_witnesses
from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.kept_work import KeptWork
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

#: What a PDF has to say that has no words for a cable.
_NO_TEXT_LAYER = frozenset({"pdf-without-text", "pdf-unreadable"})
#: Called with (done, all) while the sources are read.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The cables of a folder: the chosen one for each id, checksums of all sources, problems."""

    cables: tuple[tuple[Cable, Path], ...]
    checksums: dict[str, str]
    problems: tuple[Problem, ...]
    sidecars: dict[str, Sidecar] = field(default_factory=dict)
    redacted: dict[str, Redacted] = field(default_factory=dict)


def _cables_of(file: SourceFile, kept: KeptWork) -> Iterable[Cable]:
    parsed = partial(parse_all, file.content, name=file.path.name)
    if not kept.keeps:
        # One by one: a dump may hold very many.
        return parsed()
    return kept.of("cables", (file.sha256, file.path.name), lambda: tuple(parsed()))


def read_cables(
    sources: Path, progress: Progress | None = None, kept: KeptWork = NOTHING_KEPT
) -> SourceFolder:
    """Read and parse every source of a folder and compare them with the recorded checksums.

    What the editor says of the reading is in the cables: every build, check, export and proof takes
    them from here. Where a sidecar withholds words, nothing is kept.
    """
    sidecars, problems = load_sidecars(sources)
    if any(one.redactions for one in sidecars.values()):
        kept.forget()
    paths = source_paths(sources)
    checksums: dict[str, str] = {}
    others: list[str] = []
    cables_in: set[Path] = set()
    found: dict[str, list[tuple[Cable, Path]]] = {}
    for done, item in enumerate(_read(paths), 1):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        name = source_name(item.path, sources)
        checksums[name] = item.sha256
        if is_no_text(item.content):
            others.append(name)
            continue
        for cable in _cables_of(item, kept):
            if any(problem.code in _NO_TEXT_LAYER for problem in cable.problems):
                others.append(name)
                continue
            cable_id = cable.reference_id or ""
            if is_valid_id(cable_id) or cable.opening.classification:
                cables_in.add(item.path)
            if cable.source.format == "unknown" or not is_valid_id(cable_id):
                problems.append(_no_cable(item.path, cable))
            if is_valid_id(cable_id):
                found.setdefault(cable_id, []).append((cable, item.path))
        if progress:
            progress(done, len(paths))
    problems += [*check_files(sources), *check_checksums(sources, checksums)]
    problems += [*passed_over(others, sources), *astray(sources, found, cables_in)]
    held = {cable: [path for _, path in one] for cable, one in found.items()}
    problems += missing_witnesses(sidecars.values(), held, checksums, sources)
    chosen, duplicates = _choose(found, sidecars, sources)
    readings = {cable: one.reading for cable, one in sidecars.items() if one.reading}
    chosen, misread = correct(chosen, readings)
    withheld = {cable: one.redactions for cable, one in sidecars.items() if one.redactions}
    again = ReadingCorrector(lambda key: readings.get(key, ()), withheld=True)
    published = redact(chosen, withheld, problems, again)
    problems += [*duplicates, *misread, *published.problems, *again.problems]
    return SourceFolder(published.cables, checksums, tuple(problems), sidecars, published.by_cable)


def _read(paths: Iterable[Path]) -> Iterator[SourceFile | Problem]:
    for path in paths:
        try:
            yield read_source(path)
        except OSError as error:
            message = f"cannot be read ({error.strerror}); mend its rights or take it away"
            yield Problem("source-unreadable", message, str(path))


def _choose(
    found: dict[str, list[tuple[Cable, Path]]], sidecars: dict[str, Sidecar], sources: Path
) -> tuple[list[tuple[Cable, Path]], list[Problem]]:
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
    message = (
        f"{reason}; check that the file is the right one. It gets a page with its full text only "
        "if its name is a valid id (05OTTAWA286.txt)"
    )
    return Problem("no-cable", message, str(path))
