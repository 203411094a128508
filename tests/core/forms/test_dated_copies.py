"""Copies of plain text with the day of the cable above it, as newspapers printed them."""

from __future__ import annotations

import pytest

from cable_edition import parse
from cable_edition.core.proof.cover import cover_problems, regenerated

_DAY = "Thursday, 24 April 2008, 09:01"
_CABLE = (
    "UNCLAS QUITO 000317\nSIPDIS\nE.O. 12958: N/A\nTAGS: PREL, EC\nSUBJECT: HARBOR WORKS\n"
    "REF: STATE 40380\n\n1. (U) The port was opened.\n\nTORRES\n"
)
_NOTE = "This record is a partial extract of the original cable."


@pytest.mark.parametrize(
    "above",
    [f"{_DAY}\n", f"\ufeff\r\n{_DAY} \r\n\r\n", f"{_NOTE}\n{_DAY}\n", f"{_DAY}\n{_NOTE}\n"],
    ids=["alone", "after a byte order mark", "after a note", "before a note"],
)
def test_the_day_is_the_record_s_and_gives_the_year(above: str) -> None:
    cable = parse(above + _CABLE)
    assert cable.created is not None
    assert cable.created.text == "2008-04-24T09:01:00"
    assert cable.record.created is not None
    assert cable.record.created.text == _DAY
    assert (cable.record.extract_note is not None) == (_NOTE in above)
    assert cable.reference_id == "08QUITO317"
    assert [item.id for item in cable.opening.references] == ["08STATE40380"]
    assert [item.code for item in cable.problems] == []
    assert cover_problems(cable) == []
    assert regenerated(cable) == above + _CABLE


@pytest.mark.parametrize(
    "above",
    ["On Thursday, 24 April 2008, 09:01\n", f"{_DAY} the post sent this.\n", f"{_DAY} "],
    ids=["words before", "words after", "no line of its own"],
)
def test_a_day_among_words_is_not_taken(above: str) -> None:
    cable = parse(above + _CABLE)
    assert cable.created is None
    assert regenerated(cable) == above + _CABLE


def test_a_day_that_never_was_gives_no_date() -> None:
    cable = parse(f"Thursday, 31 April 2008, 09:01\n{_CABLE}")
    assert cable.created is None
    assert cable.record.created is not None
    assert cable.record.created.text == "Thursday, 31 April 2008, 09:01"


def test_a_second_day_is_words_of_the_text() -> None:
    cable = parse(f"{_DAY}\n{_DAY}\n{_CABLE}")
    assert cable.record.created is not None
    assert [item.code for item in cable.problems] == ["unread"]
    assert cover_problems(cable) == []


@pytest.mark.parametrize(
    ("above", "identifier"),
    [
        ("Viewing cable 08QUITO317, HARBOR WORKS\n\n", "08QUITO317"),
        ("Viewing cable 08QUITO317\n", "08QUITO317"),
        (f"Viewing cable 08QUITO317, HARBOR WORKS\n{_NOTE}\n", "08QUITO317"),
        (f"{_DAY}\nViewing cable 08QUITO1, HARBOR WORKS\n", "08QUITO1"),
        ("Viewing cables of 2008\n", None),
    ],
)
def test_the_title_of_a_saved_page_names_the_cable(above: str, identifier: str | None) -> None:
    cable = parse(above + _CABLE)
    assert cover_problems(cable) == []
    assert regenerated(cable) == above + _CABLE
    assert cable.reference_id == identifier
    assert [p.text for p in cable.paragraphs] == ["The port was opened."]
    # A title of another cable than the text is one is told.
    assert ("id-differs" in {one.code for one in cable.problems}) == (identifier == "08QUITO1")


def test_the_title_of_a_saved_page_that_was_folded() -> None:
    words = "Viewing cable 08QUITO317, HARBOR WORKS"
    cable = parse(" ".join(f"{words} {_CABLE}".split()))
    assert cable.reference_id == "08QUITO317"
    assert cable.signature is not None
