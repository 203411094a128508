"""The order of a page is stated once, and all that follows it agrees."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.model import Block, Cable, Closing, Heading, Paragraph
from cable_edition.core.cable.places import (
    RECORD_KINDS,
    PlaceKind,
    issued_words,
    passage_of_copy,
    passages_of,
    place_name,
    places_of,
    reference_anchors,
    texts_of,
)
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.edition.search_records import cable_records
from cable_edition.core.pages.all_pages import EditionPages, PageLimits
from cable_edition.core.reading.parse import parse, parse_all
from cable_edition.core.registers.entries import Registers
from cable_edition.core.words import speaking
from cable_edition.exports.cable_json import anchors_of

ROOT = Path(__file__).parents[2]
PATHS = [
    ROOT / "source_cables" / "05OTTAWA286.txt",
    *sorted((ROOT / "tests" / "data" / "parse").glob("*.txt")),
]
FENCE = re.compile(r"(?m)^`{3,}\{cable:(record|heading|par|line)\} (.*)$")
ROW = re.compile(r"(?:subject|classified-by|ref-[a-z0-9]+) \| ")
TEXT = """\
C O N F I D E N T I A L OTTAWA 000001

SIPDIS

E.O. 12958: DECL: 01/26/2009
TAGS: PREL, CA
SUBJECT: A VISIT
REF: A. 05 OTTAWA 12
     B. 05 ROME 7

Classified By: Pol Mincouns Brian Flora, reasons 1.4 (b) (d)

1. (C) First.

THE BORDER
----------

2. (C) Three points:

-- One thing.

-- Another thing.

3. (C)

DICKSON

NNNN
"""


@cache
def cables(path: Path) -> tuple[Cable, ...]:
    return tuple(parse_all(path.read_bytes(), name=path.name))


def edition_of(*found: Cable) -> Edition:
    edited = tuple(EditedCable(one, Path(), texts_of(one), {}) for one in found)
    return Edition(edited, Registers(), {})


def on_page(cable: Cable) -> list[str]:
    """Return the anchors of a cable's page, as its directives have them, in order."""
    found: list[str] = []
    pages = dict(EditionPages(edition_of(cable), PageLimits(250, 200, 500), ""))
    blocks = {par.anchor: [b.anchor for b in par.blocks[1:]] for par in cable.paragraphs}
    page = pages[f"cables/{cable.reference_id}"]
    record = page[page.index("{cable:record}") :].split("```", 1)[0].splitlines()
    found += [line.split(" | ")[0] for line in record if ROW.match(line)]
    for kind, argument in FENCE.findall(page):
        words = argument.split(" ")
        if kind == "par":
            found += [words[0], *blocks[words[0]]]
        elif kind != "record":
            found.append(words[-1])
    return found


def test_a_cable_with_all_kinds_of_places() -> None:
    cable = parse(TEXT, name="05OTTAWA1.txt")
    assert [(one.anchor, one.kind) for one in places_of(cable)] == [
        ("subject", "subject"),
        ("ref-a", "reference"),
        ("ref-b", "reference"),
        ("classified-by", "classified-by"),
        ("p1", "paragraph"),
        ("h1", "heading"),
        ("p2", "paragraph"),
        ("p2-1", "block"),
        ("p2-2", "block"),
        ("p3", "paragraph"),
        ("u1", "closing"),
        ("signature", "signature"),
    ]
    assert {one.kind for one in places_of(cable)} == set(get_args(PlaceKind))


@pytest.mark.parametrize("precedes", [3, 4, 99])
def test_a_heading_after_the_last_paragraph_stands_before_what_closes(precedes: int) -> None:
    cable = parse(TEXT, name="05OTTAWA1.txt")
    late = (cable.headings[0]._replace(anchor="h2", precedes=precedes),)
    cable = replace(cable, headings=(*cable.headings, *late))
    anchors = [one.anchor for one in places_of(cable)]
    assert anchors[-4:] == ["p3", "h2", "u1", "signature"]
    assert on_page(cable) == anchors


def test_parts_of_the_model_stand_at_their_own_anchors() -> None:
    cable = parse(TEXT, name="05OTTAWA1.txt")
    for one in places_of(cable):
        if isinstance(one.part, Paragraph | Block | Heading | Closing):
            assert one.part.anchor == one.anchor
    assert {type(one.part) for one in places_of(cable) if one.kind in {"subject", "signature"}} == {
        type(None)
    }


