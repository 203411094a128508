"""The directives of pictures. Each holds rows; what can be read in a table stands in one too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from docutils import nodes

from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.row_kinds import (
    ARCS,
    ArcCable,
    ArcLink,
    ArcsLeftOut,
    PeoplePairRow,
    PortionBarRow,
    TagRow,
    TimelineRow,
    WithheldBarRow,
)
from cable_edition.core.words import say, say_list, say_number
from cable_edition.sphinx_ext.directive import CableDirective
from cable_edition.sphinx_ext.domain import PictureRows
from cable_edition.sphinx_ext.pictures.nodes import picture, picture_table
from cable_edition.sphinx_ext.row_reading import take_rows

Row = TypeVar("Row", bound=tuple[Any, ...])
#: The kinds of row of the graph of references.
ArcRow = ArcCable | ArcLink | ArcsLeftOut


class PictureDirective(CableDirective, Generic[Row]):
    """What the pictures share: rows that are drawn, and told in words."""

    kind: ClassVar[str]
    row_kinds: tuple[type[Row], ...]

    def run(self) -> list[nodes.Node]:
        """Return the picture, the table behind it, and what is no row."""
        rows, others = take_rows(self, self.row_kinds)
        if not rows:
            return others
        data = PictureRows(self.kind, rows, self.title(rows))
        key = hashlib.sha256(repr(tuple(data)).encode()).hexdigest()[:24]
        self.domain.note_picture(self.env.docname, key, data)
        drawn = picture("", kind=self.kind, key=key, caption=self.caption(rows))
        self.set_source_info(drawn)
        table = self.table(rows)
        return [drawn, *([picture_table("", table)] if table else []), *others]

    def title(self, rows: Sequence[Row]) -> str:
        """Return what the picture shows, for those who do not see it."""
        raise NotImplementedError

    def caption(self, rows: Sequence[Row]) -> str:
        """Return how to read it."""
        raise NotImplementedError

    def table(self, _rows: Sequence[Row]) -> nodes.table | None:
        """Return the rows as a table, or nothing where the page says them anyway."""
        return None

    def made(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> nodes.table:
        """Return a table of cells in the inline MyST of the edition; numbers stand last."""
        group = nodes.tgroup(cols=len(heads))
        group += [nodes.colspec(colwidth=1) for _ in heads]
        head = nodes.thead("", nodes.row("", *(self._cell([nodes.Text(head)]) for head in heads)))
        body = nodes.tbody()
        for row in rows:
            body += nodes.row("", *(self._cell(self.inline(text)) for text in row))
        group += [head, body]
        return nodes.table("", group, classes=["cable-picture-table"])

    @staticmethod
    def _cell(words: Sequence[nodes.Node]) -> nodes.entry:
        return nodes.entry("", nodes.paragraph("", "", *words))


def _span(cables: int, events: int, first: str, last: str) -> str:
    numbers = [say_number(events, "{n} event", "{n} events")] if events else []
    numbers += [say_number(cables, "{n} cable", "{n} cables")] if cables else []
    told = say_list(numbers)
    if first != last:
        return say("{told} from {first} to {last}", told=told, first=first, last=last)
    return say("{told} of {year}", told=told, year=first)


class Timeline(PictureDirective[TimelineRow]):
    """``{cable:timeline}``: cables and events in time. The list is below it on the page."""

    kind, row_kinds = "timeline", (TimelineRow,)

    def title(self, rows: Sequence[TimelineRow]) -> str:
        """Return the numbers and the years."""
        cables, events = sum(row.cables for row in rows), sum(row.events for row in rows)
        first, last = rows[0].date[:4], rows[-1].date[:4]
        return say("Timeline: {told}", told=_span(cables, events, first, last))

    def caption(self, rows: Sequence[TimelineRow]) -> str:
        """Return how to read it."""
        cables, events = sum(row.cables for row in rows), sum(row.events for row in rows)
        told = _span(cables, events, rows[0].date[:4], rows[-1].date[:4])
        return say("{told}; each stands in the list below.", told=told)


class PortionBars(PictureDirective[PortionBarRow]):
    """``{cable:portion-bars}``: portion marks by classification."""

    kind, row_kinds = "portions", (PortionBarRow,)

    def title(self, rows: Sequence[PortionBarRow]) -> str:
        """Return the number of marks."""
        return say_number(
            len(rows),
            "Paragraphs by portion mark, {n} row",
            "Paragraphs by portion mark, {n} rows",
        )

    def caption(self, _rows: Sequence[PortionBarRow]) -> str:
        """Return how to read it."""
        return say("Paragraphs by portion mark, under the classification of the whole cable.")

    def table(self, rows: Sequence[PortionBarRow]) -> nodes.table:
        """Return the rows."""
        heads = (say("Classification"), say("Mark"), say("Meaning"), say("Paragraphs"))
        return self.made(heads, (tuple(_plain(str(field)) for field in row) for row in rows))


class WithheldBars(PictureDirective[WithheldBarRow]):
    """``{cable:withheld-bars}``: what releasing bodies cut out, by whom and why."""

    kind, row_kinds = "withheld", (WithheldBarRow,)

    def title(self, rows: Sequence[WithheldBarRow]) -> str:
        """Return the number of rows."""
        return say_number(len(rows), "What was withheld, {n} row", "What was withheld, {n} rows")

    def caption(self, _rows: Sequence[WithheldBarRow]) -> str:
        """Return how to read it."""
        return say("The number of places where words were cut out; the lists lead to each.")

    def table(self, rows: Sequence[WithheldBarRow]) -> nodes.table:
        """Return the rows."""
        heads = (say("Counted"), say("Value"), say("Places"))
        return self.made(heads, (tuple(_plain(str(field)) for field in row) for row in rows))


class PeoplePairs(PictureDirective[PeoplePairRow]):
    """``{cable:people-pairs}``: who appears with whom."""

    kind, row_kinds = "people-pairs", (PeoplePairRow,)

    def title(self, rows: Sequence[PeoplePairRow]) -> str:
        """Return how many people and pairs there are."""
        people = {one for row in rows for one in (row.person, row.other_person)}
        return say(
            "Who appears with whom: {people}, {pairs}",
            people=say_number(len(people), "{n} people", "{n} people"),
            pairs=say_number(len(rows), "{n} pair", "{n} pairs"),
        )

    def caption(self, _rows: Sequence[PeoplePairRow]) -> str:
        """Return how to read it."""
        return say("The number of paragraphs that name both people.")

    def table(self, rows: Sequence[PeoplePairRow]) -> nodes.table:
        """Return the pairs with links to their entries."""
        return self.made(
            (say("Person"), say("With"), say("Paragraphs")),
            (
                (
                    role("person", row.name, row.person),
                    role("person", row.other_name, row.other_person),
                    str(row.paragraphs),
                )
                for row in rows
            ),
        )


class TagsPicture(PictureDirective[TagRow]):
    """``{cable:tags-in-time}``: TAGS by year or month."""

    kind, row_kinds = "tags", (TagRow,)

    def title(self, rows: Sequence[TagRow]) -> str:
        """Return how many TAGS there are and when."""
        times = sorted(row.time for row in rows)
        codes = {row.tag for row in rows}
        span = times[0]
        if span != times[-1]:
            span = say("{first} to {last}", first=times[0], last=times[-1])
        many = say_number(len(codes), "{n} TAG", "{n} TAGs")
        return say("TAGS over time: {codes}, {span}", codes=many, span=span)

    def caption(self, _rows: Sequence[TagRow]) -> str:
        """Return how to read it."""
        return say("The number of cables with each TAG.")

    def table(self, rows: Sequence[TagRow]) -> nodes.table:
        """Return the rows with links to the TAGS."""
        known = self.domain.entries
        return self.made(
            (say("TAG"), say("Time"), say("Cables")),
            (
                (
                    role("tag", row.tag, row.tag) if ("tag", row.tag) in known else _plain(row.tag),
                    _plain(row.time),
                    str(row.cables),
                )
                for row in rows
            ),
        )


class ReferenceArcs(PictureDirective[ArcRow]):
    """``{cable:reference-arcs}``: cables, the links between them, and how many find no room."""

    kind, row_kinds = "references", ARCS

    def title(self, rows: Sequence[ArcRow]) -> str:
        """Return how many cables and links there are."""
        cables = sum(isinstance(row, ArcCable) for row in rows)
        links = sum(isinstance(row, ArcLink) for row in rows)
        return say(
            "Graph of references: {cables}, {links}",
            cables=say_number(cables, "{n} cable", "{n} cables"),
            links=say_number(links, "{n} link", "{n} links"),
        )

    def caption(self, rows: Sequence[ArcRow]) -> str:
        """Return how to read it, as far as it needs words."""
        kinds = {row.field for row in rows} | {
            row.where for row in rows if isinstance(row, ArcCable)
        }
        number = next((row.cables for row in rows if isinstance(row, ArcsLeftOut)), 0)
        left_out = say_number(
            number,
            "{n} cable with fewer references is left out",
            "{n} cables with fewer references are left out",
        )
        parts = [
            say("Cables by date"),
            say("a dot is a cable of this edition, a ring one outside")
            if "outside" in kinds
            else "",
            say("an arc joins a cable with one that it cites") if "cites" in kinds else "",
            say("a broken arc, with a related one") if "related" in kinds else "",
            left_out if number else "",
        ]
        told = "; ".join(part for part in parts if part)
        return say("{told}. Each link stands in the list below.", told=told)


def _plain(text: str) -> str:
    return escape(text)
