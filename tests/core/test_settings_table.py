"""The page that documents the settings has the table of the code, and an example that is good."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.settings.model import SETTINGS
from cable_edition.core.settings.reading import read_settings
from cable_edition.core.settings.table import BEGIN, END, settings_table, with_table

PAGE = Path(__file__).parents[2] / "docs" / "editors" / "settings.md"


def test_the_table_of_the_documentation_is_that_of_the_code() -> None:
    page = PAGE.read_text("utf-8")
    assert page == with_table(page), f"run: {BEGIN.removeprefix('% The settings: ')}"
    assert all(f"| `{name.rpartition('.')[2]}` |" in settings_table() for name in SETTINGS)


def test_a_page_without_the_marks_is_refused() -> None:
    for page in ("", f"{BEGIN}\n", f"{END}\n"):
        with pytest.raises(ValueError, match="no place"):
            with_table(page)


def test_the_example_of_the_documentation_is_good() -> None:
    example = PAGE.read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    assert example.count("=") > 5
    assert read_settings(example.encode(), "edition.toml")[1] == []
