"""WCAG 2.2 AA as far as a machine can tell (axe-core), and what a browser does with the pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from built_pages import CABLE_PAGE, pages
from playwright.sync_api import Browser, Page, expect
from test_markup import nu_messages
from tests.editions import build_pages_in
from tests.page_checks import (
    DESK,
    LANGUAGES,
    NARROWEST,
    PHONE,
    PLACES,
    SCHEMES,
    SHIFT,
    TYPES,
    WINDOWS,
    kind,
)

#: How far into a page the walk goes at most.
STEPS = 900


def address(html: Path, name: str) -> str:
    path, _, fragment = name.partition("#")
    return (html / path).as_uri() + (f"#{fragment}" if fragment else "")


@pytest.fixture
def place(request: pytest.FixtureRequest) -> str:
    """The address of a page of an edition, given as (edition, page)."""
    edition, name = request.param
    return address(request.getfixturevalue("html" if edition == "first" else edition), name)


each_place = pytest.mark.parametrize(
    "place", PLACES, indirect=True, ids=[f"{edition}-{name}" for edition, name in PLACES]
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desktop size."""
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    yield found
    found.close()


@each_place
def test_axe_finds_no_violation_at_any_width_in_any_colours(
    request: pytest.FixtureRequest, page: Page, place: str
) -> None:
    # Each type of page once at each width; the other edition has no rules of style of its own.
    windows = WINDOWS if request.node.callspec.params["place"] in TYPES else (DESK,)
    # Colours fade in on some elements; axe must see where they end.
    page.emulate_media(reduced_motion="reduce")
    page.goto(place)
    found = []
    for width, height in windows:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{width}, {scheme}: {one}" for one in violations(page)]
    assert found == []


def test_a_page_of_every_type_is_tried(html: Path, everything: Path) -> None:
    tried = {(edition, name.partition("#")[0]) for edition, name in TYPES}
    found: dict[str, set[tuple[str, str]]] = {}
    for edition, site in (("first", html), ("everything", everything)):
        docs = site.parents[1] / "docs"
        made = set(json.loads((docs / ".cable-edition-pages.json").read_text("utf-8")))
        written = {
            path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")
        } - made
        assert {"introduction"} <= written
        assert {"cables/index", "people/index"} <= made
        for page in pages(site):
            name = page.relative_to(site).as_posix()
            found.setdefault(kind(name, {f"{one}.html" for one in written}), set()).add(
                (edition, name)
            )
    assert len(found) > 20
    assert {one: some for one, some in found.items() if not some & tried} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_in_another_language_are_as_good_on_a_phone(
    shared: Path, page: Page, language: str
) -> None:
    site = build_pages_in(language, shared / f"edition-{language}")
    names = [name for _, name in TYPES if (site / name).is_file()]
    assert len(names) > 20
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.emulate_media(reduced_motion="reduce")
    found = []
    for name in names:
        page.goto(address(site, name))
        assert page.locator("html").get_attribute("lang") == language
        found += [f"{name}: {one}" for one in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > PHONE[0]:
            found.append(f"{name} has to be scrolled sideways")
    assert found == []
    assert nu_messages([site / name for name in names]) == []


@each_place
def test_a_narrow_window_needs_no_sideways_scrolling(page: Page, place: str) -> None:
    for width in (NARROWEST, *(width for width, _ in WINDOWS)):
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["data.html", "emendations/index.html", "cables/index.html"])
def test_tables_need_no_sideways_scrolling_on_a_phone(html: Path, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(html, name))
    frames = page.evaluate(
        """() => [...document.querySelectorAll(".table-wrapper")].map(
            frame => frame.scrollWidth - frame.clientWidth)"""
    )
    assert frames
    assert max(frames) == 0


def test_a_row_on_a_phone_is_an_entry_and_on_a_desk_a_row(html: Path, page: Page) -> None:
    lefts = """() => [...document.querySelector(".table-wrapper tbody tr").cells].map(
        cell => cell.getBoundingClientRect().left)"""
    page.goto(address(html, "data.html"))
    for width, places in ((390, 1), (1280, 3)):
        page.set_viewport_size({"width": width, "height": 900})
        assert len(set(page.evaluate(lefts))) == places


_MOVED = """window.moved = [];
new PerformanceObserver(list => {
    for (const entry of list.getEntries())
        if (!entry.hadRecentInput) moved.push([entry.value, entry.sources.map(
            one => (one.node?.outerHTML || one.node?.textContent || "").slice(0, 90))]);
}).observe({type: "layout-shift", buffered: true});"""


@each_place
def test_nothing_moves_as_a_page_opens(page: Page, place: str) -> None:
    page.add_init_script(_MOVED)
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(place)
        page.wait_for_timeout(300)
        moved = page.evaluate("moved")
        assert sum(value for value, _ in moved) < SHIFT, (width, moved)


