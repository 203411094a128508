"""The search: the right answers on a disk and on a server, and every result leads to its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from built_pages import CABLE_PAGE, tree
from local_server import local_server
from playwright.sync_api import Browser, Page, Route, expect
from search_queries import QUERIES, Query
from tests.page_checks import SHIFT

from cable_edition.core.proof.search_shards import Shards
from cable_edition.core.search.forms import plain_forms, regular_forms, related_forms
from cable_edition.core.search.words import folded, words

SAID = "#cable-search-said"
MORE = "#cable-search-more"
RESULTS = ".cable-search-results li"


@pytest.fixture(scope="module", params=["disk", "server"])
def roots(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Iterator[dict[str, str]]:
    """The addresses of the editions, each below a folder as many sites are."""
    if request.param == "disk":
        yield {name: f"{site.as_uri()}/" for name, site in sites.items()}
        return
    with (
        local_server(sites["first"].parent) as first,
        local_server(sites["everything"].parent) as everything,
    ):
        yield {
            "first": f"{first}/{sites['first'].name}/",
            "everything": f"{everything}/{sites['everything'].name}/",
        }


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong, and for which nothing may come from elsewhere."""
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda said: faults.append(said.text) if said.type != "log" else None)
    found.on("requestfailed", lambda one: None if "favicon" in one.url else faults.append(one.url))
    yield found
    found.close()
    assert faults == []


def ask(page: Page, root: str, query: str, more: str = "") -> None:
    page.goto(f"{root}search.html?q={quote(query, safe='')}{more}")
    expect(page.locator(SAID)).not_to_be_empty()


def results(page: Page) -> list[tuple[str, str, list[str]]]:
    """Return address, excerpt and marked words of every result; of words as transmitted no excerpt.

    They stand in the text as transmitted alone, with the ends of its lines in them.
    """
    while page.locator(MORE).is_visible():
        shown = page.locator(RESULTS).count()
        page.locator(MORE).click()
        page.wait_for_function(f"document.querySelectorAll('{RESULTS}').length > {shown}")
    return [
        (
            str(one["address"]),
            "" if one["sent"] else str(one["words"]),
            [str(mark) for mark in one["marks"]],
        )
        for one in page.evaluate(
            f"""[...document.querySelectorAll("{RESULTS}")].map(one => ({{
                address: one.querySelector("a").href,
                words: one.querySelector(".cable-search-words").textContent,
                sent: /as transmitted/.test(one.querySelector(".cable-search-head").textContent),
                marks: [...one.querySelectorAll("mark")].map(mark => mark.textContent)}}))"""
        )
    ]


def place_of(root: str, address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    plain = unquote(parts._replace(query="", fragment="").geturl())
    assert plain.startswith(unquote(root)), address
    return plain.removeprefix(unquote(root)), unquote(parts.fragment)


def follow(site: Path, name: str, anchor: str, excerpt: str) -> None:
    """Assert that the words of an excerpt stand in their order at a place of a built page."""
    root = tree(site / name)
    place = root.get_element_by_id(anchor) if anchor else root
    there = iter(form for form, _ in words(" ".join(place.itertext())))
    whole = "".join(form for form, _ in words(place.text_content()))
    for piece in re.split(r"… | …| · ", excerpt):
        found = [form for form, _ in words(piece) if not re.search("[&/]", form)]
        if anchor:
            assert all(form in there for form in found) or "".join(found) in whole, piece
        else:
            assert set(found) <= {form for form, _ in words(" ".join(root.itertext()))}, piece


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.edition}-{query.words}")
def test_a_query_has_its_right_answer_and_every_result_leads_to_its_words(
    sites: dict[str, Path], roots: dict[str, str], page: Page, query: Query
) -> None:
    root = roots[query.edition]
    ask(page, root, query.words)
    found = results(page)
    at = [place_of(root, address) for address, _, _ in found]
    cables = [
        f"{Path(name).stem}{anchor and f'#{anchor}'}"
        for name, anchor in at
        if name.startswith("cables/") and name != "cables/index.html"
    ]
    assert cables == list(query.places)
    assert query.says in page.locator("#cable-search-told").inner_text()
    assert f"{len(found)} place" in page.locator(SAID).inner_text() or query.says.startswith("No p")
    # Cables, then registers, then all else.
    ranks = [
        0
        if name.startswith("cables/") and name != "cables/index.html"
        else 1
        if name.split("/")[0] in {"people", "organizations", "glossary", "tags", "posts"}
        else 2
        for name, _ in at
    ]
    assert ranks == sorted(ranks)
    assert len(set(zip(at, [words for _, words, _ in found], strict=True))) == len(found)
    for (_, excerpt, marks), (name, anchor) in zip(found, at, strict=True):
        follow(sites[query.edition], name, anchor, excerpt)
        assert marks, excerpt


