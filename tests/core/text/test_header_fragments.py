"""Pieces of a header as copies have them: what stands there is read, and what is amiss is told.

Each piece names the fields that cannot be read as they should, with the problem that says so.
"""

from __future__ import annotations

import html
import textwrap
from typing import Any

import pytest

from cable_edition.core.reading.parse import parse

BODY = "1. (C) The works stand still since May.\n\n2. (C) We agree with them.\n\nTORRES\n"
GROUP = "P 261445Z JAN 05\n"
FROM = "FM AMEMBASSY QUITO\n"
TO = "TO RUEHC/SECSTATE WASHDC PRIORITY 5206\nINFO RUEHBO/AMEMBASSY BOGOTA 1234\n"
HEAD = GROUP + FROM + TO
CLASS = "C O N F I D E N T I A L QUITO 000317\n\n"
ORDER = "E.O. 12958: DECL: 01/26/2015\n"
TAGS = "TAGS: PREL, PGOV, EC\n"
SUBJECT = "SUBJECT: HARBOR WORKS DELAYED\n"
REFS = "REF: A. 05 LIMA 12\n     B. 04 STATE 345\n\n"
OFFICER = "Classified By: DCM Jane Roe, reasons 1.4 (b) and (d).\n\n"
CASE = (
    "UNCLASSIFIED U.S. Department of State Case No. F-2000-00001 Doc No. C00000001 Date: 09/30/2015"
)
REVIEW = (
    "Jane Q. Reviewer Declassified/Released US Department of State EO Systematic Review 20 Mar 2014"
)
PAGE = "QUITO 00000317  002 OF 003\n\n"
FIELDS = ORDER + TAGS + SUBJECT
REST = f"{FIELDS}\n{REFS}{OFFICER}"
OPENING = HEAD + CLASS + REST
LONG = OPENING.replace("DELAYED\n", "DELAYED BY STORMS IN THE MONTH OF JANUARY\nONCE MORE\n")
LONG_SUBJECT = {"subject": None}


def wrapped(text: str, width: int) -> str:
    return "".join(
        f"{part}\n" for line in text.split("\n") for part in textwrap.wrap(line, width) or [""]
    )


def spaced(text: str) -> str:
    return "".join(f"{line}\n\n" for line in text.split("\n") if line)


RIGHT: dict[str, Any] = {
    "reference_id": "05QUITO317",
    "classification": "CONFIDENTIAL",
    "tags": ["PREL", "PGOV", "EC"],
    "subject": "HARBOR WORKS DELAYED",
    "references": ["05LIMA12", "04STATE345"],
    "officer": "Jane Roe",
    "paragraphs": ["The works stand still since May.", "We agree with them."],
    "signature": "TORRES",
}
NO_ID = {"reference_id": "no-id"}
OWN = {"reference_id": "own-id"}
NO_CLASS = {"classification": "no-classification"}
NO_SUBJECT = {"subject": "no-subject"}
CUT = {"reference_id": "own-id", "classification": "no-classification"}

