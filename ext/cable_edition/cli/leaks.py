"""``cable-edition leaks``: search any folder for what the editors withhold."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, built_site, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.leaks import search_folder


@click.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@format_option("each fault, and one at the end")
@edition_options(registers=False)
def leaks(folder: Path | None, edition: ChosenEdition, *, as_json: bool) -> None:
    """Search every file in FOLDER for words that the sidecars withhold, and for their hashes.

    FOLDER is the site in docs/_build/html if it is not named. Every build does so with its own
    output; use this for archives and for anything else that is to be published. Exit status 2 if
    something is found; the words themselves are not shown.
    """
    if folder is None:
        folder = built_site(edition)
    found = read_cables(edition.sources)
    redacted = tuple(found.redacted.values())
    problems = (*found.problems, *search_folder(folder, redacted))
    status = tell_errors(problems, redacted)
    if as_json:
        leaking = sum(one.code == "withheld-survives" for one in problems)
        tell_json({"folder": str(folder), "redacted_cables": len(redacted), "leaks": leaking})
    if status or as_json:
        sys.exit(status)
    withheld = number_of(len(redacted), "redacted cable withholds", "redacted cables withhold")
    click.echo(f"nothing that {withheld} is in {folder}")
