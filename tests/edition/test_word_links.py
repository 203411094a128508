"""Every "link to the words" is followed: it arrives at the paragraph in which the words stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from playwright.sync_api import Browser, Page

#: Selects words of a place by their number, without the numbers of notes between them.
_SELECT = """([id, from, count]) => {
    const words = document.getElementById(id).querySelector('.cable-words');
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (!node.parentElement.closest('.cable-note-ref'))
            for (const word of node.data.matchAll(/\\S+/g))
                found.push([node, word.index, word.index + word[0].length]);
    const first = found.at(from);
    const last = found[Math.min(found.length - 1, found.indexOf(first) + count - 1)];
    const range = document.createRange();
    range.setStart(first[0], first[1]);
    range.setEnd(last[0], last[2]);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return range.toString();
}"""
#: Where a place is seen, and how the page is shown.
_SEEN = """id => {
    const box = document.getElementById(id).getBoundingClientRect();
    return [box.top, box.bottom, document.querySelector('details.cable-transmitted').open];
}"""
#: Words at the beginning and at the end of a paragraph.
_SELECTIONS = ((0, 6), (-8, 8))
_HEIGHT = 500


def _page(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": _HEIGHT}, reduced_motion="reduce")
    page.goto(address)
    return page


def _link(page: Page, anchor: str, start: int, count: int) -> str:
    page.evaluate(_SELECT, [anchor, start, count])
    return _offered(page, anchor)


def _offered(page: Page, anchor: str) -> str:
    """Return the link to the words selected at a place."""
    page.locator(f"a.cable-cite-link[data-place='{anchor}']").click()
    row = page.locator("dialog dt").filter(has=page.get_by_text("Link to the words", exact=True))
    found = row.locator("xpath=following-sibling::dd[1]").inner_text()
    page.keyboard.press("Escape")
    return found


def _assert_arrives(browser: Browser, html: Path, name: str, anchor: str, fragment: str) -> None:
    # Without the anchor, so that the words alone lead there.
    page = _page(browser, f"{(html / name).as_uri()}#{fragment}")
    page.wait_for_timeout(150)
    top, bottom, whole_open = page.evaluate(_SEEN, anchor)
    page.close()
    assert bottom > 0, (anchor, fragment, top)
    assert top < _HEIGHT, (anchor, fragment, top)
    assert not whole_open, (anchor, fragment)


def test_each_link_to_words_arrives_at_their_paragraph(browser: Browser, html: Path) -> None:
    name = CABLE_PAGE
    page = _page(browser, (html / name).as_uri())
    anchors = page.locator(".cable-par").evaluate_all(
        "all => all.filter(one => one.querySelector('.cable-words')).map(one => one.id)"
    )
    found = []
    for anchor in anchors:
        found += [(anchor, _link(page, anchor, start, count)) for start, count in _SELECTIONS]
    page.close()
    for anchor, link in found:
        assert f"{name}#{anchor}" in link
    told = [(anchor, link.partition(":~:")[2]) for anchor, link in found]
    followed = [(anchor, f":~:{words}") for anchor, words in told if words]
    assert len(followed) > len(found) / 3
    for anchor, fragment in followed:
        _assert_arrives(browser, html, name, anchor, fragment)


def test_words_that_stand_earlier_are_told_apart_by_those_before(
    browser: Browser, html: Path
) -> None:
    page = _page(browser, (html / CABLE_PAGE).as_uri())
    page.evaluate(
        """() => {
            for (const [id, text] of [['p3', 'One Ambassador Pascual left.'],
                    ['p9', 'The AMBASSADOR Pascual left. Then Ambassador Pascual left.']])
                document.querySelector(`#${id} .cable-words`).textContent = text;
        }"""
    )
    assert ":~:text=Then-,Ambassador%20Pascual" in _link(page, "p9", -3, 2)
    # The first place of the page needs nothing before it; here it does: the title names him.
    assert ":~:text=One-,Ambassador%20Pascual" in _link(page, "p3", 1, 2)
    page.close()


@pytest.mark.parametrize("number", ["between", "before", "behind"])
def test_no_words_across_the_number_of_a_note(browser: Browser, html: Path, number: str) -> None:
    page = _page(browser, (html / CABLE_PAGE).as_uri())
    page.evaluate(
        """() => {
            const note = document.querySelector('#p3 .cable-note-ref');
            document.querySelector('#p9 .cable-words').replaceChildren(
                'Xylem', note, ' zephyr quartz.');
        }"""
    )
    if number != "before":
        assert ":~:" not in _link(page, "p9", 0, 2 if number == "between" else 1)
    else:
        assert _link(page, "p9", 1, 2).endswith("#p9:~:text=zephyr%20quartz.")
    page.close()


def test_a_word_that_is_selected_in_part_is_looked_for_whole(browser: Browser, html: Path) -> None:
    page = _page(browser, (html / CABLE_PAGE).as_uri())
    page.evaluate(
        """() => {
            const words = document.querySelector('#p9 .cable-words');
            const mark = Object.assign(document.createElement('a'), {textContent: "'"});
            words.replaceChildren('The quartz', mark, 's zephyr', mark.cloneNode(true), 's end.');
            const range = document.createRange();
            range.setStart(words.childNodes[2], 0);
            range.setEnd(words.childNodes[2], 8);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    assert _offered(page, "p9").endswith("#p9:~:text=quartz's%20zephyr's")
    page.close()


@pytest.mark.parametrize(("start", "end"), [(3, 11), (4, 11), (3, 10)])
def test_a_blank_that_is_selected_belongs_to_no_word(
    browser: Browser, html: Path, start: int, end: int
) -> None:
    page = _page(browser, (html / CABLE_PAGE).as_uri())
    page.evaluate(
        """([start, end]) => {
            const words = document.querySelector('#p9 .cable-words');
            words.replaceChildren('The quartz zephyr ended.');
            const range = document.createRange();
            range.setStart(words.firstChild, start);
            range.setEnd(words.firstChild, end);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [start, end],
    )
    assert _offered(page, "p9").endswith("#p9:~:text=quartz")
    page.close()


def test_words_that_are_selected_with_the_number_of_their_note_end_before_it(
    browser: Browser, html: Path
) -> None:
    page = _page(browser, (html / CABLE_PAGE).as_uri())
    page.evaluate(
        """() => {
            const note = document.querySelector('#p3 .cable-note-ref');
            const words = document.querySelector('#p9 .cable-words');
            words.replaceChildren('Quartz (XYLEM)', note, ', zephyr.');
            const texts = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
            const number = texts.nextNode();
            const range = document.createRange();
            range.setStart(words.firstChild, 7);
            range.setEnd(number, number.data.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    assert _offered(page, "p9").endswith("#p9:~:text=(XYLEM)")
    page.close()
