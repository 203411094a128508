"""What the search by paragraph is given."""

from __future__ import annotations

import pytest

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.pages.anchors import place_entries
from cable_edition.core.pages.search_records import cable_records, entry_records
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition, cable_text


def test_each_paragraph_is_found_by_itself_under_the_filters_of_its_cable(
    edition: TinyEdition,
) -> None:
    edition.add(text=cable_text(paragraphs=("(C) Jane Roe spoke of S&R.", "(C) End.")))
    records = list(cable_records(assemble(edition.sources, edition.docs / "registers")))
    found = {record.anchor: record for record in records}
    assert found["p1"].words == "Jane Roe spoke of S&R."
    assert found["p1"].title == "05OTTAWA1 ¶ 1: A VISIT"
    assert found["p2"].filters == found["p1"].filters
    assert found["p1"].filters["TAG"] == ["CA", "PREL"]
    assert "Jane Roe" in found["p1"].filters["Person"]
    assert found["p1"].filters["Classification"] == ["Confidential"]


def test_an_entry_is_found_by_its_name_and_by_what_it_stands_for(edition: TinyEdition) -> None:
    registers = assemble(edition.sources, edition.docs / "registers").registers
    found = {record.title: record for record in entry_records(place_entries(registers, 9).values())}
    assert found["S/CRS"].words.startswith("S/CRS Office of the Coordinator")
    assert found["S/CRS"].filters == {"Register": ["Term"]}


def test_another_search_is_no_setting(edition: TinyEdition) -> None:
    with pytest.raises(EditionError, match="cable_search"):
        edition.build(cable_search="elastic")
