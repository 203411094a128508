"""Bodies in forms that copies gave them: numbers, headings, banners and what stands below."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest

from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse, parse_all
from tests.core.text.forms import flattened

OPENING = (
    "UNCLAS QUITO 000317\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL, EC\nSUBJECT: THE LAMP\n\n"
    "REF: A. LIMA 12\n\n"
)
TEXTS = ["The lamp was lit.", "Ships see it from far off.", "It will stay so."]


def read(text: str) -> dict[str, Any]:
    cable = parse(text, name="05QUITO317.txt")
    assert cover_problems(cable) == []
    return cable.to_dict()


def body(written: str) -> str:
    """Return a body of three paragraphs whose numbers are written in this way."""
    lines = [f"{written.format(n=n)}{text}" for n, text in enumerate(TEXTS, 1)]
    return OPENING + "\n\n".join(lines) + "\nHOLLIN\n"


@pytest.mark.parametrize(
    "written", ["{n} - ", "{n}- ", "{n} -- ", "({n}) ", "[{n}] ", "{n}.) ", "{n}: ", "Para {n}. "]
)
def test_numbers_of_another_form_open_paragraphs_lined_and_flat(written: str) -> None:
    for text in (body(written), flattened(body(written))):
        record = read(text)
        assert [(one["n"], one["text"]) for one in record["paragraphs"]] == [
            *enumerate(TEXTS, 1)
        ], text
        assert record["signature"] == "HOLLIN"


@pytest.mark.parametrize(
    "text",
    [
        # A list below a text that has begun, in a body without numbers and with them.
        OPENING + "He named what he wanted of the town:\n\n(1) Oil.\n\n(2) A wick.\n\nHOLLIN\n",
        OPENING + "1. He named it:\n\n(1) Oil.\n\n(2) A wick.\n\n2. We agree.\nHOLLIN\n",
        # One alone, and numbers that do not follow each other.
        OPENING + "(1) Oil is dear.\n\nWicks are not.\nHOLLIN\n",
        OPENING + "1 - Oil is dear.\n\n3 - Wicks are not.\nHOLLIN\n",
    ],
)
def test_lists_in_the_same_form_open_none(text: str) -> None:
    assert not {one["n"] for one in read(text)["paragraphs"]} - {None, 1, 2} - {3}
    assert all("Oil" in p["text"] or p["n"] != 1 or "named" in p["text"]
               for p in read(text)["paragraphs"])  # fmt: skip


@pytest.mark.parametrize("signs", ["==", "===", "===="])
@pytest.mark.parametrize("blank", ["", " "])
def test_words_between_signs_are_a_heading(signs: str, blank: str) -> None:
    heading = f"{signs}{blank}The Harbor{blank}{signs}"
    text = OPENING + f"1. (U) The lamp was lit.\n\n{heading}\n\n2. (U) It burns.\nHOLLIN\n"
    for form in (text, flattened(text)):
        record = read(form)
        assert [(one["text"], one["precedes"]) for one in record["headings"]] == [("The Harbor", 1)]
        assert [one["text"] for one in record["paragraphs"]] == ["The lamp was lit.", "It burns."]


@pytest.mark.parametrize(
    "rule", ["\u2014\u2014\u2014", "\u2014\u2014\u2014\u2013", "\u2013\u2013\u2013-"]
)
def test_a_rule_drawn_together_to_dashes_is_one(rule: str) -> None:
    text = OPENING + f"1. (U) The lamp was lit.\n\nThe Harbor\n{rule}\n\n2. (U) It burns.\nHOLLIN\n"
    record = read(text)
    assert [(one["text"], one["precedes"]) for one in record["headings"]] == [("The Harbor", 1)]
    assert [one["text"] for one in record["paragraphs"]] == ["The lamp was lit.", "It burns."]


@pytest.mark.parametrize("words", ["a == b and c == d", "x ==y== z"])
def test_signs_within_a_line_are_no_heading(words: str) -> None:
    record = read(OPENING + f"1. (U) The lamp says {words}.\n\n2. (U) It burns.\nHOLLIN\n")
    assert record["headings"] == []


@pytest.mark.parametrize("label", ["TAGS/", "TAGS/ ", "TAGS /"])
def test_a_slash_stands_for_the_colon_of_a_label(label: str) -> None:
    text = body("{n}. ").replace("TAGS: ", label).replace("SUBJECT: ", "SUBJECT/ ")
    record = read(text)
    assert (record["tags"], record["subject"]) == (["PREL", "EC"], "THE LAMP")
    assert read(flattened(text))["tags"] == ["PREL", "EC"]


def test_a_slash_within_a_subject_opens_no_field() -> None:
    record = read(flattened(body("{n}. ").replace("THE LAMP", "NEW TAGS/LABELS FOR LAMPS")))
    assert (record["tags"], record["subject"]) == (["PREL", "EC"], "NEW TAGS/LABELS FOR LAMPS")


@pytest.mark.parametrize(
    "banner",
    [
        "PAGE O2 QUITO 00317 01 OF 02 211530Z",
        "PAGE 02 QUITO OO317 O1 OF O2 21153OZ",
        "UNCLAS\nPAGE O2",
        "UNCLASSIFIED\n\nUNCLASSIFIED\nPAGE 02",
        "UNCLASSIFIED\nPAGE O2\nQUITO 00317 01 OF O2 211530Z",
    ],
)
def test_the_head_of_a_page_in_mid_sentence_is_no_text(banner: str) -> None:
    text = body("{n}. (U) ").replace("see it from", f"see it\n{banner}\nfrom")
    assert [one["text"] for one in read(text)["paragraphs"]] == TEXTS


def test_the_word_page_in_a_sentence_is_text() -> None:
    text = body("{n}. (U) ").replace("from far", "on PAGE 02 of CONFIDENTIAL PAGES, from far")
    assert "PAGE 02 of" in read(text)["paragraphs"][1]["text"]


NOTE = "A reader saved this text.\n\nHe has more of them.\n"


@pytest.mark.parametrize("between", ["\n", "\n\n", "\nNNNN\n\n", "\nBT\n#0317\n\nNNNN\n\n"])
def test_text_below_the_sign_off_is_kept_and_told(between: str) -> None:
    record = read(body("{n}. ") + between + NOTE)
    assert record["signature"] == "HOLLIN"
    assert [one["text"] for one in record["paragraphs"]] == TEXTS
    assert [one["text"] for one in record["closing"] if one["kind"] == "other"] == [
        "A reader saved this text.",
        "He has more of them.",
    ]
    assert "text-below" in {one["code"] for one in record["problems"]}


def test_a_heading_without_a_rule_is_no_sign_off() -> None:
    text = body("{n}. ").replace("HOLLIN\n", "\nBACKGROUND\n\nThe lamp is old.\nHOLLIN\n")
    record = read(text)
    assert record["signature"] == "HOLLIN"
    assert "text-below" not in {one["code"] for one in record["problems"]}


def test_who_cleared_a_cable_did_not_sign_it() -> None:
    record = read(body("{n}. ") + "Drafted by: POL: J Roe\nCleared: ECON\n")
    assert record["signature"] == "HOLLIN"
    assert [one["text"] for one in record["closing"]] == ["Drafted by: POL: J Roe", "Cleared: ECON"]


def test_two_cables_in_one_run_are_parted_before_the_header_of_the_second() -> None:
    head = "R 211530Z MAR 05\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC 4750\n"
    text = head + body("{n}. ") + head + body("{n}. ").replace("000317", "000318")
    found = [cable.to_dict() for cable in parse_all(flattened(text))]
    assert [one["reference_id"] for one in found] == ["05QUITO317", "05QUITO318"]
    assert [one["from"] for one in found] == ["AMEMBASSY QUITO"] * 2
    assert [one["signature"] for one in found] == ["HOLLIN"] * 2


@pytest.mark.parametrize("label", ["C1assified By", "CLASSlFIED BY", "CLA5SIFIED BY"])
def test_the_label_of_the_officer_with_a_digit_of_a_scan(label: str) -> None:
    text = body("{n}. (C) ").replace("\n1.", f"\n{label}: DCM Jane Roe, reason 1.4 (b).\n\n1.")
    record = read(text.replace("UNCLAS", "CONFIDENTIAL"))
    assert record["classified_by"]["name"] == "Jane Roe"
    assert record["paragraphs"][0]["n"] == 1


def test_values_of_a_print_without_end_take_no_more_than_their_share() -> None:
    top = "UNCLASSIFIED\nSBU\n\nMRN: 08 ROME 1028\nDate/DTG: a\nSubject: A\n"
    begun = process_time()
    parse(top + "Info: a\n" * 6_000)
    assert process_time() - begun < 4


@pytest.mark.parametrize("unit", ["a", "A", "a ", "(1) ", "== ", "==A", "PAGE 0"])
def test_a_long_text_of_one_kind_takes_no_more_than_its_share(unit: str) -> None:
    head = OPENING.replace("LIMA 12\n\n", "")
    begun = process_time()
    parse(head + unit * (20_000 // len(unit)))
    assert process_time() - begun < 4


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011"])
def test_the_hyphens_of_a_word_processor_are_hyphens_of_the_cable(hyphen: str) -> None:
    text = (
        "VZCZCXRO1234\nPP RUEHC\nR 281530Z JAN 05\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n"
        "C O N F I D E N T I A L ROME 000001\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL, IT\n"
        "SUBJECT: A VISIT - ONE DAY\n\n1. (C) Summary: He came. End summary.\n\n"
        "A DAY IN ROME\n-------------\n\n2. (C) He saw the lamps -- all of them.\n\nDOE-ROE\n"
    )
    one = parse(text, name="05ROME1.txt")
    other = parse(text.replace("-", hyphen), name="05ROME1.txt")
    assert [heading["text"] for heading in other.to_dict()["headings"]] == ["A DAY IN ROME"]
    # Recognised as hyphens, and kept as they were sent.
    kept = {**one.to_dict(), "source": None, "problems": None, "segments": None}
    found = {**other.to_dict(), "source": None, "problems": None, "segments": None}
    assert json.loads(json.dumps(found, ensure_ascii=False).replace(hyphen, "-")) == kept
    assert other.to_dict()["signature"] == f"DOE{hyphen}ROE"


@pytest.mark.parametrize(
    "head",
    [
        "Page 2 QUITO",
        "Page 2 Quito 317",
        "PAGE 02 QUITO 000317",
        "Page 2 - QUITO",
        "  Page 12 QUITO",
    ],
)
def test_the_number_of_a_page_with_the_post_is_no_word_of_a_sentence(head: str) -> None:
    record = read(OPENING + f"1. The lamp was lit on\n\n{head}\n\nthe tower.\n\nHOLLIN\n")
    assert [one["text"] for one in record["paragraphs"]] == ["The lamp was lit on the tower."]
    assert [one["text"] for one in record["page_markers"]] == [head.strip()]


@pytest.mark.parametrize(
    "line", ["Page 2 Lima", "Page 2 of the report", "Pages 2 QUITO", "on page 2 QUITO"]
)
def test_other_words_on_a_page_stay(line: str) -> None:
    record = read(OPENING + f"1. The lamp was lit on\n{line}\nthe tower.\n\nHOLLIN\n")
    assert line in record["paragraphs"][0]["text"]


@pytest.mark.parametrize(
    "rule", ["\u2013\u2013\u2013\u2013", "\u2014 \u2014 \u2014", "\u2013 \u2013 \u2013", "----"]
)
def test_dashes_of_a_word_processor_are_rules(rule: str) -> None:
    text = f"1. The lamp was lit.\n\nTHE TOWER\n{rule}\n\n2. It stands.\n\n{rule}\nHOLLIN\n"
    record = read(OPENING + text)
    assert [one["text"] for one in record["headings"]] == ["THE TOWER"]
    assert [one["text"] for one in record["paragraphs"]] == ["The lamp was lit.", "It stands."]
    assert record["signature"] == "HOLLIN"


@pytest.mark.parametrize(
    "written",
    ["\u2014 HOLLIN \u2014", "HOLLIN \u2014", "\u2014 HOLLIN", "- HOLLIN -"],
)
def test_dashes_around_a_name_are_no_part_of_it(written: str) -> None:
    record = read(OPENING + f"1. The lamp was lit.\n\n{written}\n")
    assert record["signature"] == "HOLLIN"
    assert record["paragraphs"][0]["text"] == "The lamp was lit."


def test_dashes_within_a_sentence_make_no_name() -> None:
    record = read(OPENING + "1. The lamp \u2014 of the man they call\nHOLLIN \u2014\nis out.\n")
    assert record["signature"] is None


@pytest.mark.parametrize(
    "level", ["Confidential", "C O N F I D E N T I A L", "CONFIDENTIAL", "Unclas"]
)
@pytest.mark.parametrize(("post", "id_"), [("Quito", "05QUITO317"), ("New Delhi", "05NEWDELHI317")])
def test_a_copy_with_capitals_at_the_starts_of_words(level: str, post: str, id_: str) -> None:
    text = (
        f"{level} {post} 000317\n\nSipdis\n\nE.O. 12958: N/A\nTags: Prel, Ec\nSubject: The Lamp\n"
    )
    record = parse(
        f"P 021445Z Mar 05\nFm Amembassy {post}\nTo Secstate Washdc\n{text}\n1. It Is Lit.\n"
    )
    assert record.reference_id == id_
    assert [tag.text for tag in record.opening.tags] == ["PREL", "EC"]


def test_words_before_a_number_are_no_post() -> None:
    record = read("CONFIDENTIAL\nAnnex 000317\n\nSUBJECT: THE LAMP\n\n1. It is lit.\n")
    assert record["classification"] == "CONFIDENTIAL"
    assert parse("CONFIDENTIAL Annex 000317\nSUBJECT: X\n\n1. Y.\n").opening.post is None


def test_rich_text_is_refused_in_one_line() -> None:
    rich = "{\\rtf1\\ansi " + (OPENING + "1. Text.\n").replace("\n", "\\par\n") + "}"
    (cable,) = parse_all(rich)
    assert cable.source.format == "unknown"
    assert [(one.code, one.message) for one in cable.problems] == [
        ("not-text", "The file is rich text (RTF); save it as plain text, in UTF-8")
    ]


@pytest.mark.parametrize("written", ["/s/ HOLLIN", "/S/ HOLLIN", "//HOLLIN//", "// HOLLIN //"])
def test_marks_of_signing_are_no_part_of_the_name(written: str) -> None:
    record = read(OPENING + f"1. The lamp was lit.\n\n{written}\n")
    assert record["signature"] == "HOLLIN"
    assert record["paragraphs"][0]["text"] == "The lamp was lit."


def test_a_stroke_before_a_name_keeps_an_address_whole() -> None:
    site = "Visit Quito's site: http://www.state.sgov.gov/p/quito/"
    record = read(OPENING + f"1. The lamp was lit.\n\n{site}\nHOLLIN\n")
    assert record["signature"] == "HOLLIN"
    assert [one["text"] for one in record["closing"]] == [site]


@pytest.mark.parametrize(
    "page", ["- 2 -", "-2-", "UNCLASSIFIED\n\nPage 2 of 3", "Page 2 of 3\nUNCLASSIFIED"]
)
def test_numbers_of_pages_and_the_class_word_beside_them_are_no_words(page: str) -> None:
    record = read(OPENING + f"1. The lamp was lit on\n\n{page}\n\nthe tower.\n\nHOLLIN\n")
    assert [one["text"] for one in record["paragraphs"]] == ["The lamp was lit on the tower."]


@pytest.mark.parametrize("line", ["- 2 lamps -", "-2", "it is -2- there"])
def test_hyphens_and_numbers_of_a_text_stay(line: str) -> None:
    record = read(OPENING + f"1. The lamp was lit on\n{line}\nthe tower.\n\nHOLLIN\n")
    assert line in " ".join(one["text"] for one in record["paragraphs"])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("HOLLIN, ACTING", "HOLLIN"),
        ("HOLLIN, Acting", "HOLLIN"),
        ("HOLLIN (ACTING)", "HOLLIN"),
        ("HOLL\u00cdN", "HOLL\u00cdN"),
        ("\u00c9LAN", "\u00c9LAN"),
    ],
)
def test_acting_officers_and_accents_in_a_sign_off(written: str, name: str) -> None:
    record = read(OPENING + f"1. The lamp was lit.\n\n{written}\n")
    assert record["signature"] == name
    assert record["paragraphs"][0]["text"] == "The lamp was lit."


HEADED = f"P 021445Z MAR 05\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC\n{OPENING}"


@pytest.mark.parametrize("end", ["HOLLIN, Jr 5", "The Harbor Office 12", "[HOLLIN]"])
def test_last_words_that_are_neither_sentence_nor_name_are_told(end: str) -> None:
    record = read(HEADED + f"1. The lamp was lit. It is\n{end}\n")
    assert record["signature"] is None
    assert "no-signature" in {one["code"] for one in record["problems"]}


@pytest.mark.parametrize("end", ["HOLLIN", "HOLLIN\n\nNNNN", "- oil\n- wicks"])
def test_a_name_an_end_mark_or_a_list_at_the_end_is_no_doubt(end: str) -> None:
    record = read(HEADED + f"1. The lamp was lit. It needs:\n{end}\n")
    assert "no-signature" not in {one["code"] for one in record["problems"]}


@pytest.mark.parametrize("line", ["UNCLAS QUITO000317", "CONFIDENTIAL QUITO317"])
def test_a_serial_glued_to_a_known_post(line: str) -> None:
    record = read(HEADED.replace("UNCLAS QUITO 000317", line) + "1. It is lit.\n\nHOLLIN\n")
    assert record["reference_id"] == "05QUITO317"
    assert record["problems"] == []


@pytest.mark.parametrize("line", ["UNCLAS LAMPS000317", "UNCLAS QUITO11652: GDS"])
def test_other_words_with_digits_are_no_post(line: str) -> None:
    cable = parse(HEADED.replace("UNCLAS QUITO 000317", line) + "1. It is lit.\n\nHOLLIN\n")
    assert cable.opening.post is None
