"""Telegrams of 1973 to 1979: pages, stamps, sections, broken words, attributes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse
from tests.core.forms.made import Made, made, plusd_page
from tests.core.forms.made_telegrams import (
    STAMP,
    attributes,
    new_telegram,
    old_telegram,
)
from tests.core.forms.reading import assert_is, read_all

KNOWN = {"year": 1975, "level": "CONFIDENTIAL", "tags": ("PGOV", "EC")}


def _one(number: int = 4321, **known: object) -> Made:
    return made(number, **{**KNOWN, **known})


def _info(cable: Cable) -> list[str]:
    return [line.name for line in cable.header.info]


@pytest.mark.parametrize("number", [4321, 4322, 4323])
@pytest.mark.parametrize("every", [4, 7, 50])
@pytest.mark.parametrize("broken", [False, True])
def test_telegram_of_1975(number: int, every: int, broken: bool) -> None:
    one = _one(number)
    text = old_telegram(one, every=every, broken=broken)
    (cable,) = read_all(f"Message Text\n\n{text}{attributes(one)}")
    assert_is(cable, one, "telegram", capitals=True)
    assert _info(cable) == ["AMEMBASSY BOGOTA", "AMEMBASSY CARACAS"]
    assert len(cable.page_markers) == text.count("PAGE ")
    assert cable.opening.passing == ()
    assert cable.header.distribution[0].text == "ACTION ARA-15"


@pytest.mark.parametrize("number", [4321, 4322, 4323])
@pytest.mark.parametrize("every", [4, 9, 50])
@pytest.mark.parametrize("stamps", [0, 1, 2])
def test_telegram_of_1978(number: int, every: int, stamps: int) -> None:
    one = _one(number, year=1978)
    text = new_telegram(one, every=every, stamps=stamps)
    (cable,) = read_all(text)
    assert_is(cable, one, "telegram", capitals=True)
    assert len(cable.page_markers) >= text.count("PAGE ")
    assert cable.opening.sections == (1, 2)
    assert cable.missing.section_headers == ()
    if stamps:
        assert cable.record.release is not None
        assert cable.record.release.text == STAMP
        assert "Declassified" not in " ".join(p.text for p in cable.paragraphs)


def test_attributes_are_the_record() -> None:
    one = _one()
    (cable,) = read_all(f"Message Text\n{old_telegram(one)}{attributes(one)}")
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["Concepts"] == "PORTS, CONSTRUCTION, TRADE"
    assert known["Locator"] == "TEXT ON-LINE, ON MICROFILM"
    assert cable.record.classification is not None
    assert cable.record.classification.text == "CONFIDENTIAL"
    assert cable.raw_id == "1975QUITO04321"
    assert cable.record.release is not None
    assert cable.record.release.text == STAMP
    assert [line.kind for line in cable.closing] == ["classification", "end-mark"]


@pytest.mark.parametrize(
    ("post", "cut"),
    [("SAN SALVADOR", "SANSA"), ("BUCHAREST", "BUCHAR"), ("BUENOS AIRES", "BUENOS")],
)
def test_a_post_cut_to_six_letters_is_the_post(post: str, cut: str) -> None:
    one = _one(post=post)
    known = {"Document Number": f"1975{cut}04321"}
    (cable,) = read_all(f"Message Text\n{old_telegram(one)}{attributes(one, **known)}")
    assert cable.reference_id == one.id
    assert "id-differs" not in [problem.code for problem in cable.problems]
    lost = f"Message Text\n\nADS TEXT UNRETRIEVABLE\n{attributes(one, **known)}"
    assert read_all(lost)[0].reference_id == one.id


def _in_json(one: Made, text: str) -> str:
    return json.dumps([{"Document Number": f"1978BUCHAR{one.number:05}", "Message Text": text}])


def _in_table(one: Made, text: str) -> str:
    return f'doc_nbr,body\n1978BUCHAR{one.number:05},"{text}"\n'


def _on_page(one: Made, text: str) -> str:
    page = plusd_page(one).replace(f"{one.id}_a", f"1978BUCHAR{one.number:05}_b")
    start = page.index("<pre>") + 5
    return page[:start] + html.escape(text) + page[page.index("</pre>", start) :]


@pytest.mark.parametrize(
    ("around", "form"),
    [
        (_in_json, "json"),
        (_in_table, "csv"),
        (_on_page, "plusd-html"),
        (lambda _, text: f"# A telegram\n\n```\n{text}```\n", "markdown"),
    ],
)
@pytest.mark.parametrize("old", [True, False])
def test_pages_of_a_telegram_within_another_form(
    around: Callable[[Made, str], str], form: str, old: bool
) -> None:
    one = _one(post="BUCHAREST", year=1978)
    text = old_telegram(one) if old else new_telegram(one)
    (cable,) = read_all(around(one, text))
    assert_is(cable, one, form, capitals=True)
    assert "id-differs" not in [problem.code for problem in cable.problems]
    assert len(cable.page_markers) > 2


def test_a_text_that_was_lost_is_said_to_be_lost() -> None:
    one = _one()
    (cable,) = read_all(f"Message Text\n\nADS TEXT UNRETRIEVABLE\n{attributes(one)}")
    assert cable.reference_id == one.id
    assert cable.paragraphs == ()
    assert cable.record.extract_note is not None
    assert cable.record.extract_note.text == "ADS TEXT UNRETRIEVABLE"
    assert [problem.code for problem in cable.problems] == ["no-text"]
    assert cable.opening.subject is not None
    assert [tag.text for tag in cable.opening.tags] == ["PGOV", "EC"]
    assert cable.created is not None
    assert cable.created.text == "1975-03-02"


def test_two_telegrams_with_their_attributes() -> None:
    ones = [_one(4321), _one(4322)]
    text = "".join(f"Message Text\n\n{old_telegram(one)}{attributes(one)}\n" for one in ones)
    cables = read_all(text)
    assert [cable.reference_id for cable in cables] == [one.id for one in ones]
    assert_is(cables[1], ones[1], "telegram", capitals=True)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("THE PERFOR-\nMANCE IS GOOD", "THE PERFORMANCE IS GOOD"),
        ("THE PERFOR-  \r\n  MANCE IS GOOD", "THE PERFORMANCE IS GOOD"),
        ("A SELF-\nMADE MAN", "A SELF-MADE MAN"),
        ("NON-\nMEMBERS CAME", "NON-MEMBERS CAME"),
        (
            "AN ARAB MAN OF ISRAELI LAW, AN ARAB-\nISRAELI ONE",
            "AN ARAB MAN OF ISRAELI LAW, AN ARAB-ISRAELI ONE",
        ),
        ("A WELL-KNOWN MAN, A WELL-\nKNOWN ONE", "A WELL-KNOWN MAN, A WELL-KNOWN ONE"),
        ("TO INFORM IN FORM, TO IN-\nFORM", "TO INFORM IN FORM, TO INFORM"),
        ("IN 1973-\n1974 OR SO", "IN 1973- 1974 OR SO"),
        ("ONE --\nTWO", "ONE -- TWO"),
        ("SHORT-\nAND LONG-TERM AIMS", "SHORT- AND LONG-TERM AIMS"),
    ],
)
def test_words_that_a_line_end_breaks(lines: str, words: str) -> None:
    text = (
        "PAGE 01  QUITO 04321  061530Z\nR 061500Z NOV 73\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC\n"
        f"CONFIDENTIAL QUITO 4321\nE.O. 11652: GDS\nTAGS: EC\nSUBJECT: X\n1. {lines}.\nTORRES\n"
    )
    (cable,) = read_all(text)
    assert [p.text for p in cable.paragraphs] == [f"{words}."]


def test_a_stamp_between_paragraphs_does_not_join_them() -> None:
    one = _one(paragraphs=("The first ends here.", "The second."))
    text = old_telegram(one).replace("HERE.\n", f"HERE.\n\n{STAMP}\n{STAMP}\n")
    (cable,) = read_all(text)
    assert_is(cable, one, "telegram", capitals=True)


def test_a_flattened_telegram_is_read_as_one_with_lines() -> None:
    one = _one()
    text = " ".join(f"Message Text {old_telegram(one, every=50)}{attributes(one)}".split())
    (cable,) = read_all(text)
    assert cable.reference_id == one.id
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["Original Classification"] == "CONFIDENTIAL"
    assert known["Type"] == "TE"
    assert "Attributes" not in " ".join(p.text for p in cable.paragraphs)


def test_state_telegram_with_two_serials() -> None:
    text = (
        "PAGE 01  STATE 123456  TOSEC 040012\nORIGIN SS-25\nR 061500Z NOV 75\nFM SECSTATE WASHDC\n"
        "TO USDEL SECRETARY\nC O N F I D E N T I A L STATE 123456 TOSEC 040012\nE.O. 11652: GDS\n"
        "TAGS: PFOR\nSUBJECT: X\n1. TEXT.\nKISSEL\n"
    )
    (cable,) = read_all(text)
    assert cable.reference_id == "75STATE123456"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_class_word_below_the_head_of_a_page_is_the_classification_and_no_part_of_the_head(
    end: str,
) -> None:
    lines = ("PAGE 02 ROME 01196 01 OF 02 082030Z", "C O N F I D E N T I A L", "TAGS: PREL, CA", "")
    cable = parse(end.join(lines))
    assert cable.opening.classification
    assert cable.opening.classification.text == "CONFIDENTIAL"
    assert cover_problems(cable) == []


@pytest.mark.parametrize(
    "stamp",
    [
        "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006\n\n",
        "Roe Declassified/Released US Department of State EO Systematic Review 20 Mar 2014\n",
        "",
    ],
)
def test_a_stamp_may_stand_above_the_label_of_the_text(stamp: str) -> None:
    text = (
        f"{stamp}Message Text\n\nPAGE 01  ROME  01196  061530Z\n\nACTION EUR-12\n\n"
        "R 061530Z MAY 75\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\nUNCLAS ROME 1196\n\n"
        "E.O. 11652: N/A\nTAGS: EWWT\nSUBJECT: LAMPS\n\n1. NONE CAME.\nVOLPE\n"
    )
    cable = parse(text)
    assert [one.code for one in cable.problems] == []
    assert cable.reference_id == "75ROME1196"
    assert cover_problems(cable) == []


def test_other_words_above_the_label_are_told() -> None:
    cable = parse(
        "Some other words\n\nMessage Text\n\nUNCLAS ROME 1196\n\nE.O. 11652: N/A\n1. NONE.\n"
    )
    assert "unread" in {one.code for one in cable.problems}


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("mail", [False, True])
def test_attributes_of_a_telegram_in_a_letter_are_its_record(quoted: bool, mail: bool) -> None:
    one = made(4321, year=1977, level="LIMITED OFFICIAL USE")
    text = f"Message Text\n\n{new_telegram(one)}\n{attributes(one)}"
    if quoted:
        text = "".join(f"> {line}\n" for line in text.split("\n"))
    head = "From: a@example.org\nSubject: Fwd: this\nMessage-ID: <1@example.org>\n"
    head += "MIME-Version: 1.0\nContent-Type: text/plain\n\n" if mail else ""
    if not (quoted or mail):
        text = f"# A note\n\n```\n{text}\n```\n"
    (cable,) = read_all(f"{head}{text}" if mail else text)
    assert cable.reference_id == one.id
    assert cable.signature is not None
    assert cable.signature.text == "TORRES"
    assert not [closing for closing in cable.closing if "Document Number" in closing.passage.text]
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["Document Number"] == f"{one.year}{one.post}{one.number:05}"
    assert ">" not in "".join(known.values())


@pytest.mark.parametrize("heading", ["Message Attributes\n\n", ""])
@pytest.mark.parametrize("label", ["Message Text\n\n", ""])
def test_attributes_above_the_text(heading: str, label: str) -> None:
    one, other = _one(4321), _one(4322)
    written = [
        attributes(each).replace("\nMessage Attributes\n\n", heading)
        + f"\n\n{label}{old_telegram(each)}\n\n"
        for each in (one, other)
    ]
    for text, wanted in ((written[0], [one]), ("".join(written), [one, other])):
        cables = read_all(text)
        assert len(cables) == len(wanted)
        for cable, each in zip(cables, wanted, strict=True):
            assert_is(cable, each, "telegram", capitals=True)
            assert cable.raw_id == f"1975QUITO{each.number:05}"


def test_attributes_below_the_text_without_their_heading() -> None:
    one = _one()
    text = old_telegram(one) + attributes(one).replace("Message Attributes\n\n", "")
    (cable,) = read_all(text)
    assert_is(cable, one, "telegram", capitals=True)
    assert cable.raw_id == "1975QUITO04321"


def test_attributes_alone_are_a_record_without_a_text() -> None:
    (cable,) = read_all(attributes(_one()))
    assert cable.reference_id == "75QUITO4321"
    assert [one.code for one in cable.problems] == ["no-text"]


def _mixed(text: str) -> str:
    """Return a text as a person writes, with the heads of its pages in small letters too."""
    return re.sub(
        r"(^|[.!?:]\s+|\n\d\. )([a-z])", lambda found: found[1] + found[2].upper(), text.lower()
    )


def _title_pages(text: str) -> str:
    return re.sub(r"(?i)page (\d\d) +([a-z]+)", r"Page \1 Quito", _mixed(text))


@pytest.mark.parametrize(
    ("make", "way"),
    [
        (old_telegram, str.lower),
        (new_telegram, str.lower),
        (old_telegram, lambda text: " ".join(text.lower().split())),
        (old_telegram, _mixed),
        (old_telegram, _title_pages),
    ],
)
def test_telegram_in_small_letters_is_read_as_in_capitals(
    make: Callable[[Made], str], way: Callable[[str], str]
) -> None:
    one = _one()
    right = parse(make(one))
    (cable,) = read_all(way(make(one)))
    assert cable.source.format == "telegram"
    assert cable.reference_id == one.id
    assert [p.text.casefold() for p in cable.paragraphs] == [
        p.text.casefold() for p in right.paragraphs
    ]
    assert [m.text.casefold() for m in cable.page_markers] == [
        m.text.casefold() for m in right.page_markers
    ]
    assert [(line.kind, line.passage.text.casefold()) for line in cable.closing] == [
        (line.kind, line.passage.text.casefold()) for line in right.closing
    ]
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == one.level


@pytest.mark.parametrize("above", [False, True])
def test_attributes_in_small_letters_are_those_of_the_archive(above: bool) -> None:
    one = _one()
    text, table = old_telegram(one), attributes(one)
    whole = f"{table}\n\n{text}" if above else f"Message Text\n\n{text}{table}"
    (cable,) = read_all(whole.lower())
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == one.level
    assert cable.record.identifier is not None
    assert [p.n for p in cable.paragraphs] == list(range(1, len(one.paragraphs) + 1))
    assert cable.signature is not None
    assert cable.signature.text == one.signature.lower()
