"""BibTeX, RIS and CSL-JSON are read back by programs that others wrote."""

from __future__ import annotations

import re
from importlib.resources import files

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import NO_SLOTS, CitedCable, Slots, csl_item
from cable_edition.core.citations.ris import ris

from .cables import OTTAWA, cable, of_edition

AWKWARD = r'A {BRACE}, 5% & $3 #1 a_b ~ ^ \LATEX "QUOTED" 50/50 -- END'


def read_bibtex(item: CitedCable, slots: Slots = NO_SLOTS) -> dict[str, str]:
    library = bibtexparser.parse_string(
        bibtex(item, slots),
        parse_stack=[RemoveEnclosingMiddleware(), LatexDecodingMiddleware()],
    )
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"ID": entry.key, "TYPE": entry.entry_type, **{f.key: f.value for f in entry.fields}}


def test_bibtex_is_read_back() -> None:
    entry = read_bibtex(OTTAWA)
    assert entry["ID"] == "05OTTAWA286"
    assert entry["author"].strip("{}") == "U.S. Embassy Ottawa"
    assert entry["title"].strip("{}") == OTTAWA.title
    assert (entry["year"], entry["month"], entry["day"]) == ("2005", "jan", "28")
    assert entry["number"] == "05OTTAWA286"
    assert (entry["TYPE"], entry["type"]) == ("techreport", "Diplomatic cable")
    assert entry["institution"].strip("{}") == "U.S. Embassy Ottawa"
    assert entry["url"] == "https://example.org/edition/cables/05OTTAWA286.html"
    address = "https://example.org/edition/cables/05OTTAWA286.html"
    dated = "Dated 28 January 2005. In Cable Edition, version 0.1.0, 2026"
    assert entry["note"].replace("{", "").replace("}", "") == f"{dated}, {address}. Reading text"


def test_bibtex_of_a_paragraph_has_its_address_and_place() -> None:
    entry = read_bibtex(OTTAWA, Slots("#p4", "¶ 4. ", "Text as transmitted"))
    assert entry["url"].endswith("/05OTTAWA286.html#p4")
    assert entry["note"].endswith("/05OTTAWA286.html#p4. ¶ 4. Text as transmitted")


def test_bibtex_keeps_every_character_of_a_title() -> None:
    # The reader knows the sign for a circumflex by another name.
    assert read_bibtex(cable(title=AWKWARD))["title"].replace("ˆ", "^") == AWKWARD


def test_ris_is_read_back() -> None:
    (entry,) = rispy.loads(ris(OTTAWA))
    assert entry["type_of_reference"] == "RPRT"
    assert entry["authors"] == ["U.S. Embassy Ottawa,"]
    assert entry["title"] == OTTAWA.title
    assert entry["year"] == "2005"
    assert entry["date"] == "2005/01/28/"
    assert entry["issn"] == entry["id"] == "05OTTAWA286"
    assert entry["secondary_title"] == "Cable Edition"
    assert entry["edition"] == "0.1.0"
    assert entry["urls"] == ["https://example.org/edition/cables/05OTTAWA286.html"]
    assert entry["notes"] == ["Edition of 2026. Reading text"]


def test_ris_line_of_a_title_cannot_start_another_field() -> None:
    (entry,) = rispy.loads(ris(cable(title="A  - B ER  - C")))
    assert entry["title"] == "A  - B ER  - C"


def test_doi_is_in_every_format() -> None:
    item = of_edition(doi="10.1234/abc_1")
    assert read_bibtex(item)["doi"] == "10.1234/abc_1"
    assert rispy.loads(ris(item))[0]["doi"] == "10.1234/abc_1"
    assert csl_item(item)["DOI"] == "10.1234/abc_1"


@pytest.mark.parametrize("date", ["2005", "2005-01-28"])
def test_csl_item_has_the_date_as_far_as_it_is_known(date: str) -> None:
    parts = csl_item(cable(date=date))["issued"]["date-parts"]
    assert parts == [[int(part) for part in date.split("-")]]


def test_csl_item_has_the_day_of_the_edition_beside_that_of_the_cable() -> None:
    item = csl_item(OTTAWA)
    assert item["issued"]["date-parts"] == [[2005, 1, 28]]
    assert item["available-date"]["date-parts"] == [[2026, 3, 9]]


def test_csl_item_uses_the_names_of_the_csl_specification() -> None:
    folder = files("citeproc") / "data" / "schema" / "schemas" / "styles"
    names = set(re.findall(r'"([A-Za-z-]+)"', (folder / "csl-variables.rnc").read_text("utf-8")))
    types = set(re.findall(r'"([a-z_-]+)"', (folder / "csl-types.rnc").read_text("utf-8")))
    item = csl_item(of_edition(doi="10.1234/abc"))
    assert item["type"] in types
    assert item.keys() - {"id", "type"} <= names


def test_what_is_not_known_is_left_out_of_every_format() -> None:
    unreleased = OTTAWA.edition._replace(base_url="", version="", released="")
    bare = cable(title="", author="", edition=unreleased)
    assert csl_item(bare).keys() == {
        "id",
        "type",
        "genre",
        "issued",
        "number",
        "container-title",
        "note",
    }
    assert {"title", "author", "url"}.isdisjoint(read_bibtex(bare))
    assert {"title", "authors", "urls", "edition"}.isdisjoint(rispy.loads(ris(bare))[0])
