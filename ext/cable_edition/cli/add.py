"""``cable-edition add``: cables put among the sources."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.cli._entries import AddCommand, kinds_and_files
from cable_edition.cli._format import format_option
from cable_edition.cli._named import PathOrPattern, expanded_paths
from cable_edition.core.problems import Problem
from cable_edition.core.settings.edition_file import shown_path


@click.command(cls=AddCommand)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=PathOrPattern(exists=True, allow_dash=True, path_type=Path),
    shell_complete=kinds_and_files,
)
@format_option("each file")
@edition_options(registers=False, writes=True)
def add(files: tuple[Path, ...], edition: ChosenEdition, *, as_json: bool) -> None:
    """Put each FILE, or the files of a folder, among the sources, and record its checksum.

    cable-edition add ~/Downloads/cable.html

    With the word person, organization, term, note or emendation instead of a FILE one entry is
    added to a register or a sidecar; cable-edition add person --help tells more.

    A file that holds one cable is named after it; no byte of it is changed. A file that is there
    already is not taken twice. Of a folder, files in which no cable is found are left out; name one
    to take it all the same. What is doubtful in the cables is told, and the page on which each
    will stand. A FILE may be a pattern in quotation marks ('cables/*.txt'); - is the standard
    input. Exit status 1 if a file was not taken, 2 if one
    cannot be read, a folder holds the chapters of the edition, or the sources are not what was
    recorded.
    """
    from cable_edition.cli._excerpt import visible  # noqa: PLC0415
    from cable_edition.cli._taking import taken_in, tell_taken  # noqa: PLC0415
    from cable_edition.core.reading.sources import seal  # noqa: PLC0415

    named = expanded_paths(files)
    for path in named:
        if path.is_dir() and edition.file.documents.resolve().is_relative_to(path.resolve()):
            message = f"{path}: holds the chapters of the edition; name the folder of the cables"
            click.echo(visible(message), err=True)
            sys.exit(2)
    left = 0
    failed = False
    for one in taken_in(named, edition.sources):
        left += one.target is None
        failed = failed or one.failed
        doubts = _doubts(one.target) if one.target else []
        tell_taken(one, doubts)
        if as_json or one.target is None:
            continue
        for doubt in doubts:
            place = f"line {doubt.line}: " if doubt.line else ""
            click.echo(f"  {doubt.severity.value}  {place}{visible(doubt.message)}")
        for cable in one.cables[:5]:
            click.echo(f"  its page will be cables/{cable}.html")
    status = tell_errors(seal(edition.sources)[1])
    sys.exit(2 if failed else max(status, int(left > 0)))


def _doubts(path: Path) -> list[Problem]:
    from cable_edition.core.reading.parse import parse_file  # noqa: PLC0415

    return [
        replace(problem, path=shown_path(path))
        for cable in parse_file(path)
        for problem in cable.problems
    ]
