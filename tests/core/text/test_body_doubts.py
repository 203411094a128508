"""What copies garble or lose in a body: read where one reading is left, else told."""

from __future__ import annotations

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse

OPENING = (
    "C O N F I D E N T I A L ROME 001234\n\nSIPDIS\n\nE.O. 12958: DECL: 07/20/2016\n"
    "TAGS: PREL, IT\nSUBJECT: BORDER TALKS\n\nREF: STATE 99999\n\n"
)
OFFICER = "Classified By: Political Counselor Jane Roe, reasons 1.4 (b) and (d).\n\n"
BODY = (
    "1. (C) The minister told the Ambassador that the reform would proceed and parliament agreed.\n"
    "\n2. (C) He asked about the program of the parliament.\n\n3. (U) We will report septel.\n\n"
)
CABLE = OPENING + OFFICER + BODY + "SPOGLI\n"


def _codes(cable: Cable) -> set[str]:
    assert cover_problems(cable) == []
    return {one.code for one in cable.problems} - {"no-id"}


def _marks(cable: Cable) -> list[str | None]:
    return [one.marking.text if one.marking else None for one in cable.paragraphs]


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(
    ("written", "meant"),
    [("(S3U)", "(SBU)"), ("(SB U)", "(SBU)"), ("(S///NF)", "(S//NF)"), ("(C0", "(C)"),
     ("C )", "(C)"), ("(S E C R E T)", "(S)"), ("(Z)", None), ("(S//NF3)", None)],
)  # fmt: skip
def test_a_garbled_mark_is_read_or_stays_and_is_told(
    written: str, meant: str | None, flat: bool
) -> None:
    text = CABLE.replace("2. (C)", f"2. {written}")
    cable = parse(" ".join(text.split()) if flat else text)
    assert _marks(cable) == ["(C)", meant, "(U)"]
    kept = "" if meant else f"{written} "
    assert cable.paragraphs[1].text.startswith(f"{kept}He asked")
    assert _codes(cable) == {"mark-garbled"}


@pytest.mark.parametrize("words", ["(MFA)", "(A)", "(see below)"])
def test_brackets_of_a_body_without_marks_are_words(words: str) -> None:
    bare = CABLE.replace("(C) ", "").replace("(U) ", "")
    cable = parse(bare.replace("2. He", f"2. {words} He"))
    assert cable.paragraphs[1].text.startswith(words)
    assert _codes(cable) == set()


@pytest.mark.parametrize(
    "line",
    ["Jane Roe, Political Counselor. Reasons: 1.4 (b) and (d).",
     "By Political Counselor Jane Roe, for reasons 1.4 (b) and (d).",
     "(Classified by Political Counselor Jane Roe, reasons 1.4 (b,d).)",
     "AUTHORITY: Political Counselor Jane Roe,\nREASONS 1.4 (B) AND (D)"],
)  # fmt: skip
def test_a_line_on_the_officer_is_known_without_its_label(line: str) -> None:
    cable = parse(OPENING + line + "\n\n" + BODY + "SPOGLI\n")
    officer = cable.opening.classified_by
    assert officer is not None
    assert officer.name is not None
    assert officer.name.text == "Jane Roe"
    assert [one.text for one in cable.opening.reasons] == ["1.4 (b)", "1.4 (d)"]
    assert [one.n for one in cable.paragraphs] == [1, 2, 3]
    assert [one.by for one in cable.found if one.field == "classified_by"] == [
        "the reasons, in a line without its label"
    ]
    assert _codes(cable) == set()


@pytest.mark.parametrize(
    ("line", "told"),
    [("Drafted by: POL: JRoe; Approved by: DCM:RRoe", {"between-fields"}),
     ("Jane Roe", {"between-fields"}),
     ("Political Counselor Jane Roe.", {"between-fields"}),
     ("This is an action request, see paragraph 3.", set()),
     ("The embassy saw 1.4 (b) million people at the gates of the ministry.", set())],
)  # fmt: skip
def test_a_line_before_paragraph_1_that_may_be_a_field_is_told(line: str, told: set[str]) -> None:
    cable = parse(OPENING + line + "\n\n" + BODY + "SPOGLI\n")
    assert [one.n for one in cable.paragraphs] == [None, 1, 2, 3]
    assert cable.paragraphs[0].text == line
    assert _codes(cable) == told


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(
    ("end", "told"),
    [("3. (U) We will report and the", {"breaks-off"}),
     ("3. (U) We will rep", {"breaks-off"}),
     ("3. (U) We will report on XXXXXXXX", set()),
     ("3. (U) We will report and the\n\nNNNN\n", set())],
)  # fmt: skip
def test_a_text_that_ends_within_a_sentence_is_told(end: str, told: set[str], flat: bool) -> None:
    text = CABLE[: CABLE.index("3. (U)")] + end
    assert _codes(parse(" ".join(text.split()) if flat else text)) == told


