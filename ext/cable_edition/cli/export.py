"""``cable-edition export``: the edition in the formats of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._progress import counted
from cable_edition.core.leaks import search_folder
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Severity
from cable_edition.exports.folder import KINDS, DataFolder
from cable_edition.exports.info import info_beside, read_info

if TYPE_CHECKING:
    from cable_edition.core.edition import Edition

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("kinds", nargs=-1, required=True, type=click.Choice([*KINDS, "all"]))
@click.option(
    "--sources",
    type=_FOLDER,
    default="source_cables",
    show_default=True,
    help="Folder of the raw cables.",
)
@click.option(
    "--registers",
    type=_FOLDER,
    default="docs/registers",
    show_default=True,
    help="Folder of the registers.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="docs/_build/data",
    show_default=True,
    help="Folder to write to.",
)
@click.option(
    "--citation",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CITATION.cff with title, version and publisher. Default: beside the folder of sources.",
)
def export(
    kinds: tuple[str, ...], sources: Path, registers: Path, out: Path, citation: Path | None
) -> None:
    """Write the edition as data: TEI P5, CMIF, JSON, CSV, citations, linked data.

    Each cable has a file of its own in OUT/json and OUT/tei; the whole edition is in cables.jsonl,
    corpus.xml, cables.csv, cmif.xml, citations.*, edition.jsonld and registers.json. Files that are
    the same as before are left alone. Exit status 1 if a source or register has an error, for what
    could be read is written all the same, or if OUT has words that a sidecar withholds.
    """
    edition = _assembled(sources, registers)
    info = read_info(citation) if citation else info_beside(sources)
    folder = DataFolder(out, edition, info)
    with counted("writing") as progress:
        folder.write(KINDS if "all" in kinds else kinds, progress)
    errors = [problem for problem in edition.problems if problem.severity is Severity.ERROR]
    errors += search_folder(out, tuple(edition.redacted.values()))
    for problem in errors:
        click.echo(problem.located(), err=True)
    click.echo(f"{number_of(len(edition.cables), 'cable')} written to {out}")
    sys.exit(1 if errors else 0)


def _assembled(sources: Path, registers: Path) -> Edition:
    from cable_edition.core.edition import assemble  # noqa: PLC0415

    with counted("reading") as progress:
        return assemble(sources, registers, progress)
