"""What a cable is in a book: the head of a document, its paragraphs, its apparatus."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from cable_edition.core.cable.dates import MONTHS
from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.proof.books.pdf_inline import RunWriter, heading_of
from cable_edition.core.proof.books.pdf_run import Letters
from cable_edition.core.proof.books.pdf_tree import Part
from cable_edition.core.words import say, say_day

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
#: Rows of the record that are the note on the source, in its order.
_SOURCE = (
    "Redaction",
    "Extract",
    "WikiLeaks",
    "Source file",
    "Checksum",
    "Attributes of the copy",
)
_LABELLED = frozenset({"Source file", "Attributes of the copy"})
_ENDED = frozenset({"Source file", "Checksum", "Attributes of the copy", "WikiLeaks"})
#: Rows that the line below the title says already.
_SAID = frozenset({"Identifier", "Origin", "Classification"})


class CableWriter(RunWriter):
    """Writes the parts that only the page of a cable has."""

    _cable: EditedCable | None = None

    def _title(self, part: Part) -> None:
        name = self._page.partition("/")[2]
        subject = part.words().removeprefix(name).removeprefix(":").strip()
        self._bookmark(1, f"{name} {subject}".strip(), page=self._page)
        self._at = name
        self._set(name, Letters.SENT)
        self._set(subject, Letters.SENT)

    def _record(self, part: Part) -> None:
        rows: dict[str, Part] = {}
        label = ""
        for child in part.parts():
            if child.tag == "dt":
                label = heading_of(child)
            else:
                rows[label.removesuffix(":")] = child
        self._at, self._in_head = "record", True
        self._line(rows)
        source = [(name, rows[name]) for name in map(say, _SOURCE) if name in rows]
        if source:
            out, at = self._out, self._at
            self._out, self._at = self._stretch.notes, "source"
            self._set(say("Source."), Letters.CAPITALS)
            for name, row in source:
                self._source(name, row)
            self._out, self._at = out, at
        for name, row in rows.items():
            if name in {*map(say, _SAID), *map(say, _SOURCE)}:
                continue
            inner = row.first("p")
            self._at = (inner.get("id") if inner else "") or "record"
            self._set(name, Letters.CAPITALS)
            self._field(row)
        self._at, self._in_head = "record", False

    def _line(self, rows: dict[str, Part]) -> None:
        shown: list[Callable[[], None]] = []
        origin, created, whole = map(say, ("Origin", "Created", "Classification"))
        if origin in rows:
            shown.append(lambda: self._field(rows[origin]))
        if created in rows:
            shown.append(lambda: self._set(_day_of(rows[created].words()), Letters.SENT))
        if whole in rows:
            shown.append(lambda: self._field(rows[whole]))
        for number, one in enumerate(shown):
            if number:
                self._set("·")
            one()

    def _field(self, row: Part) -> None:
        for child in row.parts():
            if child.tag == "ul":
                for item in child.parts():
                    self._at = item.get("id") or self._at
                    self._field(item)
            else:
                self._inline(child, Letters.SENT)

    def _source(self, name: str, row: Part) -> None:
        if name in map(say, _LABELLED):
            self._set(say("{label}: {link}", label=name, link=""))
        link = next((p.get("href") for p in row.walk() if p.get("href")), "")
        if name == "WikiLeaks" and link:
            self._set(link, to=link)
        else:
            self._field(row)
        if name in map(say, _ENDED) and (name != "WikiLeaks" or link):
            self._set(".")

    def _box(self, part: Part) -> None:
        title, listed = part.parts()
        self._at = "missing" if "cable-missing" in part.classes else "revised"
        self._set(title.words(), Letters.CAPITALS)
        for item in listed.parts():
            for paragraph in item.parts():
                self._inline(paragraph)
            if not item.words().strip().rstrip("”\"'").endswith("."):
                self._set(".")

    def _paragraph(self, part: Part) -> None:
        self._at = part.get("id")
        for child in part.parts():
            if "cable-number" in child.classes:
                self._set(child.words().removeprefix("¶").strip(), Letters.SENT)
            else:
                for block in child.parts():
                    self._at = block.get("id") or part.get("id")
                    self._inline(block)

    def _apparatus(self) -> None:
        one = self._cable
        emended = [e for placed in one.emendations.values() for e in placed] if one else []
        if one is None or not emended or self._is_left_out("emendations/index"):
            return
        self._at = "emendations"
        self._set(say("Emendations"), Letters.CAPITALS)
        for anchor, placed in groupby(emended, key=lambda e: e.anchor):
            readings = list(placed)
            self._at = readings[0].id
            self._set(place_name(anchor), to=f"{self._page}#{readings[0].id}")
            for number, e in enumerate(readings):
                self._at = e.id
                between = "· " if number else ""
                doubt = "" if RULES[e.rule].mechanical else "*"
                self._set(f"{between}{doubt}{fold(e.read)}] {fold(e.lemma)}", Letters.SENT)
        self._at = "emendations"
        if any(not RULES[e.rule].mechanical for e in emended):
            said = say("a conjecture; the register of emendations gives the reasons")
            self._set(f"* {said}")


def _day_of(created: str) -> str:
    """Return a day as a book gives it: ``2005-01-28 20:38:00`` is ``28 January 2005``."""
    found = _DAY.match(created)
    if found is None or not 1 <= int(found[2]) <= 12:
        return created
    return say_day(found[0], f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}")
