"""The proof of the tables beside the cables: each row and each value, in CSV and in JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.wanted import serial_holes, unsettled, wanted_list
from cable_edition.core.myst.escape import unescape_visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference, told
from cable_edition.core.proof.data.found import field_problem, missing, unreadable
from cable_edition.core.proof.data.json_files import read_json

_Rows = list[dict[str, Any]]
#: The file that tells that data of a kind are there.
_TELLS = {"csv": "cables.csv", "json": "cables.jsonl"}


def side_names(against: Against) -> dict[str, str]:
    """Return the files that an edition has beside those of its cables, with the kind of each."""
    tables = _tables(against.edition)
    names = {f"{name}.csv": "csv" for name, rows in tables.items() if rows and name != "unsettled"}
    return names | ({"wanted.json": "json"} if any(tables.values()) else {})


def check_side_tables(folder: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in the tables of the kinds that a folder has."""
    tables = _tables(against.edition)
    for name, kind in side_names(against).items():
        path = folder / name
        if not path.is_file():
            if (folder / _TELLS[kind]).exists():
                yield missing(path)
        elif kind == "csv":
            yield from _csv(path, tables[path.stem])
        else:
            yield from _json(path, tables)


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


def _json(path: Path, wanted: dict[str, _Rows]) -> Iterator[Problem]:
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
        others = found[name] if isinstance(found[name], list) else []
        for number, (one, other) in enumerate(zip_longest(rows, others), 1):
            if one != other:
                place = f"{name}, row {number}"
                yield field_problem(path, "", Difference(place, "", told(one, other)))
        if not isinstance(found[name], list):
            yield field_problem(path, "", Difference(name, "", "it is no list"))
