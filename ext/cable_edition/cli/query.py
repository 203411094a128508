"""``cable-edition query``: a question in SQL to the tables of the edition."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import rich_click as click

from cable_edition.cli._data import write_data
from cable_edition.cli._edition import ChosenEdition, alone, edition_options, output_folder
from cable_edition.core.myst.escape import visible
from cable_edition.core.nouns import number_of
from cable_edition.core.unfinished import is_unfinished
from cable_edition.exports.datasets.csv_files import csv_cell
from cable_edition.exports.datasets.query import (
    MISSING,
    Answer,
    Place,
    QueryError,
    ask,
    is_there,
    place_of,
)

#: So much of a cell is shown on a screen.
_WIDEST = 60


@click.command()
@click.argument("question", metavar="SQL")
@click.argument(
    "places", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[DATA]..."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table for people, in which long cells are cut; CSV; or one JSON object a line.",
)
@edition_options(needed=False)
def query(question: str, places: tuple[Path, ...], form: str, edition: ChosenEdition) -> None:
    """Ask the tables of the edition a question in SQL.

    cable-edition query "SELECT mark, count(*) FROM paragraphs GROUP BY mark"

    DATA are folders of data, sites, or SQLite files of one edition or of several, which then have a
    column `edition`; without any it is this edition, whose tables are written to docs/_build/data
    first where they are not there or older than it. The manual names tables and columns, and so
    does DESCRIBE. Only what is asked is read: a question changes nothing, and opens no other file.
    Exit status 2 if it cannot be answered.
    """
    if not is_there():
        _stop(MISSING)
    try:
        found = [place_of(place) for place in places] or [_own(edition)]
        answer = ask(question, found)
        if form == "csv":
            _csv(answer)
        elif form == "json":
            _json(answer)
        else:
            _table(answer)
    except QueryError as error:
        _stop(str(error))


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)


def _own(edition: ChosenEdition) -> Place:
    """Return where the tables of this edition are; write them where they are not as it is."""
    out = output_folder(edition, "data")
    try:
        place = place_of(out)
    except QueryError:
        place = None
    if place is None or is_unfinished(out) or _changed(place.path) <= _newest(edition):
        edition.existing_sources()
        with alone(edition, "query"):
            status, _ = write_data(edition, ("parquet",), out)
        if status == 2:
            sys.exit(status)
        click.echo(f"the tables of the edition are written to {out}", err=True)
        place = place_of(out)
    return place


def _newest(edition: ChosenEdition) -> float:
    """Return when something was last changed that the edition is made from."""
    folders = [edition.sources, edition.registers]
    paths = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    paths += [path for path in (edition.file.path, edition.file.documents / "conf.py") if path]
    return max((_changed(path) for path in paths), default=0.0)


def _changed(path: Path) -> float:
    """Return when a file was changed, in its words or its place; 0 where it is not there.

    A copy may bring the time of its words along, and never that of its place.
    """
    try:
        found = (path / "croissant.json" if path.name == "parquet" else path).stat()
    except OSError:
        return 0.0
    return max(found.st_mtime, found.st_ctime)


def _csv(answer: Answer) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(answer.columns)
    out.writerows([csv_cell(_plain(cell)) for cell in row] for row in answer.rows)


def _json(answer: Answer) -> None:
    for row in answer.rows:
        item = dict(zip(answer.columns, row, strict=True))
        click.echo(json.dumps(item, ensure_ascii=False, default=str))


def _table(answer: Answer) -> None:
    """Write columns one beside the other; numbers stand at the right."""
    rows = list(answer.rows)
    shown = [[_cut(cell) for cell in row] for row in rows]
    heads = [_cut(name) for name in answer.columns]
    widths = [
        max(len(head), *(len(row[at]) for row in shown)) if shown else len(head)
        for at, head in enumerate(heads)
    ]
    right = [
        any(isinstance(row[at], int | float) and not isinstance(row[at], bool) for row in rows)
        for at in range(len(heads))
    ]
    for line in _lines([heads, ["-" * width for width in widths], *shown], widths, right):
        click.echo(line)
    click.echo(number_of(len(rows), "row"), err=True)


def _lines(rows: Iterable[list[str]], widths: list[int], right: list[bool]) -> Iterator[str]:
    for row in rows:
        cells = [
            cell.rjust(width) if at_right else cell.ljust(width)
            for cell, width, at_right in zip(row, widths, right, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _plain(cell: Any) -> str | int | bool | None:
    """Return a value as CSV can have it; a list or a day in its words."""
    return cell if cell is None or isinstance(cell, str | int | bool) else str(cell)


def _cut(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = "" if cell is None else visible(" ".join(str(cell).split()))
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
