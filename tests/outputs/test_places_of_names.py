"""Where names are found in a text: scored by nervaluate, as those who find entities do."""

from __future__ import annotations

import pytest

from cable_edition.core.registers.names_found import names_found
from tests.core.proposal_scores import passages

pytestmark = pytest.mark.outputs


def test_names_are_found_where_they_stand() -> None:
    from nervaluate import Evaluator

    texts, places = passages()
    # The end is the last character: nervaluate counts names that touch otherwise as one in part.
    true = [
        [{"label": "PERSON", "start": low, "end": high - 1} for low, high in places[anchor]]
        for anchor, _ in texts
    ]
    found = {anchor: [] for anchor, _ in texts}
    for one in names_found(texts):
        if one.kind == "person":
            found[one.anchor].append({"label": "PERSON", "start": one.start, "end": one.end - 1})
    made = Evaluator(true, list(found.values()), tags=["PERSON"], loader="dict").evaluate()
    exact = made["overall"]["exact"]
    # Surnames alone are found only with a whole name beside, which is not asked here.
    assert exact.precision >= 0.8
    assert exact.recall >= 0.6
    own = sum(
        (one["start"], one["end"] + 1) in places[anchor]
        for anchor, spans in found.items()
        for one in spans
    )
    assert exact.correct == own
