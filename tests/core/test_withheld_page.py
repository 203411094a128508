"""The page on what was withheld: how each place is named."""

from __future__ import annotations

import pytest

from cable_edition.core.edition.withheld_places import WithheldPlace
from cable_edition.core.pages import withheld_pages


@pytest.mark.parametrize(
    ("siglum", "anchor", "line"),
    [
        ("A", "p1", "{cable:par}`05ROME1180, ¶\u00a01 <05ROME1180#p1>`"),
        ("A", "p2-2", "{cable:par}`05ROME1180, ¶\u00a02, part 2 <05ROME1180#p2-2>`"),
        ("B", "in-b-p3", "{cable:par}`05ROME1180, ¶\u00a03 of B <05ROME1180#in-b-p3>`, B"),
        ("B", "h2", "{cable:par}`05ROME1180, heading 2 <05ROME1180#h2>`, B"),
        ("A", "subject", "{cable:cable}`05ROME1180 <05ROME1180>`, subject"),
    ],
)
def test_the_sign_of_a_paragraph_does_not_part_from_its_number(
    siglum: str, anchor: str, line: str
) -> None:
    place = WithheldPlace("05ROME1180", siglum, anchor, "", (), "", "2005")
    assert withheld_pages._place(place) == line
