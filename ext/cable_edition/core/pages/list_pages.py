"""Lists of cables: the table of all of them, and the chronology with the events around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from cable_edition.core.cable.ids import in_order
from cable_edition.core.myst.markup import opening, rows, statement, toctree
from cable_edition.core.myst.row_kinds import CableRow
from cable_edition.core.pages.timeline import timeline
from cable_edition.core.registers.entries import Event, Statement
from cable_edition.core.words import say, say_number


class Listed(Protocol):
    """A cable as a list shows it."""

    @property
    def id(self) -> str:
        """The canonical id."""

    @property
    def date(self) -> str:
        """The date (ISO), or an empty string."""

    @property
    def origin(self) -> str:
        """The origin, as its copy names it."""

    @property
    def classification(self) -> str:
        """The overall classification."""

    @property
    def subject(self) -> str:
        """The subject."""


class Line(NamedTuple):
    """The same by itself: a list of all cables holds none of their texts."""

    id: str
    date: str
    origin: str
    classification: str
    subject: str


def line_of(one: Listed) -> Line:
    """Return what a list shows of a cable."""
    return Line(one.id, one.date, one.origin, one.classification, one.subject)


def cable_rows(cables: Sequence[Listed]) -> str:
    """Return the table of some cables."""
    return rows(
        "cable:cables",
        (CableRow(c.id, c.date, c.origin, c.classification, c.subject) for c in cables),
    )


def _chunks(cables: Sequence[Listed], size: int) -> Iterator[tuple[str, list[Listed]]]:
    """Divide cables, in the order of their dates, by year and then by ``size``."""
    for year, group in groupby(cables, key=lambda one: one.date[:4] or "undated"):
        members = list(group)
        for number, start in enumerate(range(0, len(members), size), 1):
            name = f"{year}-{number}" if len(members) > size else year
            yield name, members[start : start + size]


def year_said(name: str, *, upper: bool = False) -> str:
    """Return the name of a year, or of a part of it (``2005-2``), as a page says it."""
    year, stroke, part = name.partition("-")
    if year != "undated":
        return name
    return (say("Undated") if upper else say("undated")) + stroke + part


def list_pages(cables: Sequence[Listed], per_page: int) -> Iterator[tuple[str, str]]:
    """Yield the list of all cables: one page, or an index with a page for each part.

    The pages of the cables are in the contents of the edition below them.
    """
    head = opening(say("Cables"), "the sources")
    if not cables:
        yield "cables/index", f"{head}\n{say('This edition has no cable yet.')}\n"
    elif len(cables) <= per_page:
        below = toctree([f"cables/{one.id}" for one in cables])
        yield "cables/index", f"{head}\n{cable_rows(cables)}\n{below}"
    else:
        parts = []
        lines = []
        for name, members in _chunks(cables, per_page):
            docname = f"parts/{name}"
            parts.append(docname)
            many = say_number(len(members), "{n} cable", "{n} cables")
            lines.append(f"- [{year_said(name)}](/{docname}.md): {many}")
            below = toctree([f"cables/{one.id}" for one in members])
            text = opening(say("Cables, {year}", year=year_said(name)), "the sources")
            yield docname, f"{text}\n{cable_rows(members)}\n{below}"
        listing = "\n".join(lines)
        yield "cables/index", f"{head}\n{listing}\n\n{toctree(parts)}"


def cables_below(cables: Sequence[Listed], per_page: int) -> dict[str, list[str]]:
    """Return the cables that stand in the contents below each list, by page."""
    if len(cables) <= per_page:
        return {"cables/index": [one.id for one in cables]}
    chunks = _chunks(cables, per_page)
    return {f"parts/{name}": [one.id for one in members] for name, members in chunks}


def part_names(years: Iterable[tuple[str, int]], per_page: int) -> Iterator[str]:
    """Yield the names of the parts of a list, given how many cables each year has."""
    for year, count in years:
        for number in range(1, -(-count // per_page) + 1):
            yield f"{year}-{number}" if count > per_page else year


def _event(event: Event) -> str:
    return statement(Statement(event.text, event.status, event.sources), event.date)


def _year(items: list[tuple[str, Event | Listed]]) -> str:
    """Write the events and cables of a year in order; cables in a row share a table."""
    parts = []
    for is_event, group in groupby(items, key=lambda item: isinstance(item[1], Event)):
        members = [item[1] for item in group]
        if is_event:
            parts += [_event(one) for one in members if isinstance(one, Event)]
        else:
            parts.append(cable_rows([one for one in members if not isinstance(one, Event)]))
    return "\n".join(parts)


def chronology_pages(
    cables: Sequence[Listed], events: Sequence[Event], per_page: int
) -> Iterator[tuple[str, str]]:
    """Yield the chronology: events and cables by date, on one page or a page for each year."""
    dated: list[tuple[str, Event | Listed]] = [(one.date, one) for one in cables]
    dated += [(event.date, event) for event in events]
    dated.sort(key=lambda item: (item[0], not isinstance(item[1], Event), in_order(item[1].id)))
    by_year = [
        (year, list(group))
        for year, group in groupby(dated, key=lambda item: item[0][:4] or "undated")
    ]
    head = opening(say("Chronology"), "registers/chronology.yaml and the sources")
    lead = say("What happened before and after, and the cables in their places.")
    head += f"\n{lead}\n\n"
    head += timeline((one.date for one in cables), (event.date for event in events))
    if len(dated) <= per_page:
        sections = [
            f"## {year_said(year, upper=True)}\n\n{_year(items)}" for year, items in by_year
        ]
        yield "chronology/index", "\n".join([head, *sections])
        return
    docnames, lines = [], []
    for year, items in by_year:
        for number, start in enumerate(range(0, len(items), per_page), 1):
            part = items[start : start + per_page]
            name = f"{year}-{number}" if len(items) > per_page else year
            docname = f"chronology/more/{name}"
            docnames.append(docname)
            many = say_number(len(part), "{n} entry", "{n} entries")
            lines.append(f"- [{year_said(name)}](/{docname}.md): {many}")
            title = say("Chronology, {year}", year=year_said(name))
            title = opening(title, "registers/chronology.yaml and the sources")
            yield docname, f"{title}\n{_year(part)}"
    listing = "\n".join(lines)
    yield "chronology/index", f"{head}\n{listing}\n\n{toctree(docnames)}"
