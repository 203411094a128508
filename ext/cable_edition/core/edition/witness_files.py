"""The files that sidecars name as other witnesses: which is compared, and what is wrong with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from string import whitespace

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.model import Cable
from cable_edition.core.collation.units import units_of
from cable_edition.core.collation.witness import Witness, read_witness
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.editing.sidecar.witness_entries import WitnessEntry
from cable_edition.core.edition.kept_cables import seen
from cable_edition.core.problems import Problem
from cable_edition.core.reading.on_demand import parse_all
from cable_edition.core.reading.sources import (
    is_no_text,
    read_source,
    source_name,
    source_paths,
)
from cable_edition.core.regular_file import read_file


def named_witnesses(sidecars: Mapping[str, Sidecar]) -> dict[str, tuple[str, ...]]:
    """Return the cables of which a file is a witness to be compared, by the name of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for cable, sidecar in sidecars.items():
        for entry in sidecar.compared:
            found[entry.file] = (*found.get(entry.file, ()), cable)
    return found


def copy_of(cable_id: str, cables: Sequence[Cable]) -> Cable | None:
    """Return the cable of a file that is a copy of this one: that of its id, or the only one."""
    named = [cable for cable in cables if cable.reference_id == cable_id]
    if named:
        return named[0]
    return cables[0] if len(cables) == 1 else None


def read_witnesses(
    sidecars: Mapping[str, Sidecar],
    copies: Mapping[tuple[str, str], Cable],
    chosen: Iterable[tuple[Cable, Path]],
    files: Collection[str],
    sources: Path,
) -> tuple[dict[str, tuple[Witness, ...]], list[Problem]]:
    """Return the witnesses by cable, and a problem for each file that is there and is none of it.

    ``files`` are the names of all sources.
    """
    base = {cable.reference_id or "": (cable, path) for cable, path in chosen}
    problems: list[Problem] = []
    found: dict[str, list[Witness]] = {}
    told = _compared(sidecars, copies, base, (sources, files), problems)
    for cable_id, entry, copy, path in told:
        of_year = _of_its_year(copy, base[cable_id][0], path)
        one = read_witness(entry, of_year, *base[cable_id], sidecars[cable_id].redactions)
        found.setdefault(cable_id, []).append(replace(one, path=path))
    return {cable: tuple(ones) for cable, ones in found.items()}, problems


def witness_faults(
    cable: Cable, path: Path, sidecars: Mapping[str, Sidecar], sources: Path
) -> list[Problem]:
    """Return what a build tells of the witnesses of one cable, which was read in the file ``path``.

    ``sidecars`` are those of the folder ``sources``, in their order. Only files that the sidecar of
    this cable names are read, and nothing is told if ``path`` is itself another witness.
    """
    own = cable.reference_id or ""
    wanted = {PurePosixPath(one.file).name for one in _entries(sidecars, own)}
    paths = source_paths(sources) if wanted else []
    text = _base_of(own, sidecars, paths, sources) or path
    if not wanted or text.resolve() != path.resolve():
        return []
    near = {
        cable_id: one
        for cable_id, one in sidecars.items()
        if any(PurePosixPath(entry.file).name in wanted for entry in one.compared)
    }
    base = {own: (cable, path)}
    for cable_id in near.keys() - {own}:
        # That it is there is all that is asked of the base text of another cable.
        if found := _base_of(cable_id, near, paths, sources):
            base[cable_id] = (cable, found)
    named = named_witnesses(near)
    copies: dict[tuple[str, str], Cable] = {}
    for file in paths:
        name = source_name(file, sources)
        of = [one for one in named.get(name, named.get(file.name, ())) if one in base]
        read = _copies_in(file, cable) if of else []
        for one in of:
            copy = copy_of(one, read)
            if copy and (one == own or base[one][1] != file):
                copies[name, one] = copy
    problems: list[Problem] = []
    files = {source_name(one, sources) for one in paths}
    deque(_compared(near, copies, base, (sources, files), problems), maxlen=0)
    return [one for one in problems if one.path == str(sidecars[own].path)]


def _entries(sidecars: Mapping[str, Sidecar], cable_id: str) -> Sequence[WitnessEntry]:
    return sidecars[cable_id].compared if cable_id in sidecars else ()


