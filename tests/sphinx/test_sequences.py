"""Whatever an editor does, in whatever order: the last build is what one from nothing would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from .sequences import check_sequence

pytestmark = pytest.mark.outputs


@pytest.mark.parametrize("seed", range(20))
def test_the_last_build_is_what_a_clean_one_would_be(seed: int, tmp_path: Path) -> None:
    check_sequence(tmp_path, seed)
