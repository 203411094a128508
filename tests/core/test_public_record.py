from __future__ import annotations

import pytest

from cable_edition.core.cable.public_record import record_address
from cable_edition.core.settings import Settings

LIBRARY = Settings().site.public_record


@pytest.mark.parametrize("cable", ["05OTTAWA286", "66SAIGON12", "72ROME1", "80ROME1", "10ROME9"])
def test_the_library_has_a_cable_by_its_id(cable: str) -> None:
    assert record_address(LIBRARY, cable) == f"https://wikileaks.org/plusd/cables/{cable}_a.html"


@pytest.mark.parametrize("cable", ["73ROME1", "75NEWDELHI14031", "79ROME1"])
def test_a_telegram_of_the_archives_has_another_id_there(cable: str) -> None:
    assert record_address(LIBRARY, cable) == ""
    assert record_address("https://example.org/{id}", cable) == f"https://example.org/{cable}"


@pytest.mark.parametrize("pattern", [LIBRARY, "https://example.org/{id}"])
def test_an_id_of_our_own_is_in_no_record(pattern: str) -> None:
    assert record_address(pattern, "CNO-20050714T2136Z") == ""


def test_no_pattern_no_address() -> None:
    assert record_address("", "05OTTAWA286") == ""
