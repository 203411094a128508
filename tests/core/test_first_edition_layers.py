"""The emendations and notes of the first edition."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.places import texts_of
from cable_edition.core.editing.emendation import reading_text, source_of
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable, assemble

ROOT = Path(__file__).parents[2]


@cache
def cable() -> EditedCable:
    edition = assemble(ROOT / "source_cables", ROOT / "docs" / "registers")
    assert [p for p in edition.problems if "yaml" in p.path] == []
    return next(one for one in edition.cables if one.id == "05OTTAWA286")


def test_twenty_are_mechanical_and_two_conjectures() -> None:
    found = [one for items in cable().emendations.values() for one in items]
    assert Counter(one.rule for one in found) == {
        "comma-apostrophe": 11,
        "ampersand-quotes": 6,
        "paren-dash": 1,
        "dash-paren": 2,
        "conjecture": 2,
    }
    assert {one.anchor for one in found if one.rule == "conjecture"} == {"p5", "p9"}


def test_all_are_applied_and_undone_byte_for_byte() -> None:
    one = cable()
    sources = texts_of(one.cable)
    assert [anchor for anchor, _ in sources] == [anchor for anchor, _ in one.texts]
    for (anchor, source), (_, reading) in zip(sources, one.texts, strict=True):
        here = one.emendations.get(anchor, ())
        assert reading_text(source, here).encode() == reading.encode()
        assert source_of(reading, here).encode() == source.encode()
        assert (source == reading) == (not here)
    transmitted = source_text(one.cable)
    # The words of the sources stand in the file as they are, one after the other.
    at = 0
    for anchor, source in sources:
        at = transmitted.find(source, at)
        assert at >= 0, anchor


def test_genuine_ampersands_and_no_garbled_character_are_left() -> None:
    text = "\n".join(text for _, text in cable().texts)
    assert text.count("&") == 9
    assert text.count("S&R") == 4
    assert text.count("R&S") == 5
    for rule in RULES.values():
        for source, _ in rule.changes - {(",", "'"), ("8", '"'), ("&", '"')}:
            assert source not in text
    assert text.count('"') == 6
    assert "Prime Minister's Office" in text
    assert '"global peace and security fund"' in text
    assert "partners -- who will likely be different in each case -- to" in text


def test_notes_are_many_and_facts_have_sources() -> None:
    notes = cable().notes
    assert len(notes) >= 25
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    assert all(note.sources for note in notes if note.kind == "fact")
    assert {note.kind for note in notes} == {"fact", "inference"}
