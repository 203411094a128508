"""``cable-edition add``: cables put among the sources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from cable_edition.core.reading.intake import Taken


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
)
@format_option("each file")
@edition_options(registers=False, writes=True)
def add(files: tuple[Path, ...], edition: ChosenEdition, *, as_json: bool) -> None:
    """Put each FILE, or the files of a folder, among the sources, and record its checksum.

    cable-edition add ~/Downloads/cable.html

    A file that holds one cable is named after it; no byte of it is changed. A file that is there
    already is not taken twice. What is doubtful in the cables is told, and the page on which each
    will stand. A FILE - is the standard input. Exit status 1 if a file was not taken, 2 if one
    cannot be read or the sources are not what was recorded.
    """
    from cable_edition.cli._taking import taken_in, tell_taken  # noqa: PLC0415
    from cable_edition.core.reading.sources import seal  # noqa: PLC0415

    left = 0
    for one in taken_in(files, edition.sources):
        left += one.target is None
        if as_json:
            tell_json(_item(one))
            continue
        tell_taken(one)
        if one.target:
            _tell_doubts(one.target)
            for cable in one.cables[:5]:
                click.echo(f"  its page will be cables/{cable}.html")
    status = tell_errors(seal(edition.sources)[1])
    sys.exit(max(status, int(left > 0)))


def _item(one: Taken) -> dict[str, object]:
    return {
        "file": str(one.file),
        "source": shown_path(one.target) if one.target else None,
        "cables": list(one.cables),
        "pages": [f"cables/{cable}.html" for cable in one.cables] if one.target else [],
        "also_in": list(one.others),
        "reason": one.reason or None,
    }


def _tell_doubts(path: Path) -> None:
    from cable_edition.cli._excerpt import visible  # noqa: PLC0415
    from cable_edition.core.reading.parse import parse_file  # noqa: PLC0415

    for cable in parse_file(path):
        for problem in cable.problems:
            place = f"line {problem.line}: " if problem.line else ""
            click.echo(f"  {problem.severity.value}  {place}{visible(problem.message)}")
