"""How often proposals for the registers are right, and that the manual says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core import proposal_scores
from tests.core.proposal_scores import BEGIN, Score, rows, with_table

PAGE = Path(__file__).parents[2] / "docs" / "editors" / "registers.md"
#: The least precision and recall of each kind, where every person of the cables is counted.
LEAST = {"acronyms": (0.85, 0.80), "people": (0.80, 0.75)}
ALONE = "the same, by its register alone"


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, str], Score]:
    return {(kind, what): one for kind, what, one in rows()}


def test_acronyms_and_people_are_found_and_little_else(
    measured: dict[tuple[str, str], Score],
) -> None:
    for (kind, what), one in measured.items():
        precision, recall = LEAST[kind]
        assert one.recall >= recall, (kind, what, one.missed)
        if what != ALONE:
            assert one.precision >= precision, (kind, what, one.wrong)


def test_what_a_register_of_hand_leaves_out_is_who_signs(
    measured: dict[tuple[str, str], Score],
) -> None:
    wrong = measured["people", ALONE].wrong
    assert wrong <= proposal_scores.unregistered_people()


def test_the_table_of_the_manual_is_what_is_measured(
    measured: dict[tuple[str, str], Score], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [(kind, what, one) for (kind, what), one in measured.items()]
    monkeypatch.setattr(proposal_scores, "rows", lambda: iter(told))
    page = PAGE.read_text("utf-8")
    assert page == with_table(page), f"run: {BEGIN.rpartition(': ')[2]}"


def test_a_score_counts_what_is_missed_and_what_is_wrong() -> None:
    one = Score(frozenset("abc"), frozenset("d"), frozenset("ef"))
    assert (one.precision, one.recall) == (0.75, 0.6)
