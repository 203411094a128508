"""What an attack on the reading of cables found, each case with its neighbours."""

from __future__ import annotations

import tracemalloc

import pytest

from cable_edition.core.editing.reading_proposals import reading_proposals
from cable_edition.core.problems import Problem
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse, parse_all, parse_rows
from cable_edition.core.reading.readers import csv, left_rows
from cable_edition.core.reading.readers.csv_table import TableReader
from cable_edition.core.reading.readers.dump import Dump, rows_of
from cable_edition.core.reading.readers.notes import UNCLOSED
from tests.sphinx.conftest import cable_text

ROW = '"1","1/1/2000 10:00","00ROME1","Embassy Rome","SECRET","","header","SECRET ROME 1"\n'
TURN = (
    "VZCZCXYZ0000\nRR RUEHC\nDE RUEHOT #3999 0010130\nZNY CCCCC ZZH\nR {group}\n"
    "FM AMEMBASSY OTTAWA\nTO RUEHC/SECSTATE WASHDC 1234\nBT\n"
    "C O N F I D E N T I A L OTTAWA 003999\n\nSIPDIS\n\nSUBJECT: A\n\n1. (C) Word.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "C O N F I D E N T I A L/PAGE 2 ME 096 0",
        "SECRET\n\n-- One item.\n\n-- Another.\n",
        "CONFIDENTIAL * x 8",
        "UNCLAS, ; words",
        "SECRET//\n\nWords.",
    ],
)
def test_no_character_is_both_furniture_and_text(text: str) -> None:
    assert cover_problems(parse(text)) == []


def test_a_caption_repeated_keeps_each_place() -> None:
    cable = parse("SECRET SIPDIS NOFORN SIPDIS ROME 1\n\nSUBJECT: A\n\n1. Word.\n")
    assert [(one.text, len(one.spans)) for one in cable.opening.captions] == [
        ("SIPDIS", 2),
        ("NOFORN", 1),
    ]
    assert cover_problems(cable) == []


def told(problems: tuple[Problem, ...]) -> list[tuple[int | None, str]]:
    return [(one.line, one.message) for one in problems if one.code == "bad-row"]


@pytest.mark.parametrize("rows", ["x\n" * 500, '"\n\n' * 500, "1,2\n" * 500])
def test_many_bad_rows_are_one_problem_with_their_number(rows: str) -> None:
    cables = list(parse_all(ROW + rows, name="a.csv"))
    assert [one.reference_id for one in cables] == ["00ROME1"]
    ((line, message),) = told(cables[0].problems)
    assert line == 2
    assert "no identifier, and other columns or too few characters for a cable" in message


def test_short_rows_of_the_right_columns_without_an_id_are_passed_over() -> None:
    rows = "id,date,body\n05ROME1,,SECRET ROME 1\n" + "1,2,x\n" * 300
    first, *_ = cables = list(parse_all(rows, name="a.csv"))
    assert [one.reference_id for one in cables] == ["05ROME1"]
    assert [line for line, _ in told(first.problems)] == [3]


