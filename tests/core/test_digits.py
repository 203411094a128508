"""Runs of digits are found as a regular expression finds them, in any text and stretch."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable.digits import digit_runs

_RUN = re.compile("[0-9]+")


def _expected(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _RUN.finditer(text, begin, end)]


@given(st.text(alphabet="019 a.\n¶²٣\ud800😀"), st.integers(0, 12), st.integers(0, 12))
def test_as_a_regular_expression_finds_them(text: str, begin: int, length: int) -> None:
    end = min(begin + length, len(text))
    assert list(digit_runs(text, begin, end)) == _expected(text, begin, end)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("para 3", [(5, 6)]),
        ("05OTTAWA286.", [(0, 2), (8, 11)]),
        ("x² ٣ 😀7", [(6, 7)]),
    ],
)
def test_of_a_whole_text(text: str, runs: list[tuple[int, int]]) -> None:
    assert list(digit_runs(text, 0, len(text))) == runs


@given(st.text(alphabet="019 a"), st.integers(1, 4))
def test_shorter_runs_are_passed_over(text: str, least: int) -> None:
    runs = [run for run in _expected(text, 0, len(text)) if run[1] - run[0] >= least]
    assert list(digit_runs(text, 0, len(text), least=least)) == runs
