"""Cables by several TAGS: what the pages say without a script, and the data of the script."""

from __future__ import annotations

import json

from lxml import html

from .conftest import TinyEdition, cable_text, warnings_of


def tagged(serial: int, tags: str, subject: str = "A VISIT") -> str:
    return cable_text(serial, subject=subject).replace("TAGS: PREL, CA", f"TAGS: {tags}")


def data_of(edition: TinyEdition) -> dict[str, object]:
    text = (edition.html / "_static" / "cable-tags.js").read_text("utf-8")
    head, tail = "window.cableTags = ", ";\n"
    assert text.startswith(head)
    found = json.loads(text.removeprefix(head).removesuffix(tail))
    assert isinstance(found, dict)
    return found


def test_a_tag_names_those_that_stand_with_it_the_commonest_first(edition: TinyEdition) -> None:
    edition.add(text=tagged(1, "PREL, CA"))
    edition.add("05OTTAWA2", tagged(2, "PREL, CA, MARR"))
    edition.add("05OTTAWA3", tagged(3, "EAIR"))
    assert warnings_of(edition.build()) == ""
    page = html.fromstring(edition.page("tags/index"))
    section = page.get_element_by_id("tag-prel")
    assert "On cables with CA (2), MARR (1)." in " ".join(section.text_content().split())
    assert [link.text_content() for link in section.xpath(".//p[contains(., 'On cables')]/a")] == [
        "CA",
        "MARR",
    ]
    assert "On cables with" not in page.get_element_by_id("tag-eair").text_content()


def test_the_data_have_every_cable_with_its_tags(edition: TinyEdition) -> None:
    edition.add(text=tagged(1, "PREL, CA"))
    edition.add("05OTTAWA2", tagged(2, "CA, EAIR, CA", subject="A </script> " + "LONG WORD " * 12))
    edition.build()
    data = data_of(edition)
    assert data["codes"] == ["CA", "EAIR", "PREL"]
    assert data["address"] == "cables/{id}.html"
    cables = data["cables"]
    assert isinstance(cables, list)
    assert [(row[0], row[1], row[3]) for row in cables] == [
        ("05OTTAWA1", "2005", [2, 0]),
        ("05OTTAWA2", "2005", [0, 1]),
    ]
    assert cables[0][2] == "A VISIT"
    assert cables[1][2].startswith("A </script> LONG WORD")
    assert len(cables[1][2]) <= 90
    assert "cable-tag-filter.js" in edition.page("tags/index")
    assert "cable-tag-filter.js" not in edition.page("people/index")


def test_one_cable_leaves_nothing_to_choose(edition: TinyEdition) -> None:
    edition.add(text=tagged(1, "PREL, CA"))
    edition.build()
    page = html.fromstring(edition.page("tags/index"))
    assert page.find_class("cable-tag-filter") == []
    assert "On cables with" not in page.text_content()
    assert not (edition.html / "_static" / "cable-tags.js").exists()


def test_the_book_has_no_place_for_a_choice(edition: TinyEdition) -> None:
    edition.add(text=tagged(1, "PREL, CA"))
    edition.add("05OTTAWA2", tagged(2, "PREL"))
    assert warnings_of(edition.build("latex")) == ""
    assert warnings_of(edition.build("text")) == ""
