"""References in running text whose year has four digits: ``2005 NEW DELHI 5476``."""

from __future__ import annotations

import pytest

from cable_edition.core.reading.parse import parse

HEAD = "C O N F I D E N T I A L ROME 000301\nSIPDIS\n\nE.O. 12958: N/A\nSUBJECT: LAMPS\n\n"


def cited(words: str, date: str = "R 141759Z JUN 06") -> list[tuple[str, str | None]]:
    """Return the words and the id of each reference of a cable of Rome that says ``words``."""
    text = f"{date}\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n\n{HEAD}1. (C) {words}\n"
    return [(one.text, one.id) for one in parse(text).body_references]


@pytest.mark.parametrize(
    ("words", "text", "cable"),
    [
        ("As 2005 NEW DELHI 5476 reported, he left.", "2005 NEW DELHI 5476", "05NEWDELHI5476"),
        ("See 2003 KABUL 5476.", "2003 KABUL 5476", "03KABUL5476"),
        ("Lamps (2003 TEL AVIV 0900) are lit.", "2003 TEL AVIV 0900", "03TELAVIV900"),
        ("It refers to 1998 KABUL 300, para 2.", "1998 KABUL 300", "98KABUL300"),
        ("See 2003KABUL5476.", "2003KABUL5476", "03KABUL5476"),
        ("2006 ROME 1180 has it.", "2006 ROME 1180", "06ROME1180"),
        # As with two digits.
        ("As 05 NEW DELHI 5476 reported, he left.", "05 NEW DELHI 5476", "05NEWDELHI5476"),
    ],
)
def test_a_year_in_full_before_a_post_and_a_serial(words: str, text: str, cable: str) -> None:
    assert cited(words) == [(text, cable)]


def test_several_are_read_one_by_one() -> None:
    words = "See 2003 KABUL 5476, 2003 TEL AVIV 0900 and 2005 NEW DELHI 5476."
    assert [one for _, one in cited(words)] == ["03KABUL5476", "03TELAVIV900", "05NEWDELHI5476"]


@pytest.mark.parametrize(
    "words",
    [
        "IN 2003 KABUL 300 WERE KILLED.",
        "In late 2003 KABUL 300 were killed.",
        "By 2003 KABUL 300 had come.",
        "On March 5, 2003 KABUL 300 came.",
        "In March 2003 KABUL 300 came.",
        "In 2002 and 2003 KABUL 300 came.",
        "In 2001, 2002, 2003 KABUL 300 came.",
        "On 5.3.2003 KABUL 300 came.",
        "They had 2003 LAMPS 300 of them lit.",
        "They had 2003 NEW LAMPS 5476 of them lit.",
        "See 2003 Kabul 5476.",
        "See 2003 KABUL 47.",
        "In all 2003 KABUL 300,000 came.",
        "In all 2003 KABUL 300 % came.",
        "Of number 12003 KABUL 300 is said.",
        "Of number A2003 KABUL 300 is said.",
        # Of a later year than the cable, and of years that an id cannot say.
        "See 2007 KABUL 5476.",
        "See 1905 KABUL 5476.",
    ],
)
def test_no_reference_is_made_of_a_year_that_dates_or_of_words_that_are_no_post(words: str) -> None:
    assert cited(words) == []
