"""``cable-edition verify``: prove the built pages against the sources."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.verify import verify_build


@click.command()
@click.argument("build", type=click.Path(exists=True, file_okay=False, path_type=Path))
@edition_options(registers=False)
def verify(build: Path, edition: ChosenEdition) -> None:
    """Compare every cable page in BUILD with its source, character for character.

    Both views are read back from the built HTML: the text as transmitted, and each paragraph,
    heading and line of the reading text against its own stretch of the source. White space is
    folded.
    Exit status 1 if anything differs; each difference is named with its place.
    """
    checked, problems = verify_build(build, edition.sources)
    for problem in problems:
        click.echo(problem.located(), err=True)
    if problems:
        found, cables = number_of(len(problems), "difference"), number_of(checked, "cable")
        click.echo(f"{found} in {cables}.", err=True)
        sys.exit(1)
    agreed = number_of(checked, "cable agrees", "cables agree")
    click.echo(f"{agreed} with the source, in both views.")
