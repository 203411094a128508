"""Slips around the fields of a cable, each with its neighbours: what is meant, and what is not."""

from __future__ import annotations

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse

_NAME = "08KAMPALA123.txt"


def _cable(
    *,
    tags: str = "TAGS: PGOV, UG",
    subject: str = "FISHING DISPUTE",
    refs: str = "REF: KAMPALA 98",
    second: str = "The nets are ours.",
    end: str = "BROWNING",
) -> Cable:
    text = (
        "C O N F I D E N T I A L KAMPALA 000123\n\nSIPDIS\n\n"
        f"E.O. 12958: DECL: 03/13/2018\n{tags}\n"
        f"SUBJECT: {subject}\n\n{refs}\n\n1. (C) The dispute grew.\n\n2. (SBU) {second}\n{end}\n"
    )
    found = parse(text, name=_NAME)
    assert cover_problems(found) == []
    return found


def _codes(cable: Cable) -> list[str]:
    return [one.code for one in cable.problems]


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("browning.", "browning"),
        ("browning .", "browning"),
        ("\nbrowning .", "browning"),
        ("browning\n.", "browning"),
        ("browning.\n\nVisit Kampala's Classified Website: http://x.sgov.gov/", "browning"),
        ("BROWNING.", "BROWNING"),
    ],
)
def test_a_sign_off_with_a_stop(end: str, name: str) -> None:
    cable = _cable(end=end)
    assert cable.signature is not None
    assert cable.signature.text == name
    assert cable.paragraphs[1].text == "The nets are ours."


@pytest.mark.parametrize(
    ("second", "end"),
    [
        ("He said that the nets were", "ours."),
        ("The nets are ours.", "the end."),
        ("The nets are ours.", "and boats too."),
    ],
)
def test_small_words_that_end_a_sentence_are_no_sign_off(second: str, end: str) -> None:
    cable = _cable(second=second, end=end)
    assert cable.signature is None
    assert cable.paragraphs[1].text == f"{second} {end}"


@pytest.mark.parametrize("rule", ["* * * * *", "# # #", "- - - - -", "= = = =", "*****"])
@pytest.mark.parametrize("name", ["BROWNING", "browning", "Browning"])
def test_a_row_of_signs_above_a_sign_off_is_no_text(rule: str, name: str) -> None:
    cable = _cable(end=f"\n{rule}\n\n{name}")
    assert cable.signature is not None
    assert cable.signature.text == name
    assert cable.paragraphs[1].text == "The nets are ours."


@pytest.mark.parametrize(
    "subject",
    [
        "FISHING\nDISPUTE Ref(s): KAMPALA 98",
        "FISHING\nDISPUTE Ref: KAMPALA 98",
        "FISHING DISPUTE Ref(s): KAMPALA 98",
        "FISHING\nDISPUTE\nRef(s): KAMPALA 98",
    ],
)
@pytest.mark.parametrize("refs", ["REF: A. KAMPALA 97", ""])
def test_references_that_end_a_subject(subject: str, refs: str) -> None:
    cable = _cable(subject=subject, refs=refs)
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "FISHING DISPUTE"
    found = [one.id for one in cable.opening.references]
    assert found == ["08KAMPALA98", *(["08KAMPALA97"] if refs else [])]


def test_a_subject_may_hold_the_word() -> None:
    cable = _cable(subject="THE LATEST\nON Ref: SAID THE COUNCIL", refs="")
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "THE LATEST ON Ref: SAID THE COUNCIL"


@pytest.mark.parametrize("tags", ["TABS PGOV UG", "TGAS PGOV, UG", "TAGES PGOV UG", "TASG PGOVUG"])
def test_a_slipped_label_of_tags_without_a_colon(tags: str) -> None:
    cable = _cable(tags=tags)
    assert [one.text for one in cable.opening.tags] == ["PGOV", "UG"]
    assert cable.opening.passing == ()


@pytest.mark.parametrize("line", ["TAPS PLAYED HERE", "TABS OPEN", "TWO PGOV UG"])
def test_other_words_are_no_label_of_tags(line: str) -> None:
    assert _cable(tags=line).opening.tags == ()


@pytest.mark.parametrize(
    ("refs", "ids"),
    [
        ("REF: A. KABUL 936/935", ["08KABUL936", "08KABUL935"]),
        ("REF: A. KABUL 936 AND 935\n     B. ROME 5", ["08KABUL936", "08KABUL935", "08ROME5"]),
        ("REF: (A) KABUL 936, 935", ["08KABUL936", "08KABUL935"]),
    ],
)
def test_two_cables_under_one_letter_are_no_second_letter(refs: str, ids: list[str]) -> None:
    cable = _cable(refs=refs)
    assert [one.id for one in cable.opening.references] == ids
    assert "fields-differ" not in _codes(cable)


@pytest.mark.parametrize("refs", ["REF: A. KABUL 936 A. ROME 5", "REF: (A) KABUL 936 (A) ROME 5"])
def test_a_second_letter_is_told(refs: str) -> None:
    assert "fields-differ" in _codes(_cable(refs=refs))


