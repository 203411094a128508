"""The search of an edition with very many words, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cable_edition.core.proof.verify import verify_build
from cable_edition.core.search import shards
from tests.sphinx.conftest import cable_text, tiny_edition, warnings_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_beginnings_of_words_are_loaded_as_a_query_needs_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    for name, value in {"LIMIT": 200, "HEADS": 20, "GROUP": 12}.items():
        monkeypatch.setattr(shards, name, value)
    edition = tiny_edition(tmp_path)
    for serial in range(1, 4):
        text = cable_text(serial, (f"(C) Jane Roe lit lamp {serial}.", "(U) A harbor of lamps."))
        edition.add(f"05OTTAWA{serial}", text)
    assert warnings_of(edition.build()) == ""
    groups = [path.stem for path in (edition.html / "_search").glob("h-*.js")]
    assert len(groups) > 5
    assert [one.located() for one in verify_build(edition.html, edition.sources)[1]] == []
    tab = browser.new_context().new_page()
    loaded: list[str] = []
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("request", lambda request: loaded.append(request.url))

    def ask(query: str) -> str:
        loaded.clear()
        tab.goto(f"{(edition.html / 'search.html').as_uri()}?q={query}")
        tab.wait_for_function("document.querySelector('#cable-search-said').textContent")
        return tab.inner_text("#cable-search-said")

    assert ask("lamps") == "6 places found for lamps."
    assert 0 < sum("/h-" in one for one in loaded) < len(groups)
    assert ask("%22lamp+2%22") == '1 place found for "lamp 2".'
    assert not any("/p-" in one for one in loaded)
    assert ask("%22lamp+4%22").startswith("0 places")
    assert ask("%22Roe+Jane%22").startswith("0 places")
    assert ask("%22a+harbor+of+lamps%22") == '3 places found for "a harbor of lamps".'
    assert ask("05OTTAWA3") != ask("05OTTAWA9")
    assert ask("harbour").startswith("0 places")
    assert ask("zzz").startswith("0 places")
    assert errors == []
    tab.context.close()
