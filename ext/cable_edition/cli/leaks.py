"""``cable-edition leaks``: search any folder for what the editors withhold."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, built_site, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.cli._named import PathOrPattern, expanded_paths
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.leaks import search_folder


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    metavar="[FOLDER...]",
    type=PathOrPattern(exists=True, file_okay=False, path_type=Path),
)
@format_option("each fault, and one at the end of each folder")
@edition_options(registers=False)
def leaks(folders: tuple[Path, ...], edition: ChosenEdition, *, as_json: bool) -> None:
    """Search every file in each FOLDER for words that the sidecars withhold, and for their hashes.

    That is the site in docs/_build/html if none is named. Every build does so with its own
    output; use this for archives and for anything else that is to be published. Exit status 2 if
    something is found; the words themselves are not shown.
    """
    named = expanded_paths(folders) or [built_site(edition)]
    found = read_cables(edition.sources)
    redacted = tuple(found.redacted.values())
    status = before = tell_errors(found.problems, redacted)
    for folder in named:
        survivors = list(search_folder(folder, redacted))
        status = max(status, found_there := tell_errors(survivors, redacted))
        if as_json:
            leaking = sum(one.code == "withheld-survives" for one in survivors)
            tell_json({"folder": str(folder), "redacted_cables": len(redacted), "leaks": leaking})
        elif not found_there and not before:
            withheld = number_of(
                len(redacted), "redacted cable withholds", "redacted cables withhold"
            )
            click.echo(f"nothing that {withheld} is in {folder}")
    sys.exit(status)