@pytest.mark.parametrize(
    ("second", "kinds"),
    [
        ("He wrote:\n\nQUOTE\n1. Nets.\n2. Boats.\nUNQUOTE", ["text", "quote"]),
        ("He wrote:\nQUOTE\n1. Nets.\n2. Boats.\nUNQUOTE", ["text", "quote"]),
        ("He wrote:\n\nQUOTE:\nNets came.\n\nBoats came.\nUNQUOTE", ["text", "quote", "quote"]),
        ("He wrote:\nQUOTES ARE NOT GIVEN HERE.", ["text"]),
    ],
)
def test_a_text_between_quote_and_unquote(second: str, kinds: list[str]) -> None:
    cable = _cable(second=second)
    assert [block.kind for block in cable.paragraphs[1].blocks] == kinds
    assert [one.n for one in cable.paragraphs] == [1, 2]


@pytest.mark.parametrize(
    ("second", "kinds"),
    [
        ("LETTERS ARE DUE.\nA. EARLY ONES ARE WELCOME.", ["text", "item"]),
        (
            "LETTERS ARE DUE.\nA. EARLY ONES ARE WELCOME.\nB. LATE ONES NOT.",
            ["text", "item", "item"],
        ),
        (
            "The minister said that letters are due, and left it at that; he came.\nA. Smith too.",
            ["text"],
        ),
        ("LETTERS ARE DUE FROM\nA. SMITH.", ["text"]),
    ],
)
def test_a_lettered_line_by_itself(second: str, kinds: list[str]) -> None:
    cable = _cable(second=second)
    assert [block.kind for block in cable.paragraphs[1].blocks] == kinds


_AIRGRAM = (
    "UNCLASSIFIED\n\nA-123\n\nTO: DEPARTMENT OF STATE\nFROM: AMEMBASSY ROME\n{}\n\n"
    "E.O. 11652: N/A\nTAGS: PGOV, IT\nSUBJECT: HARBOR WORKS\n\n1. Text came.\n\n2. More.\n\nVOLPE\n"
)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("DATE: March 4, 1973", "1973-03-04"),
        ("DATE: 4 MAR 73", "1973-03-04"),
        ("\nDATE : MARCH 4, 1973", "1973-03-04"),
        ("DATE: THE NEXT ONE", None),
        ("DATE: February 30, 1973", None),
    ],
)
def test_the_day_of_an_airgram_on_its_own_line(line: str, day: str | None) -> None:
    cable = parse(_AIRGRAM.format(line))
    assert cover_problems(cable) == []
    assert cable.to_dict()["message_datetime"] == day
    words = " ".join(one.text for one in cable.opening.passing)
    assert ("DATE" in words) is (day is None)


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("\nBrowning, Charge", "Browning, Charge"),
        ("\nBROWNING, AMBASSADOR", "BROWNING, AMBASSADOR"),
        ("Browning, DCM", "Browning, DCM"),
        ("Browning\nCharge d'Affaires", "Browning Charge d'Affaires"),
    ],
)
def test_a_sign_off_with_its_office(end: str, name: str) -> None:
    cable = _cable(end=end)
    assert cable.signature is not None
    assert cable.signature.text == name


def test_a_list_of_people_is_no_sign_off() -> None:
    assert _cable(second="He met", end="Roe, Ambassador").signature is None


@pytest.mark.parametrize("subject", ["NETS; REFS: A) ROME 7", "NETS ;", "NETS;\nREF: ROME 7"])
def test_a_semicolon_after_a_subject_is_none_of_it(subject: str) -> None:
    cable = _cable(subject=subject)
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "NETS"


@pytest.mark.parametrize("below", ["", "INFO AMCONSUL NAPLES\n"])
def test_the_day_of_an_airgram_is_no_addressee(below: str) -> None:
    text = _AIRGRAM.replace("TO: DEPARTMENT OF STATE\nFROM: AMEMBASSY ROME\n{}\n", "{}")
    cable = parse(
        text.format(f"FROM: AMEMBASSY ROME\nTO: AMEMBASSY PARIS\nDATE: 4 MAR 73\n{below}")
    )
    assert cover_problems(cable) == []
    if not below:
        assert [one.name for one in cable.header.action] == ["AMEMBASSY PARIS"]
        assert cable.to_dict()["message_datetime"] == "1973-03-04"


@pytest.mark.parametrize(
    ("above", "line", "level"),
    [
        ("UNCLASSIFIED", "C O N F I D E N T I A L QUITO 002345", "CONFIDENTIAL"),
        ("UNCLASSIFIED", "S E C R E T SECTION 01 OF 02 QUITO 002345", "SECRET"),
        ("CONFIDENTIAL", "UNCLAS QUITO 002345", "UNCLASSIFIED"),
    ],
)
@pytest.mark.parametrize("lined", [True, False])
def test_the_class_word_of_the_copy_above_that_of_the_cable(
    above: str, line: str, level: str, lined: bool
) -> None:
    text = (
        f"{above}\n\n{line}\n\nE.O. 12958: N/A\nTAGS: PGOV, EC\nSUBJECT: A JUDGE\n\n"
        "1. He resigned.\n\n2. Why is not known.\nTORRES\n"
    )
    cable = parse(text if lined else " ".join(text.split()))
    assert cover_problems(cable) == []
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == level
    assert cable.opening.post is None or cable.opening.post.text == "QUITO"
    assert "fields-differ" not in [one.code for one in cable.problems]


def test_two_class_words_without_a_post_are_told() -> None:
    opening = "UNCLASSIFIED\n\nCONFIDENTIAL\n\nTAGS: PGOV, EC\nSUBJECT: A JUDGE\n"
    cable = parse(f"{opening}\n1. He resigned.\nTORRES\n")
    assert [one.code for one in cable.problems if one.code == "fields-differ"]