def test_there_are_forty_queries() -> None:
    assert len(QUERIES) >= 40


def test_who_asks_twice_for_more_gets_each_result_once(roots: dict[str, str], page: Page) -> None:
    ask(page, roots["first"], "05OTTAWA286")
    expect(page.locator(RESULTS)).to_have_count(10)
    page.locator(MORE).evaluate("one => { one.click(); one.click(); }")
    expect(page.locator(RESULTS)).to_have_count(30)
    places = [(address, words) for address, words, _ in results(page)]
    assert len(set(places)) == len(places)


def test_a_word_of_a_header_is_found_once_a_cable(roots: dict[str, str], page: Page) -> None:
    ask(page, roots["first"], "MISSION", "&Part=Cables")
    names = [place_of(roots["first"], address) for address, _, _ in results(page)]
    assert len(names) == len(set(names))


def test_a_filter_in_the_address_leaves_only_what_has_it(roots: dict[str, str], page: Page) -> None:
    ask(page, roots["first"], "reconstruction", "&Register=Term")
    assert {place_of(roots["first"], one[0])[0] for one in results(page)} == {"glossary/index.html"}
    ask(page, roots["first"], "reconstruction")
    page.locator(".cable-search-form summary").click()
    page.get_by_label("Register", exact=True).select_option("Person")
    expect(page.locator(f"{RESULTS} a", has_text="05OTTAWA286")).to_have_count(0)
    assert "Register=Person" in page.url


def test_a_result_lands_on_its_paragraph_with_the_words_lit(
    roots: dict[str, str], page: Page
) -> None:
    ask(page, roots["first"], "judicial")
    page.locator(f"{RESULTS} a", has_text="¶ 4").click()
    page.wait_for_url(f"**/{CABLE_PAGE}**#p4")
    expect(page.locator("#p4 .highlighted").first).to_have_text("judicial")
    expect(page.locator("#p4")).to_be_in_viewport()


def test_markup_in_a_query_is_text(roots: dict[str, str], page: Page) -> None:
    ask(page, roots["first"], "<img src=x onerror=document.title=1> peace")
    assert page.locator("#cable-search img").count() == 0
    assert page.title().startswith("Search")


def test_what_is_offered_for_an_absent_word_is_a_link_that_finds_it(
    roots: dict[str, str], page: Page
) -> None:
    ask(page, roots["first"], "organ")
    page.locator("#cable-search-told a", has_text="organization").first.click()
    expect(page.locator(SAID)).to_contain_text("for organization")
    expect(page.locator(RESULTS).first).to_be_visible()


def test_a_strict_policy_for_scripts_is_kept(sites: dict[str, Path], browser: Browser) -> None:
    """Without eval, without scripts in the page or of other hosts, it finds the same."""
    with local_server(sites["first"]) as root:
        context = browser.new_context()
        page = context.new_page()
        refused: list[str] = []
        page.on(
            "console", lambda said: refused.append(said.text) if "_search" in said.text else None
        )

        def with_policy(route: object) -> None:
            answer = route.fetch()  # type: ignore[attr-defined]
            headers = {**answer.headers, "content-security-policy": "script-src 'self'"}
            route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined]

        page.route("**/search.html*", with_policy)
        page.goto(f"{root}/search.html?q=judicial")
        expect(page.locator(RESULTS).first).to_contain_text("judicial")
        assert refused == []
        context.close()


