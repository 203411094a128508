"""``cable-edition typeset``: the PDF of what Sphinx's LaTeX builder wrote."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import (
    ChosenEdition,
    built,
    edition_options,
    output_folder,
    tell_errors,
)
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.problems import Problem
from cable_edition.core.proof.contents import UnreadableError, content_of
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.press.tex_tools import missing_tex
from cable_edition.press.typeset import publish
from cable_edition.press.typeset import typeset as typeset_document


@click.command()
@click.argument(
    "latex", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@format_option("each document, and each fault")
@edition_options(registers=False, needed=False, writes=True)
def typeset(
    latex: Path | None, folder: Path | None, edition: ChosenEdition, *, as_json: bool
) -> None:
    """Typeset each document in the folder LATEX and put the PDF into FOLDER.

    They are _build/latex and _build/pdf beside the chapters if they are not named.

    The log is read for what a reader would notice: lines that stand out of the text by more than
    2 pt, references without a target, labels defined twice, letters that no font has. The words
    on the pages are searched for what the sidecars withhold. Exit status 1 if there is any of
    these; each is told. Exit status 2 if TeX is not there or withheld words are.
    """
    missing = missing_tex()
    if missing:
        click.echo(missing, err=True)
        sys.exit(2)
    latex = latex or built(edition, "latex", "LaTeX")
    folder = folder or output_folder(edition, "pdf")
    documents = sorted(latex.glob("*.tex"))
    if not documents:
        message = f"there is no LaTeX document in {latex}; build it with sphinx-build -b latex"
        click.echo(message, err=True)
        sys.exit(2)
    good = True
    leaks: list[Problem] = []
    search = _search(edition.sources)
    for tex in documents:
        made = typeset_document(tex, _silent if as_json else _step_of(tex.stem))
        good = good and not made.complaints
        book = None
        if made.pdf is not None:
            if search and (found := _leak(made.pdf, search)):
                # What is withheld stays nowhere, neither in this book nor in the one before it.
                (folder / made.pdf.name).unlink(missing_ok=True)
                leaks.append(found)
            else:
                book = publish(made.pdf, folder)
        if as_json:
            told = {"document": tex.name, "book": str(book) if book else None}
            tell_json({**told, "complaints": list(made.complaints)})
            continue
        for complaint in made.complaints:
            click.echo(f"{tex.name}: {complaint}", err=True)
        if book:
            click.echo(f"The book is ready: {book}")
    if search and folder.is_dir():
        leaks += search.folder(folder)
    sys.exit(tell_errors(leaks) or (0 if good else 1))


def _step_of(name: str) -> Callable[[str], None]:
    """Return what tells each step of the document of this name."""
    return lambda step: click.echo(f"{name}: {step}", err=True)


def _silent(_step: str) -> None:
    """Tell no step."""


def _search(sources: Path) -> LeakSearch | None:
    """Return the search for what is withheld, if anything is."""
    if not sources.is_dir():
        return None
    search = LeakSearch(read_cables(sources).redacted.values())
    return search if search.needed else None


def _leak(pdf: Path, search: LeakSearch) -> Problem | None:
    """Return where a book has what is withheld; one that cannot be read is not cleared."""
    try:
        found = search.content(pdf.name, content_of(pdf))
    except UnreadableError as error:
        found = f"{error}, so nothing is known of it"
    if not found:
        return None
    return Problem("withheld-survives", f"{found}; this book is not put among the others", str(pdf))
