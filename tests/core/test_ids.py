from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable import ids

CORPUS = json.loads(Path(__file__).with_name("ids.json").read_text("utf-8"))


@pytest.mark.parametrize(("raw", "canonical"), CORPUS["canonical"].items())
def test_raw_id_becomes_canonical(raw: str, canonical: str) -> None:
    assert ids.canonicalize(raw) == canonical


@pytest.mark.parametrize("raw", CORPUS["none"])
def test_what_is_no_id_gives_none(raw: str) -> None:
    assert ids.canonicalize(raw) is None


@pytest.mark.parametrize("text", CORPUS["valid"])
def test_canonical_id_is_valid(text: str) -> None:
    assert ids.is_valid_id(text)


@pytest.mark.parametrize("text", CORPUS["invalid"])
def test_other_text_is_not_valid(text: str) -> None:
    assert not ids.is_valid_id(text)


@pytest.mark.parametrize(
    ("year", "full"), [(66, 1966), (11, 1911), (10, 2010), (5, 2005), (1973, 1973), (2006, 2006)]
)
def test_two_digit_years_above_ten_are_of_the_last_century(year: int, full: int) -> None:
    assert ids.full_year(year) == full


def test_id_from_parts_drops_zeros_and_blanks() -> None:
    assert ids.canonical_id(2005, "New Delhi", "008782") == "05NEWDELHI8782"
    assert ids.canonical_id(75, "ROME", 1196) == "75ROME1196"


@pytest.mark.parametrize("serial", ["", "x", "\u0663", "-1", "0", "12345678901"])
def test_id_from_a_bad_serial_is_none(serial: str) -> None:
    assert ids.canonical_id(2005, "ROME", serial) is None


def test_names_made_from_an_id() -> None:
    assert ids.docname_of("05OTTAWA286") == "cables/05OTTAWA286"
    assert ids.target_of("05OTTAWA286", "p4") == "05OTTAWA286#p4"
    assert ids.unique_anchor("05OTTAWA286", "p14-2") == "c-05OTTAWA286-p14-2"
    assert ids.unique_anchor("05OTTAWA286") == "c-05OTTAWA286"
    assert ids.year_of("75ROME1196") == 1975


def test_no_name_is_made_from_a_path() -> None:
    with pytest.raises(ValueError, match="not a canonical cable id"):
        ids.docname_of("../x")
    with pytest.raises(ValueError, match="not an anchor"):
        ids.target_of("05OTTAWA286", "../x")


@given(st.text(max_size=60))
def test_any_text_gives_a_valid_id_or_none(text: str) -> None:
    found = ids.canonicalize(text)
    assert found is None or ids.is_valid_id(found)


@given(st.text(max_size=60))
def test_canonical_ids_stay_as_they_are(text: str) -> None:
    found = ids.canonicalize(text)
    assert found is None or ids.canonicalize(found) == found


@pytest.mark.parametrize(
    "right",
    [
        ["05ROME1", "05ROME2", "05ROME10", "05ROME100"],
        ["05ROME9", "05TOKYO1", "05TOKYO12"],
        ["04ROME10", "05ROME9"],
        ["ORIGIN-19750102T0304Z", "ORIGIN-19750103T0001Z"],
    ],
)
def test_ids_are_sorted_by_their_serials_as_numbers(right: list[str]) -> None:
    reversed_ids = right[::-1]
    assert sorted(reversed_ids, key=ids.in_order) == right
