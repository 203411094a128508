"""The proof of the JSON files: each record and each entry, every field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference, differences
from cable_edition.core.proof.data.entries import registers_of
from cable_edition.core.proof.data.found import field_problem, missing, unreadable
from cable_edition.core.proof.data.record_data import record_of
from cable_edition.core.proof.data.stated import Stated


class _TwiceError(ValueError):
    """A key that stands twice in an object: readers would not agree which value holds."""


def read_json(data: bytes) -> Any:
    """Read JSON.

    A key that stands twice, NaN, what is not UTF-8 and what is nested too deep raise
    ``ValueError``.
    """
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_pairs, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def check_json(path: Path, expected: Any, cable: str = "") -> Iterator[Problem]:
    """Yield what differs in a file of JSON that must be there; ``cable`` is the one it tells of.

    Problems: ``field-differs``, ``file-missing``, ``file-unreadable``.
    """
    for one in compare_json(path, expected):
        yield one if isinstance(one, Problem) else field_problem(path, cable, one)


def compare_json(path: Path, expected: Any) -> Iterator[Difference | Problem]:
    """Yield each difference of a file of JSON, or the one problem that keeps it from being read.

    Problems: ``file-missing``, ``file-unreadable``.
    """
    if not path.is_file():
        yield missing(path)
        return
    try:
        found = read_json(path.read_bytes())
    except ValueError as error:
        yield unreadable(path, error)
        return
    yield from differences(expected, found)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _TwiceError(f"the key {twice!r} stands twice in one object")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no value of JSON")


def check_records(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in ``json/ID.json``, ``cables.jsonl``, ``registers.json`` and schemas."""
    lines_path = folder / "cables.jsonl"
    lines = lines_path.read_bytes().split(b"\n") if lines_path.is_file() else None
    if lines is None:
        yield missing(lines_path)
    elif lines[-1]:
        yield unreadable(lines_path, "its last line has no end")
    else:
        lines.pop()
    for number, one in enumerate(against.edition.cables):
        expected = json.dumps(record_of(one, stated))
        path = folder / "json" / f"{one.id}.json"
        data, told = None, list[Problem]()
        if path.is_file():
            data = path.read_bytes()
            told = list(_same(path, data, expected, one.id))
            yield from told
        else:
            yield missing(path)
        if lines is None:
            continue
        if number >= len(lines):
            yield Problem("place-missing", f"{one.id}: its line is missing", str(lines_path))
        elif data == lines[number] + b"\n":
            yield from (replace(problem, path=str(lines_path)) for problem in told)
        else:
            yield from _same(lines_path, lines[number], expected, one.id)
    for extra in range(len(against.edition.cables), len(lines or ())):
        yield Problem("words-added", f"line {extra + 1}: the edition ends before", str(lines_path))
    yield from _whole(folder / "registers.json", registers_of(against.edition))
    for name, schema in _schemas().items():
        yield from _whole(folder / "schema" / name, schema)


def _whole(path: Path, expected: Any) -> Iterator[Problem]:
    if path.is_file():
        yield from _same(path, path.read_bytes(), json.dumps(expected), "")
    else:
        yield missing(path)


def _same(path: Path, data: bytes, expected: str, cable: str) -> Iterator[Problem]:
    """Compare a value in a file with what it must be, which is given as JSON too."""
    try:
        found = read_json(data)
    except ValueError as error:
        yield unreadable(path, f"{cable}: {error}" if cable else error)
        return
    # Nearly always they are equal, which is soon seen.
    if json.dumps(found) != expected:
        for one in differences(json.loads(expected), found):
            yield field_problem(path, cable, one)


def _schemas() -> dict[str, Any]:
    record = json.loads(
        (files("cable_edition.core") / "data/record.schema.json").read_text("utf-8")
    )
    own = files("cable_edition.exports") / "data"
    record["$id"] = record["$id"].replace(":record:", ":cable:")
    record["title"] = "Diplomatic cable in an edition"
    record["properties"]["editorial"] = json.loads(
        (own / "editorial.schema.json").read_text("utf-8")
    )
    record["required"] = [*record["required"], "editorial"]
    registers = json.loads((own / "registers.schema.json").read_text("utf-8"))
    return {"cable.schema.json": record, "registers.schema.json": registers}
