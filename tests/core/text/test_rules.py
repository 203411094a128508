"""The rules of single fields, each with the forms in which cables write them."""

from __future__ import annotations

import pytest

from cable_edition.core.reading.text.marking import mark_at
from cable_edition.core.reading.text.parse import parse_text
from cable_edition.core.reading.text.parts import TextContext, TextParts


def read(opening: str, body: str = "1. (C) A text.") -> TextParts:
    text = f"C O N F I D E N T I A L OTTAWA 000123\n{opening}\n\n{body}\n"
    return parse_text(text, header_end=0, context=TextContext(2006))


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("(C)", "(C)"),
        ("(sbu)", "(SBU)"),
        ("( U )", "(U)"),
        ("C)", "(C)"),
        ("((S))", "(S)"),
        ("(S//NF)", "(S//NF)"),
        ("(S / NF)", "(S/NF)"),
        ("(S NF)", "(S NF)"),
        ("(C/REL TO USA,GBR)", "(C/REL TO USA, GBR)"),
        ("(C - ENTIRE TEXT)", "(C)"),
        ("(SECRET - ENTIRE TEXT).", "(S)"),
        ("CONFIDENTIAL - ENTIRE TEXT.", "(C)"),
        ("(CONFIDENTIAL)", "(C)"),
        ("(Canada)", None),
        ("(U Thant)", None),
        ("(1)", None),
        ("C", None),
    ],
)
def test_portion_marks_are_normalised(written: str, mark: str | None) -> None:
    found = mark_at(f"{written} Text", 0)
    assert (found.text if found else None) == mark
    assert not found or found.end == len(written)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("E.O. 12958: DECL: 01/26/2009", "2009-01-26"),
        ("E.O. 12958: DECL: 1/6/16", "2016-01-06"),
        ("E.O. 12958: DECL: 2019/12/31", "2019-12-31"),
        ("E.O. 12958: DECL: 14/12/31", "2014-12-31"),
        ("E.O. 12958: DECL: 12-31-2014", "2014-12-31"),
        ("E.O. 12958: DECL: MAY 5, 2015", "2015-05-05"),
        ("EO 13526: DECL: 20340115", "2034-01-15"),
        ("E.O. 12356: DECL: OADR", "OADR"),
        ("E.O. 12065: GDS 3/5/86 (DOE, JOHN) OR-M", "1986-03-05"),
        ("E.O. 12958: DECL: X1", "X1"),
        ("E.O. 12958: N/A", "N/A"),
        ("E.O. 12958 DECL: UPON CLOSURE OF THE POST", "UPON CLOSURE OF THE POST"),
        ("E.O. 12958: DECL: 13/45/2009", "13/45/2009"),
    ],
)
def test_declassification_is_a_date_or_words(line: str, date: str) -> None:
    opening = read(f"{line}\nTAGS: CA\nSUBJECT: X").opening
    assert opening.eo_line is not None
    assert opening.eo_line.text == line
    assert opening.declassify_on is not None
    assert opening.declassify_on.text == date


@pytest.mark.parametrize(
    ("written", "name", "title", "reasons"),
    [
        ("DCM Jane Doe, reasons 1.4 (b) and (d)", "Jane Doe", "DCM", "b d"),
        ("Jane Q. Doe, Ambassador. Reason: 1.4 (b/d).", "Jane Q. Doe", "Ambassador", "b d"),
        ("CHARGE D'AFFAIRES JANE DOE FOR REASONS 1.4 B,D", "JANE DOE", "CHARGE D'AFFAIRES", "b d"),
        ("Charge, a.i., Jane Doe, for reason 1.4(b and d)", "Jane Doe", "Charge, a.i.", "b d"),
        ("EUR/RPM Director J. Doe for 1.4.D", "J. Doe", "EUR/RPM Director", "d"),
        ("PolMinCouns Jane Doe-Roe, reasons 1.4 b & d", "Jane Doe-Roe", "PolMinCouns", "b d"),
        ("DCM, reasons 1.4 (d)", None, "DCM", "d"),
        ("S/CT DAS, Jane Doe, Reason: 1.4 (B), (D)", "Jane Doe", "S/CT DAS", "b d"),
        ("SRAP Jane Doe, reason 1.4(b),(d)", "Jane Doe", "SRAP", "b d"),
        ("US Ambassador to NATO Jo H. Doe for 1.4 (d)", "Jo H. Doe", "US Ambassador to NATO", "d"),
        ("OSC Chief Col. Jane R. Doe, reasons 1.4 (b)", "Jane R. Doe", "OSC Chief Col.", "b"),
        ("Acting DCM Jane Q. Public for reasons 1.4 (b)", "Jane Q. Public", "Acting DCM", "b"),
        ("(U) Ambassador Jane Doe, reasons 1.4 (b,d)", "Jane Doe", "Ambassador", "b d"),
        ("Derived from multiple sources", None, None, ""),
        ("Clasified By: DCM Jane\nDoe, E.O. 12958, reasons\n1.4 (d)", "Jane Doe", "DCM", "d"),
    ],
)
def test_the_officer_is_told_from_title_and_reasons(
    written: str, name: str | None, title: str | None, reasons: str
) -> None:
    opening = read(f"SUBJECT: X\nClassified By: {written}").opening
    assert opening.classified_by is not None
    found = opening.classified_by
    assert (found.name.text if found.name else None) == name
    assert (found.title.text if found.title else None) == title
    assert [one.text for one in opening.reasons] == [f"1.4 ({one})" for one in reasons.split()]


