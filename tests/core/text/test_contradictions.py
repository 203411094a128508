"""Two places of a cable that say different things, labels without a value, and cables without."""

from __future__ import annotations

import pytest

from cable_edition.core.reading.parse import parse
from tests.core.text.test_header_fragments import BODY, CLASS, OPENING, ORDER, REFS, TO

TABLE = (
    "<html><table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th>"
    "<th>Classification</th><th>Origin</th></tr>\n<tr><td><a href='#'>{id}</a></td><td>{day} 14:45"
    "</td><td>2011-08-30 01:44</td><td>{level}</td><td>{origin}</td></tr></table>\n"
    "<code><pre>{text}</pre></code></html>"
)


def said(
    text: str, code: str = "fields-differ", name: str = "x.txt"
) -> list[tuple[int | None, str]]:
    found = parse(text, name=name).problems
    return [(one.line, one.message) for one in found if one.code == code]


def page(
    day: str = "2005-01-26",
    level: str = "CONFIDENTIAL",
    origin: str = "Embassy Quito",
) -> str:
    return TABLE.format(id="05QUITO317", day=day, level=level, origin=origin, text=OPENING + BODY)


def test_a_cable_that_contradicts_nothing() -> None:
    for text in (OPENING + BODY, page(), page(day="2005-01-28"), page(origin="Secretary of State")):
        assert said(text) == []
        assert said(text, "field-empty") == []


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("FM AMEMBASSY QUITO", "FM AMEMBASSY LIMA", 2, "the originator is AMEMBASSY LIMA"),
        ("FM AMEMBASSY QUITO", "FM AMCONSUL NAPLES", 2, "and the id says 05QUITO317"),
        (TO, f"{TO}FM AMEMBASSY LIMA\n", 5, "a second originator stands among the addressees"),
        ("01/26/2015", "01/26/1995", 7, "declassified on 1995-01-26, before its own day"),
        ("04 STATE 345", "06 STATE 345", 12, "the reference 06STATE345 is of a later year"),
        ("B. 04", "A. 04", 12, "a second reference has the letter A"),
        ("05 LIMA 12", "QUITO 317", 11, "names the cable itself, 05QUITO317"),
        ("A L QUITO", "A L SECTION 03 OF 02 QUITO", 5, "section 3 of 2 is announced"),
        (CLASS, f"{CLASS}S E C R E T QUITO 000317\n\n", 7, "SECRET stands below"),
        (CLASS, f"{CLASS}UNCLAS QUITO 000317\n\n", 7, "which says CONFIDENTIAL"),
    ],
)
def test_fields_of_the_text_that_differ(before: str, after: str, line: int, words: str) -> None:
    ((at, message),) = said(OPENING.replace(before, after, 1) + BODY)
    assert at == line
    assert words in message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FM AMEMBASSY QUITO", "FM USMISSION QUITO"),
        ("FM AMEMBASSY QUITO", "FM NOWHERE AT ALL"),
        (CLASS, f"{CLASS}UNCLASSIFIED\n\n"),
        (CLASS, f"{CLASS}CONFIDENTIAL\n\n"),
        ("04 STATE 345", "95 STATE 345"),
        ("01/26/2015", "01/26/2005"),
    ],
)
def test_what_is_no_contradiction(before: str, after: str) -> None:
    assert said(OPENING.replace(before, after, 1) + BODY) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (page(day="2005-03-26"), "the record is of 2005-03-26, the date-time group of 2005-01-26"),
        (page(level="SECRET"), "the record says SECRET, the classification line CONFIDENTIAL"),
        (page(origin="Embassy Lima"), "the record's origin is Embassy Lima"),
        (page(origin="Consulate Naples"), "the record's origin is Consulate Naples"),
    ],
)
def test_a_record_that_differs_from_the_text(text: str, words: str) -> None:
    ((line, message),) = said(text)
    assert words in message
    assert line == 2


def test_the_name_of_the_file_and_the_originator() -> None:
    text = OPENING.replace("QUITO", "LIMA", 1).replace(CLASS, "") + BODY
    ((_, message),) = said(text, name="05QUITO317.txt")
    assert message == "the originator is AMEMBASSY LIMA, and the id says 05QUITO317"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("DECL: 01/26/2015", "", "'E.O. 12958'"),
        ("PREL, PGOV, EC", "", "'TAGS:'"),
        (REFS, "REF:\n\n", "'REF:'"),
        ("TO RUEHC/SECSTATE WASHDC PRIORITY 5206", "TO", "'TO'"),
    ],
)
def test_a_label_without_a_value(before: str, after: str, words: str) -> None:
    ((_, message),) = said(OPENING.replace(before, after, 1) + BODY, "field-empty")
    assert message == f"nothing stands after the label {words}"


@pytest.mark.parametrize("order", ["E.O. 11652: GDS\n", "E.O. 12958: N/A\n", "EO 12356: OADR\n"])
def test_an_order_with_words_is_not_empty(order: str) -> None:
    assert said(OPENING.replace(ORDER, order) + BODY, "field-empty") == []


def test_an_opening_without_a_body_is_told_a_header_alone_is_not() -> None:
    assert said(OPENING, "no-paragraph")[0][1] == "the body has no paragraph"
    short = CLASS + "TAGS: PREL\nSUBJECT: LAMPS\n"
    assert said(short, "no-paragraph")[0][1] == "the text ends with its opening"
    for fragment in (CLASS, f"{CLASS}SUBJECT: LAMPS\n"):
        assert said(fragment, "no-paragraph") == []


@pytest.mark.parametrize(
    ("before", "after", "numbers"),
    [
        ("2. (C)", "150. (C)", ["150"]),
        ("1. (C)", "0. (C) Nothing.\n\n1. (C)", ["0"]),
        ("2. (C)", "II. (C)", ["II"]),
        ("2. (C)", "Para 2. (C)", ["2"]),
        ("2. (C)", "#2. (C)", ["2"]),
    ],
)
def test_a_number_that_opens_no_paragraph_is_told(
    before: str, after: str, numbers: list[str]
) -> None:
    found = said(OPENING + BODY.replace(before, after), "number-unread")
    assert [message.split()[2] for _, message in found] == numbers


@pytest.mark.parametrize("lead", ["A. (C)", "2) (C)", "(2) (C)", "2 (C)", "2.(C)", "-- (C)"])
def test_letters_of_items_and_numbers_that_are_read_are_not_told(lead: str) -> None:
    assert said(OPENING + BODY.replace("2. (C)", lead), "number-unread") == []
