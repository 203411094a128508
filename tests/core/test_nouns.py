"""Numbers of things in words."""

from __future__ import annotations

import pytest

from cable_edition.core.nouns import joined, noun, number_of


@pytest.mark.parametrize(
    ("number", "words", "expected"),
    [
        (0, ("cable",), "0 cables"),
        (1, ("cable",), "1 cable"),
        (2, ("cable",), "2 cables"),
        (21, ("cable",), "21 cables"),
        (1, ("entry", "entries"), "1 entry"),
        (0, ("entry", "entries"), "0 entries"),
        (1, ("place is", "places are"), "1 place is"),
        (11, ("place is", "places are"), "11 places are"),
    ],
)
def test_a_number_and_its_noun(number: int, words: tuple[str, ...], expected: str) -> None:
    assert number_of(number, *words) == expected
    assert noun(number, *words) == expected.partition(" ")[2]


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), ([2], "2"), ([2, 3], "2 and 3"), (["a", "b", "c", "d"], "a, b, c and d")],
)
def test_things_in_a_sentence(items: list[object], expected: str) -> None:
    assert joined(items) == expected
    assert joined(iter(items)) == expected
