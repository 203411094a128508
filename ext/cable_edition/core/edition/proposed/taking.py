"""Offers put into the files they are for, after a trial that nothing is wrong with any of them.

The trial is made in a folder of its own: registers are read with the new entries and looked for in
the cables, sidecars laid over their cables. An entry that brings an error or a warning is left out
and told, and what is written then stands in no way of a build that takes warnings for errors.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.ids import parse_id
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem, Severity
from cable_edition.core.reading.parse import parse_file
from cable_edition.core.registers.load import load_registers
from cable_edition.core.registers.mentions import MentionFinder
from cable_edition.core.releases.declared import RELEASES
from cable_edition.core.releases.lock import LOCK
from cable_edition.core.settings.edition_file import REGISTERS, WORKS
from cable_edition.core.whole_file import write_whole
from cable_edition.core.yaml_files.insertion import (
    InsertionError,
    entry_lines,
    with_entries,
    with_items,
)

#: What a sidecar names for text editors, where an edition has the schemas beside its sources.
_SCHEMA = "../schemas/sidecar.schema.json"
_MODELINE = f"# yaml-language-server: $schema={_SCHEMA}\n"
#: How an entry is known among those of a file: by its line, its id, or its cable.
_Trial = Callable[[Path], Sequence[Problem]]


class Addition(NamedTuple):
    """An entry for a list: the file, the key of a sidecar or nothing, and what it says.

    ``source`` is the file of the cable, for a sidecar. With ``into``, the id of an entry of a
    register, the texts that ``entry`` has under ``key`` are added to that list of the entry.
    """

    path: Path
    key: str
    entry: dict[str, Any]
    source: Path | None = None
    into: str = ""


@dataclass
class Taken:
    """The texts to be written by file, how many entries each has more, and what was left out."""

    texts: dict[Path, str] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    refused: list[tuple[Addition, str]] = field(default_factory=list)

    def write(self) -> None:
        """Write the files, each whole or not at all; raises ``OSError``."""
        for path, text in self.texts.items():
            write_whole(path, text.encode("utf-8", "surrogatepass"))


def tried(
    additions: Sequence[Addition],
    registers: Path,
    sources: Path,
    cables: Iterable[EditedCable] = (),
) -> Taken:
    """Put entries into the texts of their files, but for those that a build would refuse.

    ``registers`` and ``sources`` are the folders of the edition, ``cables`` its cables, in which
    new entries of registers are looked for. No file is changed; raises ``OSError`` where one cannot
    be read.
    """
    taken = Taken()
    for_registers = [one for one in additions if one.into or (one.source is None and not one.key)]
    for_sidecars = [one for one in additions if one.key and not one.into]
    with tempfile.TemporaryDirectory() as made:
        beside = Path(made)
        if for_registers:
            for name in (*REGISTERS, *WORKS):
                if (registers / name).is_file():
                    shutil.copyfile(registers / name, beside / name)
            found_in = cables if any(not one.into for one in for_registers) else ()
            _try(for_registers, beside, taken, partial(_of_registers, found_in))
    by_file: dict[Path, list[Addition]] = {}
    for one in for_sidecars:
        by_file.setdefault(one.source or one.path, []).append(one)
    for source, group in by_file.items():
        with tempfile.TemporaryDirectory() as made:
            beside = Path(made)
            _copy_cable(source, group, sources, beside)
            _try(group, beside, taken, _of_cables)
    return taken


def _of_registers(cables: Iterable[EditedCable], folder: Path) -> list[Problem]:
    registers, problems = load_registers(folder)
    finder = MentionFinder(registers)
    for one in cables:
        parts = parse_id(one.id)
        post = parts.post if parts else ""
        problems += finder.find(one.texts, cable_id=one.id, date=date_of(one.cable), post=post)[1]
    return problems


def _of_cables(folder: Path) -> list[Problem]:
    with tempfile.TemporaryDirectory() as none:
        edition = assemble(folder, Path(none))
    return list(edition.problems)


def _copy_cable(source: Path, group: Sequence[Addition], sources: Path, folder: Path) -> None:
    """Copy a source, its sidecars and what was released of it."""
    shutil.copyfile(source, folder / source.name)
    ids = {cable.reference_id for cable in parse_file(source)}
    beside = {source.parent / f"{cable}.yaml" for cable in ids}
    for path in (*beside, *(one.path for one in group), sources / LOCK, sources / RELEASES):
        if path.is_file():
            shutil.copyfile(path, folder / path.name)


def _try(group: Sequence[Addition], folder: Path, taken: Taken, trial: _Trial) -> None:
    known = {_said(one) for one in trial(folder)}
    left = list(group)
    while left:
        composed = _composed(left, taken)
        left = [one for one in left if any(one is item for item, _, _ in composed.placed)]
        for path, text in composed.texts.items():
            (folder / path.name).write_bytes(text.encode("utf-8", "surrogatepass"))
        new = [
            one
            for one in trial(folder)
            if one.severity is not Severity.INFO and _said(one) not in known
        ]
        blamed = {id(item): (item, one.message) for one in new for item in _blamed(one, composed)}
        if not blamed:
            if new:
                taken.refused += [(one, new[0].message) for one in left]
            else:
                taken.texts |= composed.texts
                for one in left:
                    taken.counts[one.path] = taken.counts.get(one.path, 0) + 1
            return
        taken.refused += blamed.values()
        left = [one for one in left if id(one) not in blamed]


def _said(one: Problem) -> tuple[str, str, str]:
    return one.code, Path(one.path).name, one.message


class _Composed(NamedTuple):
    texts: dict[Path, str]
    #: Each addition with the lines on which it begins and, exclusive, ends.
    placed: list[tuple[Addition, int, int]]


def _composed(group: Sequence[Addition], taken: Taken) -> _Composed:
    """Put entries into the texts as they stand; a file into which none can be put is told."""
    lists: dict[tuple[Path, str], list[Addition]] = {}
    for one in group:
        if not one.into:
            lists.setdefault((one.path, one.key), []).append(one)
    texts: dict[Path, str] = {}
    placed: list[tuple[Addition, int, int]] = []
    for one in group:
        if one.into:
            text = texts.get(one.path) or _text_of(one.path)
            items = one.entry[one.key]
            try:
                made, start = with_items(text, one.into, one.key, items)
            except (InsertionError, UnicodeError) as error:
                taken.refused.append((one, str(error)))
                continue
            placed = list(_shifted(placed, one.path, start, made.count("\n") - text.count("\n")))
            placed.append((one, start, start + len(items)))
            texts[one.path] = made
    for (path, key), items in lists.items():
        text = texts[path] if path in texts else _text_of(path, key)
        blocks = [entry_lines(one.entry) for one in items]
        try:
            text, starts = with_entries(text, blocks, key)
        except (InsertionError, UnicodeError) as error:
            taken.refused += [(one, str(error)) for one in items]
            continue
        more = text.count("\n") - (texts.get(path, "").count("\n") if path in texts else 0)
        placed = list(_shifted(placed, path, starts[0], more if path in texts else 0))
        texts[path] = text
        for one, start, block in zip(items, starts, blocks, strict=True):
            placed.append((one, start, start + len(block)))
    return _Composed(texts, placed)


def _text_of(path: Path, key: str = "") -> str:
    """Return the text of a file; a sidecar that is begun beside the schemas names its own."""
    if path.is_file():
        return path.read_bytes().decode("utf-8", "surrogateescape")
    return _MODELINE if key and (path.parent / _SCHEMA).is_file() else ""


def _shifted(
    placed: Sequence[tuple[Addition, int, int]], path: Path, line: int, more: int
) -> Iterator[tuple[Addition, int, int]]:
    for one, start, end in placed:
        shift = more if one.path == path and start >= line else 0
        yield one, start + shift, end + shift


def _blamed(problem: Problem, composed: _Composed) -> list[Addition]:
    """Return the entries that brought a problem about."""
    name, line = Path(problem.path).name, problem.line or 0
    for one, start, end in composed.placed:
        if one.path.name == name and start <= line < end:
            return [one]
    for one, _, _ in composed.placed:
        if "id" in one.entry and f"`{one.entry['id']}`" in problem.message:
            return [one]
    return [one for one, _, _ in composed.placed if one.key and one.path.stem in problem.message]
