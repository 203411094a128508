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
    from collections.abc import Iterable, Iterator, Sequence

    from cable_edition.core.edition.left_to_do import CableWork, LeftToDo, WithoutEntry

#: So many rows of a table are shown unless all are wanted, and so many places of a row.
_MOST_ROWS = 20
_MOST_PLACES = 4
_TITLES = {
    "acronym": "Acronyms without an entry",
    "name": "Names without an entry",
    "tag": "TAGS that are not explained",
    "post": "Posts that are not explained",
}


@click.command()
@format_option("each thing that is left, and for each cable")
@click.option("--all", "whole", is_flag=True, help="Show every row; without it the first ones.")
@edition_options()
def status(edition: ChosenEdition, *, as_json: bool, whole: bool) -> None:
    """Show what is left to do: words without an entry, entries without a place, cables to read.

    Acronyms and names are found by their shape, so look at each; TAGS and posts are told of which
    neither your registers nor the tables of the program say anything. A cable counts as read when
    its sidecar says on which day you read it against its source (`read: 2026-11-29`). Nothing here
    is an error: `check` tells of those.
    """
    from cable_edition.core.edition.left_to_do import left_to_do  # noqa: PLC0415
    from cable_edition.core.proof.leaks import discreet  # noqa: PLC0415

    assembled = edition.assembled()
    fatal = (one for one in assembled.problems if one.fatal)
    if ended := tell_errors(fatal, assembled.redacted.values()):
        sys.exit(ended)
    left = left_to_do(assembled)
    links = discreet(left.links, tuple(assembled.redacted.values()))
    if as_json:
        for item in _items(left):
            tell_json(item)
        for one in links:
            place = {"path": one.path, "line": one.line}
            tell_json({"kind": "link", **place, "code": one.code, "message": one.message})
        return
    report = _Report(whole=whole)
    for kind, title in _TITLES.items():
        lacking = [one for one in left.without_entry if one.kind == kind]
        rows = [(one.words, str(len(one.places)), _places(one, whole=whole)) for one in lacking]
        report.table(title, ("", "times", "where"), rows)
    report.table(
        "Entries without a place",
        ("", "kind", "where"),
        [
            (one.entry.id, one.kind, _at(one.entry.path, one.entry.line))
            for one in left.without_place
        ],
    )
    report.table(
        "Links that fail",
        ("where", "what"),
        [(one.place, one.told) for one in links],
    )
    report.table("Cables", _HEADS, [_row(one) for one in left.cables])
    report.end(left.cables)
    if errors := sum(one.severity is Severity.ERROR for one in assembled.problems):
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


#: The columns of the table of cables.
_HEADS = (
    *("", "read", "sealed", "notes", "emended", "doubts"),
    *("questions", "dismissed", "named", "without entry"),
)


def _row(one: CableWork) -> tuple[str, ...]:
    numbers = (one.notes, one.emendations, one.doubts, one.questions, one.dismissed)
    sealed = "yes" if one.sealed else "no"
    counted = (*numbers, one.named, one.without_entry)
    return (one.cable, one.read or "no", sealed, *map(str, counted))


def _places(one: WithoutEntry, *, whole: bool) -> str:
    named = [f"{cable} {anchor}".rstrip() for cable, anchor in dict.fromkeys(one.places)]
    shown = named if whole else named[:_MOST_PLACES]
    more = f", and {len(named) - len(shown)} more" if len(named) > len(shown) else ""
    return ", ".join(shown) + more


def _at(path: str, line: int) -> str:
    return f"{path}:{line}" if line else path


class _Report:
    """Prints tables; nothing of a source is taken for markup."""

    def __init__(self, *, whole: bool) -> None:
        from rich.console import Console  # noqa: PLC0415

        # What is read by a program, or kept in a file, is not cut to the width of a terminal.
        width = None if sys.stdout.isatty() else 200
        self._console = Console(highlight=False, file=sys.stdout, width=width)
        self._whole = whole

    def table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a table with its title; nothing if there are no rows."""
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        from cable_edition.cli._excerpt import visible  # noqa: PLC0415

        if not rows:
            return
        shown = rows if self._whole else rows[:_MOST_ROWS]
        table = Table(box=None, pad_edge=False, show_header=any(heads))
        for head, column in zip(heads, zip(*shown, strict=True), strict=True):
            number = all(cell.isdecimal() for cell in column)
            table.add_column(head, justify="right" if number else "left", overflow="fold")
        for row in shown:
            table.add_row(*(Text(visible(cell)) for cell in row))
        self._console.print(Text(f"{title} ({len(rows)})", "bold"))
        self._console.print(table)
        if len(rows) > len(shown):
            self._console.print(f"and {len(rows) - len(shown)} more; --all shows them", style="dim")
        self._console.print()

    def end(self, cables: Iterable[CableWork]) -> None:
        """Print how far the cables have come, in a line."""
        every = list(cables)
        counts = (
            ("read", sum(bool(one.read) for one in every)),
            ("sealed", sum(one.sealed for one in every)),
            ("with notes", sum(one.notes > 0 for one in every)),
            ("without a doubt", sum(not one.doubts for one in every)),
            ("without an open question", sum(not one.questions for one in every)),
        )
        said = ", ".join(f"{count} {what}" for what, count in counts)
        self._console.print(f"{number_of(len(every), 'cable')}: {said}", style="bold")
