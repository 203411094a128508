"""Pictures: what they count, what they draw, and the table that says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import lxml.html
import pytest
import vl_convert

from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.edition.pictures import FEWEST
from cable_edition.core.edition.pictures.people_pairs import people_pairs
from cable_edition.core.edition.pictures.portions import portions_by_classification
from cable_edition.core.edition.pictures.reference_arcs import reference_arcs
from cable_edition.core.edition.pictures.tags_in_time import tags_in_time
from cable_edition.core.edition.references import ReferenceGraph
from cable_edition.core.myst.row_kinds import (
    ArcCable,
    ArcLink,
    PeoplePairRow,
    PortionBarRow,
    TagRow,
    TimelineRow,
    WithheldBarRow,
)
from cable_edition.core.pages.picture_text import (
    people_pairs_picture,
    portions_picture,
    references_picture,
    tags_picture,
)
from cable_edition.core.pages.timeline import MONTHS, timeline
from cable_edition.core.words import speaking
from cable_edition.sphinx_ext.domain import PictureRows
from cable_edition.sphinx_ext.pictures import drawing, engine, gallery, specs
from cable_edition.sphinx_ext.pictures.drawing import Drawing

from .conftest import TinyEdition, cable_text, warnings_of

TOGETHER = ("(C) Jane Roe met Brian Flora.", "(U) Roe spoke.", "(C) Brian Flora heard Roe.")


def draw(kind: str, rows: Sequence[Any], name: str) -> str:
    """Return one picture, drawn in this process."""
    one = gallery._drawing(PictureRows(kind, tuple(rows), name))
    return drawing._fitted(engine.svg_of(one.language, one.spec), one.title)


def assembled(edition: TinyEdition) -> Edition:
    return assemble(edition.sources, edition.docs / "registers")


def words_of(svg: str) -> list[str]:
    root = lxml.html.fragment_fromstring(svg)
    return [str(text.text) for text in root.iter("text") if text.text]


# -- what is counted ------------------------------------------------------------------------------


def test_people_are_paired_by_paragraphs(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1, paragraphs=TOGETHER))
    edition.add("05OTTAWA2", cable_text(2, paragraphs=("(C) Jane Roe came.", "(C) Brian Flora.")))
    found = assembled(edition)
    pairs = people_pairs(found.cables, found.registers.people, fewest=2)
    assert [(p.first.id, p.second.id, p.paragraphs) for p in pairs] == [
        ("flora-brian", "roe-jane", 2)
    ]
    assert people_pairs(found.cables, found.registers.people, most=1, fewest=2) == []


def test_tags_are_counted_by_month_then_by_year(edition: TinyEdition) -> None:
    for serial, stamp in ((1, "280000Z JAN 05"), (2, "290000Z JAN 05"), (3, "010000Z MAR 05")):
        header = f"P {stamp}\nFM AMEMBASSY OTTAWA\nTO RUEHC/SECSTATE WASHDC 1234\n"
        edition.add(f"05OTTAWA{serial}", header + cable_text(serial))
    found = assembled(edition).cables
    assert tags_in_time(found, fewest=3) == [
        ("PREL", "2005-01", 2),
        ("PREL", "2005-03", 1),
        ("CA", "2005-01", 2),
        ("CA", "2005-03", 1),
    ]
    assert {one.code for one in tags_in_time(found, most=1, fewest=1)} == {"PREL"}
    assert tags_in_time(found[:1], fewest=1)[0].period == "2005"


def test_pictures_are_left_out_where_there_are_few_cables(edition: TinyEdition) -> None:
    for serial in range(1, FEWEST + 1):
        edition.add(f"05OTTAWA{serial}", cable_text(serial, paragraphs=TOGETHER))
    whole = assembled(edition)
    cables, people = whole.cables, whole.registers.people
    assert [one.code for one in tags_in_time(cables)] == ["PREL", "CA"]
    assert tags_in_time(cables[1:]) == []
    for found, drawn in ((cables, True), (cables[1:], False)):
        graph = ReferenceGraph(
            frozenset(one.id for one in found), {found[1].id: {found[2].id: ("p1",)}}
        )
        pictures = (
            tags_picture(found),
            portions_picture(found),
            people_pairs_picture(found, people),
            references_picture(graph, {}, {}),
        )
        assert [bool(one) for one in pictures] == [drawn] * 4


def test_portions_stand_under_the_classification_of_the_whole(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1, paragraphs=("(C) One.", "(C) Two.", "(U) Three.")))
    secret = cable_text(2, paragraphs=("(S) One.", "Two."))
    edition.add("05OTTAWA2", secret.replace("C O N F I D E N T I A L", "S E C R E T"))
    found = portions_by_classification(assembled(edition).cables, fewest=2)
    assert [(one.classification, one.mark, one.paragraphs) for one in found] == [
        ("Confidential", "(C)", 2),
        ("Confidential", "(U)", 1),
        ("Secret", "none", 1),
        ("Secret", "(S)", 1),
    ]


def test_the_graph_keeps_the_cables_with_most_references() -> None:
    graph = ReferenceGraph(
        frozenset({"05ROME1", "05ROME2", "05ROME3"}),
        {
            "05ROME2": {"05ROME1": ("ref-1",), "04ROME9": ("p2",)},
            "05ROME3": {"05ROME1": ("ref-1",)},
        },
    )
    dates = {"05ROME1": "2005-01-01", "05ROME2": "2005-02-01", "05ROME3": "2005-03-01"}
    related = {"05ROME3": [Related("06ROME1", "Later", "", date="2006-01-01")]}
    arcs = reference_arcs(graph, dates, related, fewest=3)
    assert arcs.cables == (
        ("04ROME9", False),
        ("05ROME1", True),
        ("05ROME2", True),
        ("05ROME3", True),
        ("06ROME1", False),
    )
    assert arcs.links == ((2, 0, "cites"), (2, 1, "cites"), (3, 1, "cites"), (3, 4, "related"))
    few = reference_arcs(graph, dates, related, most=3, fewest=3)
    assert [name for name, _ in few.cables] == ["05ROME1", "05ROME2", "05ROME3"]
    assert few.left_out == 2


def test_many_dates_are_counted_by_month() -> None:
    days = [
        f"20{year:02}-{month:02}-{day:02}"
        for year in range(5)
        for month in range(1, 13)
        for day in range(1, 15)
    ]
    text = timeline(days, ["2003-05-01"])
    assert text.count("\n2") == 60 <= MONTHS
    assert "2003-05 | 14 | 1" in text


def test_very_many_months_are_counted_by_year() -> None:
    months = [f"{year}-{month:02}-01" for year in range(1960, 1990) for month in range(1, 13)]
    text = timeline(months, [])
    assert text.count("\n19") == 30
    assert "1973 | 12 | 0" in text


@pytest.mark.parametrize(("length", "labels"), [(7, {"2001", "2006"}), (4, {"1960", "2000"})])
def test_many_dates_are_drawn_as_bars_each_apart(length: int, labels: set[str]) -> None:
    dates = {
        7: [f"200{year}-{month:02}" for year in range(1, 8) for month in range(1, 13)],
        4: [str(year) for year in range(1950, 2020)],
    }[length]
    svg = draw("timeline", [TimelineRow(date, 3, int(date == dates[5])) for date in dates], "x")
    assert labels | {"cables", "events"} <= set(words_of(svg))
    root = lxml.html.fragment_fromstring(svg)
    bars = root.xpath(".//*[local-name()='path' and contains(@aria-roledescription, 'bar')]")
    drawn = bars or root.xpath(".//*[local-name()='g' and contains(@class,'mark-rect')]/*")
    assert len(drawn) == len(dates) + 1
    assert len({bar.get("d") for bar in drawn}) == len(drawn)


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        # Two numbers lie on each other; single marks and numbers far apart do not.
        ([("2005-01-28", 4, 0), ("2005-02-02", 2, 0), ("2007-01-01", 1, 0)], "utcyearmonth"),
        ([("1959-04-17", 1, 0), ("2005-01", 0, 2), ("2005-06", 0, 3)], "utcyear"),
        ([("2005-01-28", 4, 0), ("2005-02-02", 1, 0), ("2007-01-01", 2, 0)], None),
        ([("2005-01-28", 4, 0), ("2005-02-02", 0, 3), ("2007-01-01", 1, 1)], None),
        ([("2005", 4, 0), ("2006-99-99", 3, 0)], None),
    ],
)
def test_numbers_that_would_read_as_one_are_drawn_as_bars(
    rows: list[tuple[str, int, int]], unit: str | None
) -> None:
    spec = specs.timeline([TimelineRow(*row) for row in rows])
    assert [bars["encoding"]["x"]["timeUnit"] for bars in spec.get("vconcat", [])] == (
        [unit] * len({kind for row in rows for kind in (1, 2) if row[kind]}) if unit else []
    )


def test_a_timeline_without_events_does_not_speak_of_them(edition: TinyEdition) -> None:
    for serial, year in ((1, 2005), (2, 2006)):
        edition.add(f"{str(year)[2:]}OTTAWA{serial}", cable_text(serial))
    edition.build()
    page = lxml.html.fromstring(edition.page("chronology/index"))
    (caption,) = page.xpath("//figure//figcaption")
    assert caption.text_content().startswith("2 cables from 2005 to 2006; ")


def test_one_date_makes_no_timeline() -> None:
    assert timeline(["2005-01-28"], []) == ""


# -- what is drawn --------------------------------------------------------------------------------

SAMPLES = {
    "people-pairs": [
        PeoplePairRow("a", "Ann A", "b", "Bob <b> & B", 7),
        PeoplePairRow("a", "Ann A", "c", "Cy C", 2),
    ],
    "tags": [TagRow("PREL", "2005", 31), TagRow("CA", "2006", 4)],
    "portions": [
        PortionBarRow("Secret", "(S)", "Secret", 12),
        PortionBarRow("Secret", "none", "no portion mark", 5),
    ],
    "withheld": [
        WithheldBarRow("By exemption", "B1, 1.4(D)", 12),
        WithheldBarRow("By exemption", "not stated", 3),
        WithheldBarRow("By year of the cable", "not stated", 15),
    ],
    "timeline": [TimelineRow("1995-04", 0, 1), TimelineRow("2005-01-28", 9, 0)],
    "references": [
        ArcCable("cable", "05ROME1", "inside"),
        ArcCable("cable", "05ROME2", "outside"),
        ArcLink("cites", "05ROME1", "05ROME2"),
    ],
}
SHOWN = {
    "people-pairs": {"Ann A", "Bob <b> & B", "7", "2"},
    "tags": {"PREL", "CA", "2005", "31", "4"},
    "portions": {"Secret", "(S)", "none", "12", "5"},
    "withheld": {"By exemption", "By year of the cable", "B1, 1.4(D)", "not stated", "12", "15"},
    "timeline": {"1995", "9", "event", "cable"},
    "references": {"05ROME1", "05ROME2"},
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_picture_shows_names_and_numbers_in_the_ink_of_the_page(kind: str) -> None:
    svg = draw(kind, SAMPLES[kind], "What <it> shows")
    assert SHOWN[kind] <= set(words_of(svg))
    root = lxml.html.fragment_fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", "What <it> shows")
    inks = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert inks <= {"currentColor", "none", "transparent"}
    assert svg.count("role=") == svg.count("aria-") == 1
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


@pytest.mark.parametrize(
    ("language", "words"), [("de", {"Ereignis", "Telegramm"}), ("fr", {"événement", "câble"})]
)
def test_the_timeline_is_in_the_language(language: str, words: set[str]) -> None:
    with speaking(language):
        svg = draw("timeline", SAMPLES["timeline"], "x")
    assert words <= set(words_of(svg))
    assert not {"event", "cable"} & set(words_of(svg))
    marks = re.compile(r"<path[^>]*fill[^>]*/>|<circle[^>]*/>")
    assert [one.count("currentColor") for one in marks.findall(svg)] == [
        one.count("currentColor")
        for one in marks.findall(draw("timeline", SAMPLES["timeline"], "x"))
    ]


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_picture_is_drawn_alike_every_time(kind: str) -> None:
    assert draw(kind, SAMPLES[kind], "x") == draw(kind, SAMPLES[kind], "x")


# -- what stands on the pages ---------------------------------------------------------------------


def add_people_together(edition: TinyEdition) -> None:
    """Add as many cables as a picture needs; in the first two people appear together."""
    edition.add("05OTTAWA1", cable_text(1, paragraphs=TOGETHER))
    for serial in range(2, FEWEST + 1):
        edition.add(f"05OTTAWA{serial}", cable_text(serial, paragraphs=("(U) One.", "Two.")))


def test_a_table_says_what_the_picture_shows(edition: TinyEdition) -> None:
    add_people_together(edition)
    edition.build(parallel=2)
    # Only pages with a picture load its style.
    assert "cable-pictures.css" in edition.page("people/index")
    assert "cable-pictures.css" not in edition.page("cables/05OTTAWA1")
    page = lxml.html.fromstring(edition.page("people/index"))
    (figure,) = page.find_class("cable-picture-people-pairs")
    assert figure.xpath(".//*[name()='svg']/@aria-label") == [
        "Who appears with whom: 2 people, 1 pair"
    ]
    (row,) = page.xpath("//details[@class='cable-picture-words']//tbody/tr")
    assert row.xpath("td//a/@href") == ["#person-flora-brian", "#person-roe-jane"]
    assert [cell.text_content().strip() for cell in row.xpath("td")] == [
        "Brian Flora",
        "Jane Roe",
        "2",
    ]


def test_a_row_that_is_none_is_told_and_stays_as_text(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1))
    page = "# More\n\n```{cable:tags-in-time}\nPREL | 2005 | many\n```\n"
    (edition.docs / "more.md").write_text("---\norphan: true\n---\n" + page)
    told = warnings_of(edition.build())
    assert "a row of cable:tags-in-time is tag | time | cables; cables must be a number" in told
    root = lxml.html.fromstring(edition.page("more"))
    assert not root.find_class("cable-picture")
    assert root.xpath("//p[@class='cable-bad-row']/text()") == ["PREL | 2005 | many"]


def test_cables_stand_under_the_classification_that_they_state(edition: TinyEdition) -> None:
    add_people_together(edition)
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
    assert sorted(found["Confidential"]) == sorted(
        f"05OTTAWA{serial}" for serial in (1, *range(3, FEWEST + 1))
    )
    assert found["Unclassified"] == ["05OTTAWA2"]
    rows = root.xpath("//details[@class='cable-picture-words']//tbody/tr")
    marks = [[cell.text_content().strip() for cell in row] for row in rows]
    assert ["Unclassified", "none", "no portion mark", "1"] in marks


def test_the_engine_runs_in_a_process_of_its_own(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("vega_to_svg", "vegalite_to_svg"):
        monkeypatch.setattr(vl_convert, name, lambda *_, **__: pytest.fail("drawn here"))
    add_people_together(edition)
    edition.build()
    assert "<svg" in edition.page("people/index").partition("cable-picture-people-pairs")[2]


def test_it_draws_the_same_in_a_process_of_its_own() -> None:
    rows = [PictureRows(kind, tuple(rows), "x") for kind, rows in SAMPLES.items()]
    assert gallery.draw(rows) == [draw(one.kind, one.rows, "x") for one in rows]
    assert gallery.draw([]) == []


def test_what_cannot_be_drawn_is_told() -> None:
    with pytest.raises(ValueError, match=r"cannot be drawn: ValueError: "):
        drawing.drawn([Drawing("vega-lite", {"mark": "no such mark", "data": {"values": []}}, "x")])


def test_a_second_build_draws_nothing(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_people_together(edition)
    edition.build()
    drawn = edition.page("people/index")
    assert "<svg" in drawn.partition("cable-picture-people-pairs")[2]
    monkeypatch.setattr(gallery, "draw", lambda *_: pytest.fail("drawn again"))
    (edition.docs / "people" / "index.md").touch()
    edition.forget_standing()
    edition.build()
    assert edition.page("people/index") == drawn
