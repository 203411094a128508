"""The proof of the tables beside the cables: each row and each value, in CSV and in JSON."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cable_edition.core.collation.apparatus import read_back
from cable_edition.core.collation.units import units_of
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.wanted import serial_holes, unsettled, wanted_list
from cable_edition.core.edition.withheld_places import withheld_places
from cable_edition.core.myst.escape import unescape_visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference, told
from cable_edition.core.proof.data.found import field_problem, missing, unreadable
from cable_edition.core.proof.data.json_files import read_json
from cable_edition.core.proof.data.quoted_rows import rows_of_quotations

_Rows = list[dict[str, Any]]
#: The file that tells that data of a kind are there.
_TELLS = {"csv": "cables.csv", "json": "cables.jsonl"}


def side_names(against: Against) -> dict[str, str]:
    """Return the files that an edition has beside those of its cables, with the kind of each."""
    csv_files, json_files = _expected(against.edition)
    return dict.fromkeys(csv_files, "csv") | dict.fromkeys(json_files, "json")


def check_side_tables(folder: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in the tables of the kinds that a folder has."""
    csv_files, json_files = _expected(against.edition)
    for name, kind in side_names(against).items():
        path = folder / name
        if not path.is_file():
            if (folder / _TELLS[kind]).exists():
                yield missing(path)
        elif name == "variants.json":
            for cable, siglum in _lost(against.edition):
                what = f"{siglum} does not come back from its differences"
                yield field_problem(path, cable, Difference("", "", what))
            yield from _json(path, json_files[name])
        elif kind == "csv":
            yield from _csv(path, csv_files[name])
        else:
            yield from _json(path, json_files[name])


