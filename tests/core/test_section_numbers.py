"""Numbers of sections are taken out of headings, and nothing else goes by their name."""

from __future__ import annotations

import pytest
from lxml import html

from cable_edition.core.proof.site.section_numbers import (
    after_number,
    before_number,
    is_number,
    take_numbers,
)


@pytest.mark.parametrize(
    ("heading", "left"),
    [
        ('<h1><span class="section-number">6.1. </span>Cables<a href="#x">¶</a></h1>', "Cables¶"),
        ('<h2> <span class="section-number">12. </span>Cables</h2>', "Cables"),
        ('<h1><span class="section-number">Not 1. </span>Cables</h1>', "Not 1. Cables"),
        ('<h1><span class="section-number">1 </span>Cables</h1>', "1 Cables"),
        ('<h1>Cables <span class="section-number">1. </span></h1>', "Cables 1."),
        ('<h1>No <span class="section-number">1. </span>Cables</h1>', "No 1. Cables"),
        ('<h1><span class="section-number" title="x">1. </span>Cables</h1>', "1. Cables"),
        ('<h1><span class="section-number"><b>1. </b></span>Cables</h1>', "1. Cables"),
        ('<h1><b>A</b><span class="section-number">1. </span>Cables</h1>', "A1. Cables"),
        ('<p><span class="section-number">1. </span>Cables</p>', "1. Cables"),
    ],
)
def test_numbers_leave_headings_alone(heading: str, left: str) -> None:
    root = html.document_fromstring(f"<html><body>{heading}</body></html>")
    take_numbers(root)
    assert root.text_content().strip() == left


def test_words_beside_a_title() -> None:
    assert before_number("Next 6.1.") == "Next"
    assert before_number("6.1.") == ""
    assert before_number("Not 6.1") == "Not 6.1"
    assert before_number("Not6.1.") == "Not6.1."
    assert after_number("6.1. Cables") == "Cables"
    assert after_number("6 Cables") == "6 Cables"
    assert after_number("6.1.Cables") == "6.1.Cables"
    assert is_number("10.2.")
    assert not is_number("10.2")
    assert not is_number("X.")
