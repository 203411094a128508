"""What stands on the page of a cable."""

from __future__ import annotations

import pytest
from lxml import html

from .conftest import TinyEdition, cable_text, warnings_of


def built(edition: TinyEdition, text: str | None = None) -> html.HtmlElement:
    edition.add(text=text)
    app = edition.build()
    assert warnings_of(app) == ""
    return html.fromstring(edition.page("cables/05OTTAWA1"))


def test_paragraph_has_its_number_mark_and_words(edition: TinyEdition) -> None:
    page = built(edition)
    paragraph = page.get_element_by_id("p1")
    words = paragraph.find_class("cable-words")
    assert [w.text_content() for w in words] == ["Jane Roe of S/CRS spoke of S&R and the 3Ds."]
    assert [m.text_content() for m in paragraph.find_class("cable-mark")] == ["(C)"]
    assert paragraph.find_class("cable-mark")[0].get("title") == "Confidential"
    assert [n.text_content() for n in paragraph.find_class("cable-number")] == ["¶ 1"]


def test_names_terms_and_tags_lead_to_their_entries_with_a_tip(edition: TinyEdition) -> None:
    page = built(edition)
    links = {
        link.text_content(): (link.get("href"), link.get("title"))
        for link in page.find_class("cable-mention")
    }
    assert links["Jane Roe"] == ("../people/index.html#person-roe-jane", "A visitor")
    assert links["S/CRS"] == ("../glossary/index.html#term-s-crs", "Office of the Coordinator")
    assert links["S&R"][0] == "../glossary/index.html#term-s-and-r"
    assert links["3Ds"][0] == "../glossary/index.html#term-three-d"
    assert links["PREL"][0] == "../tags/index.html#tag-prel"
    assert links["Brian Flora"][0] == "../people/index.html#person-flora-brian"


def test_each_place_has_a_permalink_that_a_keyboard_reaches(edition: TinyEdition) -> None:
    text = cable_text(paragraphs=("(C) Three points:\n\n-- First, this.\n\n-- Second, that.",))
    page = built(edition, text)
    for anchor in ("p1", "p1-1", "p1-2"):
        page.get_element_by_id(anchor)
        links = page.xpath(f"//a[@href='#{anchor}']")
        assert len(links) == 1
        assert links[0].get("tabindex") is None
        assert links[0].get("aria-hidden") is None
        assert links[0].get("aria-label")


def test_a_cable_without_an_origin_is_led_to_its_post_by_name(edition: TinyEdition) -> None:
    edition.register(
        "posts", "- {id: the-post, name: Embassy Ottawa, code: OTTAWA, tip: A post, forms: []}\n"
    )
    (link,) = built(edition).xpath("//dl//a[contains(@href, 'posts/')]")
    assert (link.text_content(), link.get("href")) == (
        "Embassy Ottawa",
        "../posts/index.html#post-the-post",
    )


@pytest.mark.parametrize("opening", ["", "UNCLAS OTTAWA 000001\n\n"])
def test_the_place_of_a_post_is_a_row_that_the_record_has(
    edition: TinyEdition, opening: str
) -> None:
    page = built(edition, f"{opening}1. (U) A fragment.\n")
    listed = html.fromstring(edition.page("posts/index"))
    (fragment,) = {
        link.get("href").partition("#")[2]
        for link in listed.xpath("//a[contains(@href, '05OTTAWA1.html#')]")
    }
    assert fragment == ("classification" if opening else "source")
    # Neither origin nor subject is known: no mark stands where they would.
    assert [one.text_content() for one in listed.iter("q")] == ["2005"]
    assert page.xpath("//*[@id = $id]", id=fragment)


def test_heading_is_a_section_with_its_anchor(edition: TinyEdition) -> None:
    text = cable_text(paragraphs=("(C) One.", "(C) Two.")).replace(
        "2. (C)", "S/CRS AND ITS WORK\n------------------\n\n2. (C)"
    )
    page = built(edition, text)
    section = page.get_element_by_id("h1")
    assert section.tag == "section"
    assert section.find("h2").text_content().startswith("S/CRS AND ITS WORK")
    assert section.find("h2").find(".//a").get("href") == "../glossary/index.html#term-s-crs"
    assert [e.get("id") for e in section.find_class("cable-par")] == ["p2"]


def test_text_as_transmitted_is_whole_and_needs_no_script(edition: TinyEdition) -> None:
    text = cable_text()
    page = built(edition, text)
    (details,) = page.find_class("cable-transmitted")
    assert details.tag == "details"
    (shown,) = details.find_class("cable-words")
    assert shown.text_content().split() == text.split()


def test_hostile_text_comes_out_as_text(edition: TinyEdition) -> None:
    hostile = (
        "(C) <script>alert(1)</script> {raw}`x` [a](javascript:alert(1)) `{cable:person}`"
        " ![i](http://example.org/x.png) ::: *x* _y_ | ``` ~~~ {{ x }} $y$ &amp; \\"
    )
    page = built(edition, cable_text(paragraphs=(hostile, "(C) ```{raw} html"), subject="<b>X</b>"))
    words = page.get_element_by_id("p1").find_class("cable-words")[0]
    assert words.text_content() == hostile.removeprefix("(C) ")
    assert [child.tag for child in words] == []
    main = page.xpath("//article")[0]
    assert not main.xpath(".//script | .//img | .//a[starts-with(@href, 'javascript')]")


def test_search_index_has_the_reading_text_once(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(C) Quixotic words.",)))
    edition.build()
    source = (edition.docs / "cables" / "05OTTAWA1.md").read_text("utf-8")
    assert source.count("Quixotic") == 2
    index = (edition.html / "_search" / "w-q.js").read_text("utf-8")
    assert '"quixotic"' in index
    texts = [path.read_text("utf-8") for path in (edition.html / "_search").glob("t-*.js")]
    assert sum(text.count("Quixotic") for text in texts) == 1


def test_generated_page_can_be_read_as_myst(edition: TinyEdition) -> None:
    built(edition)
    page = (edition.docs / "cables" / "05OTTAWA1.md").read_text("utf-8")
    assert page.startswith("% Written by Cable Edition from the source 05OTTAWA1.txt.")
    assert (
        "```{cable:par} p1 1 (C)\n"
        "{cable:person}`Jane Roe <roe-jane>` of {term}`S/CRS` spoke of {term}`S&R` and the "
        "{term}`3Ds <3D>`.\n```\n"
    ) in page
