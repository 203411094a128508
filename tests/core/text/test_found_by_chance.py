"""What copies put together by chance showed: each case stands for a kind, with its neighbours."""

from __future__ import annotations

import pytest

from cable_edition.core.reading.text.parse import parse_text
from cable_edition.core.reading.text.parts import TextContext, TextParts

HEAD = "C O N F I D E N T I A L QUITO 000317\n\nE.O. 12958: N/A\n"


def read(text: str) -> TextParts:
    return parse_text(text, header_end=0, context=TextContext(2006))


def body(words: str, *, flat: bool = True) -> TextParts:
    text = (
        f"{HEAD}TAGS: PREL, EC\nSUBJECT: HARBOR WORKS\n\n1. (C) The works stand still.\n\n{words}"
    )
    return read(" ".join(text.split()) if flat else text)


def signature(parts: TextParts) -> str | None:
    return parts.signature.text if parts.signature else None


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("The crane fell. Roe.", "Roe"),
        ("The crane fell. TORRES.", "TORRES"),
        ("The crane fell. Roe CONFIDENTIAL", "Roe"),
        ("The crane fell. DE LA ROE DE LA ROE", "DE LA ROE"),
        ("The crane fell. VAN ROE VAN ROE NNNN", "VAN ROE"),
        ("The crane fell. Jane saw Roe.", None),
        ("The crane of Roe.", None),
        ("The papers were CONFIDENTIAL", None),
    ],
)
def test_a_sign_off_after_the_last_sentence_of_a_run(end: str, name: str | None) -> None:
    assert signature(body(f"2. (C) {end}")) == name


@pytest.mark.parametrize(
    ("end", "name"), [("IT FELL. TORRES.", "TORRES"), ("IT IS OF TORRES.", None)]
)
def test_a_stop_after_the_sign_off_in_capitals(end: str, name: str | None) -> None:
    text = f"{HEAD}TAGS: EC\nSUBJECT: WORKS\n\n1. THE WORKS ARE DONE.\n\n2. THE CRANE STANDS. {end}"
    assert signature(read(" ".join(text.split()))) == name


@pytest.mark.parametrize("before", ["End Summary", "END SUMMARY", "The end of the season."])
def test_a_heading_between_two_rules_of_its_length(before: str) -> None:
    found = body(
        f"2. (C) It rained. {before}\n\n----------\nBOARD PLAN\n----------\n\n3. (C) It is dry."
    )
    assert [heading.passage.text for heading in found.headings] == ["BOARD PLAN"]
    assert found.paragraphs[1].text == f"It rained. {before}"


def test_a_sentence_as_long_as_the_rule_is_no_heading_where_the_next_words_are() -> None:
    text = (
        f"{HEAD}TAGS: EC\nSUBJECT: WORKS\n\n1. THE CRANE STANDS. TAX BOARD.\n\n"
        "----------\nBOARD PLAN\n----------\n\n2. THE CRANE FELL.\nTORRES"
    )
    assert [heading.passage.text for heading in read(" ".join(text.split())).headings] == [
        "BOARD PLAN"
    ]


@pytest.mark.parametrize(
    "last", ["THE BOARD MET. END SUMMARY", "THE BOARD MET AND THE CRANE FELL...!"]
)
def test_the_last_line_of_a_paragraph_in_capitals_is_no_heading(last: str) -> None:
    text = (
        f"{HEAD}TAGS: EC\nSUBJECT: WORKS\n\n1. THE WORKS ARE DONE.\n{last}\n\n2. THE CRANE FELL.\n"
    )
    found = read(text)
    assert [heading.passage.text for heading in found.headings] == []
    assert len(found.paragraphs) == 2


def test_a_paragraph_of_one_line_in_capitals_is_no_heading() -> None:
    text = f"{HEAD}TAGS: EC\nSUBJECT: WORKS\n\n1. WHO SAW THE BOARD?\n\n2. IT IS NOT KNOWN.\n"
    assert [p.text for p in read(text).paragraphs] == ["WHO SAW THE BOARD?", "IT IS NOT KNOWN."]


def test_a_line_of_capitals_below_a_sentence_still_is_one() -> None:
    text = f"{HEAD}TAGS: EC\nSUBJECT: WORKS\n\n1. THE WORKS ARE DONE.\nTHE CRANE\n\n2. IT FELL.\n"
    assert [heading.passage.text for heading in read(text).headings] == ["THE CRANE"]


