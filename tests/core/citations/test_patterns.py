"""Formatted references are what pandoc's processor makes with the official styles."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.citations.item import CitedCable, csl_item
from cable_edition.core.citations.patterns import (
    ENTRIES,
    PINPOINTS,
    _date,
    labels,
    plain,
    processor,
    runs,
)
from cable_edition.core.citations.title_case import Titles

from .cables import OTTAWA, cable, of_edition

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_patterns", ROOT / "styles/make_patterns.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.outputs
def test_patterns_are_what_the_styles_and_the_processor_make(maker: ModuleType) -> None:
    assert maker.OUTPUT.read_text("utf-8") == maker.text_of(maker.make())
    assert processor() == "pandoc 3.9"


#: Awkward cables; no two of one author and year, which a processor would tell apart by letters.
CABLES = [
    OTTAWA,
    cable(id="06ROME2", author="Embassy Rome", date="2006-09-07", title="WHO PAYS FOR IT?"),
    cable(id="07LIMA3", author="Embassy Lima", date="2007-12-31", title="A Visit by the U.S."),
    cable(id="08PARIS4", author="Embassy Paris", date="2008-05-01", title='THE "SURGE" AND AFTER'),
    cable(id="09OSLO5", author="Embassy Oslo", date="2009-02-03", title='TALKS ON "BIG IDEAS"'),
    cable(id="73STATE6", author="", date="1973-06-30", title="Canada's mixed case - kept"),
    cable(id="74STATE7", author="Secretary of State", date="1974", title=""),
    cable(id="75BONN8", author="Embassy Bonn", date="1975-03-09", title="WE DID IT!"),
    cable(id="76BERN9", author="Embassy Bern", date="1976-03-09", title="COSTS & <PRICES> *UP* 5%"),
]


@pytest.mark.outputs
@pytest.mark.parametrize("style", ENTRIES)
def test_reference_of_a_real_cable_is_that_of_the_processor(maker: ModuleType, style: str) -> None:
    items = []
    for one in CABLES:
        item = csl_item(one)
        item.pop("note")
        item["original-date"] = item.pop("issued")
        item["issued"] = {"date-parts": [[int(one.edition.year)]]}
        item = maker.for_style(style, item)
        if one.title and not one.title.isupper():
            # The subject stands as it was sent: no style may change its capitals.
            item["title"] = f'<span class="nocase">{one.title}</span>'
        items.append(item)
    cited = [f"[@{one.id}]" for one in CABLES]
    page = maker.run_pandoc(maker.STYLES[style], items, cited)
    for one in CABLES:
        entry = page.xpath(f"//*[@id='ref-{one.id}']")[0]
        found = " ".join(entry.text_content().split())
        assert ordered(plain(one, style), one, style) == ordered(found, one, style)
    notes = page.xpath("//section[contains(@class, 'footnotes')]//li")
    shown = notes or page.xpath("//span[@class='citation']")
    form = next(form for form in PINPOINTS if form.startswith(style))
    for one, element in zip(CABLES, shown, strict=True):
        text = " ".join(element.text_content().replace("↩︎", "").split())
        assert ordered(plain(one, form, whole=True), one, style) == ordered(text, one, style)


def ordered(text: str, one: CitedCable, style: str) -> str:
    """Leave out what is set otherwise: in Chicago the place of the date, in APA the year beside."""
    text = nested(text)
    if style == "chicago":
        text = re.sub(rf"{re.escape(_date(one, style))}[.,] ", "", text, count=1)
    return text.replace("Version 0.1.0, 2026", "Version 0.1.0") if style == "apa" else text


def nested(text: str) -> str:
    """Leave out the one thing that is mended: where a point stands beside two quotation marks."""
    return text.replace(".’”", "’.”").replace(",’”", "’,”")


def located(item: CitedCable, form: str, locator: str) -> str:
    found = labels(item, form)
    place = f"{found.before}{found.one} {locator}"
    return "".join(
        {"place": place, "fragment": "#p4"}.get(r.kind, r.text) for r in runs(item, form)
    )


def test_chicago_note_of_a_paragraph() -> None:
    assert located(OTTAWA, "chicago-note", "4") == (
        "U.S. Embassy Ottawa, “S/CRS AMBASSADOR PASCUAL,S OTTAWA CONSULTATIONS: SEEKING "
        "COLLABORATION AND SYNERGY,” January 28, 2005, in Cable Edition, Diplomatic cable "
        "05OTTAWA286, version 0.1.0, 2026, para. 4, https://example.org/edition/cables/05OTTAWA286.html#p4."
    )


def test_references_in_the_text_of_a_paragraph() -> None:
    assert located(OTTAWA, "mla-text", "4") == "(U.S. Embassy Ottawa, par. 4)"
    assert located(OTTAWA, "apa-text", "4") == "(U.S. Embassy Ottawa, 2005, para. 4)"


def test_label_of_several_paragraphs_is_the_styles() -> None:
    assert [labels(OTTAWA, form).many for form in PINPOINTS] == ["paras.", "pars.", "paras."]


def test_point_stands_within_both_quotation_marks() -> None:
    assert "ON ‘BIG IDEAS.’”" in plain(cable(title='TALKS ON "BIG IDEAS"'), "chicago")


@pytest.mark.parametrize(
    ("title", "chicago", "note", "apa"),
    [
        ('HE ASKS "WHY?"', "“HE ASKS ‘WHY?’” In", "“HE ASKS ‘WHY?’” in", "HE ASKS “WHY?” ["),
        ('SHE SAYS "NO."', "“SHE SAYS ‘NO.’” In", "“SHE SAYS ‘NO.’” in", "SHE SAYS “NO.” ["),
        ('"GO!"', "“‘GO!’” In", "“‘GO!’” in", "“GO!” ["),
        ('"WE GO"', "“‘WE GO.’” In", "“‘WE GO,’” in", "“WE GO” ["),
        ("THE '90S AND AFTER", "“THE ’90S AND AFTER.” In", "“THE ’90S AND AFTER,” in",
         "THE ’90S AND AFTER ["),
        ("THE '90S AND THE 'OLD' ONES", "“THE ’90S AND THE ‘OLD’ ONES.” In",
         "“THE ’90S AND THE ‘OLD’ ONES,” in", "THE ’90S AND THE “OLD” ONES ["),
        ("\"HE SAID 'GO' TO ALL\" AND WENT", "“‘HE SAID “GO” TO ALL’ AND WENT.” In",
         "“‘HE SAID “GO” TO ALL’ AND WENT,” in", "“HE SAID ‘GO’ TO ALL” AND WENT ["),
        ("ON \"HE SAID 'GO'\"", "“ON ‘HE SAID “GO.”’” In", "“ON ‘HE SAID “GO,”’” in",
         "ON “HE SAID ‘GO’” ["),
        ("THE STATES' VIEW", "“THE STATES’ VIEW.” In", "“THE STATES’ VIEW,” in",
         "THE STATES’ VIEW ["),
        ("A VIEW OF THE STATES'", "“A VIEW OF THE STATES’.” In", "“A VIEW OF THE STATES’,” in",
         "A VIEW OF THE STATES’ ["),
        ('"A" AND "B"', "“‘A’ AND ‘B.’” In", "“‘A’ AND ‘B,’” in", "“A” AND “B” ["),
        ('WHO IS "HE"?', "“WHO IS ‘HE’?” In", "“WHO IS ‘HE’?” in", "WHO IS “HE”? ["),
    ],
)  # fmt: skip
def test_marks_of_a_title_stand_as_a_printer_sets_them(
    title: str, chicago: str, note: str, apa: str
) -> None:
    one = cable(title=title)
    assert chicago in plain(one, "chicago").replace(" January 28, 2005.", "")
    assert note in plain(one, "chicago-note").replace(" January 28, 2005,", "")
    assert apa in plain(one, "apa")


@given(st.text(alphabet="AB1 \"'.?!(-", max_size=30))
def test_any_title_keeps_its_letters(title: str) -> None:
    """Marks alone are set otherwise, and no letter or figure is lost or doubled."""

    def letters(text: str) -> str:
        return "".join(char for char in text if char in "AB1")

    before, _, after = plain(OTTAWA, "mla").partition(OTTAWA.title)
    found = plain(cable(title=title), "mla")
    assert letters(found) == letters(before) + letters(title) + letters(after)


@pytest.mark.parametrize("form", [*ENTRIES, *PINPOINTS])
def test_what_is_not_known_leaves_no_trace(form: str) -> None:
    bare = cable(
        title="",
        author="",
        date="2005",
        edition=OTTAWA.edition._replace(version="", base_url="", released=""),
    )
    text = plain(bare, form)
    assert "None" not in text
    assert "{" not in text
    assert "  " not in text
    assert ", ," not in text


def test_doi_of_the_edition_takes_the_place_of_the_address() -> None:
    text = plain(of_edition(doi="10.1234/abc"), "chicago")
    assert text.endswith(" https://doi.org/10.1234/abc.")
    assert "example.org" not in text


def test_doi_of_each_cable_has_its_id() -> None:
    assert "https://doi.org/10.1234/c.05OTTAWA286" in plain(of_edition(doi="10.1234/c.{id}"), "apa")


def test_edition_is_slanted_and_nothing_else() -> None:
    slanted = [run.text for run in runs(OTTAWA, "chicago") if run.kind == "slanted"]
    assert slanted == ["Cable Edition"]


def test_slot_names_in_a_title_are_words() -> None:
    assert "“A {date} <i>B</i> {at}.”" in plain(cable(title="A {date} <i>B</i> {at}"), "chicago")


def test_date_of_the_cable_and_year_of_the_edition_stand_where_the_styles_have_them() -> None:
    assert (
        "SYNERGY.” January 28, 2005. In Cable Edition, Diplomatic Cable 05OTTAWA286, version "
        in (plain(OTTAWA, "chicago"))
    )
    assert "version 0.1.0. 2026. https:" in plain(OTTAWA, "chicago")
    assert "SYNERGY.” 28 Jan. 2005. Cable Edition, Version 0.1.0, " in plain(OTTAWA, "mla")
    assert "05OTTAWA286, 2026, https:" in plain(OTTAWA, "mla")
    assert " (2005, January 28). " in plain(OTTAWA, "apa")
    assert " [Diplomatic cable]. In Cable Edition (05OTTAWA286; Version 0.1.0, 2026). https:" in (
        plain(OTTAWA, "apa")
    )


@pytest.mark.parametrize("form", ENTRIES)
def test_edition_without_a_release_has_no_year(form: str) -> None:
    text = plain(of_edition(version="", released=""), form)
    assert "2026" not in text
    assert "ersion" not in text
    assert "2005" in text


def test_each_style_has_the_title_in_its_own_case() -> None:
    one = cable(title="TALKS BEGIN", titles=Titles("Talks Begin", "Talks begin"))
    assert "“Talks Begin.” January" in plain(one, "chicago")
    assert "“Talks Begin,” January" in plain(one, "chicago-note")
    assert "“Talks Begin.” 28 Jan." in plain(one, "mla")
    assert " Talks begin [Diplomatic cable]" in plain(one, "apa")
    assert csl_item(one)["title"] == "TALKS BEGIN"
