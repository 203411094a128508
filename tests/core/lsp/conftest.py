from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.lsp.screen import Screen


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    """An edition with a cable, a person and a term, of which nothing is open yet."""
    return Screen(tmp_path)
