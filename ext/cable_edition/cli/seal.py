"""``cable-edition seal``: record the checksums of the sources."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.core import sources as folder_of_sources
from cable_edition.core.problems import Severity


@click.command()
@click.argument(
    "sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="source_cables",
)
@click.option(
    "--accept",
    multiple=True,
    metavar="FILE",
    help="Record this source anew though it has changed; may be given more than once.",
)
def seal(sources: Path, accept: tuple[str, ...]) -> None:
    """Record the SHA-256 of each new source of SOURCES in its SHA256SUMS.

    Every build compares the sources with it. A changed source is recorded only if it is named
    with --accept. Exit status 1 if a changed or lost source is left.
    """
    taken, problems = folder_of_sources.seal(sources, frozenset(accept))
    for name in taken:
        click.echo(f"recorded {name}")
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in errors:
        click.echo(problem.located(), err=True)
    if not taken and not errors:
        click.echo("every source is recorded and unchanged")
    sys.exit(1 if errors else 0)
