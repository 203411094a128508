"""Records in XML: which element is a cable, and what of a file is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse, parse_all
from cable_edition.core.reading.readers.registry import reader_of

TEXT = (
    "UNCLAS ROME {:06}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: EWWT, IT\nSUBJECT: FERRY &amp; LAMP\n\n"
    "1. (U) The ferry &lt;of noon&gt; came late.\n\n2. (U) It brought bread.\n\nROE\n"
)
ONE, TWO = TEXT.format(211), TEXT.format(212)


def read(text: str) -> list[Cable]:
    cables = list(parse_all(text))
    assert {cable.source.format for cable in cables} == {"xml"}
    assert [one for cable in cables for one in cover_problems(cable)] == []
    assert {problem.code for cable in cables for problem in cable.problems} <= {"no-id", "bad-row"}
    return cables


@pytest.mark.parametrize(
    "text",
    [
        (
            "<cables><cable><id>09ROME211</id><body>{one}</body></cable>"
            "<cable><id>09ROME212</id><body>{two}</body></cable></cables>"
        ),
        # The identifier below the text, the values in an element of their own, with prefixes.
        (
            "<c:set xmlns:c='urn:c'><c:doc><c:body>{one}</c:body><c:meta>"
            "<c:docId>09ROME211</c:docId>"
            "</c:meta></c:doc><c:doc><c:body>{two}</c:body><c:meta>"
            "<c:docId>09ROME212</c:docId></c:meta>"
            "</c:doc></c:set>"
        ),
        # The element of the cable is its text.
        "<set><cable id='09ROME211'>{one}</cable><cable id='09ROME212'>{two}</cable></set>",
        # Names that tell nothing.
        (
            "<dump><t><nr>09ROME211</nr><kabel>{one}</kabel></t><t><nr>09ROME212</nr><kabel>{two}</kabel>"
            "</t></dump>"
        ),
        # As Solr answers.
        (
            "<response><doc><str name='refid'>09ROME211</str><arr name='tags'><str>EWWT</str>"
            "<str>IT</str>"
            "</arr><str name='content'>{one}</str></doc><doc><str name='refid'>09ROME212</str>"
            "<str name='content'>{two}</str></doc></response>"
        ),
    ],
)
def test_each_record_is_a_cable(text: str) -> None:
    first, second = read(text.format(one=ONE, two=TWO))
    assert (first.reference_id, second.reference_id) == ("09ROME211", "09ROME212")
    for cable in (first, second):
        assert cable.opening.subject is not None
        assert cable.opening.subject.text == "FERRY & LAMP"
        assert [one.text for one in cable.paragraphs] == [
            "The ferry <of noon> came late.",
            "It brought bread.",
        ]
        assert cable.signature is not None
        assert cable.signature.text == "ROE"


def test_texts_without_an_identifier_are_a_cable_each() -> None:
    text = f"<set><r><text>{ONE}</text><n>1</n></r><r><text>{TWO}</text><n>2</n></r></set>"
    assert [len(cable.paragraphs) for cable in read(text)] == [2, 2]


def test_a_date_of_the_export_is_no_date_of_the_first_cable() -> None:
    text = (
        "<set><date>2020-02-02</date><cable><id>09ROME211</id><date>2009-03-04</date>"
        f"<body>{ONE}</body></cable></set>"
    )
    (cable,) = read(text)
    assert cable.to_dict()["message_datetime"] == "2009-03-04"


def test_an_identifier_around_a_text_and_its_date_is_that_of_the_cable() -> None:
    inner = f"<content><text>{ONE}</text><date>2009-03-04</date></content>"
    (cable,) = read(f"<set><cable id='09ROME211'>{inner}</cable></set>")
    assert cable.reference_id == "09ROME211"


def test_nor_of_a_cable_without_a_date() -> None:
    both = (("09ROME211", ONE), ("09ROME212", TWO))
    records = "".join(f"<cable><id>{one}</id><body>{text}</body></cable>" for one, text in both)
    cables = read(f"<set date='2020-02-02'><date>2020-02-02</date>{records}</set>")
    assert [cable.to_dict()["message_datetime"] for cable in cables] == [None, None]


def test_paragraphs_of_a_page_within_an_element_are_lines() -> None:
    body = "".join(f"<p>{words}</p>" for words in ONE.split("\n\n"))
    (cable,) = read(f"<set><cable><id>09ROME211</id><content>{body}</content></cable></set>")
    assert [one.n for one in cable.paragraphs] == [1, 2]


def test_values_under_other_names_are_kept() -> None:
    text = (
        "<set><cable lang='en' name='row-1'><id>09ROME211</id>"
        "<concepts>PORTS &amp; LAMPS</concepts>"
        f"<body>{ONE}</body></cable></set>"
    )
    (cable,) = read(text)
    named = {one.name: one.value.text for one in cable.record.attributes}
    assert named == {"id": "09ROME211", "concepts": "PORTS & LAMPS"}


def test_no_entity_of_a_file_is_looked_up() -> None:
    lines = [f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)]
    declared = f"<!ENTITY a0 'x'> <!ENTITY f SYSTEM 'file:///etc/passwd'> {' '.join(lines)}"
    body = ONE.replace("It brought", "&a9; &f; It brought")
    record = f"<cable><id>09ROME211</id><body>{body}</body></cable>"
    text = f"<!DOCTYPE set [ {declared} ]><set>{record}</set>"
    (cable,) = read(text)
    assert cable.paragraphs[1].text == "&a9; &f; It brought bread."


def test_a_record_that_breaks_off_is_kept_and_told() -> None:
    whole = f"<set><cable><id>09ROME211</id><body>{ONE}</body></cable>"
    cables = read(f"{whole}<cable><id>09ROME212</id><body>{TWO}")
    assert [cable.reference_id for cable in cables] == ["09ROME211", "09ROME212"]
    codes = [[problem.code for problem in cable.problems] for cable in cables]
    assert codes == [[], ["bad-row"]]


def test_an_empty_text_is_told() -> None:
    cable = parse("<set><cable><id>09ROME211</id><date>2009-03-04</date><body/></cable></set>")
    assert cable.reference_id == "09ROME211"
    assert "no-text" in {problem.code for problem in cable.problems}


@pytest.mark.parametrize(
    "text",
    [
        "<html><head><title>A</title></head><body id='05ROME1'>{one}</body></html>",
        "<?xml version='1.0'?><html><head><title>A</title></head><body>{one}</body></html>",
        "<div id='09ROME211'><h1>A</h1>{one}</div>",
        (
            "<TEI><teiHeader><title>A</title><date>2009-01-01</date></teiHeader><text><body><p>{one}</p>"
            "</body></text></TEI>"
        ),
        "<feed><title>News</title><entry><id>1</id><summary>Nothing here.</summary></entry></feed>",
        "{one}",
    ],
)
def test_pages_and_other_files_are_no_records(text: str) -> None:
    reader = reader_of(text.format(one=ONE))
    assert reader is None or reader.name != "xml"


def test_the_example_of_the_manual_is_read() -> None:
    page = (Path(__file__).parents[3] / "docs" / "editors" / "forms.md").read_text("utf-8")
    found = re.search(r"```text\n(<\?xml.*?)```", page, re.DOTALL)
    assert found is not None
    assert [cable.reference_id for cable in read(found[1])] == ["07NEWDELHI11"]
