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
)
from cable_edition.core.nouns import noun, number_of
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


class Timeline(PictureDirective[TimelineRow]):
    """``{cable:timeline}``: cables and events in time. The list is below it on the page."""

    kind, row_kinds = "timeline", (TimelineRow,)

    def title(self, rows: Sequence[TimelineRow]) -> str:
        """Return the numbers and the years."""
        cables, events = sum(row.cables for row in rows), sum(row.events for row in rows)
        first, last = rows[0].date[:4], rows[-1].date[:4]
        years = f"from {first} to {last}" if first != last else f"of {first}"
        numbers = [number_of(events, "event")] if events else []
        numbers += [number_of(cables, "cable")] if cables else []
        return f"Timeline: {' and '.join(numbers)} {years}"

    def caption(self, rows: Sequence[TimelineRow]) -> str:
        """Return how to read it."""
        return f"{self.title(rows).partition(': ')[2]}; each stands in the list below."


class PortionBars(PictureDirective[PortionBarRow]):
    """``{cable:portion-bars}``: portion marks by classification."""

    kind, row_kinds = "portions", (PortionBarRow,)

    def title(self, rows: Sequence[PortionBarRow]) -> str:
        """Return the number of marks."""
        return f"Paragraphs by portion mark, {number_of(len(rows), 'row')}"

    def caption(self, _rows: Sequence[PortionBarRow]) -> str:
        """Return how to read it."""
        return "Paragraphs by portion mark, under the classification of the whole cable."

    def table(self, rows: Sequence[PortionBarRow]) -> nodes.table:
        """Return the rows."""
        heads = ("Classification", "Mark", "Meaning", "Paragraphs")
        return self.made(heads, (tuple(_plain(str(field)) for field in row) for row in rows))


class PeoplePairs(PictureDirective[PeoplePairRow]):
    """``{cable:people-pairs}``: who appears with whom."""

    kind, row_kinds = "people-pairs", (PeoplePairRow,)

    def title(self, rows: Sequence[PeoplePairRow]) -> str:
        """Return how many people and pairs there are."""
        people = {one for row in rows for one in (row.person, row.other_person)}
        return f"Who appears with whom: {len(people)} people, {number_of(len(rows), 'pair')}"

    def caption(self, _rows: Sequence[PeoplePairRow]) -> str:
        """Return how to read it."""
        return "The number of paragraphs that name both people."

    def table(self, rows: Sequence[PeoplePairRow]) -> nodes.table:
        """Return the pairs with links to their entries."""
        return self.made(
            ("Person", "With", "Paragraphs"),
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
        span = times[0] if times[0] == times[-1] else f"{times[0]} to {times[-1]}"
        return f"TAGS over time: {number_of(len(codes), 'TAG')}, {span}"

    def caption(self, _rows: Sequence[TagRow]) -> str:
        """Return how to read it."""
        return "The number of cables with each TAG."

    def table(self, rows: Sequence[TagRow]) -> nodes.table:
        """Return the rows with links to the TAGS."""
        known = self.domain.entries
        return self.made(
            ("TAG", "Time", "Cables"),
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
        return f"Graph of references: {number_of(cables, 'cable')}, {number_of(links, 'link')}"

    def caption(self, rows: Sequence[ArcRow]) -> str:
        """Return how to read it, as far as it needs words."""
        kinds = {row.field for row in rows} | {
            row.where for row in rows if isinstance(row, ArcCable)
        }
        number = next((row.cables for row in rows if isinstance(row, ArcsLeftOut)), 0)
        left_out = number_of(number, "cable") if number else ""
        left_verb = noun(number, "is", "are")
        parts = [
            "Cables by date",
            "a dot is a cable of this edition, a ring one outside" if "outside" in kinds else "",
            "an arc joins a cable with one that it cites" if "cites" in kinds else "",
            "a broken arc, with a related one" if "related" in kinds else "",
            f"{left_out} with fewer references {left_verb} left out" if left_out else "",
        ]
        return "; ".join(part for part in parts if part) + ". Each link stands in the list below."


def _plain(text: str) -> str:
    return escape(text)
