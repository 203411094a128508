"""``cable-edition volumes``: a large edition in volumes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.nouns import number_of

if TYPE_CHECKING:
    from cable_edition.volumes.work import Surveyed


@click.group()
def volumes() -> None:
    """Divide a large edition into volumes.

    An edition of more than some ten thousand cables is made in volumes, each a build of its own. To
    a reader it is one edition: the address of a cable does not tell its volume.
    """


def _jobs_option(command: Any) -> Any:
    return click.option(
        "--jobs",
        type=click.IntRange(1),
        default=os.cpu_count() or 1,
        show_default="the number of processors",
        help="How many processes work side by side.",
    )(command)


@volumes.command()
@format_option("each volume")
@_jobs_option
@edition_options(registers=False, sources=False, needed=False, writes=True)
def plan(edition: ChosenEdition, *, as_json: bool, jobs: int) -> None:
    """Show the volumes of the edition, and write their plan into volumes.lock.

    The table [volumes] of edition.toml says what divides the cables (year, post or dates), how
    large a volume may grow, and which folders and dumps hold cables besides the folder of sources.
    The plan is kept: cables that are added fill the volumes, and one that grows too large is split;
    nothing else ever changes in it. Sources that have not changed are not read again. Exit status 2
    if a source is not what was recorded, or the plan cannot be read.
    """
    surveyed = _surveyed(edition, jobs)
    if as_json:
        for item in _items(surveyed):
            tell_json(item)
        return
    _show(surveyed)


def _surveyed(edition: ChosenEdition, jobs: int) -> Surveyed:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    from cable_edition.cli._progress import counted  # noqa: PLC0415
    from cable_edition.volumes.plan import PlanError  # noqa: PLC0415
    from cable_edition.volumes.work import survey_edition  # noqa: PLC0415

    try:
        with counted("reading") as progress, ProcessPoolExecutor(jobs) as pool:
            surveyed = survey_edition(edition.file, pool, jobs, progress)
    except PlanError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    status = tell_errors(surveyed.problems)
    if status == 2:
        sys.exit(status)
    return surveyed


def _items(surveyed: Surveyed) -> list[dict[str, Any]]:
    return [
        {
            "volume": one.name,
            "group": one.group,
            "from": {"date": one.start.date or None, "cable": one.start.cable or None},
            "cables": count,
            "first": first or None,
            "last": last or None,
        }
        for one, count, first, last in surveyed.rows()
    ]


def _show(surveyed: Surveyed) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    width = None if sys.stdout.isatty() else 200
    console = Console(highlight=False, file=sys.stdout, width=width)
    table = Table(box=None, pad_edge=False)
    table.add_column("Volume")
    table.add_column("Cables", justify="right")
    table.add_column("First")
    table.add_column("Last")
    for one, count, first, last in surveyed.rows():
        table.add_row(Text(one.name), str(count), first, last)
    console.print(table)
    volumes_now = number_of(len(surveyed.plan.volumes), "volume")
    told = f"{number_of(surveyed.cables, 'cable')} in {volumes_now}"
    if surveyed.without_id:
        told += f"; {number_of(surveyed.without_id, 'record')} without an id, in no volume"
    console.print(Text(told, "bold"))
    if surveyed.is_new:
        click.echo(f"{surveyed.path.name} is written; keep it with the edition")
