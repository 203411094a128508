"""Looking at the sources: which cables each holds, in streams, by any executor of Python's.

What is sent to an executor is small and is known by name, and what comes back are ids and dates.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import NamedTuple, TypeVar

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.problems import Problem
from cable_edition.core.reading.on_demand import parse_all
from cable_edition.core.reading.readers.dump import Dump, Row, read_rows
from cable_edition.core.reading.readers.registry import SAMPLE
from cable_edition.core.reading.sources import (
    check_files,
    files_below,
    is_no_text,
    read_source,
    source_paths,
)
from cable_edition.core.regular_file import regular
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.volumes.plan import PlanError
from cable_edition.volumes.survey import Record, Source, Survey

#: The form of a file that is a cable, or several, and no dump.
WHOLE_FILE = "whole"
#: A file of so many bytes or more is looked at for rows, and read by row if it has some.
_LARGE = 1 << 20
#: How many files, and how many rows, are sent at a time.
_FILES, _ROWS = 50, 100
_CHUNK = 1 << 20
_About = TypeVar("_About")
_Given = TypeVar("_Given")
#: Called with (done, all): bytes of all sources.
Progress = Callable[[int, int], object]


class Input(NamedTuple):
    """A file with cables: where it is, and its name from the folder of the edition."""

    path: Path
    name: str
    size: int


def inputs_of(file: EditionFile) -> tuple[list[Input], list[Problem]]:
    """Return the sources of an edition in volumes: those of its folder, then what is named more.

    Problems: those of :func:`~cable_edition.core.reading.sources.check_files`. Raises
    :class:`PlanError` where there is no source, a name leads nowhere, or a sidecar stands where
    none is read.
    """
    found: list[Input] = []
    problems: list[Problem] = []
    if file.sources.is_dir():
        problems += check_files(file.sources)
        found += _inputs(source_paths(file.sources), file.root)
    for name in file.settings.volumes.inputs:
        path = file.root / name
        place = file.place("volumes.inputs")
        if path.is_dir():
            _refuse_sidecars(path, file)
            found += _inputs(source_paths(path), file.root)
        elif path.exists():
            found += _inputs([path], file.root)
        else:
            raise PlanError(f"{place}: there is no {name}; name a folder or a file that is there")
    if not found:
        message = "there is no cable to divide: the folder of sources is empty, and no other named"
        raise PlanError(f"{file.place('folders.sources')}: {message}")
    names: set[str] = set()
    folders: dict[str, str] = {}
    for one in found:
        if (whole := _whole_name(one.path, folders)) in names:
            raise PlanError(f"{file.shown}: {one.name} is named twice among the sources")
        names.add(whole)
    return found, problems


def _whole_name(path: Path, folders: dict[str, str]) -> str:
    """Return the name of a file without links, each of its folders looked at once."""
    above, name = os.path.split(path)
    if os.path.islink(path):  # noqa: PTH114 (as fast as can be, for each source)
        return os.path.realpath(path)
    if above not in folders:
        folders[above] = os.path.realpath(above)
    return f"{folders[above]}/{name}"


def _refuse_sidecars(folder: Path, file: EditionFile) -> None:
    """Raise :class:`PlanError` for a sidecar beside the cables of a folder that is named more.

    Sidecars are read from the folder of sources alone: what one here withholds would be published.
    """
    for path in files_below(folder):
        is_sidecar = path.suffix in {".yaml", ".yml"} and is_valid_id(path.stem)
        if is_sidecar and not path.is_relative_to(file.sources):
            own = file.settings.folders.sources
            message = f"the sidecar {path} is not read there, with what it withholds"
            raise PlanError(f"{file.place('volumes.inputs')}: {message}; move it into {own}")


def _inputs(paths: Iterable[Path], root: Path) -> Iterator[Input]:
    for path in paths:
        name = path.relative_to(root) if path.is_relative_to(root) else path
        yield Input(path, name.as_posix(), regular(path).stat().st_size)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def survey_inputs(
    inputs: list[Input], survey: Survey, executor: Executor, width: int, progress: Progress
) -> dict[str, str]:
    """Bring a survey up to date; return the checksum of each source by name.

    ``width`` is how many tasks an executor works on at once: not many more are handed to it.
    """
    total = sum(one.size for one in inputs)
    done = 0
    checksums: dict[str, str] = {}
    batch: list[Input] = []

    def counted(one: Input) -> None:
        nonlocal done
        done += one.size
        progress(done, total)

    def batches() -> Iterator[list[Input]]:
        for one in inputs:
            sha256 = checksums[one.name] = checksum(one.path)
            if survey.knows(one.name, sha256) or (
                one.size >= _LARGE and _survey_dump(one, survey, executor, width)
            ):
                counted(one)
            else:
                batch.append(one)
                if len(batch) == _FILES:
                    yield batch[:]
                    batch.clear()
        if batch:
            yield batch

    tasks = (
        (many, executor.submit(look_at_files, [str(one.path) for one in many]))
        for many in batches()
    )
    for many, looked in _in_turn(tasks, width):
        for one, (sha256, form, records) in zip(many, looked, strict=True):
            checksums[one.name] = sha256
            survey.note(Source(one.name, sha256, form, 0), records)
            counted(one)
    survey.keep(checksums)
    return checksums


def _in_turn(
    tasks: Iterable[tuple[_About, Future[_Given]]], width: int
) -> Iterator[tuple[_About, _Given]]:
    """Yield what each task was about and what it gave, in order; few wait at a time."""
    waiting: deque[tuple[_About, Future[_Given]]] = deque()
    for task in tasks:
        waiting.append(task)
        if len(waiting) > 2 * width:
            about, future = waiting.popleft()
            yield about, future.result()
    while waiting:
        about, future = waiting.popleft()
        yield about, future.result()


def _survey_dump(one: Input, survey: Survey, executor: Executor, width: int) -> bool:
    """Survey a dump of any size row by row; return whether the file is one."""
    with read_rows(one.path, SAMPLE) as dump:
        if dump is None:
            return False
        head = dump._replace(rows=iter(()))
        tasks = (
            (rows[0][0], executor.submit(look_at_rows, head, rows, one.path.name))
            for rows in _batches(enumerate(dump.rows, 1))
        )
        records = (record for _, looked in _in_turn(tasks, width) for record in looked)
        survey.note(Source(one.name, dump.sha256, dump.reader.name, 0), records)
    return True


def _batches(rows: Iterable[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    batch: list[tuple[int, Row]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def look_at_files(paths: list[str]) -> list[tuple[str, str, list[Record]]]:
    """Return for each file its checksum, its form and its cables; a task for an executor.

    Raises ``OSError`` where a file cannot be read.
    """
    return [_look_at(Path(path)) for path in paths]


def _look_at(path: Path) -> tuple[str, str, list[Record]]:
    with read_rows(path, SAMPLE) as dump:
        if dump is not None:
            rows = list(enumerate(dump.rows, 1))
            head = dump._replace(rows=iter(()))
            return dump.sha256, dump.reader.name, look_at_rows(head, rows, path.name)
    source = read_source(path)
    if is_no_text(source.content):
        return source.sha256, WHOLE_FILE, []
    cables = parse_all(source.content, name=path.name)
    return source.sha256, WHOLE_FILE, [_record(0, cable) for cable in cables]


def look_at_rows(head: Dump, rows: list[tuple[int, Row]], name: str) -> list[Record]:
    """Return the cables of rows of a dump, each row with its number; a task for an executor."""
    from cable_edition.core.reading.parse import parse_rows  # noqa: PLC0415 - slow to load

    return [
        _record(number, cable)
        for number, row in rows
        for cable in parse_rows(head._replace(rows=iter([row])), name)
    ]


def _record(row: int, cable: Cable) -> Record:
    named = cable.reference_id or ""
    return Record(row, named, date_of(cable)) if is_valid_id(named) else Record(row, "", "")
