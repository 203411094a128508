"""Words against words: the runs that differ, the class of each, and what CollateX says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.collation.classes import class_of, mended
from cable_edition.core.collation.word_runs import differing, rising

_ANSWERS = Path(__file__).parents[2] / "data" / "collation" / "collatex.json"


@cache
def answers() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_ANSWERS.read_text("utf-8"))["passages"]
    return found


def aligned(one: Sequence[str], two: Sequence[str]) -> list[list[int]]:
    found = []
    at = other = 0
    for run in [*differing(one, two), (len(one), len(one), len(two), len(two))]:
        while at < run[0]:
            found.append([at, other])
            at, other = at + 1, other + 1
        at, other = run[1], run[3]
    return found


def test_collatex_aligns_as_we_do_where_one_alignment_is_the_longest() -> None:
    best = [one for one in answers() if one["longest"] == len(one["pairs"])]
    assert len(best) > 140
    for one in best:
        assert aligned(one["base"].split(), one["witness"].split()) == one["pairs"], one


def test_where_collatex_misses_the_longest_alignment_ours_is_it() -> None:
    missed = [one for one in answers() if one["longest"] != len(one["pairs"])]
    assert len(missed) == 2
    for one in missed:
        assert len(aligned(one["base"].split(), one["witness"].split())) == one["longest"]


_ROWS = st.lists(st.sampled_from("abcdefgh"), max_size=30)
#: Long rows, which are cut at the words that stand once in each.
_LONG = st.lists(st.integers(0, 600).map(str), min_size=300, max_size=400)


def _made(one: Sequence[str], two: Sequence[str]) -> list[str]:
    found = list(one)
    for run in reversed(differing(one, two)):
        assert run.start < run.end or run.other < run.other_end
        found[run.start : run.end] = two[run.other : run.other_end]
    return found


@given(_ROWS, _ROWS)
def test_the_second_row_comes_back(one: list[str], two: list[str]) -> None:
    assert _made(one, two) == two
    assert differing(one, one) == []


@given(_LONG, st.integers(0, 250), st.integers(0, 40), st.randoms(use_true_random=False))
def test_a_long_row_comes_back(one: list[str], at: int, lost: int, chance: Any) -> None:
    two = [*one[:at], "new", *one[at + lost :]]
    assert _made(one, two) == two
    mixed = chance.sample(one, len(one))
    assert _made(one, mixed) == mixed


def test_runs_that_touch_are_one() -> None:
    one = [str(n) for n in range(300)]
    two = [*one[:150], "x", *one[152:]]
    assert differing(one, two) == [(150, 152, 150, 151)]


def test_rising() -> None:
    assert rising([]) == []
    assert rising([3, 0, 1, 2]) == [1, 2, 3]
    numbers = [5, 1, 4, 2, 3, 0]
    assert [numbers[at] for at in rising(numbers)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("base", "witness", "kind"),
    [
        ("Minister,s", "Minister's", "garbled"),
        ("the &task force8 met", 'the "task force" met', "garbled"),
        ("aid )- not", "aid -- not", "garbled"),
        ("harb0r", "harbor", "garbled"),
        ("ha#bor", "harbor", "garbled"),
        ("(garble) port", "the port", "garbled"),
        ("\ufffd\ufffd port", "the port", "garbled"),
        ("harbour", "harbor", "spelling"),
        ("Harbor", "HARBOR", "spelling"),
        ("co-operation", "cooperation", "spelling"),
        ("task force", "taskforce", "spelling"),
        ("Müller", "Muller", "spelling"),
        ("port.", "port,", "spelling"),
        ("organised", "organized", "spelling"),
        ("defence", "defense", "spelling"),
        # What looks like a slip and is another word, or another figure.
        ("now", "not", "changed"),
        ("1.5", "15", "changed"),
        ("2005", "2006", "changed"),
        ("A1", "AB", "changed"),
        ("four", "for", "changed"),
        ("hours", "hors", "changed"),
        ("Monday", "Tuesday", "changed"),
        ("", "new words", "added"),
        ("old words", "", "missing"),
    ],
)
def test_classes(base: str, witness: str, kind: str) -> None:
    for one, two in ((base, witness), (witness, base)):
        wanted = {"added": "missing", "missing": "added"}.get(kind, kind) if one != base else kind
        found = class_of(
            one.split(), two.split(), mended(one) if one else [], mended(two) if two else []
        )
        assert found == wanted, (one, two)


@given(st.text(alphabet="ab,8&()- .sS'", max_size=60))
def test_mending_keeps_the_number_of_words(text: str) -> None:
    words = " ".join(text.split())
    assert len(mended(words)) == len(words.split(" "))
