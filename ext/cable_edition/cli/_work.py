"""The work of ``parse``: in this process, or spread over several in the order of the files."""

from __future__ import annotations

import json
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.cli._explained import explained_lines
from cable_edition.cli._files import Done, Failure, cables_of, reason_of
from cable_edition.cli._named import STDIN
from cable_edition.core.reading.parse import parse_rows
from cable_edition.core.reading.readers.dump import Dump, Row, read_rows
from cable_edition.core.reading.readers.registry import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cable_edition.core.cable.model import Cable

#: How many rows of a dump, and how many files, a process is given at a time.
BATCH = 100
_Item = str | Failure | Done


def record_lines(files: tuple[str, ...], jobs: int, *, explain: bool = False) -> Iterator[_Item]:
    """Yield the records of the cables of ``files`` as lines of JSON, in their order.

    Between them stand failures, and a mark after each file. Memory does not grow with the size
    of a dump, whatever the number of ``jobs``. With ``explain`` each cable is not one line but what
    is said of how its fields were found, by this process alone.
    """
    if jobs == 1 or explain:
        lines = explained_lines if explain else _record_line
        for path in files:
            yield from _file_lines(path, lines)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[Future[list[_Item]]] = deque()
        for future in _submitted(pool, files):
            waiting.append(future)
            if len(waiting) > 3 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _record_line(cable: Cable) -> tuple[str]:
    return (json.dumps(cable.to_dict(), ensure_ascii=False),)


def _file_lines(
    path: str, lines: Callable[[Cable], Iterable[str]] = _record_line
) -> Iterator[_Item]:
    try:
        for cable in cables_of(path):
            yield from lines(cable)
    except OSError as error:
        yield Failure(path, reason_of(error))
    yield Done(path)


def _submitted(pool: ProcessPoolExecutor, files: tuple[str, ...]) -> Iterator[Future[list[_Item]]]:
    batch: list[str] = []
    for path in files:
        try:
            dumped = path != STDIN and _is_dump(path)
        except OSError:
            dumped = False
        if not dumped and path != STDIN:
            batch.append(path)
            if len(batch) < BATCH:
                continue
        if batch:
            yield pool.submit(_many_files, batch)
            batch = []
        if dumped:
            yield from _submitted_rows(pool, path)
        elif path == STDIN:
            done: Future[list[_Item]] = Future()
            done.set_result(list(_file_lines(path)))
            yield done
    if batch:
        yield pool.submit(_many_files, batch)


def _is_dump(path: str) -> bool:
    with read_rows(Path(path), SAMPLE) as dump:
        return dump is not None


def _submitted_rows(pool: ProcessPoolExecutor, path: str) -> Iterator[Future[list[_Item]]]:
    with read_rows(Path(path), SAMPLE) as dump:
        if dump is None:
            return
        head = dump._replace(rows=iter(()))
        rows: list[Row] = []
        for row in dump.rows:
            rows.append(row)
            if len(rows) == BATCH:
                yield pool.submit(_many_rows, head, rows, path)
                rows = []
        if rows:
            yield pool.submit(_many_rows, head, rows, path)


def _many_files(paths: list[str]) -> list[_Item]:
    return [item for path in paths for item in _file_lines(path)]


def _many_rows(head: Dump, rows: list[Row], path: str) -> list[_Item]:
    cables = parse_rows(head._replace(rows=iter(rows)), Path(path).name)
    return [json.dumps(cable.to_dict(), ensure_ascii=False) for cable in cables]