#: The piece, the fields that are not as in a whole opening, and the problem that tells of each.
#: ``None`` stands for what the piece does not show, and for another value that it does show.
PIECES: dict[str, tuple[str, dict[str, Any]]] = {
    "whole": (OPENING, {}),
    "no FM": (GROUP + TO + CLASS + REST, {}),
    "no TO": (GROUP + FROM + CLASS + REST, {}),
    "no date-time group": (FROM + TO + CLASS + REST, NO_ID),
    "only INFO": ("INFO RUEHBO/AMEMBASSY BOGOTA 1234\n" + CLASS + REST, NO_ID),
    "from within the addressees": ("RUEHPE/AMEMBASSY LIMA 0077\n" + CLASS + REST, NO_ID),
    "no header": (CLASS + REST, NO_ID),
    "class line cut at its end": (HEAD + "C O N F I D E N T I A L QUI\n\n" + REST, OWN),
    "class line cut at its start": (HEAD + "E N T I A L QUITO 000317\n\n" + REST, {}),
    "class line cut at its start, with another word that ends so": (
        HEAD + "E C R E T QUITO 000317\n\n" + REST,
        {"classification": None},
    ),
    "class line cut within its word": (HEAD + "DENTIAL QUITO 000317\n\n" + REST, {}),
    "no class line": (f"{HEAD}\n{REST}", CUT),
    "no serial": (HEAD + "C O N F I D E N T I A L QUITO\n\n" + REST, OWN),
    "sections cut": (HEAD + "C O N F I D E N T I A L SECTION 01 OF\n QUITO 000317\n\n" + REST, OWN),
    "zeros for O": (HEAD + CLASS.replace("O N", "0 N") + REST, {}),
    "zeros in the post": (HEAD + CLASS.replace("QUITO", "QUIT0") + REST, {}),
    "zeros in TAGS": (OPENING.replace("PGOV", "PG0V"), {}),
    "zeros in the word": (HEAD + "C0NFIDENTIAL QUITO 000317\n\n" + REST, {}),
    "from TAGS on": (f"{TAGS}{SUBJECT}\n{REFS}{OFFICER}", NO_ID | NO_CLASS),
    "from the subject on": (f"{SUBJECT}\n{REFS}{OFFICER}", NO_ID | NO_CLASS | {"tags": None}),
    "from the references on": (
        REFS + OFFICER,
        NO_ID | NO_CLASS | NO_SUBJECT | {"tags": None},
    ),
    "from the references on, in one line": (
        " ".join((REFS + OFFICER).split()) + "\n\n",
        NO_ID | NO_CLASS | NO_SUBJECT | {"tags": None},
    ),
    "from one reference on": (
        "REFTEL: 05 LIMA 12; 04 STATE 345\n\n" + OFFICER,
        NO_ID | NO_CLASS | NO_SUBJECT | {"tags": None},
    ),
    "from the officer on": (
        OFFICER,
        NO_ID | NO_CLASS | NO_SUBJECT | {"tags": None, "references": None},
    ),
    "from within the subject": (
        f"WORKS DELAYED\n\n{REFS}{OFFICER}",
        NO_ID | NO_CLASS | {"subject": "no-subject", "tags": None},
    ),
    "the body alone": (
        "",
        NO_ID | NO_CLASS | NO_SUBJECT | {"tags": None, "references": None, "officer": None},
    ),
    "class line and body": (
        HEAD + CLASS,
        NO_SUBJECT | {"tags": None, "references": None, "officer": None},
    ),
    "no TAGS": (OPENING.replace(TAGS, ""), {"tags": None}),
    "TAGS empty": (OPENING.replace(TAGS, "TAGS:\n"), {"tags": "field-empty"}),
    "TAGS of signs only": (OPENING.replace(TAGS, "TAGS: , -\n"), {"tags": "field-empty"}),
    "a TAG cut by a line end": (OPENING.replace("PGOV", "PG\nOV"), {}),
    "a TAG cut by a blank": (OPENING.replace("PGOV", "PGO V"), {}),
    "the first TAG cut": (OPENING.replace("PREL", "PR\nEL"), {}),
    "a TAG cut in one line": (" ".join(OPENING.replace("PGOV", "PG\nOV").split()) + "\n\n", {}),
    "TAGS cut off": (OPENING.replace(TAGS, "TAGS: PREL,\n"), {"tags": None}),
    "TAGS on two lines": (OPENING.replace("PGOV, EC", "\nPGOV, EC"), {}),
    "no subject": (OPENING.replace(SUBJECT, ""), NO_SUBJECT),
    "subject empty": (OPENING.replace(SUBJECT, "SUBJECT:\n"), NO_SUBJECT),
    "subject on the next line": (OPENING.replace("SUBJECT: ", "SUBJECT:\n"), {}),
    "subject after a blank line": (OPENING.replace("SUBJECT: ", "SUBJECT:\n\n"), {}),
    "subject on two lines": (OPENING.replace("WORKS DEL", "WORKS\nDEL"), {}),
    "no references": (OPENING.replace(REFS, ""), {"references": None}),
    "references empty": (OPENING.replace(REFS, "REF:\n\n"), {"references": "field-empty"}),
    "no officer after the label": (
        OPENING.replace(OFFICER, "Classified By:\n\n"),
        {"officer": "field-empty"},
    ),
    "references empty, no officer": (
        HEAD + CLASS + FIELDS + "REF:\n\n",
        {"references": "field-empty", "officer": None},
    ),
    "a reference without a serial": (
        OPENING.replace("04 STATE 345", "STATE"),
        {"references": "reference-without-serial"},
    ),
    "a serial on the next line": (OPENING.replace("STATE 345", "STATE\n345"), {}),
    "small letters": (
        OPENING.replace(SUBJECT, "").replace("\nREF", f"{SUBJECT}\nREF").lower(),
        {"subject": None, "officer": None},
    ),
    "small letters but for the officer": (
        (HEAD + CLASS + FIELDS).lower() + "\n" + REFS.lower() + OFFICER,
        {"subject": None},
    ),
    "without blank lines": (OPENING.replace("\n\n", "\n"), {}),
    "in one line": (" ".join(OPENING.split()) + "\n\n", {}),
    "all in one line": (" ".join(OPENING.split()) + " ", {}),
    "subject before TAGS": (HEAD + CLASS + ORDER + SUBJECT + TAGS + REFS + OFFICER, {}),
    "TAGS before the order": (HEAD + CLASS + TAGS + ORDER + SUBJECT + REFS + OFFICER, {}),
    "no order": (OPENING.replace(ORDER, ""), {}),
    "stamps of a case": (
        OPENING.replace(TAGS, f"{CASE}\n{TAGS}").replace(REFS, f"{CASE}\n{REFS}"),
        {},
    ),
    "a stamp of a review": (OPENING.replace(TAGS, f"{REVIEW}\n{TAGS}"), {}),
    "a page before the subject": (OPENING.replace(SUBJECT, PAGE + SUBJECT), {}),
    "a page in the subject": (OPENING.replace("WORKS DEL", f"WORKS\n{PAGE}DEL"), {}),
    "a page in the references": (OPENING.replace("     B. 04", f"{PAGE}     B. 04"), {}),
    "a page before the officer": (OPENING.replace(OFFICER, PAGE + OFFICER), {}),
    "tabs after the labels": (OPENING.replace(": ", ":\t"), {}),
    "labels without a colon": (
        HEAD + CLASS + FIELDS.replace(":", "") + "\n" + REFS + OFFICER,
        {},
    ),
    "a second subject": (OPENING.replace(TAGS, f"{TAGS}{SUBJECT}"), {"": "second-opening"}),
    "a second subject below the first": (
        OPENING.replace(SUBJECT, f"{SUBJECT}SUBJECT: LAMPS\n"),
        {"": "second-opening"},
    ),
    "each line twice": (
        "".join(f"{line}\n" * 2 for line in (CLASS.strip(), *FIELDS.split("\n"))) + REFS + OFFICER,
        {"": "second-opening", "reference_id": "no-id"},
    ),
    "labels glued": (
        HEAD + CLASS + FIELDS.replace("\n", "") + REFS + OFFICER,
        {},
    ),
    "labels glued but for the order": (
        HEAD + CLASS + ORDER + (TAGS + SUBJECT + REFS.strip() + OFFICER).replace("\n", "") + "\n\n",
        {},
    ),
    "labels with their colons in one column": (
        OPENING.replace("TAGS:", "TAGS       :")
        .replace("SUBJECT:", "SUBJECT    :")
        .replace("REF:", "REF        :"),
        {},
    ),
    "a colon apart from its label": (OPENING.replace("SUBJECT:", "SUBJ. :"), {}),
    "a label of references that slipped": (OPENING.replace("REF:", "REFF:"), {}),
    "another that slipped": (OPENING.replace("REF:", "RFE:"), {}),
    "a label of a subject with two slips": (OPENING.replace("SUBJECT:", "SUJBCT:"), {}),
    "a label of a subject that is none": (
        OPENING.replace("SUBJECT:", "SXBUEJKT:"),
        {"subject": "no-subject", "tags": "tag-doubtful"},
    ),
    "a blank line after each": (spaced(LONG), LONG_SUBJECT),
    "two blank lines after each": (spaced(LONG).replace("\n\n", "\n \n"), LONG_SUBJECT),
    "wrapped at 40": (wrapped(OPENING, 40), {}),
    "wrapped at 30": (wrapped(OPENING, 30), {}),
    "wrapped in the name of a post": (
        OPENING.replace("QUITO", "RIO DE JANEIRO").replace("L RIO DE", "L RIO\nDE"),
        {"reference_id": None},
    ),
    "escaped": (html.escape(OPENING.replace("DELAYED", '"DELAYED" & DONE')), {"subject": None}),
    "escaped, its line ends too": (html.escape(OPENING).replace("\n", "&#x000A;"), {}),
    "line ends of pages": (html.escape(OPENING).replace("\n", "<br/>"), {}),
    "line ends of pages on lines": (html.escape(LONG).replace("\n", "<br>\n"), LONG_SUBJECT),
    "a hyphen before the serial": (OPENING.replace("QUITO 000317", "QUITO-000317"), {}),
    "numbers of cables with a word": (OPENING.replace("LIMA 12", "LIMA NO. 12"), {}),
    "for official use only": (
        OPENING.replace("C O N F I D E N T I A L", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        {"classification": None},
    ),
    "sensitive but unclassified": (
        OPENING.replace("C O N F I D E N T I A L", "SENSITIVE BUT UNCLASSIFIED"),
        {"classification": None},
    ),
    "blanks that break no line": (OPENING.replace(" ", "\u00a0"), {}),
    "quoted": ("".join(f"> {line}\n" for line in OPENING.split("\n")), {}),
    "indented": ("".join(f"    {line}\n" for line in OPENING.split("\n")), {}),
    "rules around": (f"********\n{HEAD}********\n{CLASS}{REST}", {}),
    "dots around": (f"{HEAD}...\n{CLASS}...\n{REST}", {}),
    "the class line twice": (HEAD + CLASS.rstrip() + "\n" + CLASS + REST, {}),
    "ends of Windows": (OPENING.replace("\n", "\r\n"), {}),
    "ends of old Macs": (OPENING.replace("\n", "\r"), {}),
    "two date-time groups": (GROUP + GROUP.replace("26", "27") + FROM + TO + CLASS + REST, {}),
    "a day that is none": (OPENING.replace("P 26", "P 99"), {}),
    "no year": (OPENING.replace("JAN 05\n", "JAN\n"), NO_ID),
    "FM cut": (OPENING.replace("AMEMBASSY QUITO", "AMEMBAS"), {}),
    "FM in small letters": (OPENING.replace(HEAD, HEAD.lower()), {}),
}


def read(text: str) -> tuple[dict[str, Any], set[str]]:
    record = parse(text, name="piece.txt").to_dict()
    officer = record["classified_by"] or {"name": None}
    found = {
        **record,
        "references": [one["id"] or one["text"] for one in record["references"]],
        "officer": officer["name"],
        "paragraphs": [one["text"] for one in record["paragraphs"]],
    }
    return found, {one["code"] for one in record["problems"]}


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_of_a_header_is_read_or_told(name: str) -> None:
    piece, amiss = PIECES[name]
    found, codes = read(piece + BODY)
    assert {field: found[field] for field in RIGHT if field not in amiss} == {
        field: value for field, value in RIGHT.items() if field not in amiss
    }
    assert {code for code in amiss.values() if code} <= codes


def test_a_day_that_is_none_and_a_stray_line_are_told() -> None:
    assert "bad-date" in read(PIECES["a day that is none"][0] + BODY)[1]
    assert "unread" in read(PIECES["two date-time groups"][0] + BODY)[1]


def test_numbered_references_right_below_their_label_are_no_body() -> None:
    text = HEAD + CLASS + FIELDS + "REF:\n1. (C) LIMA 12\n2. STATE 345\n\n" + BODY
    assert read(text)[0]["paragraphs"] == RIGHT["paragraphs"]


def test_of_two_classifications_that_end_so_it_is_the_shorter() -> None:
    piece, _ = PIECES["class line cut at its start, with another word that ends so"]
    assert read(piece)[0]["classification"] == "SECRET"


@pytest.mark.parametrize("name", ["for official use only", "sensitive but unclassified"])
def test_the_words_after_and_before_a_classification_are_no_addressee(name: str) -> None:
    found = read(PIECES[name][0])[0]
    assert found["classification"] == "UNCLASSIFIED"
    assert [one["name"] for one in found["action_recipients"]] == ["SECSTATE WASHDC"]
    assert [one["name"] for one in found["info_recipients"]] == ["AMEMBASSY BOGOTA"]


@pytest.mark.parametrize("name", ["Torres", "Roe", "Van Roe", "TORRES", "D'Ipsum"])
def test_a_sign_off_that_stands_on_two_lines_is_one(name: str) -> None:
    text = (
        (CLASS + FIELDS + BODY)
        .replace("TORRES\n", f"{name}\n{name}\n")
        .replace("them.\n\n", "them.\n")
    )
    assert read(text)[0]["signature"] == name


def subject(piece: str) -> str:
    return str(read(PIECES[piece][0] + BODY)[0]["subject"])


@pytest.mark.parametrize(
    "piece",
    ["a blank line after each", "two blank lines after each", "line ends of pages on lines"],
)
def test_a_subject_goes_on_below_a_blank_line_where_one_stands_after_each(piece: str) -> None:
    assert subject(piece) == "HARBOR WORKS DELAYED BY STORMS IN THE MONTH OF JANUARY ONCE MORE"


def test_blank_lines_part_paragraphs_of_one_line_each() -> None:
    lines = (
        "UNCLAS QUITO 000317",
        "SUBJECT: HARBOR WORKS DELAYED BY STORMS IN THE MONTH OF MAY",
        "The works stand still.",
        "Nobody knows why",
        "We agree with them.",
        "Roe agrees.",
        "So do all the others here.",
        "TORRES",
    )
    found = read("\n\n".join(lines) + "\n")[0]
    assert len(found["paragraphs"]) == 5


def test_escaped_signs_are_read_as_a_page_has_them() -> None:
    assert subject("escaped") == 'HARBOR WORKS "DELAYED" & DONE'
    plain = OPENING.replace("DELAYED", "DELAYED &amp; DONE")
    assert read(plain + BODY)[0]["subject"] == "HARBOR WORKS DELAYED &amp; DONE"
    mixed = OPENING.replace("DELAYED", "DELAYED &amp; DONE &amp; R & D")
    assert read(mixed + BODY)[0]["subject"] == "HARBOR WORKS DELAYED &amp; DONE &amp; R & D"


def test_a_wrapped_name_of_a_post_and_what_an_addressee_has_on_the_next_line() -> None:
    assert (
        read(PIECES["wrapped in the name of a post"][0])[0]["reference_id"] == "05RIODEJANEIRO317"
    )
    found = read(PIECES["wrapped at 30"][0])[0]
    assert [(one["name"], one["precedence"], one["mcn"]) for one in found["action_recipients"]] == [
        ("SECSTATE WASHDC", "PRIORITY", "5206")
    ]
    assert [(one["name"], one["mcn"]) for one in found["info_recipients"]] == [
        ("AMEMBASSY BOGOTA", "1234")
    ]


def test_a_person_on_the_next_line_belongs_to_the_tag_before() -> None:
    text = OPENING.replace("PGOV, EC", "PGOV\n(ROE, JANE), EC")
    assert read(text)[0]["tags"] == ["PREL", "PGOV (ROE, JANE)", "EC"]
