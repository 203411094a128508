"""What commands say of volumes: the plan, each step, the site, and a bar with the time left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._format import tell_json
from cable_edition.core.myst.escape import visible
from cable_edition.core.nouns import number_of
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from cable_edition.volumes.building import Built
    from cable_edition.volumes.task import Result
    from cable_edition.volumes.work import Surveyed

_LOOKING = "looking at the sources"
_SAID = ("done", "done, with warnings", "not done")
_STEPS = {"digest": "reading", "build": "building"}


def plan_items(surveyed: Surveyed) -> list[dict[str, Any]]:
    """Return what is told of each volume in JSON."""
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


def show_plan(surveyed: Surveyed) -> None:
    """Show the volumes as a table."""
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


def tell_site(built: Built, *, as_json: bool) -> None:
    """Tell where the site is, or what it waits for."""
    failed = built.failed()
    if as_json:
        tell_json(
            {
                "site": shown_path(built.site) if built.site else None,
                "files": built.files,
                "cables": built.surveyed.cables,
                "failed": sorted(failed),
            }
        )
        return
    if built.site:
        cables = number_of(built.surveyed.cables, "cable")
        files = number_of(built.files, "file")
        click.echo(f"The site is in {shown_path(built.site)}: {cables}, {files}")
    if failed:
        left = number_of(len(failed), "volume is", "volumes are")
        names = ", ".join(sorted(failed))
        click.echo(f"{left} not built, and the site is as it was: {names}", err=True)


class Telling:
    """Tells what came of each task, above a bar with the time that is left."""

    def __init__(self, *, as_json: bool, steps: bool = True) -> None:
        self._as_json = as_json
        self._has_lines = steps
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Telling:
        if sys.stderr.isatty() and not self._as_json:
            from rich.console import Console  # noqa: PLC0415
            from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415

            columns = (*Progress.get_default_columns(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def result(self, one: Result, done: int, every: int) -> None:
        """Tell what came of a task, number ``done`` of ``every`` of its step."""
        self._count(_STEPS[one.step], done, every)
        if not self._has_lines:
            return
        if self._as_json:
            tell_json(
                {
                    "volume": one.name,
                    "step": one.step,
                    "status": one.status,
                    "made": one.is_new,
                    "seconds": round(one.seconds, 1),
                    "cpu": round(one.cpu, 1),
                    "peak_kib": one.peak,
                    "said": list(one.said),
                }
            )
            return
        if one.is_new or one.said:
            what = _SAID[one.status] if one.is_new else "stands"
            took = f", {one.seconds:.0f} s, {one.peak // 1024} MiB" if one.is_new else ""
            click.echo(f"{_STEPS[one.step]} {one.name}: {what}{took}")
        for line in one.said:
            click.echo(f"  {visible(line)}", err=True)

    def read(self, done: int, every: int) -> None:
        """Tell that so much of all sources has been looked at."""
        self._count(_LOOKING, done, every)

    def _count(self, what: str, done: int, every: int) -> None:
        if self._bar:
            if what not in self._tasks:
                self._tasks[what] = self._bar.add_task(what, total=every)
            self._bar.update(self._tasks[what], completed=done)
