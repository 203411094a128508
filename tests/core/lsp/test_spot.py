"""Where the cursor is in YAML that is being written, and so is broken most of the time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.lsp.spot import Spot, spot_at


def at_mark(text: str) -> Spot | None:
    before = text.partition("§")[0]
    lines = text.replace("§", "", 1).split("\n")
    return spot_at(lines, before.count("\n"), len(before.rpartition("\n")[2]))


@pytest.mark.parametrize(
    ("text", "keys", "in_value", "words"),
    [
        ("notes:\n  - id: a\n    at: p§4\n", ("notes", "at"), True, "p4"),
        ("notes:\n- id: a\n  at: p§4\n", ("notes", "at"), True, "p4"),
        ("notes:  # ours\n- at: p§4\n", ("notes", "at"), True, "p4"),
        ("notes:\n  - id: a\n    qu§\n", ("notes",), False, "qu"),
        ("notes:\n  - id: a\n    qu§ote: b\n", ("notes",), False, "quote"),
        ("notes:\n  - id: a\n§\n", (), False, ""),
        ("notes: []\n§", (), False, ""),
        ("§", (), False, ""),
        ('- id: a\n  forms:\n    - text: "b§', ("forms", "text"), True, "b"),
        ("- id: a\n  see_also:\n    - ro§\n", ("see_also",), False, "ro"),
        ("- id: a\n  see_also: [roe, §]\n", ("see_also",), False, ""),
        ("- {id: a, see_also: [r§oe]}\n", ("see_also",), False, "roe"),
        ("emendations:\n  - {at: p4, quote: 'it''s, §so', r: x}\n", ("emendations", "quote"), True,
         "it's, so"),
        ("emendations:\n  - {at: p4, §}\n", ("emendations",), False, ""),
        ("notes:\n  - text: |\n      at: p§4\n    at: p5\n", ("notes", "text"), True, "at: p4"),
        ('notes:\n  - quote: "Prime\n      Min§"\n', ("notes", "quote"), True, 'Min"'),
    ],
)  # fmt: skip
def test_the_keys_and_the_words(
    text: str, keys: tuple[str, ...], in_value: bool, words: str
) -> None:
    spot = at_mark(text)
    assert spot is not None
    assert (spot.keys, spot.in_value, spot.words) == (keys, in_value, words)


@pytest.mark.parametrize("text", ["# no§tes:\n", "  # x§", "at: p4 # th§is\n"])
def test_nothing_is_in_a_comment(text: str) -> None:
    spot = at_mark(text)
    assert spot is None


def test_an_entry_has_its_own_keys_alone() -> None:
    spot = at_mark(
        "notes:\n  - id: a\n    at: p1\n    sources:\n      - one\n    quote: x§\n"
        "    text: >-\n      Words\n      more\n  - id: b\n    at: p2\nread: 2026-01-01\n"
    )
    assert spot is not None
    assert {key: one.words for key, one in spot.entry.items()} == {
        "id": "a", "at": "p1", "sources": "", "quote": "x", "text": "Words more",
    }  # fmt: skip
    assert (spot.entry["at"].row, spot.entry["at"].start, spot.entry["at"].end) == (2, 8, 10)


PIECES = [*"ab:-{}[],\"'#|> \n\t&*!é😀\r", "notes:\n", "  - ", "at: "]
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=40)


@given(WRITTEN, st.integers(0, 12), st.integers(0, 40))
def test_no_text_and_no_place_is_too_odd(text: str, row: int, column: int) -> None:
    lines = text.split("\n")
    spot = spot_at(lines, row, column)
    if spot is not None and row < len(lines):
        assert 0 <= spot.start <= spot.end
        assert spot.start <= min(column, len(lines[row]))
