"""The timeline and the bars."""

from __future__ import annotations

import lxml.html

from cable_edition.core.pages.timeline import DATES, timeline
from cable_edition.sphinx_ext.pictures import draw_bars, draw_timeline

from .conftest import TinyEdition, cable_text


def test_a_picture_counts_what_it_shows() -> None:
    figure = lxml.html.fromstring(
        draw_timeline([("1995-04", "0", "1"), ("2005-01-28", "7", "2"), ("2011", "0", "1")])
    )
    assert "4 events and 7 cables from 1995 to 2011" in figure.text_content()
    assert len(figure.find_class("cable-event")) == 4
    assert [text.text for text in figure.iter("text")][-1] == "7"


def test_later_things_stand_further_right() -> None:
    figure = lxml.html.fromstring(
        draw_timeline([("1995-04", "0", "1"), ("1995-12-31", "0", "1"), ("1999", "0", "1")])
    )
    places = [float(e.get("cx").rstrip("%")) for e in figure.find_class("cable-event")]
    assert places == sorted(set(places))
    assert 0 <= places[0] < places[-1] <= 100


def test_many_dates_are_counted_by_month() -> None:
    days = [
        f"20{year:02}-{month:02}-{day:02}"
        for year in range(5)
        for month in range(1, 13)
        for day in range(1, 15)
    ]
    text = timeline(days, ["2003-05-01"])
    assert text.count("\n2") == 60 <= DATES
    assert "2003-05 | 14 | 1" in text


def test_one_date_makes_no_timeline() -> None:
    assert timeline(["2005-01-28"], []) == ""


def test_a_bar_is_as_long_as_its_share() -> None:
    table = lxml.html.fromstring(draw_bars([("(C)", "Confidential", "8"), ("(U)", "<b>", "2")]))
    assert [bar.get("width") for bar in table.iter("rect")] == ["100.0%", "25.0%"]
    assert "<b>" in table.text_content()


def test_cables_stand_under_the_classification_that_they_state(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1))
    text = cable_text(2, paragraphs=("(U) One.", "Two.")).replace(
        "C O N F I D E N T I A L", "UNCLAS"
    )
    edition.add("05OTTAWA2", text)
    edition.build()
    root = lxml.html.fromstring(edition.page("classifications/index"))
    found = {
        section.xpath("string(h2/text())"): section.xpath(".//th[@scope='row']/a/text()")
        for section in root.xpath("//section[h2]")
    }
    assert found["Confidential"] == ["05OTTAWA1"]
    assert found["Unclassified"] == ["05OTTAWA2"]
    marks = [row.xpath("string(.)") for row in root.xpath("//table[@class='cable-bars']//tr")]
    assert any("(C)" in mark for mark in marks)
    assert any("no portion mark" in mark for mark in marks)
