"""``cable-edition status``: what is left to do in an edition."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.cli._status_tables import Table
    from cable_edition.core.edition.left_to_do import LeftToDo


@click.command()
@format_option("each thing that is left, and for each cable")
@click.option("--all", "whole", is_flag=True, help="Show every row; without it the first ones.")
@edition_options()
def status(edition: ChosenEdition, *, as_json: bool, whole: bool) -> None:
    """Show what is left to do: words without an entry, entries without a place, cables to read.

    Acronyms and names are found by their shape, so look at each; TAGS and posts are told of which
    neither your registers nor the tables of the program say anything. A cable counts as read when
    its sidecar says on which day you read it against its source (`read: 2026-11-29`). Links
    that fail are those of chapters, notes and registers to pages, files, cables, places and
    entries. It ends with 0 whatever is left, faults too: `check` is what fails for them.
    """
    from cable_edition.cli._documents import links_that_fail  # noqa: PLC0415
    from cable_edition.cli._status_tables import summary, tables  # noqa: PLC0415
    from cable_edition.core.edition.left_to_do import left_to_do  # noqa: PLC0415
    from cable_edition.core.proof.leaks import discreet  # noqa: PLC0415

    assembled = edition.assembled()
    fatal = (one for one in assembled.problems if one.fatal)
    if ended := tell_errors(fatal, assembled.redacted.values()):
        sys.exit(ended)
    left = left_to_do(assembled)
    failing = (*left.links, *(broken := links_that_fail(edition, assembled)))
    links = discreet(failing, tuple(assembled.redacted.values()))
    if as_json:
        for item in _items(left):
            tell_json(item)
        for one in links:
            place = {"path": one.path, "line": one.line}
            tell_json({"kind": "link", **place, "code": one.code, "message": one.message})
        return
    printer = _Printer(whole=whole)
    for table in tables(left, links, whole=whole):
        printer.table(table)
    printer.line(summary(left.cables))
    problems = (*assembled.problems, *broken)
    if errors := sum(one.severity is Severity.ERROR for one in problems):
        click.echo(f"{number_of(errors, 'error')}; cable-edition check tells what to mend")


def _items(left: LeftToDo) -> Iterator[dict[str, Any]]:
    for one in left.without_entry:
        places = [{"cable": cable, "anchor": anchor} for cable, anchor in one.places]
        yield {"kind": one.kind, "words": one.words, "count": len(places), "places": places}
    for entry in left.without_place:
        yield {
            "kind": "entry",
            "register": entry.kind,
            "id": entry.entry.id,
            "path": entry.entry.path,
            "line": entry.entry.line,
        }
    for cable in left.cables:
        yield {
            "kind": "cable",
            "cable": cable.cable,
            "path": cable.path,
            "read": cable.read or None,
            "sealed": cable.sealed,
            "notes": cable.notes,
            "emendations": cable.emendations,
            "doubts": cable.doubts,
            "questions": cable.questions,
            "dismissed": cable.dismissed,
            "named": cable.named,
            "without_entry": cable.without_entry,
        }


class _Printer:
    """Prints tables; nothing of a source is taken for markup."""

    def __init__(self, *, whole: bool) -> None:
        from rich.console import Console  # noqa: PLC0415

        # What is read by a program, or kept in a file, is not cut to the width of a terminal.
        width = None if sys.stdout.isatty() else 200
        self._console = Console(highlight=False, file=sys.stdout, width=width)
        self._whole = whole

    def table(self, table: Table) -> None:
        """Print a table below its title, the first rows of it unless all are wanted."""
        from rich.table import Table as RichTable  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        from cable_edition.cli._excerpt import visible  # noqa: PLC0415
        from cable_edition.cli._status_tables import MOST_ROWS  # noqa: PLC0415

        shown = table.rows if self._whole else table.rows[:MOST_ROWS]
        drawn = RichTable(box=None, pad_edge=False)
        for head, column in zip(table.heads, zip(*shown, strict=True), strict=True):
            number = all(cell.isdecimal() for cell in column)
            drawn.add_column(head, justify="right" if number else "left", overflow="fold")
        for row in shown:
            drawn.add_row(*(Text(visible(cell)) for cell in row))
        self._console.print(Text(f"{table.title} ({len(table.rows)})", "bold"))
        self._console.print(drawn)
        if left := len(table.rows) - len(shown):
            self._console.print(f"and {left} more; --all shows them", style="dim")
        self._console.print()

    def line(self, words: str) -> None:
        """Print a line that sums up."""
        self._console.print(words, style="bold")
