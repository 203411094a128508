"""Files taken in among the sources, told a line each; for ``new`` and ``add``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._files import STDIN
from cable_edition.core.nouns import joined, number_of
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from cable_edition.core.reading.intake import Intake, Taken


def taken_in(named: Iterable[Path], sources: Path) -> Iterator[Taken]:
    """Copy files and the files of folders among the sources; yield what was done with each.

    ``-`` is the standard input, as a file of its own.
    """
    from cable_edition.core.reading.intake import Intake, files_to_take  # noqa: PLC0415

    intake = Intake(sources)
    for one in named:
        if str(one) == STDIN:
            yield _from_input(intake)
        else:
            yield from map(intake.take, files_to_take([one]))


def _from_input(intake: Intake) -> Taken:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "input.txt"
        file.write_bytes(sys.stdin.buffer.read())
        return intake.take(file)._replace(file=Path(STDIN))


def tell_taken(one: Taken) -> None:
    """Print what was done with a file, on the standard error where it was not taken."""
    from cable_edition.cli._excerpt import visible  # noqa: PLC0415

    name = visible(str(one.file))
    if one.target is None:
        click.echo(f"{name}: not taken: it {one.reason}", err=True)
        return
    more = f"; {one.reason}" if one.reason else ""
    if len(one.cables) > 1:
        more = f"; {number_of(len(one.cables), 'cable')}{more}"
    click.echo(f"{name}: taken as {visible(shown_path(one.target))}{more}")
    if one.others:
        held = joined([visible(other) for other in one.others])
        click.echo(f"{name}: the same cable is in {held}", err=True)