def _base_of(
    cable_id: str, sidecars: Mapping[str, Sidecar], paths: Sequence[Path], sources: Path
) -> Path | None:
    """Return the file of a base text by the sidecar, or else by its name; ``None`` for neither."""
    said = sidecars[cable_id].base
    files = [one for one in paths if said in {one.name, source_name(one, sources)}]
    return next(iter(files or [one for one in paths if one.stem == cable_id]), None)


def _copies_in(file: Path, cable: Cable) -> list[Cable]:
    """Return the cables of a file, ``cable`` itself among them if it stands there."""
    try:
        content = read_source(file).content
    except OSError:
        return []
    read = [] if is_no_text(content) else [*parse_all(content, name=file.name)]
    return [cable if seen(one).place == seen(cable).place else one for one in read]


def _compared(
    sidecars: Mapping[str, Sidecar],
    copies: Mapping[tuple[str, str], Cable],
    base: Mapping[str, tuple[Cable, Path]],
    folder: tuple[Path, Collection[str]],
    problems: list[Problem],
) -> Iterator[tuple[str, WitnessEntry, Cable, Path]]:
    """Yield each witness that can be compared: cable, entry, copy and file; tell of the others.

    ``folder`` is the folder of the sources, with their names.
    """
    sources, files = folder
    there = {key: (copy, sources / key[0]) for key, copy in copies.items()}
    by_name = {(PurePosixPath(name).name, one): found for (name, one), found in there.items()}
    named: dict[tuple[object, ...], tuple[str, str]] = {}
    for cable_id, sidecar in sidecars.items():
        for entry in sidecar.compared:
            key = entry.file, cable_id
            copy, path = there.get(key) or by_name.get(key) or (None, sources)
            if cable_id not in base:
                continue
            if copy is None or copy is base[cable_id][0] or not units_of(copy):
                if entry.file in {*files, *(PurePosixPath(name).name for name in files)}:
                    is_base = copy is base[cable_id][0] or base[cable_id][1].name == entry.file
                    problems.append(_uncompared(entry, cable_id, copy, path, is_base=is_base))
                continue
            before = named.setdefault(seen(copy).place, (entry.siglum, cable_id))
            if before != (entry.siglum, cable_id):
                problems.append(_named_twice(entry, *before))
            yield cable_id, entry, copy, path


def _of_its_year(copy: Cable, base: Cable, path: Path) -> Cable:
    """Return a copy that says no date and no year as read with that of the base text.

    Else its references without a year would be to no cable.
    """
    year = date_of(base)[:4]
    if date_of(copy) or not year:
        return copy
    try:
        again = [*parse_all(read_source(path).content, name=path.name, year=int(year))]
    except OSError:  # It was there a moment ago; that it is gone is told by the next build.
        return copy
    return next((one for one in again if seen(one).place == seen(copy).place), copy)


def _named_twice(entry: WitnessEntry, siglum: str, cable_id: str) -> Problem:
    message = (
        f"the witness {entry.siglum} is witness {siglum} of {cable_id} too: one file, "
        f"{entry.file[:80]!r}, which holds one copy; name another file, or take one of the two out"
    )
    return Problem("repeated-witness", message, entry.path, entry.line)


def _uncompared(
    entry: WitnessEntry, cable_id: str, copy: Cable | None, path: Path, *, is_base: bool
) -> Problem:
    """Return why a file, of which ``copy`` was read in ``path`` if any was, is not compared."""
    if is_base:
        message = f"the witness {entry.siglum} is the base text itself; name another file"
    else:
        message = f"{entry.file[:80]!r} has no text of {cable_id} to compare: "
        if copy is None:
            message += (
                "it is no text, or holds several cables of which none says this id; name a file "
                "that is the copy alone"
            )
        elif _is_empty(path):
            message += "the file is empty; put the words of the copy into it, or take the name out"
        else:
            message += "nothing in it can be read; name a file that has the words of the copy"
    return Problem("witness-missing", message, entry.path, entry.line)


def _is_empty(path: Path) -> bool:
    """Whether nothing but blanks stands in a file."""
    try:
        text = read_file(path).decode("utf-8", "replace")
    except OSError:  # It was there a moment ago; the next build tells.
        return False
    return not text.strip("\ufeff\u200b" + whitespace)
