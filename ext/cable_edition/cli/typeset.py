"""``cable-edition typeset``: the PDF of what Sphinx's LaTeX builder wrote."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.core.edition.assemble import read_cables
from cable_edition.core.problems import Problem
from cable_edition.core.proof.leaks import search_folder
from cable_edition.press.tex_tools import missing_tex
from cable_edition.press.typeset import publish
from cable_edition.press.typeset import typeset as typeset_document


@click.command()
@click.argument("latex", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@edition_options(registers=False, needed=False)
def typeset(latex: Path, folder: Path, edition: ChosenEdition) -> None:
    """Typeset each document in the folder LATEX and put the PDF into FOLDER.

    The log is read for what a reader would notice: lines that stand out of the text by more than
    2 pt, references without a target, labels defined twice, letters that no font has. The words
    on the pages are searched for what the sidecars withhold. Exit status 1 if there is any of
    these; each is told. Exit status 2 if TeX is not there or withheld words are.
    """
    missing = missing_tex()
    if missing:
        click.echo(missing, err=True)
        sys.exit(2)
    documents = sorted(latex.glob("*.tex"))
    if not documents:
        message = f"there is no LaTeX document in {latex}; build it with sphinx-build -b latex"
        click.echo(message, err=True)
        sys.exit(2)
    good = True
    for tex in documents:
        made = typeset_document(tex, lambda step: click.echo(f"{tex.stem}: {step}", err=True))  # noqa: B023 - used at once
        for complaint in made.complaints:
            click.echo(f"{tex.name}: {complaint}", err=True)
        good = good and not made.complaints
        if made.pdf is not None:
            click.echo(f"The book is ready: {publish(made.pdf, folder)}")
    leaks = tell_errors(_leaks(folder, edition.sources))
    sys.exit(leaks or (0 if good else 1))


def _leaks(folder: Path, sources: Path) -> list[Problem]:
    """Return where the books have what is withheld."""
    if not folder.is_dir() or not sources.is_dir():
        return []
    return search_folder(folder, tuple(read_cables(sources).redacted.values()))
