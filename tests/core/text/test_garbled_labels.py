"""Labels and values of the opening as copies garble them: read right, or told."""

from __future__ import annotations

from typing import Any

import pytest

from cable_edition.core.reading.parse import parse

HEADER = """P 261445Z JAN 05
FM AMEMBASSY QUITO
TO RUEHC/SECSTATE WASHDC PRIORITY 5206
INFO RUEHBO/AMEMBASSY BOGOTA 1234
"""
LINE = "C O N F I D E N T I A L QUITO 000317\n"
FIELDS = """
E.O. 12958: DECL: 01/26/2015
TAGS: PREL, PGOV, EC
SUBJECT: HARBOR WORKS DELAYED
REF: A. LIMA 12
     B. 04 STATE 345

Classified By: DCM Jane Roe, reasons 1.4 (b) and (d).
"""
OPENING = HEADER + LINE + FIELDS
BODY = "\n1. (C) The works stand still.\n\n2. (C) We agree with them.\n\nTORRES\n"


def read(text: str, *, small: bool = False) -> dict[str, Any]:
    """Return the fields of a text; in ``small`` letters all the words."""
    record = parse(text).to_dict()
    found = {
        "id": record["reference_id"],
        "sent": record["message_datetime"],
        "from": record["from"],
        "to": [one["name"] for one in record["action_recipients"]],
        "info": [one["name"] for one in record["info_recipients"]],
        "classification": record["classification"],
        "captions": record["captions"],
        "due": record["declassify_on"],
        "tags": record["tags"],
        "subject": record["subject"],
        "references": [(one["label"], one["id"]) for one in record["references"]],
        "officer": record["classified_by"] and record["classified_by"]["name"],
        "reasons": record["reasons"],
        "passing": record["passing"],
    }
    if small:
        found |= {
            key: found[key].lower() if isinstance(found[key], str) else found[key]
            for key in ("from", "subject", "officer")
        }
        found |= {key: [word.lower() for word in found[key]] for key in ("to", "info")}
    return found


RIGHT = read(OPENING + BODY)


def codes(text: str) -> list[str]:
    """Return the codes of what is told, but for the body that is not there."""
    return [one.code for one in parse(text).problems if one.code != "no-paragraph"]


@pytest.mark.parametrize("body", ["", BODY], ids=["opening", "cable"])
@pytest.mark.parametrize(
    ("garbled", "changes"),
    [
        (
            OPENING.replace("TAGS:", "Tags").replace("SUBJECT:", "Subject").replace("REF:", "Ref"),
            {},
        ),
        (OPENING.replace("TAGS: PREL, PGOV, EC", "tags prel, pgov, ec"), {}),
        (OPENING.replace("TAGS:", "TAGS -").replace("SUBJECT:", "SUBJECT --"), {}),
        (OPENING.replace("REF:", "REF -").replace("TAGS:", "TAGS="), {}),
        (OPENING.replace("TAGS:", "TAGS =").replace("SUBJECT:", "SUBJECT ="), {}),
        (OPENING.replace("TAGS:", "T A G S:").replace("REF:", "R E F:"), {}),
        (OPENING.replace("TAGS:", "TAG5:").replace("SUBJECT:", "5UBJECT:"), {}),
        (OPENING.replace("SUBJECT:", "SUBJEGT:").replace("E.O. 12958", "E.0.12958"), {}),
        (OPENING.replace("TAGS: ", "TAGS: TAGS: "), {}),
        (OPENING.replace("Classified By: ", "Classified By: Classified By "), {}),
        (OPENING.replace("PREL, PGOV, EC", "#PREL #PGOV #EC"), {}),
        (OPENING.replace("PREL, PGOV, EC", "[PREL], [PGOV], [EC]"), {}),
        (OPENING.replace("EC\n", "EC (Ecuador)\n"), {}),
        (
            OPENING.replace("FM ", "FROM: ").replace("\nTO ", "\nTO: ").replace("INFO ", "INFO: "),
            {},
        ),
        (OPENING.replace("261445Z JAN 05", "261445z jan 05"), {}),
        (OPENING.replace("C O N", "CON"), {}),
        (OPENING.replace("F I D", "F 1 D"), {}),
        (OPENING.replace(LINE, LINE + "\nsipdis noforn\n"), {"captions": ["SIPDIS", "NOFORN"]}),
        (
            OPENING.replace(LINE, LINE + "\nSensitive\nSipdis\n"),
            {"captions": ["SENSITIVE", "SIPDIS"]},
        ),
        (
            OPENING.replace(LINE, "UNCLAS//SBU QUITO 317\n"),
            {"classification": "UNCLASSIFIED", "captions": ["SBU"]},
        ),
        (OPENING.replace("04 STATE 345", "State 345 of 2004"), {}),
        (OPENING.replace("1.4 (b) and (d)", "1.4, b/d"), {}),
        (OPENING.replace("1.4 (b) and (d)", "1.4, (b), (d)"), {}),
        (
            OPENING + "Derived from: DSCG 05-1, B, D\n",
            {"passing": ["Derived from: DSCG 05-1, B, D"]},
        ),
    ],
)
def test_garbled_openings_are_read(garbled: str, changes: dict[str, Any], body: str) -> None:
    assert read(garbled + body) == RIGHT | changes
    assert codes(garbled + body) == []