@pytest.mark.parametrize("flat", [True, False])
@pytest.mark.parametrize("subject", ["WORKS (2 OF 3)", "WORKS (PART 3)", "WORKS (SEE PARA 2)"])
def test_a_number_that_closes_a_bracket_opens_no_paragraph(subject: str, *, flat: bool) -> None:
    text = (
        f"{HEAD}TAGS: EC\nSUBJECT: {subject}\n\n"
        "(U) Classified by Consul Jane Roe; reasons 1.4 (b).\n\n"
        "1. (C) It is done.\n\n2. (C) It fell.\n"
    )
    found = read(" ".join(text.split()) if flat else text)
    assert found.opening.subject
    assert found.opening.subject.text == subject
    assert [p.n for p in found.paragraphs] == [1, 2]


def test_numbers_in_one_bracket_still_open_paragraphs() -> None:
    found = body("2) (C) It fell (for the second time).\n\n3) (C) It stands.", flat=False)
    assert [p.n for p in found.paragraphs] == [1, 2, 3]


@pytest.mark.parametrize("broken", ["(ROE,\nJANE)", "(ROE, JANE)", "(ROE, JANE\nANN)"])
def test_the_name_of_a_tag_may_go_on_in_the_next_line(broken: str) -> None:
    found = read(f"{HEAD}TAGS: PREL, OVIP {broken}, EC\nSUBJECT: WORKS\n\n1. (C) It is done.\n")
    name = " ".join(broken.split())
    assert [tag.text for tag in found.opening.tags] == ["PREL", f"OVIP {name}", "EC"]


def test_a_bracket_of_a_tag_that_is_never_closed_ends_with_its_line() -> None:
    found = read(f"{HEAD}TAGS: PREL, OVIP (ROE\nEC\nSUBJECT: WORKS\n\n1. (C) It is done.\n")
    assert [tag.text for tag in found.opening.tags] == ["PREL", "OVIP (ROE", "EC"]


@pytest.mark.parametrize(
    "line",
    [
        "SAO PAULO PASS TO USDA",
        "TEL AVIV FOR JROE",
        "RIO DE JANEIRO PLEASE PASS DOE",
        "NEW DELHI ALSO FOR FAS",
        "STATE PLEASE PASS TO USTR",
    ],
)
def test_a_post_of_several_words_begins_a_passing_line(line: str) -> None:
    found = read(f"UNCLAS QUITO 000317\n\nSIPDIS\n\nDEPT FOR WHA/BSC\n{line}\n\nE.O. 12958: N/A\n")
    assert [item.text for item in found.opening.passing] == ["DEPT FOR WHA/BSC", line]


@pytest.mark.parametrize("serial", ["317", "00317", "0000317", "00000317"])
@pytest.mark.parametrize("flat", [True, False])
def test_serials_of_up_to_eight_digits(serial: str, flat: bool) -> None:
    text = f"CONFIDENTIAL STATE {serial}\n\nSIPDIS\n\nTAGS: EC\nSUBJECT: X\n\n1. (C) A."
    found = read(" ".join(text.split()) if flat else text)
    assert found.opening.serial is not None
    assert found.opening.serial.text == serial
    assert found.opening.passing == ()


@pytest.mark.parametrize("sign", ["\u2022", "\u00b7", "\u25aa", "\u25cf", "\u25e6"])
@pytest.mark.parametrize("flat", [True, False])
def test_round_and_square_signs_begin_items(sign: str, flat: bool) -> None:
    lines = f"{sign} The lamp of oil.\n\n{sign} The crane.\n\n{sign} A chair."
    found = body(f"2. (C) He asked for these:\n\n{lines}\n\n3. (C) He left.", flat=flat)
    items = [one.passage.text for one in found.paragraphs[1].blocks if one.kind == "item"]
    assert items == [f"{sign} The lamp of oil.", f"{sign} The crane.", f"{sign} A chair."]


@pytest.mark.parametrize(
    ("tags", "unknown"),
    [
        ("PREL, PQRZ", ["PQRZ"]),
        ("QQ, PREL, KXQZ, PQRZ, EC", ["QQ, KXQZ and PQRZ"]),
        ("PREL, LORUM, PEDRO", []),
        ("OVIP (ROE, JANE), EC, KDEM, KWBG", []),
        ("PREL, UNESCO", []),
    ],
)
def test_codes_that_the_table_does_not_know_are_told_once(tags: str, unknown: list[str]) -> None:
    found = read(f"{HEAD}TAGS: {tags}\nSUBJECT: WORKS\n\n1. (C) The works stand still.\n")
    told = [one for one in found.problems if one.code == "tag-unknown"]
    assert [one.message for one in told] == [
        f"the table of TAGS does not know {u}" for u in unknown
    ]
    assert all(one.severity == "info" for one in told)
