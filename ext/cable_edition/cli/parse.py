"""``cable-edition parse``: the record of every cable, one JSON object a line."""

from __future__ import annotations

import sys

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options
from cable_edition.cli._files import Failure, complete_files, named_files, show_progress
from cable_edition.cli._work import record_lines


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", shell_complete=complete_files)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Parse with this many processes; the order of the output stays that of the files.",
)
@click.option(
    "--format",
    "_as_json",
    type=click.Choice(["json"]),
    default="json",
    expose_value=False,
    help="JSON, as without this option; other commands that report take it, too.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Print for people how each field was found, and which entries of the lists decided.",
)
@edition_options(registers=False, needed=False)
def parse(files: tuple[str, ...], edition: ChosenEdition, jobs: int, *, explain: bool) -> None:
    """Print what the parser understood of each cable: one JSON object a line.

    A FILE may be a text, a page, an HTML page, a dump of many cables, or a folder of these; - is
    the standard input. Without a FILE, every source of the edition is parsed.
    A cable with problems is no failure: they are in its record. The exit status is 2 if a file
    cannot be read, else 0.
    With --explain a field has its value, how it was found (label, position, record, inference), the
    line it stands on, and the entries of the packaged lists of posts, TAGS and titles on which it
    rests, each with its source or the word that none was looked up.
    """
    failed = False
    named = tuple(named_files(files) if files else edition.source_files())
    for item in show_progress(record_lines(named, jobs, explain=explain), len(named)):
        if isinstance(item, Failure):
            failed = True
            click.echo(f"{item.path}: {item.reason}", err=True)
        else:
            click.echo(item)
    if failed:
        sys.exit(2)
