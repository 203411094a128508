"""The references that the page "How to cite" shows are those that the program makes."""

from __future__ import annotations

import re

import pytest

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import CitedCable, CitedEdition, Slots, cited
from cable_edition.core.citations.patterns import PINPOINTS, labels, plain, runs
from cable_edition.core.edition.assemble import assemble
from tests.editions import ROOT

PAGE = (ROOT / "docs" / "how-to-cite.md").read_text("utf-8")
#: What the page quotes, without marks of emphasis and ends of lines.
QUOTED = [
    " ".join(part.replace("*", "").split())
    for block in re.findall(r"(?:^>.*\n)+", PAGE, re.MULTILINE)
    for part in re.sub(r"^> ?", "", block, flags=re.MULTILINE).split("\n\n")
]


@pytest.fixture(scope="module")
def item() -> CitedCable:
    """The cable of the first edition, in the release that the page tells of."""
    found = assemble(ROOT / "source_cables", ROOT / "docs" / "registers")
    (one,) = (one for one in found.cables if one.id == "05OTTAWA286")
    return cited(one, CitedEdition("Cable Edition", "0.1.0", released="2026-11-23"), "")


def at_paragraph(item: CitedCable, form: str, number: str) -> str:
    told = labels(item, form)
    place = f"{told.before}{told.one} {number}"
    return "".join(place if run.kind == "place" else run.text for run in runs(item, form))


@pytest.mark.parametrize("form", PINPOINTS)
def test_the_references_to_a_paragraph(item: CitedCable, form: str) -> None:
    assert at_paragraph(item, form, "4") in QUOTED


@pytest.mark.parametrize("form", ["chicago", "mla", "apa"])
def test_the_references_of_a_list_of_works(item: CitedCable, form: str) -> None:
    assert plain(item, form, whole=True) in QUOTED


def test_the_entry_of_bibtex(item: CitedCable) -> None:
    (shown,) = re.findall(r"```bibtex\n(.*?)\n```", PAGE, re.DOTALL)
    assert " ".join(shown.split()) == " ".join(bibtex(item, Slots("#p4", "¶ 4. ")).split())
