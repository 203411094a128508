"""``cable-edition verify``: prove what was built against the edition."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, built_site, edition_options
from cable_edition.cli._format import format_option, problem_item, tell_json
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.output_kind import kind_of
from cable_edition.core.proof.verify import verify_output


@click.command()
@click.argument("output", required=False, type=click.Path(exists=True, path_type=Path))
@format_option("each difference, and one at the end")
@edition_options()
def verify(output: Path | None, edition: ChosenEdition, *, as_json: bool) -> None:
    """Prove that OUTPUT holds the edition and nothing else.

    OUTPUT is the folder of a built site, an EPUB, a book in PDF, a folder of data, or an archive: a
    bag or the zip of one; the site in docs/_build/html if it is not named. It is read back with a
    parser of its own, and compared with sources, sidecars and registers; of the words, white space
    is folded.
    Exit status 1 if anything differs, 2 if something stops the edition; each difference is named
    with its place.
    """
    if output is None:
        output = built_site(edition)
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
        sys.exit(status)
    for problem in problems:
        click.echo(problem.located(), err=True)
    if problems:
        found, cables = number_of(len(problems), "difference"), number_of(checked, "cable")
        click.echo(f"{found} in {cables}.", err=True)
        sys.exit(status)
    agreed = number_of(checked, "cable agrees", "cables agree")
    where = f", {kind.agreement}" if kind else ""
    click.echo(f"{agreed} with the source{where}.")
