"""Slips of scans and copies beside those that are known: read, or told."""

from __future__ import annotations

import pytest

from cable_edition.core.reading.parse import parse
from tests.core.text.test_garbled_labels import BODY, FIELDS, HEADER, LINE, OPENING, RIGHT, read


@pytest.mark.parametrize(
    "line",
    [
        # The letter for a zero in the serial.
        "C O N F I D E N T I A L QUITO OO0317\n",
        "C O N F I D E N T I A L QUITO O317\n",
        "CONFIDENTIAL QUITO 0O317\n",
        # Letters put apart or broken otherwise than cables do.
        "CONF I DENTIAL QUITO 000317\n",
        "C O N F I D E N\nT I A L QUITO 000317\n",
        "CON FIDEN TIAL QUITO 317\n",
    ],
)
def test_a_classification_line_with_slips_is_read(line: str) -> None:
    assert read(HEADER + line + FIELDS + BODY) == RIGHT


@pytest.mark.parametrize(
    "line",
    ["C O N F I D E N T I A L OO PASS\n", "SECRET SERVICE QUITO OOPS\n", "CONFIDENTIAL OTTO O4\n"],
)
def test_letters_that_are_no_digits_make_no_serial(line: str) -> None:
    assert parse(HEADER + line + FIELDS + BODY).to_dict()["reference_id"] != "05QUITO4"


@pytest.mark.parametrize(
    "posts", ["A. LlMA 12\n     B. 04 STATE 345", "A. LlMA 12 B. 04 STATE 345"]
)
def test_a_small_l_among_capitals_is_the_letter_i_of_a_scan(posts: str) -> None:
    text = OPENING.replace("A. LIMA 12\n     B. 04 STATE 345", posts)
    assert read(text + BODY)["references"] == [("A", "05LIMA12"), ("B", "04STATE345")]


def test_small_letters_of_a_post_stay_what_they_are() -> None:
    text = OPENING.replace("LIMA 12", "Lagos 12")
    assert read(text + BODY)["references"] == [("A", "05LAGOS12"), ("B", "04STATE345")]


@pytest.mark.parametrize("reasons", ["l.4 (b) and (d)", "I.4 (b), (d)", "1.4 (b) and (d)"])
def test_reasons_with_a_letter_for_the_one(reasons: str) -> None:
    assert read(OPENING.replace("1.4 (b) and (d)", reasons) + BODY) == RIGHT


@pytest.mark.parametrize(
    "subject",
    [
        "HARBOR WORKS DELAYED\n--------------------",
        "HARBOR WORKS\n         DELAYED\n         -------",
        "HARBOR WORKS DELAYED\n= = = = = =",
    ],
)
def test_a_rule_below_the_subject_is_no_part_of_it(subject: str) -> None:
    fields = f"\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: {subject}\n\nREF: LIMA 12\n"
    text = HEADER + LINE + fields + BODY
    assert read(text)["subject"] == "HARBOR WORKS DELAYED"


def test_hyphens_within_a_subject_stay() -> None:
    text = OPENING.replace("HARBOR WORKS DELAYED", "HARBOR WORKS -- DELAYED --\nAGAIN")
    assert read(text + BODY)["subject"] == "HARBOR WORKS -- DELAYED -- AGAIN"


@pytest.mark.parametrize(
    ("end", "signature"),
    [
        ("T O R R E S", "T O R R E S"),
        ("    O ' B R I E N", "O ' B R I E N"),
        ("S E C R E T", None),
        ("We have A B C D", None),
    ],
)
def test_a_sign_off_whose_letters_stand_apart(end: str, signature: str | None) -> None:
    record = parse(OPENING + BODY.replace("TORRES", end)).to_dict()
    assert record["signature"] == signature


@pytest.mark.parametrize("day", ["1O/26/2O15", "10/26/2O15", "1O/26/15", "10/26/2015"])
def test_a_day_with_the_letter_for_a_zero(day: str) -> None:
    assert read(OPENING.replace("01/26/2015", day) + BODY)["due"] == "2015-10-26"


@pytest.mark.parametrize("stop", ["/", ",", ";"])
def test_a_number_with_a_wrong_stop_and_a_mark_is_told(stop: str) -> None:
    record = parse(OPENING + BODY.replace("2. (C)", f"2{stop} (C)")).to_dict()
    assert "number-unread" in {one["code"] for one in record["problems"]} or [
        one["n"] for one in record["paragraphs"]
    ] == [1, 2]


@pytest.mark.parametrize("order", ["N/A", "DECL: 01/26/2015"])
def test_a_line_below_that_of_the_order_is_told(order: str) -> None:
    text = OPENING.replace("DECL: 01/26/2015", f"{order}\nwords that nobody knows here")
    record = parse(text + BODY).to_dict()
    assert record["eo_line"] == f"E.O. 12958: {order}"
    assert "between-fields" in {one["code"] for one in record["problems"]}


def test_the_words_of_an_order_go_on_in_the_next_line() -> None:
    text = OPENING.replace("DECL: 01/26/2015", "DECL: UPON CLOSURE OF\nEMBASSY QUITO")
    assert read(text + BODY)["due"] == "UPON CLOSURE OF EMBASSY QUITO"


@pytest.mark.parametrize(
    "sheet",
    [
        "Page 2 of 3",
        "   PAGE 2 OF 3",
        "https://example.org/cable/2005/01/05QUITO317.html 1/2\n8/30/2011 A cable",
        "https://example.org/cable/2005/01/05QUITO317.html    1/2",
    ],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_what_a_program_prints_around_a_page_is_no_text(sheet: str, blank: str) -> None:
    torn = BODY.replace("works stand", f"works{blank}{sheet}{blank}stand")
    record, whole = (parse(OPENING + body).to_dict() for body in (torn, BODY))
    assert record["paragraphs"] == whole["paragraphs"]
    assert [one["text"] for one in record["page_markers"]] == [" ".join(sheet.split())]


@pytest.mark.parametrize("words", ["See page 2 of 3.", "It is at https://example.org/a 1/2 said."])
def test_words_on_pages_within_a_line_stay(words: str) -> None:
    record = parse(OPENING + BODY.replace("The works stand still.", words)).to_dict()
    assert record["paragraphs"][0]["text"] == words


@pytest.mark.parametrize(
    "words",
    [
        "They don\u00e2\u20ac\u2122t stand.",
        "The caf\u00c3\u00a9 stands.",
        "The =E2=80=9Cworks=E2=80=9D stand=20\nstill.",
        "The works=20\nstand=20\nstill=20\nhere.",
    ],
)
def test_characters_that_were_decoded_wrongly_are_told_and_left(words: str) -> None:
    record = parse((OPENING + BODY.replace("The works stand still.", words)).encode()).to_dict()
    assert [one["code"] for one in record["problems"]].count("garbled") == 1
    assert record["paragraphs"][0]["text"] == " ".join(words.split())


@pytest.mark.parametrize(
    "words", ["E=20 and 3=20 are sums.", "Caf\u00e9 \u201cNo\u201d in \u00c3land."]
)
def test_characters_that_were_meant_are_not_told(words: str) -> None:
    record = parse((OPENING + BODY.replace("The works stand still.", words)).encode()).to_dict()
    assert "garbled" not in [one["code"] for one in record["problems"]]