@each_place
def test_a_browser_asks_no_host_and_reports_no_fault(page: Page, place: str) -> None:
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(place, wait_until="networkidle")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert faults == []


@pytest.mark.parametrize("anchor", ["p4", "p14-2", "h1", "u1"])
def test_a_focused_permalink_is_visible(html: Path, page: Page, anchor: str) -> None:
    page.goto((html / CABLE_PAGE).as_uri())
    link = page.locator(f"[id='{anchor}'] a[href$='#{anchor}']").first
    link.focus()
    shown = link.evaluate(
        """link => {
            const box = link.getBoundingClientRect();
            let opacity = 1;
            for (let e = link; e; e = e.parentElement) opacity *= getComputedStyle(e).opacity;
            return document.activeElement === link && box.width > 0 && box.height > 0
                && getComputedStyle(link).visibility === "visible" && opacity > 0.5;
        }"""
    )
    assert shown


_FOCUSED = """async () => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const frame = () => new Promise(done => requestAnimationFrame(done));
    await frame();
    await frame();
    const labels = (name) => [...document.querySelectorAll(`label.${name}-overlay-icon`)];
    const shown = e.matches(".sidebar-toggle")
        ? labels(e.id === "__toc" ? "toc" : "nav").find(one => one.offsetWidth) || e
        : e.matches(".toctree-checkbox") ? e.nextElementSibling : e;
    const box = shown.getBoundingClientRect();
    const style = getComputedStyle(shown);
    const name = e.getAttribute("aria-label") || e.textContent.trim() || e.title
        || (e.labels && [...e.labels].map(l => l.textContent.trim()).join("")) || e.placeholder;
    let clipped = false;
    for (let p = shown; p; p = p.parentElement) {
        const s = getComputedStyle(p);
        if (s.visibility !== "visible" || s.display === "none" || s.opacity === "0") clipped = true;
    }
    return {
        what: e.outerHTML.slice(0, 160),
        key: e.id || e.getAttribute("href"),
        named: Boolean(name),
        visible: box.width > 0 && box.height > 0 && !clipped && box.right > 0
            && box.left < window.innerWidth && box.bottom > 0 && box.top < window.innerHeight,
        ringed: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
            || style.boxShadow !== "none" || e.matches(".sidebar-search"),
    };
}"""


def walk(page: Page) -> list[dict[str, str | bool]]:
    """Go through a page with the Tab key, from its start until the focus leaves it."""
    places = []
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUSED)
        if found is None or (places and found["what"] == places[0]["what"]):
            return places
        places.append(found)
    pytest.fail(f"the walk does not end: {places[-1]}")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", [CABLE_PAGE, "chronology/index.html"])
def test_a_walk_by_keyboard_shows_where_it_is_and_never_goes_astray(
    html: Path, page: Page, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address(html, name))
    places = walk(page)
    assert len(places) > 30
    for fault in ("named", "visible", "ringed"):
        assert [one["what"] for one in places if not one[fault]] == [], fault


def test_a_walk_by_keyboard_reaches_what_a_reader_needs(html: Path, page: Page) -> None:
    page.goto(address(html, CABLE_PAGE))
    reached = {one["key"] for one in walk(page)}
    assert {f"#p{n}" for n in range(1, 15)} <= reached
    assert {"#h1", "#cite", "../people/index.html#person-pascual-carlos"} <= reached


@pytest.mark.parametrize(
    ("switch", "inside"), [("__navigation", ".sidebar-tree a"), ("__toc", ".cable-panel a")]
)
def test_a_drawer_opens_by_keyboard_and_hides_its_links_when_shut(
    html: Path, page: Page, switch: str, inside: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address(html, CABLE_PAGE))
    link = page.locator(inside).first
    expect(link).to_be_hidden()
    page.locator(f"#{switch}").focus()
    page.keyboard.press("Space")
    expect(link).to_be_visible()


def test_nothing_moves_for_readers_who_ask_for_less_motion(html: Path, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address(html, CABLE_PAGE))
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("*")].flatMap(e => {
            const s = getComputedStyle(e);
            return [s.transitionDuration, s.animationDuration].map(parseFloat);
        }))"""
    )
    assert longest < 0.01


@pytest.mark.parametrize("width", [1024, 1280, 1440, 1920])
def test_a_line_of_the_text_has_about_sixty_to_seventy_five_characters(
    html: Path, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address(html, CABLE_PAGE))
    page.evaluate("document.fonts.ready")
    per_line = page.evaluate(
        """() => {
            const words = document.querySelector("#p4 .cable-words");
            const height = words.parentElement.getBoundingClientRect().height;
            const step = parseFloat(getComputedStyle(words).lineHeight);
            return words.textContent.length / Math.max(1, Math.round(height / step));
        }"""
    )
    assert 58 <= per_line <= 76