@pytest.mark.parametrize(
    ("line", "classification"),
    [
        ("C O N F I D E N T I A L ROME 1", "CONFIDENTIAL"),
        ("C O N F I D E N\nT I A L ROME 1", "CONFIDENTIAL"),
        ("UNCLAS ROME 1", "UNCLASSIFIED"),
        ("S E C R E T ROME 1", "SECRET"),
        ("T O P  S E C R E T ROME 1", "TOP SECRET"),
        ("LIMITED OFFICIAL USE ROME 1", "LIMITED OFFICIAL USE"),
        ("CONFIDENTIAL//NOFORN ROME 1", "CONFIDENTIAL"),
    ],
)
def test_classification_is_spelt_out(line: str, classification: str) -> None:
    opening = parse_text(f"{line}\n\n1. A.", header_end=0, context=TextContext()).opening
    assert opening.classification is not None
    assert opening.classification.text == classification
    assert opening.post is not None
    assert opening.post.text == "ROME"


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("TAGS: PREL, PGOV, CA", "PREL PGOV CA"),
        ("TAGS PREL PGOV CA", "PREL PGOV CA"),
        ("TAG: PREL; pgov;CA.", "PREL PGOV CA"),
        ("TAGS: PRELPGOVCA", "PREL PGOV CA"),
        ("TAGS: PREL/CA PREL", "PREL CA"),
        ("TAGS: PREL,\nPGOV\nCA SIPDIS", "PREL PGOV CA"),
    ],
)
def test_tags_are_split(line: str, tags: str) -> None:
    assert [one.text for one in read(f"{line}\nSUBJECT: X").opening.tags] == tags.split()


def test_free_words_between_commas_are_one_tag() -> None:
    tags = read("TAGS: PREL, WATER FOR PEACE, CA\nSUBJECT: X").opening.tags
    assert [one.text for one in tags] == ["PREL", "WATER FOR PEACE", "CA"]


def test_a_repeated_number_has_an_anchor_of_its_own_each_time() -> None:
    parts = read("SUBJECT: X", "1. (C) A.\n\n1. (C) B.\n\n1. (C) C.\n\n2. (C) D.")
    assert [one.anchor for one in parts.paragraphs] == ["p1", "p1a", "p1b", "p2"]


def test_a_healing_names_its_place_and_what_was_lifted() -> None:
    parts = read("SUBJECT: X", "1. (C) One and\nOTTAWA 00000123  002 OF 002\n\n\ntwo.")
    (healing,) = parts.healings
    (marker,) = parts.page_markers
    assert parts.paragraphs[0].text == "One and two."
    assert (healing.paragraph, healing.offset, healing.glued) == ("p1", 8, False)
    assert healing.lifted == marker.span


