"""The directives of pictures. Each holds rows; what can be read in a table stands in one too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import ClassVar

from docutils import nodes

from cable_edition.core.escape import escape
from cable_edition.core.nouns import noun, number_of
from cable_edition.core.pages.inline import role
from cable_edition.core.rows import split_row
from cable_edition.sphinx_ext.directive import CableDirective
from cable_edition.sphinx_ext.domain import PictureRows
from cable_edition.sphinx_ext.pictures.nodes import picture, picture_table
from cable_edition.sphinx_ext.warnings import CableWarning, warn

Row = tuple[str, ...]


class PictureDirective(CableDirective):
    """What the pictures share: rows of a fixed width, checked."""

    kind: ClassVar[str]
    width: ClassVar[int]
    #: Which of the fields is a number.
    numbers: ClassVar[tuple[int, ...]] = ()

    def run(self) -> list[nodes.Node]:
        """Return the picture, and the table behind it."""
        rows = [tuple(split_row(row)) for row in self.content if row.strip()]
        for row in rows:
            if len(row) != self.width or not all(row[at].isdecimal() for at in self.numbers):
                message = f"a row of {self.name} has {self.width} fields, unlike: {row}"
                warn(CableWarning.PAGE, message, self.get_location())
                return []
        if not rows:
            return []
        data = PictureRows(self.kind, tuple(rows), self.title(rows))
        key = hashlib.sha256(repr(tuple(data)).encode()).hexdigest()[:24]
        self.domain.note_picture(self.env.docname, key, data)
        drawn = picture("", kind=self.kind, key=key, caption=self.caption(rows))
        self.set_source_info(drawn)
        table = self.table(rows)
        return [drawn, picture_table("", table)] if table else [drawn]

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


class Timeline(PictureDirective):
    """``{cable:timeline}``: rows ``date | cables | events``. The list is below it on the page."""

    kind, width, numbers = "timeline", 3, (1, 2)

    def title(self, rows: Sequence[Row]) -> str:
        """Return the numbers and the years."""
        cables, events = (sum(int(row[at]) for row in rows) for at in (1, 2))
        first, last = rows[0][0][:4], rows[-1][0][:4]
        years = f"from {first} to {last}" if first != last else f"of {first}"
        numbers = [number_of(events, "event")] if events else []
        numbers += [number_of(cables, "cable")] if cables else []
        return f"Timeline: {' and '.join(numbers)} {years}"

    def caption(self, rows: Sequence[Row]) -> str:
        """Return how to read it."""
        return f"{self.title(rows).partition(': ')[2]}; each stands in the list below."


class PortionBars(PictureDirective):
    """``{cable:portion-bars}``: rows ``classification | mark | meaning | paragraphs``."""

    kind, width, numbers = "portions", 4, (3,)

    def title(self, rows: Sequence[Row]) -> str:
        """Return the number of marks."""
        return f"Paragraphs by portion mark, {number_of(len(rows), 'row')}"

    def caption(self, _rows: Sequence[Row]) -> str:
        """Return how to read it."""
        return "Paragraphs by portion mark, under the classification of the whole cable."

    def table(self, rows: Sequence[Row]) -> nodes.table:
        """Return the rows."""
        heads = ("Classification", "Mark", "Meaning", "Paragraphs")
        return self.made(heads, (tuple(map(_plain, row)) for row in rows))


class CompanyPicture(PictureDirective):
    """``{cable:company}``: rows ``id | name | id | name | paragraphs``."""

    kind, width, numbers = "company", 5, (4,)

    def title(self, rows: Sequence[Row]) -> str:
        """Return how many people and pairs there are."""
        people = {row[at] for row in rows for at in (0, 2)}
        return f"Who appears with whom: {len(people)} people, {number_of(len(rows), 'pair')}"

    def caption(self, _rows: Sequence[Row]) -> str:
        """Return how to read it."""
        return "The number of paragraphs that name both people."

    def table(self, rows: Sequence[Row]) -> nodes.table:
        """Return the pairs with links to their entries."""
        return self.made(
            ("Person", "With", "Paragraphs"),
            (
                (role("person", row[1], row[0]), role("person", row[3], row[2]), row[4])
                for row in rows
            ),
        )


class TagsPicture(PictureDirective):
    """``{cable:tags-in-time}``: rows ``TAG | year or month | cables``."""

    kind, width, numbers = "tags", 3, (2,)

    def title(self, rows: Sequence[Row]) -> str:
        """Return how many TAGS there are and when."""
        times = sorted(row[1] for row in rows)
        codes = {row[0] for row in rows}
        span = times[0] if times[0] == times[-1] else f"{times[0]} to {times[-1]}"
        return f"TAGS over time: {number_of(len(codes), 'TAG')}, {span}"

    def caption(self, _rows: Sequence[Row]) -> str:
        """Return how to read it."""
        return "The number of cables with each TAG."

    def table(self, rows: Sequence[Row]) -> nodes.table:
        """Return the rows with links to the TAGS."""
        known = self.domain.entries
        return self.made(
            ("TAG", "Time", "Cables"),
            (
                (
                    role("tag", row[0], row[0]) if ("tag", row[0]) in known else _plain(row[0]),
                    _plain(row[1]),
                    row[2],
                )
                for row in rows
            ),
        )


class ReferenceArcs(PictureDirective):
    """``{cable:reference-arcs}``: rows ``cable | id | inside``, ``cites | id | id`` and so on."""

    kind, width = "references", 3

    def title(self, rows: Sequence[Row]) -> str:
        """Return how many cables and links there are."""
        cables = sum(1 for row in rows if row[0] == "cable")
        links = sum(1 for row in rows if row[0] in {"cites", "related"})
        return f"Graph of references: {number_of(cables, 'cable')}, {number_of(links, 'link')}"

    def caption(self, rows: Sequence[Row]) -> str:
        """Return how to read it, as far as it needs words."""
        kinds = {row[0] for row in rows} | {row[2] for row in rows if row[0] == "cable"}
        number = int(next((row[1] for row in rows if row[0] == "left-out"), "0"))
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
