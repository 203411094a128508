"""The panel beside a cable."""

from __future__ import annotations

import lxml.html

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, cable_text


def parts(edition: TinyEdition, name: str) -> dict[str, list[tuple[str, list[str]]]]:
    """Return title of part -> (name, places) as the page has them."""
    root = lxml.html.fromstring(edition.page(name))
    return {
        part.xpath("normalize-space(summary/text())"): [
            (item.find_class("cable-panel-name")[0].text, item.xpath("span//a/@href"))
            for item in part.iter("li")
        ]
        for part in root.find_class("cable-panel-part")
    }


def test_entries_stand_in_order_of_appearance_with_each_place_once(edition: TinyEdition) -> None:
    edition.add(
        text=cable_text(paragraphs=("(C) S/CRS and S&R and S/CRS.", "(C) Jane Roe, S/CRS."))
    )
    edition.build()
    found = parts(edition, "cables/05OTTAWA1")
    assert [*found] == ["People", "Terms", "TAGS"]
    assert found["People"] == [("Brian Flora", ["#classified-by"]), ("Jane Roe", ["#p2"])]
    assert found["Terms"] == [("S/CRS", ["#p1", "#p2"]), ("S&R", ["#p1"])]


def test_a_page_that_is_no_cable_has_no_panel(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    for name in ("index", "people/index", "cables/index"):
        assert parts(edition, name) == {}


def test_an_entry_with_a_new_meaning_is_new_in_the_panel_too(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    people = (edition.docs / "registers" / "people.yaml").read_text("utf-8")
    edition.register("people", people.replace("tip: A visitor", "tip: An <envoy>"))
    edition.build()
    root = lxml.html.fromstring(edition.page("cables/05OTTAWA1"))
    tips = [tip.text for tip in root.find_class("cable-panel-tip")]
    assert "An <envoy>" in tips
    assert "A visitor" not in tips


BARE = """
- id: start
  term: START
  expansion: Stabilization and Reconstruction Task Force
  tip: Canada's task force
  status: cable
- id: started
  term: STARTED
  expansion: A longer word
  tip: A longer word
  status: cable
"""


def test_words_that_say_nothing_as_a_link_lead_to_their_meaning_first(edition: TinyEdition) -> None:
    terms = (edition.docs / "registers" / "glossary.yaml").read_text("utf-8")
    edition.register("glossary", f"{terms}{BARE}")
    text = cable_text(paragraphs=("(C) Then START and STARTED, S/CRS and START.",))
    edition.add(text=text.replace("TAGS: PREL, CA", "TAGS: PREL, GO, CA"))
    edition.build()
    root = lxml.html.fromstring(edition.page("cables/05OTTAWA1"))
    article = root.find_class("cable-mention")
    links = {link.text: link.get("href", "") for link in article}
    assert links["START"] == "#beside-term-start"
    assert links["GO"] == "#beside-tag-go"
    assert links["PREL"].endswith("tags/index.html#tag-prel")
    assert links["STARTED"].endswith("glossary/index.html#term-started")
    assert links["S/CRS"].endswith("#term-s-crs")
    shown = {}
    for name in ("START", "GO"):
        (item,) = root.xpath("//*[@id=$one]", one=links[name].removeprefix("#"))
        (on,) = item.find_class("cable-panel-name")
        shown[name] = on.text_content()
        assert on.get("href").rpartition("/")[2] == f"index.html#{links[name][8:]}"
    assert shown == {"START": "START Canada's task force", "GO": "GO TAGS"}
    assert verify_build(edition.html, edition.sources)[1] == []


def test_without_room_for_a_panel_they_lead_to_the_register(edition: TinyEdition) -> None:
    terms = (edition.docs / "registers" / "glossary.yaml").read_text("utf-8")
    edition.register("glossary", f"{terms}{BARE}")
    edition.add(text=cable_text(paragraphs=("(C) Then START.",)))
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('"furo"', '"basic"'), "utf-8")
    edition.build()
    root = lxml.html.fromstring(edition.page("cables/05OTTAWA1"))
    (link,) = root.xpath("//*[@id='p1']//a[.='START']")
    assert link.get("href") == "../glossary/index.html#term-start"
    assert verify_build(edition.html, edition.sources)[1] == []