def test_a_whole_record_without_sign_off_is_told() -> None:
    header = "P 210722Z JUL 06\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n"
    assert _codes(parse(header + CABLE.replace("SPOGLI\n", ""))) == {"no-signature"}
    assert _codes(parse(header + CABLE.replace("SPOGLI", "NNNN"))) == set()
    assert _codes(parse(header + CABLE)) == set()
    assert _codes(parse(CABLE.replace("SPOGLI\n", ""))) == set()


@pytest.mark.parametrize(
    ("below", "told"),
    [("Attachment follows with more words", {"text-below"}),
     ("(end) Source: an archive", {"text-below"}),
     ("NNNN", set()),
     ("SPOGLI", set())],
)  # fmt: skip
def test_a_name_before_other_text_in_a_run_is_told(below: str, told: set[str]) -> None:
    assert _codes(parse(" ".join(f"{CABLE}{below}".split()))) == told


@pytest.mark.parametrize(
    ("written", "read", "told"),
    [("parlia\fment", "parliament", set()),
     ("refo\frm", "refo rm", {"word-cut"}),
     ("reform-\fing", "reform- ing", {"word-cut"}),
     ("reform\n\f\n", "reform ", set())],
)  # fmt: skip
def test_a_word_that_the_end_of_a_page_cuts(written: str, read: str, told: set[str]) -> None:
    word = "parliament" if read == "parliament" else "reform"
    cable = parse(CABLE.replace(word, written, 1))
    assert read in cable.paragraphs[0].text
    assert _codes(cable) == told


def test_numbers_with_a_bracket_in_a_run_of_text() -> None:
    bare = BODY.replace("1. (C)", "1)").replace("2. (C)", "2)").replace("3. (U)", "3)")
    for body in (bare, bare.replace("He asked", "He said: 1) Come; 2) Stay; 3) Go. He asked")):
        lines = parse(OPENING + OFFICER + body + "SPOGLI\n")
        flat = parse(" ".join((OPENING + OFFICER + body + "SPOGLI\n").split()))
        assert [one.text for one in flat.paragraphs] == [one.text for one in lines.paragraphs]
        assert [one.n for one in flat.paragraphs] == [1, 2, 3]
        assert _codes(flat) == set()
    list_in_text = BODY.replace("He asked", "He asked: 1) This. 2) That. 3) Those. He asked")
    flat = parse(" ".join((OPENING + OFFICER + list_in_text + "SPOGLI\n").split()))
    assert [one.n for one in flat.paragraphs] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [CABLE.replace("TAGS:", "**TAGS:**").replace("SUBJECT:", "**SUBJECT:**")
     .replace("REF:", "**REF:**").replace("SPOGLI", "**SPOGLI**"),
     CABLE.replace("SUBJECT: BORDER TALKS", "**SUBJECT: BORDER TALKS**")
     .replace("1. (C)", "**1.** (C)"),
     CABLE.replace("SUBJECT:", "__Subject:__").replace("TAGS:", "*TAGS:*").replace("1.", "1\\."),
     CABLE.replace("SUBJECT:", "***SUBJECT:***").replace("2. (C)", "**2. (C)**")],
)  # fmt: skip
def test_the_marks_of_markdown_are_no_words(text: str) -> None:
    cable, plain = parse(text), parse(CABLE)
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "BORDER TALKS"
    assert [one.text for one in cable.opening.tags] == ["PREL", "IT"]
    assert len(cable.opening.references) == 1
    assert [one.text for one in cable.paragraphs] == [one.text for one in plain.paragraphs]
    assert _marks(cable) == _marks(plain)
    assert cable.signature is not None
    assert cable.signature.text == "SPOGLI"
    assert _codes(cable) == {"signs-left"}


@pytest.mark.parametrize("words", ["a *very* odd", "file_name_of", "5 * 6 ** 7", "* * *"])
def test_stars_of_a_cable_without_markdown_stay(words: str) -> None:
    cable = parse(CABLE.replace("the reform", words))
    assert words in cable.paragraphs[0].text
    assert "signs-left" not in _codes(cable)
