"""Pages of the web: the last Cablegate mirrors, whose menus come first, and PlusD."""

from __future__ import annotations

import pytest

from cable_edition.core.cable.model import Cable, Found
from cable_edition.core.reading.readers.created import iso_created
from cable_edition.core.reading.readers.registry import SAMPLE, reader_of
from tests.core.forms.made import made, mirror_page, plusd_page
from tests.core.forms.reading import assert_is, read_all


def _found(cable: Cable) -> dict[str, tuple[str, str | None]]:
    return {item.field: (item.how, item.by) for item in cable.found}


@pytest.mark.parametrize("number", [317, 318, 319])
@pytest.mark.parametrize("menus", [0, SAMPLE, 190_000])
def test_mirror_page_is_read_wherever_its_table_stands(number: int, menus: int) -> None:
    one = made(number)
    (cable,) = read_all(mirror_page(one, menus=menus))
    assert_is(cable, one, "cablegate-html")
    assert cable.header.action[0].mcn == "5206"
    assert cable.record.created is not None
    assert cable.record.created.text == f"{one.day} 14:45"


def test_page_of_menus_alone_is_no_cable() -> None:
    page = mirror_page(made(), menus=60_000)
    (cable,) = read_all(page[: page.index("<table")] + "</body></html>")
    assert cable.source.format == "unknown"


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("number", [60, 61])
def test_plusd_page(number: int, twice: bool) -> None:
    one = made(number, year=2010)
    (cable,) = read_all(plusd_page(one, twice=twice))
    assert_is(cable, one, "plusd-html")
    assert cable.raw_id == f"{one.id}_a"
    assert cable.record.created is not None
    assert cable.record.created.text == f"{one.day} 14:45:00"
    assert cable.record.origin is not None
    assert cable.record.origin.text == "Ecuador Quito"
    names = [item.name for item in cable.record.attributes]
    assert names[0] == "Subject"
    assert "Handling Restrictions" in names
    assert _found(cable)["reference_id"] == ("record", "identifier")
    assert _found(cable)["tags"][0] == Found.LABEL
    assert [problem.code for problem in cable.problems] == []


def test_another_cable_beside_the_text_of_a_page_is_told() -> None:
    page = plusd_page(made(60, year=2010))
    other = f"<p>\n{made(61, year=2010).head()}\n</p></body>"
    (cable,) = read_all(page.replace("</body>", other))
    assert "second-record" in [problem.code for problem in cable.problems]


def test_fields_that_the_text_lacks_come_from_the_synopsis() -> None:
    one = made(60, year=2010)
    page = plusd_page(one)
    raw = page[page.index("<pre>") :]
    text = raw.replace("TAGS: PREL, ECON, EC\n", "").replace(f"SUBJECT: {one.subject}\n", "")
    cable = read_all(page.replace(raw, text.replace("C O N F I D E N T I A L", "QUITO")))[0]
    assert [tag.text for tag in cable.opening.tags] == ["PREL", "ECON", "EC"]
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == one.subject
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == "CONFIDENTIAL"
    assert _found(cable)["tags"] == ("record", "TAGS")
    assert _found(cable)["subject"] == ("record", "Subject")
    assert not {"no-subject", "no-classification"} & {p.code for p in cable.problems}


def test_what_is_not_assigned_is_no_value() -> None:
    page = plusd_page(made(60, year=2010))
    page = page.replace(
        '<div class="s_val">CONFIDENTIAL', '<div class="s_val">-- Not Assigned --'
    ).replace("C O N F I D E N T I A L", "QUITO")
    (cable,) = read_all(page)
    assert cable.opening.classification is None
    assert cable.record.classification is None


def test_plusd_page_without_a_block_has_the_text_below_its_synopsis() -> None:
    one = made(60, year=2010)
    page = plusd_page(one).replace("<pre>", "<p>").replace("</pre>", "</p>")
    (cable,) = read_all(page)
    assert_is(cable, one, "plusd-html")


def test_two_plusd_pages_in_one_file() -> None:
    ones = [made(60, year=2010), made(61, year=2010)]
    cables = read_all("\n".join(map(plusd_page, ones)))
    assert [cable.reference_id for cable in cables] == [one.id for one in ones]


def test_second_look_is_not_taken_where_the_start_is_sure() -> None:
    page = mirror_page(made(), menus=0)
    reader = reader_of(page + " " * SAMPLE + '<table id="synopsis">')
    assert reader is not None
    assert reader.name == "cablegate-html"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2010 February 26, 11:30 (Friday)", "2010-02-26T11:30:00"),
        ("2010 February 26, 00:00 (Friday)", "2010-02-26"),
        ("2010 February 26, 00:01 (Friday)", "2010-02-26T00:01:00"),
        ("2010 February 26, 00:00", "2010-02-26T00:00:00"),
        ("06 NOV 1973", "1973-11-06"),
        ("6 November 1973", "1973-11-06"),
        ("01-Jan-1977 12:00:00 am", "1977-01-01"),
        ("01-Jan-1977 12:30:00 pm", "1977-01-01T12:30:00"),
        ("Nov 12, 2004 / 120851Z NOV 04", "2004-11-12"),
        ("Fri, 12 Nov 2004 08:51:00 +0000", "2004-11-12T08:51:00Z"),
        ("2004-11-12T08:51:00.000Z", "2004-11-12T08:51:00Z"),
        ("31 FEB 1973", None),
        ("12 Foo 1973", None),
        ("November", None),
    ],
)
def test_dates_of_other_collections(text: str, iso: str | None) -> None:
    assert iso_created(text) == iso


@pytest.mark.parametrize("words", ["", "n/a", "N/A", "WITHDRAWN MESSAGE", "<pre></pre>"])
def test_a_page_without_a_text_is_told(words: str) -> None:
    block = words if words.startswith("<") else f"<pre>{words}</pre>"
    text = (
        '<html><body><table id="synopsis"><tr><td><div class="s_key">Canonical ID:</div>'
        f'<div class="s_val">76ROME1196_b</div></td></tr></table>{block}</body></html>'
    )
    (cable,) = read_all(text)
    assert cable.reference_id == "76ROME1196"
    assert "no-text" in {problem.code for problem in cable.problems}


def test_a_page_whose_text_is_short_has_one() -> None:
    text = (
        '<html><body><table id="synopsis"><tr><td><div class="s_key">Canonical ID:</div>'
        '<div class="s_val">76ROME1196_b</div></td></tr></table><pre>1. N/A.</pre></body></html>'
    )
    (cable,) = read_all(text)
    assert "no-text" not in {problem.code for problem in cable.problems}
