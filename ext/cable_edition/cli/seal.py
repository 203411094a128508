"""``cable-edition seal``: record the checksums of the sources."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, alone, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.reading import sources as folder_of_sources
from cable_edition.core.reading.intake import has_cable
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
    with --accept. Exit status 2 if a changed or lost source is left, or FOLDER holds no source.
    """
    if folder:
        if refusal := _refusal(folder):
            click.echo(f"{folder}: {refusal}; name the folder of the cables", err=True)
            sys.exit(2)
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


def _refusal(folder: Path) -> str:
    """Return in words why a folder cannot be one of sources, or nothing."""
    around = load_from(folder)[0]
    named, own, documents = (one.resolve() for one in (folder, around.sources, around.documents))
    if named == own or (own.is_relative_to(documents) and named.is_relative_to(own)):
        return ""
    is_edition = (documents / "conf.py").is_file()
    if is_edition and documents.is_relative_to(named):
        return "holds the chapters of the edition"
    if is_edition and named.is_relative_to(documents):
        return "is in the folder of the chapters of the edition"
    if (folder / folder_of_sources.CHECKSUMS).is_file():
        # Its sources may be lost, which is told.
        return ""
    try:
        return "" if has_cable(folder) else "holds no source: no cable was found in it"
    except OSError:
        return ""