def test_openings_in_small_letters_are_read_without_colons() -> None:
    small = OPENING.lower().replace("tags:", "tags").replace("subject:", "subject")
    for text in (OPENING.lower(), small.replace("ref:", "ref")):
        assert read(text, small=True) == RIGHT | {
            key: RIGHT[key].lower() for key in ("from", "subject", "officer")
        } | {key: [word.lower() for word in RIGHT[key]] for key in ("to", "info")}


@pytest.mark.parametrize(
    ("garbled", "code"),
    [
        (OPENING.replace("PREL, PGOV, EC", "PREL, PGOV,"), "tag-doubtful"),
        (OPENING.replace("PGOV", "PGDV"), "tag-doubtful"),
        (OPENING.replace("PGOV", "PGVO"), "tag-doubtful"),
        (OPENING.replace("261445Z JAN", "261445Z 1AN"), "bad-date"),
        (OPENING.replace("261445Z", "26 l445Z"), "bad-date"),
        (OPENING.replace("261445Z", "26l445Z"), "bad-date"),
        (OPENING.replace("TAGS:", "TA GX;"), "between-fields"),
        (OPENING.replace("SUBJECT:", "SUBJECT").replace("REF:", "REEF -"), "field-too-long"),
    ],
)
def test_what_cannot_be_read_is_told(garbled: str, code: str) -> None:
    found = [one for one in parse(garbled + BODY).problems if one.code == code]
    assert found
    assert found[0].line


@pytest.mark.parametrize(
    "line",
    [
        "Subject matter experts came.\n",
        "Tags on the crates were red.\n",
        "Ref officials agree.\n",
        "sensitive equipment came.\n",
    ],
)
def test_words_that_begin_like_labels_are_words(line: str) -> None:
    words = line.strip()
    text = OPENING + BODY.replace("still.\n", f"still.\n{line}")
    assert read(text) == RIGHT
    assert words in parse(text).paragraphs[0].text
    alone = OPENING.replace("Classified By: DCM Jane Roe, reasons 1.4 (b) and (d).\n", "")
    assert read(f"{alone}\n{line}\nIt was all.\n")["tags"] == RIGHT["tags"]
    assert read(f"{alone}\n{line}\nIt was all.\n")["subject"] == RIGHT["subject"]


@pytest.mark.parametrize("name", ["NATO", "KXYZ", "OSCE", "EAID", "ROE", "UNSC", "KPAO"])
def test_tags_that_are_no_slip_are_not_told(name: str) -> None:
    assert "tag-doubtful" not in codes(OPENING.replace("PGOV", name) + BODY)


TABLE = """1. Summary.  There is a new form.  See the table:

Form      Old     New
DS-999    04-05   09-06

2. Questions may be sent to the office.

3. It is open.
RICE
"""
LETTERED = """1. (U) Below are responses.

A. (U) COUNTRY CONDITIONS

2. (U) They are good.

B. (SBU) FRAUD OF VISAS

3. (SBU) It is rare.
KENNEY
"""
SHORT = """UNCLAS LAGOS 001122

E.O. 12958: N/A
TAGS: CASC, NI
SUBJECT: LOST BAGGAGE OF A VISITOR

REF: STATE 99887

Post has found the baggage.  It will be sent on.

BROWNE
"""


def test_a_number_after_a_table_opens_a_paragraph_in_a_run_of_text() -> None:
    lined = parse(OPENING + "\n" + TABLE)
    flat = parse(" ".join((OPENING + TABLE).split()))
    assert [one.n for one in flat.paragraphs] == [1, 2, 3]
    assert [one.text for one in flat.paragraphs] == [one.text for one in lined.paragraphs]


def test_a_sign_off_follows_an_address_that_a_copy_broke() -> None:
    site = (
        "Visit London's Classified Website:\nhttp://www.example.org/wiki/Portal:Unit ed_Kingdom\n"
    )
    text = OPENING + BODY.replace("TORRES", f"{site}\nTORRES")
    for form in (text, " ".join(text.split())):
        cable = parse(form)
        assert cable.signature
        assert cable.signature.text == "TORRES"
        assert cable.paragraphs[-1].text == "We agree with them."


def test_a_letter_and_a_mark_belong_to_their_heading_in_a_run_of_text() -> None:
    lined = parse(OPENING + "\n" + LETTERED)
    flat = parse(" ".join((OPENING + LETTERED).split()))
    assert [one.passage.text for one in flat.headings] == [
        "A. (U) COUNTRY CONDITIONS",
        "B. (SBU) FRAUD OF VISAS",
    ]
    assert flat.headings[0].passage.text == lined.headings[0].passage.text
    assert [one.text for one in flat.paragraphs] == [one.text for one in lined.paragraphs]


def test_a_sentence_after_a_reference_is_the_body_in_a_run_of_text() -> None:
    flat = parse(" ".join(SHORT.split()))
    assert [one.passage.text for one in flat.opening.references] == ["STATE 99887"]
    assert flat.signature
    assert flat.signature.text == "BROWNE"
    assert [one.text for one in flat.paragraphs] == [
        "Post has found the baggage. It will be sent on."
    ]
