"""The panel beside a cable."""

from __future__ import annotations

import lxml.html

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
