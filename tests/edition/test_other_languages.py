"""Sites in French and German in a browser: words that scripts write, and what axe finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from playwright.sync_api import Browser, Page, expect
from tests.editions import build_pages_in

#: What is said in each language: by templates of the theme, by the program, by scripts.
SAID = {
    "fr": {
        "skip": "Aller au contenu",
        "switch": "Couleurs claires, sombres ou automatiques",
        "here": "Sur cette page",
        "made": "Réalisé avec Sphinx et Furo de @pradyunsg",
        "cite": "Citer",
        "narrow": "Affiner la recherche",
        "search": re.compile(r"r[ée]sultat|endroit|câble", re.IGNORECASE),
    },
    "de": {
        "skip": "Zum Inhalt springen",
        "switch": "Helle, dunkle oder automatische Farben",
        "here": "Auf dieser Seite",
        "made": "Erstellt mit Sphinx und Furo von @pradyunsg",
        "cite": "Zitieren",
        "narrow": "Suche eingrenzen",
        "search": re.compile(r"Treffer|Stelle|Telegramm|Ergebnis", re.IGNORECASE),
    },
}
#: English words that a reader of another language is not to meet in what scripts and theme write.
ENGLISH = re.compile(
    r"\b(?:the|results?|cables?|copied|close|search|next|previous|skip|toggle|mode|copy|keyboard)\b",
    re.IGNORECASE,
)
CABLE = "cables/05ROME301.html"
PAGES = (CABLE, "index.html", "search.html")


@pytest.fixture(scope="module", params=sorted(SAID))
def site(request: pytest.FixtureRequest, shared: Path) -> Path:
    """The edition that has everything, as one whose editors write another language."""
    language = str(request.param)
    return build_pages_in(language, shared / f"edition-{language}")


@pytest.fixture
def said(site: Path) -> dict[str, str | re.Pattern[str]]:
    return SAID[site.name]  # type: ignore[return-value]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield found
    found.close()


def test_axe_finds_no_violation(site: Path, page: Page) -> None:
    found = []
    for name in PAGES:
        page.goto((site / name).as_uri())
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{name}, {scheme}: {one}" for one in violations(page)]
    assert found == []


def test_the_theme_says_it_in_the_language(site: Path, page: Page, said: dict[str, str]) -> None:
    page.goto((site / CABLE).as_uri())
    assert page.locator("html").get_attribute("lang") == site.name
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(said["skip"])
    expect(page.locator(".toc-title").first).to_have_text(said["here"])
    expect(page.locator(".theme-toggle-content button")).to_have_accessible_name(said["switch"])
    expect(page.locator(".left-details")).to_contain_text(said["made"], ignore_case=False)
    names = page.locator(
        "svg symbol title, header [aria-label], .theme-toggle, .sidebar-toggle"
    ).evaluate_all("all => all.map(one => one.getAttribute('aria-label') || one.textContent)")
    assert len(names) > 8
    assert [one for one in names if ENGLISH.search(one)] == []


def test_the_search_answers_in_the_language(
    site: Path, page: Page, said: dict[str, re.Pattern[str]]
) -> None:
    page.goto(f"{(site / 'search.html').as_uri()}?q=lamp")
    told = page.locator("#cable-search-said")
    expect(told).to_have_text(said["search"])
    assert not ENGLISH.search(told.inner_text())
    expect(page.locator("details summary", has_text=str(said["narrow"]))).to_be_visible()
    page.goto(f"{(site / 'search.html').as_uri()}?q=zzzzqqqq")
    expect(told).not_to_be_empty()
    assert not ENGLISH.search(told.inner_text())


def test_controls_that_scripts_write_are_in_the_language(
    site: Path, page: Page, said: dict[str, str]
) -> None:
    page.goto((site / CABLE).as_uri())
    page.locator(".cable-cite-link").first.click()
    cite = page.locator("dialog[open]")
    expect(cite).to_contain_text(said["cite"], ignore_case=True)
    # References are English, and marked so.
    shown = cite.locator("button, h2, label, legend, p:not([lang])").all_inner_texts()
    assert len(shown) > 5
    assert [one for one in shown if ENGLISH.search(one)] == []
    page.keyboard.press("Escape")
    expect(cite).to_have_count(0)
    page.keyboard.press("?")
    keys = page.locator("dialog[open]")
    expect(keys).to_be_visible()
    assert not ENGLISH.search(keys.inner_text())