def test_bad_rows_between_good_ones_lose_no_cable() -> None:
    second = ROW.replace("00ROME1", "00ROME2")
    cables = list(parse_all(f"{ROW}x\n{second}y\n", name="a.csv"))
    assert [one.reference_id for one in cables] == ["00ROME1", "00ROME2"]
    assert told(cables[0].problems) == []
    assert told(cables[1].problems)[0][1].startswith("2 rows ")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ('1,2,"' + "x,y\n" * 9, 2),
        ('05ROME1,2005-01-01,"SECRET ROME 1\n\n1. Words.\n', 2),
        ('05ROME1,2005-01-01,Words\n05ROME2,2005-01-01,"SECRET ROME 2\n\n1. Words.\n', 3),
        ('"1,2,x\n' + "x,y\n" * 9, 2),
        ('1,"2\n' + "x,y\n" * 9, 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_told_once_with_its_line(
    row: str, line: int
) -> None:
    cables = parse_all("id,date,body\n" + row, name="a.csv")
    found = [
        (problem.line, problem.message)
        for one in cables
        for problem in one.problems
        if problem.code == "bad-row"
    ]
    assert found == [(line, UNCLOSED)]


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ('1,2,"' + "x,y\n" * 60, []),
        ('05ROME1,2005-01-01,"SECRET ROME 1\n\n1. Words.\n' + "x,y\n" * 60, []),
        ('05ROME1,2005-01-01,"SECRET ROME 1\n\n1. Words.\n' + "x,y\n" * 60 + '"\n', []),
        ('1,2,"' + "x,y\n" * 60 + '05ROME2,2005-01-01,"SECRET ROME 2\n\n1. Words.\n"\n', []),
        ('1,2,"' + "x,y\n" * 60 + "05ROME2,2005-01-01,SECRET ROME 2\n1,2\n", [63]),
        ('1,2,"' + "x,y\n" * 60 + "05ROME2,2005-01-01,SECRET ROME 2\n" + '1,2,"x\n', [63]),
    ],
)
def test_what_is_cut_off_a_row_at_its_limit_is_told_with_it(
    rows: str, more: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv, "ROW_LIMIT", 100)
    monkeypatch.setattr(left_rows, "ROW_LIMIT", 100)
    chunks = ["id,date,body\n", *rows.splitlines(keepends=True)]
    dump = Dump(TableReader(), rows_of(TableReader(), chunks), "", "utf-8", ())
    found = [
        problem.line
        for one in parse_rows(dump, "a.csv")
        for problem in one.problems
        if problem.code == "bad-row"
    ]
    assert sorted(found) == [2, *more]


@pytest.mark.parametrize("body", ['"Words"', "Words", '"Wo""rds"', 'Wo"rds', '""'])
def test_a_quotation_mark_that_is_closed_or_stands_in_words_is_none(body: str) -> None:
    cables = list(parse_all(f"id,date,body\n05ROME1,2005-01-01,{body}\n", name="a.csv"))
    assert [told(one.problems) for one in cables] == [[]]


def test_proposals_hold_no_line_of_a_body_of_very_many() -> None:
    text = 'id,date,body\n1,2,"' + "x,y\n" * 50_000
    (cable,) = parse_all(text, name="a.csv")
    reading_proposals(parse("SECRET ROME 1\n\n1. Word.\n"))
    tracemalloc.start()
    try:
        assert reading_proposals(cable) == ()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(text)


def test_a_bad_row_with_an_identifier_stays_a_cable() -> None:
    (cable,) = parse_all('"1","1/28/2005 20:38","05OTTAWA7","Embassy Ottawa"\n')
    assert cable.reference_id == "05OTTAWA7"
    assert len(told(cable.problems)) == 1


@pytest.mark.parametrize(
    ("name", "group", "expected", "differs"),
    [
        ("04OTTAWA3999.txt", "010130Z JAN 05", "04OTTAWA3999", True),
        ("05OTTAWA3999.txt", "312330Z DEC 04", "05OTTAWA3999", True),
        ("05OTTAWA3999.txt", "010130Z JAN 05", "05OTTAWA3999", False),
        ("04OTTAWA3999.txt", "010130Z JUN 05", "05OTTAWA3999", True),
        ("06OTTAWA3999.txt", "010130Z JAN 05", "05OTTAWA3999", True),
        ("04ROME3999.txt", "010130Z JAN 05", "05OTTAWA3999", True),
        ("cable.txt", "010130Z JAN 05", "05OTTAWA3999", False),
    ],
)
def test_the_year_of_a_serial(name: str, group: str, expected: str, differs: bool) -> None:
    cable = parse(TURN.format(group=group), name=name)
    assert cable.reference_id == expected
    assert cable.aliases == ()
    assert ("id-differs" in [one.code for one in cable.problems]) is differs


@pytest.mark.parametrize(
    ("date", "wrong"),
    [
        ("2/30/2015", True),
        ("31 APR 2015", True),
        ("13/45/2015", True),
        ("2/28/2015", False),
        ("26/01/2014", False),
        ("X1", False),
    ],
)
def test_a_date_of_declassification_that_is_none(date: str, wrong: bool) -> None:
    cable = parse(cable_text().replace("01/26/2009", date), name="05OTTAWA1.txt")
    assert ("bad-date" in [one.code for one in cable.problems]) is wrong