def test_a_number_alone_is_a_place_without_words() -> None:
    cable = parse(TEXT, name="05OTTAWA1.txt")
    (bare,) = [one for one in places_of(cable) if one.passage is None]
    assert bare.anchor == "p3"
    assert "p3" not in issued_words(cable)
    assert "p3" not in dict(texts_of(cable))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_all_orders_agree(path: Path) -> None:
    for cable in cables(path):
        places = list(places_of(cable))
        anchors = [one.anchor for one in places]
        assert len(set(anchors)) == len(anchors)
        worded = [one.anchor for one in places if one.passage is not None]
        assert list(passages_of(cable)) == list(issued_words(cable)) == worded
        assert [name for name, _ in anchors_of(cable)] == worded
        refs = [anchor for anchor, _ in reference_anchors(cable)]
        assert [name for name, _ in texts_of(cable)] == [one for one in worded if one not in refs]
        kinds = [one.kind in RECORD_KINDS for one in places]
        assert kinds == sorted(kinds, reverse=True)
        found = [at.anchor for page in cable_records(edition_of(cable)) for at in page.places]
        found = [anchor for anchor in found if anchor]
        assert found == [one for one in anchors if one in set(found)]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_page_has_the_places_in_this_order(path: Path) -> None:
    for cable in cables(path):
        if cable.reference_id:
            assert on_page(cable) == [one.anchor for one in places_of(cable)]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_place_of_the_model_is_there(path: Path) -> None:
    for cable in cables(path):
        found = {one.anchor for one in places_of(cable)}
        model = {heading.anchor for heading in cable.headings}
        model |= {line.anchor for line in cable.closing}
        for par in cable.paragraphs:
            model |= {par.anchor, *(block.anchor for block in par.blocks)}
        opening = cable.opening
        model |= {"subject"} if opening.subject else set()
        model |= {"classified-by"} if opening.classified_by else set()
        model |= {"signature"} if cable.signature else set()
        assert model == {one for one in found if not one.startswith("ref-")}
        assert len(found) - len(model) == len(opening.references)


@given(st.sampled_from(PATHS), st.integers(0, 2**32), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_lines_in_any_order_give_places_once(path: Path, seed: int, lines: int) -> None:
    source = random.Random(seed)  # noqa: S311 (no secret)
    text = path.read_bytes().decode("utf-8", "replace").splitlines()
    mixed = "\n".join(source.choices(text, k=lines)) if text else ""
    for cable in parse_all(mixed, name=path.name):
        anchors = [one.anchor for one in places_of(cable)]
        assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("p14", "¶ 14"),
        ("p14-2", "¶ 14, part 2"),
        ("p5a", "¶ 5a"),
        ("h2", "heading 2"),
        ("u1", "unnumbered passage 1"),
        ("u2-3", "unnumbered passage 2, part 3"),
        ("subject", "subject"),
        ("classified-by", "classified by"),
        ("signature", "sign-off"),
        ("tags", "TAGS"),
        ("eo", "executive order"),
        ("ref-a", "ref a"),
        ("passing", "passing"),
        ("p", "p"),
    ],
)
def test_names_for_people(anchor: str, name: str) -> None:
    assert place_name(anchor) == name


def test_the_date_comes_from_the_stamp_the_record_or_the_id() -> None:
    assert date_of(cables(PATHS[0])[0]) == "2005-01-28"
    assert date_of(parse("UNCLAS OTTAWA 000001\n\n1. Text.", name="05OTTAWA1.txt")) == "2005"
    assert date_of(parse("Nothing.", name="x.txt")) == ""


@pytest.mark.parametrize(
    ("anchor", "kind", "number", "name", "french"),
    [
        ("in-b-p5", "paragraph", "5", "paragraph 5", "paragraphe 5"),
        ("h1", "heading", "", "heading", "intertitre"),
        ("in-b-ref-a", "reference", "", "ref a", "référence a"),
        ("in-b-tags", "tags", "", "TAGS", "TAGS"),
        ("to", "to", "", "TO addressees", "destinataires pour action"),
    ],
)
def test_a_passage_that_only_a_copy_has_is_named(
    anchor: str, kind: str, number: str, name: str, french: str
) -> None:
    assert passage_of_copy(anchor, kind, number) == name
    with speaking("fr"):
        assert passage_of_copy(anchor, kind, number) == french
