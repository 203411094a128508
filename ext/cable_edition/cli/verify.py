"""``cable-edition verify``: prove what was built against the edition."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, built_site, edition_options
from cable_edition.cli._format import format_option, problem_item, tell_json
from cable_edition.cli._named import PathOrPattern, expanded_paths
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.output_kind import OutputKind, kind_of
from cable_edition.core.proof.verify import verify_output


@click.command()
@click.argument(
    "outputs",
    nargs=-1,
    metavar="[OUTPUT...]",
    type=PathOrPattern(exists=True, path_type=Path),
)
@format_option("each difference, and one at the end of each output")
@edition_options()
def verify(outputs: tuple[Path, ...], edition: ChosenEdition, *, as_json: bool) -> None:
    """Prove that each OUTPUT holds the edition and nothing else.

    An OUTPUT is the folder of a built site, an EPUB, a book in PDF, a folder of data, or an
    archive: a bag or the zip of one, or a folder with several of them; the site in
    docs/_build/html if none is named. It is read back
    with a parser of its own, and compared with sources, sidecars and registers; of the words, white
    space is folded. An OUTPUT may be a pattern in quotation marks ('docs/_build/epub/*.epub').
    Exit status 1 if anything differs, 2 if something stops the edition; each difference is named
    with its place.
    """
    named = [one for path in expanded_paths(outputs) for one in _outputs_of(path)]
    named = named or [built_site(edition)]
    status = 0
    for output in named:
        status = max(status, _verified(output, edition, as_json=as_json, named=len(named) > 1))
    sys.exit(status)


def _outputs_of(path: Path) -> list[Path]:
    """Return the archives in a folder that is no output itself, or the path alone."""
    if kind_of(path) or not path.is_dir():
        return [path]
    within = (one for one in sorted(path.iterdir()) if not one.name.startswith("."))
    return [one for one in within if kind_of(one) is OutputKind.BAG] or [path]


def _verified(output: Path, edition: ChosenEdition, *, as_json: bool, named: bool) -> int:
    """Prove one output and tell of it, with its name if it is one of several; return the status."""
    checked, problems = verify_output(output, edition.file, edition.sources, edition.registers)
    kind = kind_of(output)
    status = int(bool(problems))
    if any(problem.fatal for problem in problems):
        status = 2
    if as_json:
        for problem in problems:
            tell_json(problem_item(problem))
        what = kind.value if kind else None
        told = {"output": str(output), "kind": what, "cables": checked}
        tell_json({**told, "differences": len(problems)})
        return status
    for problem in problems:
        click.echo(problem.located(), err=True)
    name = f"{output}: " if named else ""
    if problems:
        found, cables = number_of(len(problems), "difference"), number_of(checked, "cable")
        click.echo(f"{name}{found} in {cables}.", err=True)
        return status
    agreed = number_of(checked, "cable agrees", "cables agree")
    where = f", {kind.agreement}" if kind else ""
    click.echo(f"{name}{agreed} with the source{where}.")
    return status
