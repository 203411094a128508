"""``cable-edition check``: the doubts about each file, as a person wants to read them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options
from cable_edition.cli._editorial import EditorialCheck, sidecar_of
from cable_edition.cli._files import cables_of, reason_of
from cable_edition.core.cable import portions
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.cable.model import Cable

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or one JSON object a line for each problem.",
)
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@edition_options(needed=False)
def check(files: tuple[str, ...], form: str, strict: bool, edition: ChosenEdition) -> None:
    """Show what is doubtful in each cable, where it stands, and what to do.

    That is what the parser doubts, what is wrong in the sidecar beside the source, and words that
    may name more than one entry of the registers. Without a FILE, every source of the edition is
    checked.
    The exit status is 1 if a problem is an error, 2 if it stops the edition or a file cannot be
    read.
    """
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    status = 0
    cables = problems = 0
    printer = _Printer()
    editorial = EditorialCheck(edition.registers)
    for path in files or edition.source_files():
        try:
            for read in map(_with_portions, cables_of(path)):
                cable = editorial.added(read, path)
                cables += 1
                problems += len(cable.problems)
                if any(problem.severity in failing for problem in cable.problems):
                    status = max(status, 1)
                if any(problem.fatal for problem in cable.problems):
                    status = 2
                if form == "json":
                    for line in _json_lines(path, cable):
                        click.echo(line)
                else:
                    printer.cable(path, cable)
        except OSError as error:
            status = 2
            click.echo(f"{path}: {reason_of(error)}", err=True)
    if form == "text":
        printer.total(cables, problems)
    sys.exit(status)


def _with_portions(cable: Cable) -> Cable:
    """Add the doubts about portion marks, which no single rule of the parser can have."""
    return replace(cable, problems=(*cable.problems, *portions.portion_problems(cable)))


def _json_lines(path: str, cable: Cable) -> Iterator[str]:
    base = cable.source.offset
    for problem in cable.problems:
        item: dict[str, Any] = {
            "path": sidecar_of(problem) or path,
            "reference_id": cable.reference_id,
            "code": problem.code,
            "severity": problem.severity.value,
            "message": problem.message,
            "line": problem.line,
            "offset": None if problem.offset is None else problem.offset + base,
            "action": problem.known.action,
        }
        yield json.dumps(item, ensure_ascii=False)


class _Printer:
    """Prints problems with the line they stand on. Nothing of a source is taken for markup."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415

        self._console = Console(highlight=False, soft_wrap=True, file=sys.stdout)

    def cable(self, path: str, cable: Cable) -> None:
        """Print the cable's name and its problems."""
        from rich.text import Text  # noqa: PLC0415

        from cable_edition.cli._excerpt import visible  # noqa: PLC0415

        count = len(cable.paragraphs)
        what = f"{number_of(count, 'paragraph')}, {cable.source.format}"
        name = cable.reference_id or "no id"
        head = Text.assemble((visible(path), "bold"), f"  {name}  ({what})")
        if not cable.problems:
            head.append("  no problems", style="green")
        self._console.print(head)
        for problem in cable.problems:
            self._problem(cable, problem)

    def _problem(self, cable: Cable, problem: Problem) -> None:
        from rich.text import Text  # noqa: PLC0415

        from cable_edition.cli._excerpt import excerpt, visible  # noqa: PLC0415

        style = _STYLES[problem.severity]
        place = "" if problem.line is None else f"line {problem.line}: "
        if sidecar := sidecar_of(problem):
            place = f"{visible(sidecar)}:{problem.line}: "
        label = (f"  {problem.severity.value}", style)
        message = visible(problem.message)
        self._console.print(Text.assemble(label, f"  {place}{message} [{problem.code}]"))
        if problem.offset is not None:
            line, column = excerpt(cable.source, problem.offset)
            self._console.print(Text(f"      {line}"))
            self._console.print(Text(f"      {' ' * column}^", style=style))
        self._console.print(Text(f"      {problem.known.action}", style="dim"))

    def total(self, cables: int, problems: int) -> None:
        """Print how much was checked."""
        from rich.text import Text  # noqa: PLC0415

        said = f"{number_of(cables, 'cable')}, {number_of(problems, 'problem')}"
        self._console.print(Text(said, style="bold"))
