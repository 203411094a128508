"""``cable-edition suggest``: the emendations that the rules propose, ready for the sidecar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.cli._files import cables_of, named_files, reason_of
from cable_edition.core.nouns import number_of

if TYPE_CHECKING:
    from cable_edition.core.editing.suggestions import Suggestions


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@edition_options(registers=False, needed=False)
def suggest(files: tuple[str, ...], edition: ChosenEdition) -> None:
    """Propose emendations for the cables in each FILE, as YAML for their sidecars.

    Only the mechanical rules propose, and nothing is applied: read each line, take out what is
    wrong, and paste the rest into ID.yaml beside the source. What the sidecar has already is left
    out. A FILE may be a folder: the sources in it are read. Without a FILE, every source of the
    edition is. The exit status is 1 if a sidecar has an error, 2 if a file cannot be read.
    """
    from cable_edition.core.editing.reading import corrector_beside  # noqa: PLC0415
    from cable_edition.core.editing.suggestions import suggestions  # noqa: PLC0415

    status = 0
    for path in named_files(files) if files else edition.source_files():
        try:
            for cable in cables_of(path, corrector_beside(Path(path).parent)):
                found = suggestions(cable, path)
                status = max(status, tell_errors(found.problems))
                _report(path, found)
        except OSError as error:
            status = 2
            click.echo(f"{path}: {reason_of(error)}", err=True)
    sys.exit(status)


def _report(path: str, found: Suggestions) -> None:
    proposed = number_of(len(found.entries), "emendation")
    message = f"{path}: {proposed} proposed, {found.applied} in the sidecar"
    click.echo(message, err=True)
    if found.entries:
        click.echo(found.yaml(), nl=False)