def test_both_sides_cut_and_form_words_alike(sites: dict[str, Path], browser: Browser) -> None:
    """Over all characters that this Python knows, and all words of both editions."""
    page = browser.new_page()
    page.goto((sites["first"] / "search.html").as_uri())
    page.wait_for_function("window.cableSearchWords")
    chars = [
        chr(code)
        for code in range(0x20, 0x30000)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co", "Cc"}
    ]
    theirs = page.evaluate("chars => chars.map(one => window.cableSearchWords.foldOf(one))", chars)
    wrong = [
        (char, folded(char), other)
        for char, other in zip(chars, theirs, strict=True)
        if folded(char) != other
    ]
    assert wrong == []
    cut = page.evaluate(
        "chars => chars.map(one => window.cableSearchWords.wordsOf(`a${one}b`).map(w => w.form))",
        chars,
    )
    wrong_cuts = [
        char
        for char, other in zip(chars, cut, strict=True)
        if [form for form, _ in words(f"a{char}b")] != other
    ]
    assert wrong_cuts == []
    vocabulary = sorted(
        {form for site in sites.values() for form in Shards(site / "_search").words()}
    )
    forms = page.evaluate(
        "words => words.map(one => [window.cableSearchWords.regularForms(one),"
        " window.cableSearchWords.plainForms(one), window.cableSearchWords.relatedForms(one)])",
        vocabulary,
    )
    for word, other in zip(vocabulary, forms, strict=True):
        assert other == [regular_forms(word), plain_forms(word), related_forms(word)], word
    page.close()


def test_without_scripts_the_page_says_what_to_do(sites: dict[str, Path], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sites["first"] / "search.html").as_uri())
    expect(page.locator(".cable-search-no-script")).to_be_visible()
    context.close()


def test_nothing_moves_while_results_come(sites: dict[str, Path], browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((sites["first"] / "search.html").as_uri() + "?q=reconstruction")
    expect(page.locator(RESULTS).first).to_be_visible()
    shift = page.evaluate(
        """() => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        }).observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 300); })"""
    )
    assert shift < SHIFT
    page.close()


def test_two_pieces_of_an_excerpt_have_one_sign_between_them(
    sites: dict[str, Path], browser: Browser
) -> None:
    page = browser.new_page()
    ask(page, f"{sites['first'].as_uri()}/", "reconstruction")
    shown = page.locator(".cable-search-words").all_inner_texts()
    assert any(" … " in one for one in shown)
    assert not any(re.search(r"…\s*…", one) for one in shown)
    page.close()


def test_the_search_works_where_no_script_may_stand_in_a_page(
    sites: dict[str, Path], browser: Browser
) -> None:
    def strict(route: Route) -> None:
        answer = route.fetch()
        policy = {"Content-Security-Policy": "script-src 'self'"}
        route.fulfill(response=answer, headers=answer.headers | policy)

    context = browser.new_context()
    with local_server(sites["first"]) as root:
        context.route("**/search.html*", strict)
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        ask(page, f"{root}/", "reconstruction")
        assert page.locator(RESULTS).count() > 0
        assert any("inline" in one for one in refused)
    context.close()


def test_a_file_that_did_not_arrive_is_asked_for_again(browser: Browser, html: Path) -> None:
    with local_server(html) as root:
        page = browser.new_page()
        ask(page, f"{root}/", "policy")
        page.route("**/_search/w-*", lambda route: route.abort())
        field = page.locator("#cable-query")
        field.fill("stabilization")
        field.press("Enter")
        expect(page.locator(SAID)).to_contain_text("cannot be used")
        page.unroute("**/_search/w-*")
        field.press("Enter")
        expect(page.locator(SAID)).to_contain_text("found for stabilization")
        page.close()
