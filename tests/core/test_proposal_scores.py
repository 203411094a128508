"""How often proposals for the registers are right, and that the manual says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core import proposal_scores
from tests.core.proposal_scores import BEGIN, Score, rows, with_table

PAGE = Path(__file__).parents[2] / "docs" / "editors" / "registers.md"
#: The least precision and recall of each kind. Bodies are often named as nobody else calls them
#: (``Defense``, ``the Embassy``): what is proposed is right, and much is missed.
LEAST = {"acronyms": (0.85, 0.80), "people": (0.80, 0.75), "organizations": (0.95, 0.30)}


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, str], Score]:
    return {(kind, what): one for kind, what, one in rows()}


def test_what_is_proposed_is_right_as_often_as_is_promised(
    measured: dict[tuple[str, str], Score],
) -> None:
    for (kind, what), one in measured.items():
        precision, recall = LEAST[kind]
        assert one.recall >= recall, (kind, what, one.missed)
        assert one.precision >= precision, (kind, what, one.wrong)


def test_every_name_that_is_listed_stands_in_what_it_is_listed_of() -> None:
    texts, _ = proposal_scores.passages()
    words = " ".join(text for _, text in texts)
    for name in proposal_scores.listed(proposal_scores.BODIES):
        assert name in words, name


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
