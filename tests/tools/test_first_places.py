"""The search for a frequent word, in a browser: its first places come alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cable_edition.core.proof import search_firsts
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.search import first_places, shards
from tests.sphinx.conftest import cable_text, tiny_edition, warnings_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SAID = "#cable-search-said"
MORE = "#cable-search-more"
#: Of each frequent word the places and kinds by its file of first places, and by the list of all.
BOTH = """async () => {
  const index = await window.cableSearchIndex.opened;
  const found = [];
  for (const word of index.first) {
    const [some, all] = [await index.search(word, null), await index.answerTo(word, null)];
    const told = ({ places, terms: [{ forms, found }] }) => {
      const first = places.slice(0, 15).map((place) => [place, found.at[place]]);
      return [forms, found.size, first];
    };
    const few = some.places.length;
    found.push([word, few, some.count, told(some), all.places.length, told(all)]);
  }
  return found;
}"""


def test_a_frequent_word_is_answered_by_its_first_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    monkeypatch.setattr(shards, "LIMIT", 200)
    monkeypatch.setattr(first_places, "LONGEST", 12)
    for module, name in ((first_places, "PLACES"), (search_firsts, "_MOST")):
        monkeypatch.setattr(module, name, 15)
    edition = tiny_edition(tmp_path)
    for serial in range(1, 9):
        lit = "lamp" if serial % 3 else "lamps"
        paragraphs = (f"(C) Jane Roe lit a {lit} {serial}.", "(U) A harbor of lamps.", "(U) Lamp.")
        edition.add(f"05OTTAWA{serial}", cable_text(serial, paragraphs))
    assert warnings_of(edition.build()) == ""
    assert [one.located() for one in verify_build(edition.html, edition.sources)[1]] == []
    tab = browser.new_context().new_page()
    loaded: list[str] = []
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("request", lambda request: loaded.append(request.url))
    address = (edition.html / "search.html").as_uri()

    def ask(query: str) -> str:
        loaded.clear()
        tab.goto(f"{address}?q={query}")
        tab.wait_for_function(f"document.querySelector('{SAID}').textContent")
        return tab.inner_text(SAID)

    def results() -> list[str]:
        return [str(one.get_attribute("href")) for one in tab.query_selector_all("ol li a")]

    assert ask("lamp") == "24 places found for lamp."
    assert any("/q-lamp.js" in one for one in loaded)
    assert not any("/w-" in one for one in loaded)
    first = results()
    assert len(first) == 10
    for count in (20, 24):
        tab.click(MORE)
        tab.wait_for_function(f"document.querySelectorAll('ol li').length === {count}")
    assert any("/w-" in one for one in loaded)
    assert tab.is_hidden(MORE)
    assert len(set(results())) == 24

    found = tab.evaluate(BOTH)
    assert {"lamp", "lamps"} <= {word for word, *_ in found}
    for _, some, count, told, every, told_all in found:
        assert (count, told) == (every, told_all)
        assert some == min(15, every)
    # A second word, a phrase and a filter ask the list of all.
    assert ask("lamp+roe") == "8 places found for lamp roe."
    assert any("/w-" in one for one in loaded)
    assert ask("%22lamp%22").startswith("14 places")
    assert not any("/q-" in one for one in loaded)
    assert ask("lamp&Part=Cables").startswith("24 places")
    assert not any("/q-" in one for one in loaded)
    assert errors == []
    tab.context.close()
