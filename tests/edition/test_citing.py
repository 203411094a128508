"""The Cite control in a browser: keyboard, pointer, selection, copying, and no script at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe import violations
from built_pages import CABLE_PAGE, tree
from local_server import local_server
from playwright.sync_api import Browser, Page


def note(page: Page) -> str:
    """Return the Chicago note of the section, up to the place."""
    text = page.locator("#cite dd[data-cite='chicago-note']").text_content() or ""
    before, _, after = text.partition("para. N")
    assert before.startswith(
        "U.S. Embassy Ottawa, “S/CRS Ambassador Pascual’s Ottawa Consultations: "
    )
    assert after == "."
    return before


@pytest.fixture
def page(browser: Browser, html: Path) -> Iterator[Page]:
    """The page of the cable."""
    found = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found.goto((html / CABLE_PAGE).as_uri())
    yield found
    found.close()


def control(anchor: str) -> str:
    return f"a.cable-cite-link[data-place='{anchor}']"


def open_at(page: Page, anchor: str) -> None:
    page.focus(control(anchor))
    page.keyboard.press("Enter")
    assert page.locator("dialog.cable-cite-dialog").evaluate("dialog => dialog.matches(':modal')")


def value(page: Page, name: str) -> str:
    """Return the text that a Copy button of the dialog is for."""
    row = page.locator("dialog dt").filter(has=page.get_by_text(name, exact=True))
    return row.locator("xpath=following-sibling::dd[1]").inner_text()


def test_keyboard_opens_closes_and_comes_back(page: Page) -> None:
    open_at(page, "p4")
    assert page.evaluate("document.activeElement.textContent") == "Cite 05OTTAWA286, ¶ 4"
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    page.wait_for_function("document.activeElement.dataset.place === 'p4'")


def test_paragraph_is_cited_by_number_link_and_styles(page: Page) -> None:
    open_at(page, "p4")
    assert value(page, "Short reference") == "05OTTAWA286, ¶ 4"
    assert value(page, "Permalink").endswith("cables/05OTTAWA286.html#p4")
    assert value(page, "Chicago, note") == note(page) + "para. 4."
    assert value(page, "MLA, in the text") == "(U.S. Embassy Ottawa, par. 4)"
    assert value(page, "APA, in the text") == "(U.S. Embassy Ottawa, 2005, para. 4)"
    assert "¶ 4. Reading text" in value(page, "BibTeX")
    assert "N1  - Edition of 2026. ¶ 4. Reading text" in value(page, "RIS")
    assert '"note": "Edition of 2026. ¶ 4. Reading text"' in value(page, "CSL-JSON")


@pytest.mark.parametrize(
    ("anchor", "short", "place"),
    [
        ("p14-2", "05OTTAWA286, ¶ 14, item 2", "para. 14, item 2."),
        ("h1", "05OTTAWA286, heading 1", "heading 1."),
        ("u1", "05OTTAWA286, closing line u1", "closing line u1."),
    ],
)
def test_other_places_are_cited_by_name(page: Page, anchor: str, short: str, place: str) -> None:
    open_at(page, anchor)
    assert value(page, "Short reference") == short
    assert value(page, "Chicago, note") == note(page) + place
    assert value(page, "Permalink").endswith(f"#{anchor}")


def test_range_is_cited_with_the_plural_of_each_style(page: Page) -> None:
    open_at(page, "p4")
    page.get_by_label("To", exact=True).select_option(label="¶ 6")
    assert value(page, "Short reference") == "05OTTAWA286, ¶¶ 4-6"
    assert value(page, "Chicago, note") == note(page) + "paras. 4–6."
    assert value(page, "MLA, in the text") == "(U.S. Embassy Ottawa, pars. 4–6)"
    page.get_by_label("From", exact=True).select_option(label="¶ 9")
    assert value(page, "Short reference") == "05OTTAWA286, ¶ 9"


def test_selected_words_are_cited_as_a_quotation(page: Page) -> None:
    page.evaluate(
        """() => {
            const words = document.querySelector('#p9 .cable-words');
            const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            range.setStart(walker.nextNode(), 0);
            for (let node = walker.nextNode(), n = 0; n < 3; n++, node = walker.nextNode())
                range.setEnd(node, node.data.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    words = page.evaluate("getSelection().toString().replace(/\\s+/g, ' ').trim()")
    page.locator(control("p9")).click()
    assert value(page, "Quotation") == f"“{words}” (05OTTAWA286, ¶ 9)"
    link = value(page, "Link to the words")
    address, _, fragment = link.partition(":~:text=")
    assert address.endswith("#p9")
    # A browser finds whole words alone: the last one, selected in part, is taken whole.
    assert words.endswith("Ottawa'")
    assert unquote(fragment) == f"{words}s"


def test_words_that_the_view_hides_are_not_quoted(page: Page) -> None:
    page.evaluate(
        """() => {
            const words = document.querySelector('#p4 .cable-words');
            words.innerHTML = 'seen <span style="display: none">unseen </span>again';
            getSelection().selectAllChildren(words);
        }"""
    )
    page.locator(control("p4")).click()
    assert value(page, "Quotation") == "“seen again” (05OTTAWA286, ¶ 4)"


def test_quotation_of_two_paragraphs_has_neither_numbers_nor_controls(page: Page) -> None:
    page.evaluate(
        """() => {
            const [first, last] = ['#p2', '#p3']
                .map(id => document.querySelector(id + ' .cable-words'));
            first.textContent = 'One two'; last.textContent = 'three four.';
            const range = document.createRange();
            range.setStart(first.firstChild, 4);
            range.setEnd(last.firstChild, 5);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.locator(control("p3")).click()
    assert value(page, "Quotation").endswith("three” (05OTTAWA286, ¶¶ 2-3)")
    assert value(page, "Quotation").startswith("“two ")
    assert "Cite" not in value(page, "Quotation")


def test_words_selected_elsewhere_are_not_quoted(page: Page) -> None:
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p1 .cable-words'))")
    page.locator(control("p9")).click()
    assert page.locator("dialog").get_by_text("Quotation", exact=True).count() == 0


def test_view_that_is_shown_is_the_view_that_is_cited(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.cableView = 'diplomatic'")
    open_at(page, "p4")
    assert value(page, "Chicago, note") == note(page) + "para. 4 (text as transmitted)."
    assert "Text as transmitted" in value(page, "RIS")
    assert "View cited: text as transmitted, version 0.1.0." in page.inner_text("dialog")


def test_words_of_the_text_as_transmitted_are_cited_as_such(page: Page) -> None:
    page.evaluate(
        """() => {
            const whole = document.querySelector('details.cable-transmitted');
            whole.open = true;
            const words = whole.querySelector('.cable-words');
            words.textContent = 'the fund8 of';
            getSelection().selectAllChildren(words);
        }"""
    )
    page.locator(control("any")).click()
    page.get_by_label("From", exact=True).select_option(label="¶ 4")
    said = "“the fund8 of” (05OTTAWA286, ¶ 4, text as transmitted)"
    assert value(page, "Quotation") == said


def test_copying_is_done_and_said(page: Page) -> None:
    open_at(page, "p4")
    page.evaluate(
        """navigator.clipboard.writeText = text => {
            window.copied = text;
            return Promise.resolve();
        }"""
    )
    page.get_by_role("button", name="Copy Chicago, note").click()
    page.wait_for_function("document.querySelector('.cable-cite-status').textContent !== ''")
    assert page.inner_text(".cable-cite-status") == "Chicago, note copied."
    assert page.evaluate("window.copied") == note(page) + "para. 4."


def test_a_refused_clipboard_leaves_the_text_selected(page: Page) -> None:
    open_at(page, "p4")
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
            document.execCommand = () => false;
        }"""
    )
    page.get_by_role("button", name="Copy Short reference").click()
    page.wait_for_function("document.querySelector('.cable-cite-status').textContent !== ''")
    assert "selected" in page.inner_text(".cable-cite-status")
    assert page.evaluate("getSelection().toString()") == "05OTTAWA286, ¶ 4"


def test_opening_moves_nothing_on_the_page(page: Page) -> None:
    place = "document.getElementById('p6').getBoundingClientRect().top + scrollY"
    before = page.evaluate(place)
    open_at(page, "p4")
    page.keyboard.press("Escape")
    assert page.evaluate(place) == before


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_in_the_dialog(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    open_at(page, "p14-2")
    assert violations(page, "dialog") == []
    assert page.locator("dialog").evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")


def test_guide_shows_what_the_page_gives(html: Path) -> None:
    def plain(text: str) -> str:
        # The one mended character of the subject, in whichever state the edition has it.
        return re.sub("PASCUAL.S", "PASCUAL S", " ".join(text.split()))

    guide = plain(tree(html / "how-to-cite.html").text_content())
    page = tree(html / CABLE_PAGE)
    for form in ("chicago-note", "chicago", "mla-text", "mla", "apa-text", "apa"):
        (found,) = page.xpath(f"//section[@id='cite']//*[@data-cite='{form}']")
        assert plain(found.text_content()).replace(". N", ". 4") in guide
    (entry,) = page.xpath("//section[@id='cite']//*[@data-cite='bibtex']")
    assert plain(entry.text_content()).replace(" Reading", " ¶ 4. Reading") in guide


def test_without_a_script_the_control_leads_to_the_section(browser: Browser, html: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / CABLE_PAGE).as_uri())
    page.locator(control("p4")).click()
    assert page.url.endswith("#cite")
    assert note(page)
    context.close()


def test_a_copy_on_a_disk_or_on_ones_own_machine_says_that_it_has_no_address(
    browser: Browser, html: Path, page: Page
) -> None:
    open_at(page, "p4")
    assert "no public address" in page.locator("dialog p").first.inner_text()
    with local_server(html) as address:
        local = browser.new_page()
        local.goto(f"{address}/{CABLE_PAGE}")
        open_at(local, "p4")
        assert "no public address" in local.locator("dialog p").first.inner_text()
        assert value(local, "Permalink") == "cables/05OTTAWA286.html#p4"
        local.close()


def test_a_page_that_is_served_to_all_gives_the_address_at_which_it_is_read(
    browser: Browser, html: Path
) -> None:
    public = browser.new_page()
    public.route(
        "https://cables.example.org/**",
        lambda route: route.fulfill(
            path=html / route.request.url.partition("example.org/")[2].partition("?")[0]
        ),
    )
    public.goto(f"https://cables.example.org/{CABLE_PAGE}")
    open_at(public, "p4")
    assert value(public, "Permalink") == f"https://cables.example.org/{CABLE_PAGE}#p4"
    assert "no public address" not in public.locator("dialog p").first.inner_text()
    public.close()
