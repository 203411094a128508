"""Tables in JSON as programs write them: records as lists, and texts under numbers or ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest

from cable_edition.core.reading.parse import parse_all
from cable_edition.core.reading.readers.json_records import JsonReader
from tests.core.forms.made import Made, made

ONES = [made(317), made(318), made(319)]
Rows = Sequence[Made]


def _row(one: Made) -> list[str]:
    return [one.id, one.day, one.body()]


def _split(ones: Rows) -> object:
    names = {"columns": ["id", "date", "body"], "index": list(range(len(ones)))}
    return {**names, "data": list(map(_row, ones))}


def _answer(ones: Rows) -> object:
    rows = [[n, *_row(one)] for n, one in enumerate(ones)]
    return {"table": "a", "columns": ["rowid", "id", "date", "body"], "rows": rows, "more": False}


def _other_names(ones: Rows) -> object:
    return {"columns": ["nr", "wann", "was"], "data": list(map(_row, ones))}


def _values(ones: Rows) -> object:
    return list(map(_row, ones))


def _headed(ones: Rows) -> object:
    return [["id", "date", "body"], *map(_row, ones)]


def _by_number(ones: Rows) -> object:
    return {str(n): {"id": one.id, "body": one.body()} for n, one in enumerate(ones)}


def _by_id(ones: Rows) -> object:
    return {one.id: {"body": one.body(), "pages": 2} for one in ones}


def _texts_by_id(ones: Rows) -> object:
    return {one.id: one.body() for one in ones}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "write",
    [_split, _answer, _other_names, _values, _headed, _by_number, _by_id, _texts_by_id],
)
def test_each_row_is_a_cable(write: Callable[[Rows], object], indent: int | None) -> None:
    file = json.dumps(write(ONES), indent=indent)
    cables = list(parse_all(file))
    assert [cable.reference_id for cable in cables] == [one.id for one in ONES]
    assert {cable.source.format for cable in cables} == {"json"}
    for cable, one in zip(cables, ONES, strict=True):
        (alone,) = parse_all(json.dumps([{"id": one.id, "body": one.body()}]))
        assert [each.text for each in cable.paragraphs] == [each.text for each in alone.paragraphs]
    # Every character of the file but its end stands in a record.
    read = "".join(cable.source.text for cable in cables)
    assert file.startswith(read)
    assert not set(file[len(read) :]) - set(' \n[]{},"morefals:')


@pytest.mark.parametrize("first", ["id", "body"])
def test_columns_one_below_the_other_lose_no_text(first: str) -> None:
    columns = {
        "id": {str(n): one.id for n, one in enumerate(ONES)},
        "body": {str(n): one.body() for n, one in enumerate(ONES)},
    }
    file = json.dumps(dict(sorted(columns.items(), reverse=first == "id")))
    cables = list(parse_all(file))
    assert len(cables) == len(ONES)
    # Which identifier belongs to which text is not known from where they stand, and that is told.
    for cable, one in zip(cables, ONES, strict=True):
        assert cable.reference_id in {None, one.id}
        assert cable.reference_id or "no-id" in {problem.code for problem in cable.problems}


def test_texts_alone_are_cables_that_have_no_id() -> None:
    cables = list(parse_all(json.dumps([{"body": one.body()} for one in ONES])))
    assert len(cables) == len(ONES)


def test_an_own_identifier_comes_before_the_name_of_the_object() -> None:
    record = {"05ROME1": {"id": ONES[0].id, "body": ONES[0].body()}}
    (cable,) = parse_all(json.dumps(record))
    assert cable.reference_id == ONES[0].id


def test_lists_in_lists_within_a_record_are_no_records() -> None:
    one = ONES[0]
    record = {"id": one.id, "pages": [["a", "b"], ["c"]], "body": one.body(), "columns": ["x"]}
    (cable,) = parse_all(json.dumps([record]))
    assert cable.reference_id == one.id


@pytest.mark.parametrize("write", [_split, _texts_by_id, _by_id])
def test_rows_do_not_depend_on_the_chunks(write: Callable[[Rows], object]) -> None:
    file = json.dumps(write(ONES))
    chunks = [file[at : at + 7] for at in range(0, len(file), 7)]
    assert list(JsonReader().rows(chunks)) == list(JsonReader().rows([file]))
