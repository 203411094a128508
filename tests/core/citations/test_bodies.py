from __future__ import annotations

import pytest

from cable_edition.core.citations.item import body_of


@pytest.mark.parametrize(
    "origin",
    [
        "Embassy Ottawa",
        "Consulate General Quebec",
        "Consulate Basrah",
        "Liaison Office Beijing",
        "Secretary of State",
    ],
)
def test_a_body_without_a_country_gets_it(origin: str) -> None:
    assert body_of(origin) == f"U.S. {origin}"


@pytest.mark.parametrize(
    "origin",
    [
        "USUN New York",
        "AMEMBASSY NOWHERESVILLE",
        "AMEMBASSY",
        "FM AMEMBASSY OTTAWA",
        "AMEMBASSY OTTAWA 1234",
        "American Embassy",
        "Embassy of the United States, Ottawa",
        "MISSION OF THE UNITED STATES TO NATO",
        "Embassytown",
        "",
    ],
)
def test_others_stay_as_they_are(origin: str) -> None:
    assert body_of(origin) == origin


@pytest.mark.parametrize(
    ("origin", "body"),
    [
        ("AMEMBASSY ROME", "U.S. Embassy Rome"),
        ("EMBASSY OTTAWA", "U.S. Embassy Ottawa"),
        ("AmEmbassy New Delhi", "U.S. Embassy New Delhi"),
        ("AMCONSUL NAPLES", "U.S. Consulate Naples"),
        ("USMISSION GENEVA", "U.S. Mission Geneva"),
        ("USMISSION KUWAIT CITY", "U.S. Mission Kuwait"),
        ("SECSTATE WASHDC", "U.S. Secretary of State"),
        ("SECSTATE WASHINGTON DC", "U.S. Secretary of State"),
    ],
)
def test_a_from_line_names_the_body_that_the_record_names(origin: str, body: str) -> None:
    assert body_of(origin) == body
