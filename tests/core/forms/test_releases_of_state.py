"""Releases of the Department of State: prints, stamped papers, excisions."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.reading.readers.registry import reader_of
from tests.core.forms.made import Made, made
from tests.core.forms.made_releases import CASE, release_print, stamped_paper
from tests.core.forms.reading import assert_is, read_all

FORM = "state-release"


def _print(number: int = 1028, **known: object) -> Made:
    return made(number, **{"year": 2004, "level": "UNCLASSIFIED", **known})


def _paper(*paragraphs: str) -> str:
    return stamped_paper(made(77, paragraphs=paragraphs), every=99)


def _placed(cable: Cable) -> list[tuple[str | None, str, tuple[str, ...]]]:
    return [(item.anchor, item.text, item.exemptions) for item in cable.excisions]


@pytest.mark.parametrize("number", [1028, 1029, 1030])
@pytest.mark.parametrize("every", [5, 7, 12, 40])
@pytest.mark.parametrize("message", [True, False])
def test_print(number: int, every: int, message: bool) -> None:
    one = _print(number)
    (cable,) = read_all(release_print(one, every=every, message=message))
    assert_is(cable, one, FORM)
    assert cable.raw_id == f"04 QUITO {number}"
    assert [caption.text for caption in cable.opening.captions] == ["SENSITIVE"]
    assert cable.header.sender is not None
    assert cable.header.sender.text == "AMEMBASSY QUITO"
    assert cable.header.message_datetime is not None
    assert cable.header.message_datetime.text == f"{one.day}T14:45:00Z"
    assert cable.header.action[0].name == "SECSTATE WASHDC"
    assert cable.record.release is not None
    assert cable.record.release.text == "Released in Full"
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["Dissemination Rule"] == "Archive Copy"
    assert known["Signature"] == one.signature
    assert cable.excisions == ()


def test_what_only_the_values_of_a_print_say_is_from_the_record() -> None:
    (cable,) = read_all(release_print(_print(), message=False))
    found = {item.field: (item.how, item.by) for item in cable.found}
    assert found["from"] == ("record", "From")
    assert found["message_datetime"] == ("record", "Date/DTG")
    assert found["subject"] == ("record", "Subject")
    assert found["classification"] == ("record", "Classification")
    (cable,) = read_all(release_print(_print(), message=True))
    found = {item.field: (item.how, item.by) for item in cable.found}
    assert found["from"][0] == "label"
    assert found["subject"][0] == "label"


@pytest.mark.parametrize("message", [True, False])
@pytest.mark.parametrize("gap", [1, 13, 40])
def test_a_print_whose_values_stand_in_a_column(gap: int, message: bool) -> None:
    one = _print(1029)
    text = re.sub(
        r"^(MRN|Date/DTG|From|Action|E\.O\.|TAGS|Captions|Subject|Signature|Info|XMT): (?=\S)",
        lambda match: f"    {match[1]}:{' ' * gap}",
        release_print(one, message=message).replace("\nSBU\n", "\nSensitive But Unclassified\n"),
        flags=re.MULTILINE,
    ).replace("Page 1", "UNCLASSIFIED            Page 1")
    (cable,) = read_all(text)
    assert_is(cable, one, FORM)
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["MRN"] == "04 QUITO 1029"
    assert "Unclassified" not in " ".join(item.text for item in cable.opening.passing)


@pytest.mark.parametrize("words", ["TORRES", "VAN ROE", "Torres"])
def test_who_signed_a_print_is_its_value_where_the_message_does_not_say(words: str) -> None:
    one = _print(signature=words)
    text = release_print(one, message=False).replace(f"\n{words}\nSignature", "\nSignature")
    (cable,) = read_all(text)
    assert_is(cable, one, FORM)
    known = {item.name for item in cable.record.attributes}
    assert "Signature" not in known
    assert {"Info", "XMT", "Dissemination Rule"} <= known


def test_a_print_without_a_signature_has_no_sign_off() -> None:
    one = _print()
    text = release_print(one, message=False).replace(f"\n{one.signature}\nSignature", "\nSignature")
    (cable,) = read_all(text.replace(f"Signature: {one.signature}\n", ""))
    assert cable.signature is None
    assert [p.text for p in cable.paragraphs] == list(one.paragraphs)


def test_references_of_a_print_without_a_list_in_its_message() -> None:
    text = release_print(_print(), message=False)
    text = text.replace("Subject:", "Reference: A) QUITO 989\n           B) 03 STATE 5\nSubject:")
    (cable,) = read_all(text)
    assert [(r.label, r.id) for r in cable.opening.references] == [
        ("A", "04QUITO989"),
        ("B", "03STATE5"),
    ]
    found = {item.field: (item.how, item.by) for item in cable.found}
    assert found["references"] == ("record", "Reference")
    text = release_print(_print()).replace("Subject:", "Reference: LIMA 12\nSubject:", 1)
    (cable,) = read_all(text.replace("\n1. (SBU)", "\nREF: BOGOTA 7\n\n1. (SBU)", 1))
    assert [r.id for r in cable.opening.references] == ["04BOGOTA7"]


def test_two_prints_in_one_file() -> None:
    ones = [_print(1028), _print(1029)]
    cables = read_all("\n".join(map(release_print, ones)))
    assert [cable.reference_id for cable in cables] == [one.id for one in ones]
    assert_is(cables[1], ones[1], FORM)


@pytest.mark.parametrize("number", [77, 78, 79])
@pytest.mark.parametrize("every", [3, 4, 9])
def test_stamped_paper(number: int, every: int) -> None:
    one = made(number)
    (cable,) = read_all(stamped_paper(one, every=every))
    assert_is(cable, one, FORM)
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["Case No."] == "F-2000-00001"
    assert known["Doc No."] == "C00000001"
    assert known["Release"] == "RELEASE IN PART B1,1.4(B)"
    assert known["Review authority"] == "Jane Roe, Senior Reviewer"
    assert cable.record.release is not None
    assert cable.record.release.text == "RELEASE IN PART B1,1.4(B)"
    assert cable.excisions == ()
    assert cable.missing.redactions == 0


@pytest.mark.parametrize(
    ("words", "text", "exemptions"),
    [
        ("[                    ] 1.4(B)", "[ ] 1.4(B)", ("1.4(B)",)),
        ("He met [      ] there.", "[ ]", ()),
        (
            "He met [      ] B1, 1.4(B), 1.4(D) there.",
            "[ ] B1, 1.4(B), 1.4(D)",
            ("B1", "1.4(B)", "1.4(D)"),
        ),
        ("He met [REDACTED] (b)(6) there.", "[REDACTED] (b)(6)", ("(b)(6)",)),
        ("He met [text excised] there.", "[text excised]", ()),
        ("He met ______ [____] there.", "[____]", ()),
        ("He met [ ], B6 there.", "[ ], B6", ("B6",)),
        ("He met []; B6, B7 there.", "[]; B6, B7", ("B6", "B7")),
        ("He met [    ], B52 bombers in sight.", "[ ]", ()),
    ],
)
def test_excision(words: str, text: str, exemptions: tuple[str, ...]) -> None:
    (cable,) = read_all(_paper("One.", words, "Three."))
    assert _placed(cable) == [("p2", text, exemptions)]
    (item,) = cable.excisions
    assert cable.paragraphs[1].text[item.start : item.end] == text
    assert cable.missing.redactions == 0
    record = cable.to_dict()
    assert record["missing"]["excisions"] == 1
    assert record["excisions"][0]["exemptions"] == list(exemptions)


def test_exemptions_on_a_line_of_their_own_stand_for_words() -> None:
    text = _paper("The minister said that", "Three.").replace("that\n", "that\nB1\nhe agreed.\n")
    (cable,) = read_all(text)
    assert _placed(cable) == [("p1", "B1", ("B1",))]
    assert cable.paragraphs[0].text == "The minister said that B1 he agreed."


@pytest.mark.parametrize(
    ("lines", "placed"),
    [
        ("He said        , had left.      B6\nand came.", [("B6", ("B6",))]),
        ("He came.     B1\n             1.4(B)\nand left.", [("B1 1.4(B)", ("B1", "1.4(B)"))]),
        ("He came.\nB1\n1.4(D)\nand left.", [("B1 1.4(D)", ("B1", "1.4(D)"))]),
        ("He came.\nB1\n\nB6\nand left.", [("B1", ("B1",)), ("B6", ("B6",))]),
        ("He came   B1\nand left   B6\nagain.", [("B1", ("B1",)), ("B6", ("B6",))]),
    ],
)
def test_exemptions_in_the_margin(lines: str, placed: list[tuple[str, tuple[str, ...]]]) -> None:
    (cable,) = read_all(_paper("One.", "Two.", "Three.").replace("Two.", lines))
    assert [(item.text, item.exemptions) for item in cable.excisions] == placed


@pytest.mark.parametrize(
    ("lines", "text", "named"),
    [
        ("He met [REDACTED], who   B6\ncame.", "He met [REDACTED], who came.", [("B6",)]),
        ("He met [REDACTED], who\nB6\ncame.", "He met [REDACTED], who came.", [("B6",)]),
        ("He met [      ]      B1\nand left.", "He met [ ] B1 and left.", [("B1",)]),
        (
            "He met [REDACTED], who   B1\ncame to town.     1.4(D)\nHe left.",
            "He met [REDACTED], who came to town. He left.",
            [("B1", "1.4(D)")],
        ),
        (
            "He met [REDACTED], who   B1\n            1.4(D)\ncame.",
            "He met [REDACTED], who came.",
            [("B1", "1.4(D)")],
        ),
        (
            "He met [REDACTED] and [    ], who  \tB6\ncame.",
            "He met [REDACTED] and [ ], who came.",
            [("B6",), ("B6",)],
        ),
        (
            "He met [REDACTED] (b)(5), who   B6\ncame.",
            "He met [REDACTED] (b)(5), who B6 came.",
            [("(b)(5)",), ("B6",)],
        ),
        (
            "He came early.     B1\nAll left.     B6",
            "He came early. B1 All left. B6",
            [("B1",), ("B6",)],
        ),
    ],
)
def test_an_exemption_in_the_margin_is_that_of_the_bracket_of_its_line(
    lines: str, text: str, named: list[tuple[str, ...]]
) -> None:
    (cable,) = read_all(_paper("One.", "Two.", "Three.").replace("Two.", lines))
    assert cable.paragraphs[1].text == text
    assert {block.kind for block in cable.paragraphs[1].blocks} == {"text"}
    assert [item.exemptions for item in cable.excisions] == named
    assert cable.to_dict()["missing"]["excisions"] == len(named)


@pytest.mark.parametrize(
    "lines",
    [
        "He met [REDACTED], who   B6\ncame.",
        "He met [      ]      B1\nand left.",
        "He met [REDACTED], who   B6\nsaw [     ] 1.4(D)\nthat day.",
        "He met [REDACTED] with a B1 visa.",
        "He met [    ], B6 and left.",
    ],
)
def test_a_copy_without_lines_has_the_excisions_of_one_with_lines(lines: str) -> None:
    text = _paper("One.", "Two.", "Three.").replace("Two.", lines)
    (cable,), (run,) = read_all(text), read_all(" ".join(text.split()))
    assert [p.text for p in run.paragraphs] == [p.text for p in cable.paragraphs]
    assert [item.exemptions for item in run.excisions] == [
        item.exemptions for item in cable.excisions
    ]


@pytest.mark.parametrize(
    "stamp",
    [
        "Classified by DAS, A on 5/12/2017 - Class: SECRET - Reason: B1 - Declassify on: 1/4/25",
        "Classified by DAS, A/GIS, DoS on 05/12/2017 ~ Class: SECRET ~ Declassify on: 03/14/2025",
        "UNCLASSIFIED            RELEASE IN PART B1,1.4(B)",
        "CONFIDENTIAL      Page 2 of 3",
    ],
)
def test_stamps_within_a_sentence(stamp: str) -> None:
    text = _paper("One.", "The works stand still.").replace("stand", f"stand\n{stamp}\n")
    (cable,) = read_all(text)
    assert cable.paragraphs[1].text == "The works stand still."
    assert cable.excisions == ()


@pytest.mark.parametrize(
    "words",
    [
        "He has a B1 visa.",
        "Reason 1.4(B) is named.",
        "See [1] and [a].",
        "A form: [X] yes [ ] no.",
        "No [ ], B52 bombers.",
    ],
)
def test_what_is_no_excision(words: str) -> None:
    (cable,) = read_all(_paper("One.", words))
    assert cable.excisions == ()
    assert cable.paragraphs[1].text == words


def test_a_cable_that_was_not_released_so_has_no_excisions() -> None:
    (cable,) = read_all(made(77, paragraphs=("He met [      ] there.",)).body())
    assert cable.source.format == "plain"
    assert cable.excisions == ()


def test_stamps_and_blanked_words_are_counted_apart() -> None:
    (cable,) = read_all(_paper("He met [      ] 1.4(D) and XXXXXXXXXXXX there."))
    assert len(cable.excisions) == 1
    assert cable.missing.redactions == 1


WHOLE = f"{made(77).head()}\n{made(77).body()}"


@pytest.mark.parametrize(
    "text",
    [
        f"{CASE}\n\n{WHOLE}",
        f"{WHOLE}\n\nREVIEW AUTHORITY: Jane Roe\n",
        f"RELEASED IN FULL\n\n{WHOLE}",
        f"{WHOLE}\nDENIED IN PART\n",
    ],
)
def test_each_mark_shows_the_form(text: str) -> None:
    reader = reader_of(text)
    assert reader is not None
    assert reader.name == FORM
    assert_is(read_all(text)[0], made(77), FORM)


@pytest.mark.parametrize(
    "words", ["The list was released in full.", "We ask for a RELEASE IN PART of the funds."]
)
def test_words_of_a_sentence_are_no_mark(words: str) -> None:
    reader = reader_of(made(77, paragraphs=(words,)).body())
    assert reader is not None
    assert reader.name == "plain"


def test_a_stamp_in_a_text_without_lines() -> None:
    one = made(77)
    (cable,) = read_all(" ".join(stamped_paper(one, every=4).split()))
    assert cable.reference_id == one.id
    assert "Case No" not in " ".join(p.text for p in cable.paragraphs)


@pytest.mark.parametrize("number", ["{doc}\n{case}", "{doc} {case}", "{case}\n{doc}"])
def test_the_number_of_a_document_beside_its_stamp_is_no_text(number: str) -> None:
    case = "UNCLASSIFIED U.S. Department of State Case No. F-2015-00001 Doc No. {} Date: 09/30/2015"
    stamp = number.format(doc="C05779999", case=case.format("C05779999"))
    text = (
        f"{stamp}\n\nC O N F I D E N T I A L QUITO 000077\n\nE.O. 12958: N/A\nSUBJECT: WORKS\n\n"
        f"1. (C) The minister said that the works\n{stamp}\nwould end.\n\nTORRES\n{stamp}\n"
    )
    (cable,) = read_all(text)
    assert [one.text for one in cable.paragraphs] == ["The minister said that the works would end."]
    assert cable.signature is not None
    assert cable.signature.text == "TORRES"


def test_the_foot_of_a_page_on_one_line_is_no_text() -> None:
    text = release_print(_print())
    on_a_line = re.sub(r"UNCLASSIFIED\n(?:SBU\n)?(Page \d)", r"UNCLASSIFIED SBU \1", text)
    assert on_a_line != text
    (cable,), (other,) = read_all(on_a_line), read_all(text)
    assert [each.text for each in cable.paragraphs] == [each.text for each in other.paragraphs]


@pytest.mark.parametrize("number", [1028, 1030])
def test_a_print_that_has_lost_its_lines(number: int) -> None:
    one = _print(number)
    (cable,) = read_all(" ".join(release_print(one, every=7).split()))
    assert_is(cable, one, FORM)
    assert cable.raw_id == f"04 QUITO {number}"
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["Dissemination Rule"] == "Archive Copy"
    assert known["From"] == "AMEMBASSY QUITO"


def test_two_prints_in_one_run_are_two_cables() -> None:
    text = " ".join(f"{release_print(_print(1028))} {release_print(_print(1029))}".split())
    assert [cable.reference_id for cable in read_all(text)] == ["04QUITO1028", "04QUITO1029"]


def test_a_stamped_paper_without_lines_has_its_sign_off_and_excisions() -> None:
    text = _paper("The keeper said so.", "[          ] 1.4(B)")
    (cable,) = read_all(" ".join(text.split()))
    assert cable.signature is not None
    assert _placed(cable) == [("p2", "[ ] 1.4(B)", ("1.4(B)",))]
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert "Case No" not in known.get("Review authority", "")


#: Forms that hold the words of a release, as people keep them.
AROUND: dict[str, Callable[[str], str]] = {
    "json": lambda text: json.dumps([{"nr": "1", "date": "2004-03-02", "body": text}]),
    "xml": lambda text: (
        f"<set><c><date>2004-03-02</date><body>{html.escape(text)}</body></c></set>"
    ),
    "csv": lambda text: 'nr,date,body\n1,2004-03-02,"' + text.replace('"', '""') + '"\n',
    "cablegate-html": lambda text: (
        f"<!DOCTYPE html>\n<html><body><pre>{html.escape(text, quote=False)}</pre></body></html>"
    ),
}


@pytest.mark.parametrize("form", AROUND)
@pytest.mark.parametrize("message", [True, False])
def test_a_print_within_another_form(form: str, message: bool) -> None:
    one = _print(1028)
    (cable,) = read_all(AROUND[form](release_print(one, every=7, message=message)))
    assert_is(cable, one, form)
    assert cable.header.sender is not None
    assert cable.header.sender.text == "AMEMBASSY QUITO"
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["MRN"] == f"04 QUITO {one.number}"
    assert known["Dissemination Rule"] == "Archive Copy"


@pytest.mark.parametrize("form", AROUND)
def test_a_stamped_paper_within_another_form(form: str) -> None:
    one = made(
        77, paragraphs=("He was <b & [REDACTED] years old.", "[          ] 1.4(B)", "It ends.")
    )
    (cable,) = read_all(AROUND[form](stamped_paper(one, every=3)))
    assert cable.source.format == form
    assert CASE not in " ".join(item.text for item in cable.paragraphs)
    assert cable.paragraphs[0].text == "He was <b & [REDACTED] years old."
    assert _placed(cable) == [("p1", "[REDACTED]", ()), ("p2", "[ ] 1.4(B)", ("1.4(B)",))]
    assert cable.signature is not None
    assert cable.signature.text == one.signature
    known = {item.name: item.value.text for item in cable.record.attributes}
    assert known["Case No."].startswith("F-")


def test_words_on_a_release_make_no_release_of_a_record() -> None:
    one = made(77, paragraphs=("The minister was released in part.", "MRN: 04 QUITO 5 came."))
    (cable,) = read_all(AROUND["json"](f"{one.head()}\n{one.body()}"))
    assert [item.text for item in cable.paragraphs] == list(one.paragraphs)
