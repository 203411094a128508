"""The places of glossary entries in header fields, portion marks and longer names."""

from __future__ import annotations

import json

import pytest

from cable_edition.core.edition.assemble import assemble

_CABLE = """C O N F I D E N T I A L SECTION 01 OF 02 ROME 000301

SIPDIS

E.O. 12958: DECL: 01/26/2009
TAGS: PREL, UN, IT
SUBJECT: THE LAMP
Classified By: A. Keeper, reasons 1.4 (b) (d)

1. (C) The UN, said the keeper, wants the UN Lamp Report, and no more.

2. (SBU) Nothing here.
"""
#: Entries of the glossary: id, name, and the form by which words are found, if any.
_TERMS = (
    ("conf", "CONFIDENTIAL", "C O N F I D E N T I A L"),
    ("section", "SECTION 01 OF 02", ""),
    ("sipdis", "SIPDIS", "SIPDIS"),
    ("eo", "E.O. 12958", "E.O. 12958"),
    ("decl", "DECL", "DECL"),
    ("tags", "TAGS", "TAGS"),
    ("reasons", "reasons 1.4 (b) (d)", "1.4 (b) (d)"),
    ("c", "(C)", ""),
    ("sbu", "(SBU)", ""),
    ("u", "(U)", ""),
    ("un", "UN", "UN"),
    ("report", "UN Lamp Report", "UN Lamp Report"),
)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str, str, str]]]:
    folder = tmp_path_factory.mktemp("fields")
    sources, registers = folder / "source_cables", folder / "registers"
    sources.mkdir()
    registers.mkdir()
    (sources / "05ROME301.txt").write_text(_CABLE)
    entries = [
        {
            "id": key,
            "term": name,
            "expansion": "X",
            "tip": "X",
            "status": "unverified",
            "forms": form,
        }
        for key, name, form in ((key, name, [form] if form else []) for key, name, form in _TERMS)
    ]
    (registers / "glossary.yaml").write_text(json.dumps(entries))
    found = assemble(sources, registers).places
    return {
        entry: [(one.anchor, one.before, one.words, one.after) for one in rows]
        for (kind, entry), rows in found.items()
        if kind == "term"
    }


@pytest.mark.parametrize(
    ("entry", "rows"),
    [
        ("conf", [("classification", "", "C O N F I D E N T I A L", "")]),
        ("section", [("section", "", "SECTION 01 OF 02", "")]),
        ("sipdis", [("captions", "", "SIPDIS", "")]),
        ("eo", [("eo", "", "E.O. 12958", ": DECL: 01/26/2009")]),
        ("decl", [("eo", "E.O. 12958: ", "DECL", ": 01/26/2009")]),
        ("tags", [("tags", "", "TAGS", ": PREL, UN, IT")]),
        ("reasons", [("reasons", "reasons ", "1.4 (b) (d)", "")]),
        ("sbu", [("p2", "", "(SBU)", " Nothing here.")]),
    ],
)
def test_a_field_or_mark_is_a_place(
    places: dict[str, list[tuple[str, str, str, str]]],
    entry: str,
    rows: list[tuple[str, str, str, str]],
) -> None:
    assert places[entry] == rows


def test_a_mark_has_the_words_of_its_paragraph_behind_it(
    places: dict[str, list[tuple[str, str, str, str]]],
) -> None:
    ((anchor, before, words, after),) = places["c"]
    assert (anchor, before, words) == ("p1", "", "(C)")
    assert after.startswith(" The UN, said the keeper, wants")


def test_a_mark_that_no_paragraph_has_and_a_code_that_is_a_tag_are_no_places(
    places: dict[str, list[tuple[str, str, str, str]]],
) -> None:
    assert "u" not in places
    assert "tags" not in {anchor for anchor, *_ in places["un"]}


def test_a_term_within_a_longer_name_is_a_place_in_the_order_of_the_text(
    places: dict[str, list[tuple[str, str, str, str]]],
) -> None:
    assert [(before[-10:], words, after[:12]) for _, before, words, after in places["un"]] == [
        ("The ", "UN", ", said the k"),
        ("wants the ", "UN", " Lamp Report"),
    ]
    assert len(places["report"]) == 1