def test_a_pilcrow_is_a_leftover_and_another_replacement_character_stays() -> None:
    parts = read("SUBJECT: X", "\ufffd1. (C) Caf\ufffd and na\ufffdve.\n\n\u00b62. (C) Two.")
    assert [one.text for one in parts.paragraphs] == ["Caf\ufffd and na\ufffdve.", "Two."]
    assert sum(segment.kind == "pilcrow" for segment in parts.segments) == 2
    assert len(parts.missing.garbled) == 2


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("REFTEL: STATE 00012345", "06STATE12345"),
        ("REF: 2004 OTTAWA 12 AND 13", "04OTTAWA12 04OTTAWA13"),
        ("REF: [A] ROME 1 [B] 99 PARIS 2", "06ROME1 99PARIS2"),
        ("REF: ROME 1 (2005), PARIS 2 (04)", "05ROME1 04PARIS2"),
        ("REFS: A.STATE 1 B.STATE 2 & 3", "06STATE1 06STATE2 06STATE3"),
        ("REF A: STATE 1 REF B: SECSTATE 2", "06STATE1 06STATE2"),
        ("REF: 05OTTAWA7; THE HAGUE 8", "05OTTAWA7 06THEHAGUE8"),
        ("REF: A. 05 ROME 1, PARA 3 B. ROME 4 - A REPORT", "05ROME1 06ROME4"),
        ("REF STATE 33204", "06STATE33204"),
        ("REF: NONE", ""),
        ("REF: A. ROME 100 THROUGH 105 B. STATE 1", "06ROME100 06STATE1"),
        ("REF: ROME 100-105", "06ROME100"),
        ("REF: OTTAWA 000123, OTTAWA 124", "06OTTAWA124"),
    ],
)
def test_references_are_cables_of_a_year_and_a_post(line: str, ids: str) -> None:
    opening = read(f"SUBJECT: X\n{line}").opening
    assert [one.id for one in opening.references] == ids.split()
    assert {one.kind for one in opening.references} <= {"cable"}


def test_a_reference_without_serial_is_kept_with_a_problem() -> None:
    parts = read("SUBJECT: X\nREF: A. OTTAWA 12 B. NEW DELHI")
    last = parts.opening.references[-1]
    assert (last.label, last.passage.text, last.id, last.kind) == ("B", "NEW DELHI", None, "cable")
    assert [one.code for one in parts.problems] == ["reference-without-serial"]


def test_an_email_and_a_cable_under_one_letter_are_two() -> None:
    found = read("SUBJECT: X\nREF: DOE E-MAILS, MAY 5, 2006 AND OTTAWA 22").opening.references
    assert [(one.passage.text, one.id, one.kind) for one in found] == [
        ("DOE E-MAILS, MAY 5, 2006", None, "email"),
        ("OTTAWA 22", "06OTTAWA22", "cable"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "1. (C) Summary: A text. End summary.",
        "1. (C) (Summary) A text. (End summary)",
        "1. (C) [SUMMARY] A text. [END SUMMARY]",
        "1. (C) SUMMARY: A text. ENDSUMMARY.",
        "1. (C) SUMMARY: A text. END SUM-\nMARY.",
        "1. (C) Summary A text. End Summary and Comment.",
        "1. (C) Summary/Introduction: A text. End Summary/Introduction.",
        "1. Summary (C): A text.",
        "(C) SUMMARY\n-----------\n\n1. (C) A text.\n\nCOMMENT\n-------",
    ],
)
def test_a_summary_has_no_label_and_no_end_mark(written: str) -> None:
    assert read("SUBJECT: X", f"{written}\n\n2. (C) More.").summary == "A text."


@pytest.mark.parametrize("written", ["Summary of a visit. End.", "In summary, a text.", "A text."])
def test_words_that_are_no_label_open_no_summary(written: str) -> None:
    assert read("SUBJECT: X", f"1. (C) {written}").summary is None


def test_garbled_places_are_problems_with_a_place() -> None:
    parts = read("SUBJECT: X", "1. (C) Caf\ufffd and na\ufffd\ufffdve.\n\n\ufffd2. (C) Two.")
    found = [(one.code, one.message, one.offset) for one in parts.problems]
    assert [(code, message) for code, message, _ in found] == [
        ("garbled", "a character cannot be read here"),
        ("garbled", "2 characters cannot be read here"),
    ]
    assert [offset for _, _, offset in found] == [span.start for span in parts.missing.garbled]


def test_many_garbled_places_are_counted_in_the_last_problem() -> None:
    problems = read("SUBJECT: X", "1. (C) " + "a\ufffd " * 30 + "b.").problems
    assert len(problems) == 20
    assert problems[-1].message == "a character cannot be read here, and at 10 more places below"
