"""Naval and other messages made of sets, and the ids that this edition gives to what has none."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import pytest

from cable_edition.core.cable.ids import (
    canonicalize,
    docname_of,
    is_own_id,
    is_valid_id,
    own_id,
    parse_id,
    target_of,
    unique_anchor,
    year_of,
)
from cable_edition.core.cable.model import Cable
from tests.core.forms.made import Made, made, wrapped
from tests.core.forms.reading import read_all

OWN = "CNOWASHINGTONDC-20050714T2136Z"


def message(
    one: Made, *, group: str = "142136Z JUL 05", every: int = 99, gentext: bool = False
) -> str:
    """Return a naval message with its sets, in capitals; a page ends after so many lines."""
    remarks = "GENTEXT/REMARKS/" if gentext else "RMKS/"
    head = (
        "RAAUZYUW RUEWMFU5775 1952136-UUUU--RUENAVY.\nZNR UUUUU\n"
        f"R {group} ZYB MIN ZYW\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\nUNCLAS //N01650//\n"
        "NAVADMIN 012/16\nMSGID/GENADMIN/CNO WASHINGTON DC/N00/JUL//\n"
        f"SUBJ/{one.subject}//\nREF/A/DOC/CNO/19APR1993//\n"
        "REF/B/MSG/COMNAVREG HARBOR/011200ZJUN05//\n"
        "NARR/REF A IS THE MANUAL. REF B IS THE FIRST CALL.//\nPOC/J. ROE/LT/HARBOR//\n"
    )
    lines = [remarks]
    for n, words in enumerate(one.paragraphs, 1):
        more = wrapped(f"{n}. {words.upper()}")
        if n == 1:
            lines[-1] += more.pop(0)
        lines += more
    text, page = [head], 1
    for index, line in enumerate(lines, 1):
        last = index == len(lines)
        text.append(f"{line}//\n" if last else f"{line}\n")
        if index % every == 0 and not last:
            page += 1
            text.append(f"PAGE {page:02} RUEWMFU5775 UNCLAS\n")
    return "".join([*text, "BT\n#0000\nNNNN\n"])


def _codes(cable: Cable) -> list[str]:
    return [problem.code for problem in cable.problems]


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("every", [2, 3, 99])
@pytest.mark.parametrize("gentext", [False, True])
def test_message_of_sets(number: int, every: int, gentext: bool) -> None:
    one = made(number)
    text = message(one, every=every, gentext=gentext)
    (cable,) = read_all(text)
    assert cable.source.format == "acp-127"
    assert cable.reference_id == OWN
    assert [p.text for p in cable.paragraphs] == [words.upper() for words in one.paragraphs]
    assert [p.n for p in cable.paragraphs] == list(range(1, len(one.paragraphs) + 1))
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == one.subject
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == "UNCLASSIFIED"
    assert [item.text for item in cable.opening.passing] == [
        "NAVADMIN 012/16",
        "REF A IS THE MANUAL. REF B IS THE FIRST CALL.",
    ]
    assert [(item.label, item.id, item.kind) for item in cable.opening.references] == [
        ("A", None, "other"),
        ("B", "COMNAVREGHARBOR-20050601T1200Z", "cable"),
    ]
    assert len(cable.page_markers) == text.count("PAGE ")
    assert cable.header.sender is not None
    assert cable.header.sender.text == "CNO WASHINGTON DC"
    assert [item.name for item in cable.record.attributes] == ["MSGID", "POC"]
    assert _codes(cable) == ["own-id"]
    assert {item.field: item.how for item in cable.found}["subject"] == "label"


@pytest.mark.parametrize(
    ("group", "moment"),
    [
        ("142136Z JUL 12", "2012-07-14T21:36:00Z"),
        ("142136Z JUL 16", "2016-07-14T21:36:00Z"),
        ("142136Z JUL 05", "2005-07-14T21:36:00Z"),
        ("142136Z JUL 98", "1998-07-14T21:36:00Z"),
        ("142136Z JUL 73", "1973-07-14T21:36:00Z"),
    ],
)
def test_years_of_date_time_groups(group: str, moment: str) -> None:
    (cable,) = read_all(message(made(1), group=group))
    assert cable.header.message_datetime is not None
    assert cable.header.message_datetime.text == moment
    assert cable.reference_id == own_id("CNO WASHINGTON DC", moment)


def test_subject_over_two_lines_and_a_body_without_a_set_of_remarks() -> None:
    text = message(made(1)).replace("SUBJ/HARBOR WORKS", "SUBJ/HARBOR\nWORKS")
    (cable,) = read_all(text.replace("RMKS/", ""))
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "HARBOR WORKS"
    assert [p.n for p in cable.paragraphs][:2] == [1, 2]


def test_two_messages_in_one_file() -> None:
    text = message(made(1)) + message(made(2), group="151200Z JUL 05")
    cables = read_all(text)
    assert [cable.reference_id for cable in cables] == [OWN, "CNOWASHINGTONDC-20050715T1200Z"]


def test_a_message_without_sets_has_an_id_of_our_own_too() -> None:
    text = (
        "R 142136Z JUL 05\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\nUNCLAS\n"
        "SUBJECT: HARBOR WORKS\n1. TEXT.\nBT\n"
    )
    (cable,) = read_all(text)
    assert cable.source.format == "plain"
    assert cable.reference_id == OWN
    assert _codes(cable) == ["own-id"]


def test_a_name_that_is_an_id_comes_before_our_own() -> None:
    (cable,) = read_all(message(made(1)), name="05QUITO7.txt")
    assert cable.reference_id == "05QUITO7"
    assert "own-id" not in _codes(cable)


@pytest.mark.parametrize(
    "text", [made(1).body(), "UNCLAS QUITO 000001\n\nSUBJECT: A//B\n\n1. C//D.\n"]
)
def test_a_cable_is_no_message_of_sets(text: str) -> None:
    assert read_all(f"{made(1).head()}\n{text}")[0].source.format == "plain"


def test_own_ids_are_ids_everywhere() -> None:
    assert is_valid_id(OWN)
    assert is_own_id(OWN)
    assert not is_own_id("05OTTAWA286")
    assert canonicalize(OWN.lower()) == OWN
    assert parse_id(OWN) is None
    assert year_of(OWN) == 2005
    assert docname_of(OWN) == f"cables/{OWN}"
    assert target_of(OWN, "p4") == f"{OWN}#p4"
    assert unique_anchor(OWN, "p4") == f"c-{OWN}-p4"


@pytest.mark.parametrize(
    "text",
    [
        "CNO-20050714T2136",
        "CNO20050714T2136Z",
        "-20050714T2136Z",
        "CNO-20050714T2136Z/..",
        "C-20050714T2136Z",
    ],
)
def test_what_is_no_own_id(text: str) -> None:
    assert not is_valid_id(text)


@pytest.mark.parametrize("offices", ["//N1//", " //N00/N1//", "//"])
def test_offices_of_an_originator_are_no_part_of_an_own_id(offices: str) -> None:
    moment = "2005-07-14T21:36:00Z"
    assert own_id(f"CNO WASHINGTON DC{offices}", moment) == own_id("CNO WASHINGTON DC", moment)
    assert own_id("//N1//", moment) is None


def test_no_origin_or_no_moment_gives_no_own_id() -> None:
    assert own_id("1", "2005-07-14T21:36:00Z") is None
    assert own_id("CNO", "2005-07-14") is None


def test_a_message_without_its_lines_has_its_pages_and_no_strokes() -> None:
    text = (
        "R 142136Z JUL 05\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\nUNCLASSIFIED//\nNAVADMIN 9/05\n"
        "SUBJ/HARBOR CLEANING AWARD//\nRMKS/1. THE AWARD IS ANNOUNCED.\n"
        "PAGE 02 RUEWMFU5775 UNCLAS\nIT GOES TO ALL.\n2. RELEASED BY ADMIRAL J. ROE.//\nBT\n#0000\n"
    )
    for copy in (text, " ".join(text.split())):
        record = read_all(copy)[0].to_dict()
        assert record["passing"] == ["NAVADMIN 9/05"]
        assert [one["text"] for one in record["paragraphs"]] == [
            "THE AWARD IS ANNOUNCED. IT GOES TO ALL.",
            "RELEASED BY ADMIRAL J. ROE.",
        ]
        assert [one["text"] for one in record["page_markers"]] == ["PAGE 02 RUEWMFU5775 UNCLAS"]


AROUND: dict[str, Callable[[str], str]] = {
    "json": lambda text: json.dumps([{"nr": "1", "date": "2005-07-14", "body": text}]),
    "xml": lambda text: f"<set><c date='2005-07-14'><body>{html.escape(text)}</body></c></set>",
    "csv": lambda text: 'nr,date,body\n1,2005-07-14,"' + text.replace('"', '""') + '"\n',
    "cablegate-html": lambda text: f"<html><body><pre>{html.escape(text)}</pre></body></html>",
}


@pytest.mark.parametrize("form", AROUND)
def test_a_message_within_another_form_is_read_as_by_itself(form: str) -> None:
    text = message(made(317))
    (alone,), (within,) = read_all(text), read_all(AROUND[form](text))
    assert within.source.format == form
    assert within.reference_id == alone.reference_id
    for one, other in ((alone.opening, within.opening),):
        assert one.subject is not None
        assert other.subject is not None
        assert one.subject.text == other.subject.text
        assert [item.text for item in one.passing] == [item.text for item in other.passing]
    assert [item.text for item in within.paragraphs] == [item.text for item in alone.paragraphs]
    sets = {item.name: item.value.text for item in within.record.attributes}
    assert {item.name: item.value.text for item in alone.record.attributes}.items() <= sets.items()


@pytest.mark.parametrize(
    "below",
    [
        "<DmdsSecurity>UNCLASSIFIED//</DmdsSecurity>\n",
        "<DmdsSecurity>UNCLASSIFIED//</DmdsSecurity>\n<DmdsReleaser>ROE.J</DmdsReleaser>\n",
        "\n<DmdsPrecedence></DmdsPrecedence>",
    ],
)
def test_what_a_message_system_puts_below_is_no_text(below: str) -> None:
    (plain,) = read_all(message(made(1)))
    (cable,) = read_all(message(made(1)) + below)
    assert [one.text for one in cable.paragraphs] == [one.text for one in plain.paragraphs]
    assert [one.passage.text for one in cable.closing] == [
        one.passage.text for one in plain.closing
    ]
