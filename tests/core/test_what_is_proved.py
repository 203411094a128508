"""The manual says that a thing is proved if a test tries it, and says no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tampering.outputs import ALL_KINDS, OUTPUTS
from tests.tampering.table import PAGES, tables, with_tables


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_tables_are_those_of_the_tests(page: Path) -> None:
    written = page.read_text("utf-8")
    assert with_tables(written) == written, "run python -m tests.tampering.table"
    assert "| If | it is found in |" in written


def test_every_kind_that_is_tried_has_words_and_is_tried_somewhere() -> None:
    tried = {kind for output in OUTPUTS for kind in output.kinds}
    assert tried <= set(ALL_KINDS)
    assert tried >= {"word-changed", "anchor", "order", "script"}


def test_outputs_have_names_of_their_own_and_say_what_is_not_proved() -> None:
    assert len({output.name for output in OUTPUTS}) == len(OUTPUTS)
    for output in OUTPUTS:
        assert output.kinds
        assert output.not_proved
        assert "|" not in output.name + output.proof + output.not_proved


def test_a_kind_that_no_test_tries_any_more_leaves_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ALL_KINDS["order"] in tables()
    less = [output._replace(kinds=output.kinds - {"order"}) for output in OUTPUTS]
    monkeypatch.setattr("tests.tampering.table.OUTPUTS", less)
    assert ALL_KINDS["order"] not in tables()
