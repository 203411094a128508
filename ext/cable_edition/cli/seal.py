"""``cable-edition seal``: record the checksums of the sources."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, alone, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.reading import sources as folder_of_sources
from cable_edition.core.settings import load_from


@click.command()
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)
@click.option(
    "--accept",
    multiple=True,
    metavar="FILE",
    help="Record this source anew though it has changed; may be given more than once.",
)
@format_option("each source that is recorded, and each fault")
@edition_options(registers=False, needed=False)
def seal(
    folder: Path | None, accept: tuple[str, ...], edition: ChosenEdition, *, as_json: bool
) -> None:
    """Record the SHA-256 of each new source of FOLDER, or of the edition, in its SHA256SUMS.

    Every build compares the sources with it. A changed source is recorded only if it is named
    with --accept. Exit status 2 if a changed or lost source is left.
    """
    if folder:
        # Sources that are named belong to the edition around them.
        edition = replace(edition, file=load_from(folder.parent)[0], sources=folder)
    sources = edition.existing_sources()
    with alone(edition, "seal"):
        taken, problems = folder_of_sources.seal(sources, frozenset(accept))
    for name in taken:
        if as_json:
            tell_json({"recorded": name})
        else:
            click.echo(f"recorded {name}")
    status = tell_errors(problems)
    if not taken and not status and not as_json:
        click.echo("every source is recorded and unchanged")
    sys.exit(status)