def _lost(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield cable and siglum of each witness that its differences do not give back."""
    for cable in edition.cables:
        for one in cable.witnesses:
            back = read_back(units_of(cable.cable), one.apparatus)
            own = [(unit.words, unit.number, unit.mark) for unit in one.units]
            if [(unit.words, unit.number, unit.mark) for unit in back] != own:
                yield cable.id, one.siglum


def _expected(edition: Edition) -> tuple[dict[str, _Rows], dict[str, dict[str, Any]]]:
    """Return the rows of each file in CSV, and what each file in JSON holds."""
    tables = _tables(edition)
    witnesses, variants = _variants(edition)
    places = withheld_places(edition.cables)
    withheld: _Rows = [
        {
            "cable": one.cable,
            "siglum": one.siglum,
            "anchor": one.anchor,
            "body": one.body,
            "exemptions": [*one.exemptions],
            "mark": one.mark,
            "year": one.year,
        }
        for one in places
    ]
    csv_files = {
        "wanted.csv": tables["wanted"],
        "serials.csv": tables["serials"],
        "witnesses.csv": witnesses,
        "variants.csv": variants,
        "withheld.csv": withheld,
        "quoted.csv": rows_of_quotations(edition),
    }
    json_files: dict[str, dict[str, Any]] = {}
    if any(tables.values()):
        json_files["wanted.json"] = dict(tables)
    if witnesses:
        json_files["variants.json"] = {"witnesses": witnesses, "variants": variants}
    if withheld:
        counts = {
            name: dict(_count(values))
            for name, values in (
                ("body", [one.body for one in places]),
                ("exemption", [why for one in places for why in one.exemptions or ("",)]),
                ("mark", [one.mark for one in places]),
                ("year", [one.year for one in places]),
            )
        }
        json_files["withheld.json"] = {"withheld": withheld, "counts": counts}
    if quoted := csv_files["quoted.csv"]:
        json_files["quoted.json"] = {"quotations": quoted}
    return {name: rows for name, rows in csv_files.items() if rows}, json_files


def _count(values: list[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))


def _variants(edition: Edition) -> tuple[_Rows, _Rows]:
    witnesses: _Rows = []
    variants: _Rows = []
    for cable in edition.cables:
        for one in cable.witnesses:
            described = ("siglum", "file", "kind", "date", "body", "obtained", "sha256")
            row = {name: getattr(one, name) for name in described}
            witnesses.append({"cable": cable.id, **row, "anchors": [*one.apparatus.anchors]})
            for it in one.apparatus.differences:
                passage = it.unit
                numbered = passage is not None and passage.number is not None
                variants.append(
                    {
                        "cable": cable.id,
                        "siglum": one.siglum,
                        "anchor": it.anchor,
                        "class": it.kind,
                        "part": it.part,
                        "base": it.base,
                        "witness": it.witness,
                        "first_word": it.first,
                        "last_word": it.last,
                        "start": it.start,
                        "end": it.end,
                        "exemptions": [*it.exemptions],
                        "after": it.after,
                        "number": str(passage.number) if passage and numbered else "",
                        "mark": passage.mark if passage else "",
                    }
                )
    return witnesses, variants


def _tables(edition: Edition) -> dict[str, _Rows]:
    found = wanted_list(edition.cables, edition.related)
    wanted: _Rows = []
    for one in found:
        places = [f"{by.cable}#{anchor}" for by in one.citing for anchor in by.places]
        words: list[str] = []
        for by in one.citing:
            words += [word for word in by.words if word not in words]
        wanted.append(
            {
                "id": one.id,
                "post": one.post,
                "place": one.place,
                "year": one.year,
                "serial": one.serial,
                "times": len(places),
                "cited_at": places,
                "cited_as": words,
                "told": [*one.told],
                "request": one.request,
            }
        )
    serials: _Rows = []
    for row in serial_holes(edition.cables, found):
        runs = [str(low) if low == high else f"{low} to {high}" for low, high in row.absent]
        serials.append(
            {
                "post": row.post,
                "place": row.place,
                "year": row.year,
                "held": [*map(str, row.held)],
                "absent": runs,
                "absent_numbers": sum(high - low + 1 for low, high in row.absent),
                "cited": row.cited,
            }
        )
    open_ones = [
        dict(zip(("cable", "anchor", "words"), one, strict=True))
        for one in unsettled(edition.cables)
    ]
    return {"wanted": wanted, "serials": serials, "unsettled": open_ones}


def _csv(path: Path, wanted: _Rows) -> Iterator[Problem]:
    try:
        text = path.read_bytes().decode("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (ValueError, csv.Error) as error:
        yield unreadable(path, error)
        return
    names = list(wanted[0])
    if rows[:1] != [names]:
        yield field_problem(path, "", Difference("the head", "", told(names, rows[:1])))
    for number, (one, found) in enumerate(zip_longest(wanted, rows[1:]), 1):
        at = f"row {number}"
        if one is None or found is None or len(found) != len(names):
            what = "the edition has no such line" if one is None else "its line is missing"
            yield field_problem(path, "", Difference(at, "", what))
            continue
        for (name, value), cell in zip(one.items(), found, strict=True):
            said = "; ".join(value) if isinstance(value, list) else str(value)
            # A spreadsheet would take a value that begins so for a formula.
            said = f"'{said}" if said.startswith(("=", "+", "-", "@")) else said
            if unescape_visible(cell) != said:
                what = told(said, unescape_visible(cell))
                yield field_problem(path, "", Difference(f"{at}, {name}", "", what))


def _json(path: Path, wanted: dict[str, Any]) -> Iterator[Problem]:
    try:
        found = read_json(path.read_bytes())
    except ValueError as error:
        yield unreadable(path, error)
        return
    if not isinstance(found, dict) or list(found) != list(wanted):
        yield field_problem(path, "", Difference("", "", "it does not hold the tables it must"))
        return
    for name, rows in wanted.items():
        if found[name] == rows:
            continue
        if not isinstance(rows, list):
            yield field_problem(path, "", Difference(name, "", told(rows, found[name])))
            continue
        others = found[name] if isinstance(found[name], list) else []
        for number, (one, other) in enumerate(zip_longest(rows, others), 1):
            if one != other:
                place = f"{name}, row {number}"
                yield field_problem(path, "", Difference(place, "", told(one, other)))
        if not isinstance(found[name], list):
            yield field_problem(path, "", Difference(name, "", "it is no list"))
