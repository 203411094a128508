from __future__ import annotations

import pytest

from cable_edition.core.citations.item import body_of


@pytest.mark.parametrize(
    "origin",
    [
        "Embassy Ottawa",
        "EMBASSY OTTAWA",
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
        "AMEMBASSY OTTAWA",
        "American Embassy",
        "Embassy of the United States, Ottawa",
        "MISSION OF THE UNITED STATES TO NATO",
        "Embassytown",
        "",
    ],
)
def test_others_stay_as_they_are(origin: str) -> None:
    assert body_of(origin) == origin
