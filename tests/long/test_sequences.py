"""Many random sequences of what editors do: the last build is what one from nothing would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sphinx.sequences import check_sequence


@pytest.mark.parametrize("seed", range(20, 220))
def test_the_last_build_is_what_a_clean_one_would_be(seed: int, tmp_path: Path) -> None:
    check_sequence(tmp_path, seed)
