"""Tables beside the cables, as CSV and as JSON: wanted, variants, withheld, quoted.

A table without a row has no file. In CSV several values of a column are parted by ``; ``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cable_edition.core.collation.apparatus import Difference
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.wanted import Serials, Wanted, serial_holes, unsettled, wanted_list
from cable_edition.core.edition.withheld_places import counted, withheld_places
from cable_edition.exports.quoted_table import quoted_rows
from cable_edition.exports.tables import csv_line

#: A row of a table: column -> a text, a number, or a list of texts.
Row = dict[str, Any]


class SideFile(NamedTuple):
    """A file beside the cables: its name, the kind of export, and its text."""

    name: str
    kind: str
    text: str


#: All files that an edition may have.
SIDE_FILES = {
    "wanted.csv": "csv",
    "serials.csv": "csv",
    "wanted.json": "json",
    "variants.csv": "csv",
    "witnesses.csv": "csv",
    "variants.json": "json",
    "withheld.csv": "csv",
    "withheld.json": "json",
    "quoted.csv": "csv",
    "quoted.json": "json",
}


def side_files(edition: Edition) -> Iterator[SideFile]:
    """Yield the files that an edition has."""
    wanted = wanted_list(edition.cables, edition.related)
    tables = {
        "wanted": [_wanted(one) for one in wanted],
        "serials": [_serials(one) for one in serial_holes(edition.cables, wanted)],
    }
    open_ones = [
        {"cable": one.cable, "anchor": one.anchor, "words": one.words}
        for one in unsettled(edition.cables)
    ]
    for name, rows in tables.items():
        if rows:
            yield SideFile(f"{name}.csv", "csv", _csv(rows))
    if any(tables.values()) or open_ones:
        yield SideFile("wanted.json", "json", _json({**tables, "unsettled": open_ones}))
    copies = [(one.id, witness) for one in edition.cables for witness in one.witnesses]
    if copies:
        witnesses = [_witness(cable, witness) for cable, witness in copies]
        yield SideFile("witnesses.csv", "csv", _csv(witnesses))
        variants = [
            _variant(cable, witness.siglum, one)
            for cable, witness in copies
            for one in witness.apparatus.differences
        ]
        if variants:
            yield SideFile("variants.csv", "csv", _csv(variants))
        said = {"witnesses": witnesses, "variants": variants}
        yield SideFile("variants.json", "json", _json(said))
    withheld = withheld_places(edition.cables)
    if withheld:
        rows = [{**one._asdict(), "exemptions": list(one.exemptions)} for one in withheld]
        yield SideFile("withheld.csv", "csv", _csv(rows))
        told = {"withheld": rows, "counts": counted(withheld)}
        yield SideFile("withheld.json", "json", _json(told))
    if quoted := quoted_rows(edition.quoted):
        yield SideFile("quoted.csv", "csv", _csv(quoted))
        yield SideFile("quoted.json", "json", _json({"quotations": quoted}))


def _witness(cable: str, one: Witness) -> Row:
    return {
        "cable": cable,
        "siglum": one.siglum,
        "file": one.file,
        "kind": one.kind,
        "date": one.date,
        "body": one.body,
        "obtained": one.obtained,
        "sha256": one.sha256,
        "anchors": list(one.apparatus.anchors),
    }


def _variant(cable: str, siglum: str, one: Difference) -> Row:
    unit = one.unit
    number = "" if unit is None or unit.number is None else str(unit.number)
    return {
        "cable": cable,
        "siglum": siglum,
        "anchor": one.anchor,
        "class": one.kind,
        "part": one.part,
        "base": one.base,
        "witness": one.witness,
        "first_word": one.first,
        "last_word": one.last,
        "start": one.start,
        "end": one.end,
        "exemptions": list(one.exemptions),
        "after": one.after,
        "number": number,
        "mark": unit.mark if unit else "",
    }


def _wanted(one: Wanted) -> Row:
    return {
        "id": one.id,
        "post": one.post,
        "place": one.place,
        "year": one.year,
        "serial": one.serial,
        "times": one.times,
        "cited_at": [f"{citing.cable}#{at}" for citing in one.citing for at in citing.places],
        "cited_as": list(dict.fromkeys(word for citing in one.citing for word in citing.words)),
        "told": list(one.told),
        "request": one.request,
    }


def _serials(one: Serials) -> Row:
    return {
        "post": one.post,
        "place": one.place,
        "year": one.year,
        "held": [str(number) for number in one.held],
        "absent": list(one.stretches),
        "absent_numbers": one.count,
        "cited": one.cited,
    }


def _csv(rows: Sequence[Row]) -> str:
    lines = [csv_line(tuple(rows[0]))]
    lines += [csv_line(tuple(map(_cell, row.values()))) for row in rows]
    return "".join(lines)


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
