from __future__ import annotations

import pytest

from cable_edition.core.myst.row_kinds import PlaceRow
from cable_edition.core.myst.rows import read_rows, write_row
from cable_edition.core.pages.register_pages import place_row
from cable_edition.core.registers.concordance import CONTEXT, MentionedCable, concordance
from cable_edition.core.registers.entries import Form, Organization, Registers, Term
from cable_edition.core.registers.mentions import MentionFinder

REGISTERS = Registers(
    organizations=(
        Organization(
            id="foreign-affairs-canada",
            name="Foreign Affairs Canada",
            tip="",
            forms=(Form("Foreign Affairs Canada"),),
            terms=("fac",),
        ),
    ),
    glossary=(Term(id="fac", name="FAC", tip="", forms=(Form("FAC"),)),),
)


def mentioned(cable: str, *texts: tuple[str, str]) -> MentionedCable:
    mentions, _ = MentionFinder(REGISTERS).find(texts, cable_id=cable)
    return MentionedCable(cable, texts, mentions)


def test_organization_has_the_places_of_its_terms_in_order() -> None:
    cables = [
        mentioned("05OTTAWA286", ("p1", "FAC and Foreign Affairs Canada"), ("p2", "FAC")),
        mentioned("04OTTAWA1", ("p1", "FAC")),
    ]
    places = concordance(cables, REGISTERS)
    assert [
        (o.cable, o.anchor, o.words) for o in places["organization", "foreign-affairs-canada"]
    ] == [
        ("05OTTAWA286", "p1", "FAC"),
        ("05OTTAWA286", "p1", "Foreign Affairs Canada"),
        ("05OTTAWA286", "p2", "FAC"),
        ("04OTTAWA1", "p1", "FAC"),
    ]
    assert len(places["term", "fac"]) == 3


def test_context_is_cut_between_words() -> None:
    text = "word " * 30 + "FAC,s part" + " word" * 30
    (place,) = concordance([mentioned("X", ("p1", text))], REGISTERS)["term", "fac"]
    assert place.before == "word " * (CONTEXT // 5)
    assert place.after.startswith(",s part word")
    assert place.after.endswith(" word")
    assert len(place.after) <= CONTEXT
    assert place.before + place.words + place.after in text


def test_short_text_is_its_own_context() -> None:
    (place,) = concordance([mentioned("X", ("p1", "in FAC today"))], REGISTERS)["term", "fac"]
    assert (place.before, place.words, place.after) == ("in ", "FAC", " today")


def test_entry_without_a_place_has_no_key() -> None:
    assert concordance([mentioned("X", ("p1", "nothing"))], REGISTERS) == {}


@pytest.mark.parametrize(
    "text",
    ["(FAC) said", "the FAC, and", "the FAC", "FAC", "FAC: it", "a FAC (one)", "|FAC|", "x-FAC-y"],
)
def test_a_row_of_a_page_keeps_the_signs_and_blanks_around_the_words(text: str) -> None:
    (place,) = concordance([mentioned("05OTTAWA1", ("p1", text))], REGISTERS)["term", "fac"]
    (row,) = read_rows([write_row(place_row(place))], (PlaceRow,), name="cable:places").rows
    assert "".join(row.parted) == text
    assert row.parted[1] == "FAC"
