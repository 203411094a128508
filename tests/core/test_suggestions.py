"""What the rules propose, and that it can be pasted into a sidecar."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import texts_of
from cable_edition.core.editing.emendation import Emendations, emend, reading_text
from cable_edition.core.editing.emendation_rules import proposals
from cable_edition.core.editing.quotation import occurrences, quote
from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.editing.suggestions import suggestions
from cable_edition.core.reading.parse import parse_all, parse_file

SOURCE = Path(__file__).parents[2] / "source_cables" / "05OTTAWA286.txt"


def pasted(cable: Cable, folder: Path) -> Emendations:
    """Paste what is proposed for a cable into its sidecar; return what the edition makes of it."""
    path = folder / f"{cable.reference_id}.yaml"
    path.write_text(suggestions(cable, str(path.with_suffix(".txt"))).yaml(), "utf-8")
    sidecar, problems = read_sidecar(path)
    assert problems == []
    assert sidecar is not None
    found, faults = emend(texts_of(cable), sidecar.emendations)
    assert faults == []
    return found


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Canada,s part", [","]),
        ("CANADA,S PART", [","]),
        ("it doesn,t", [","]),
        ("the &task force8 met", ["&", "8"]),
        ("(&task force.8)", ["&", "8"]),
        ("partners )- who differ -) come", [")-", "-)"]),
        ("S&R and R&S", []),
        ("S & R", []),
        ("the &task force", []),
        ("room A8", []),
        ("the &new G8 group8", ["&", "8"]),
        ("the visitors, said he", []),
        ("a,b and 1,000", []),
        ("(see above)- he", []),
        ("one -- two", []),
        ("AT&T8", []),
        ("the \u00ac a gadget,8 he", ["\u00ac", "8"]),
        ("the \u00actable8 he", ["\u00ac", "8"]),
        ("see \u00a7 5 and \u00a7 a", []),
        ("&about 3.8 of it", []),
    ],
)
def test_only_garbled_characters_are_proposed(text: str, changed: list[str]) -> None:
    found = proposals(text)
    assert [change.source for change in found] == changed
    for change in found:
        assert text[change.start : change.end] == change.source


def test_the_first_cable_has_twenty_and_no_genuine_ampersand(tmp_path: Path) -> None:
    (cable,) = parse_file(SOURCE)
    found = suggestions(cable, str(tmp_path / "05OTTAWA286.txt"))
    assert Counter(one.rule for one in found.entries) == {
        "comma-apostrophe": 11,
        "ampersand-quotes": 6,
        "paren-dash": 1,
        "dash-paren": 2,
    }
    text = " ".join(text for _, text in texts_of(cable))
    assert text.count("&") - sum("&" in one.quotation.exact for one in found.entries) == 9


def test_what_is_printed_can_be_pasted(tmp_path: Path) -> None:
    (cable,) = parse_file(SOURCE)
    found = pasted(cable, tmp_path)
    assert sum(map(len, found.values())) == 20
    again = suggestions(cable, str(tmp_path / "05OTTAWA286.txt"))
    assert (again.entries, again.applied) == ((), 20)


def test_several_marks_in_one_word_are_proposed_apart(tmp_path: Path) -> None:
    text = "1. (C) The &Canada,s8 share of the &Canada,s8 share.\n"
    head = "UNCLAS OTTAWA 000001\n\nTAGS: PREL\nSUBJECT: A\n\n"
    cable = next(iter(parse_all((head + text).encode(), name="05OTTAWA1.txt")))
    found = pasted(cable, tmp_path)
    assert reading_text(dict(texts_of(cable))["p1"], found["p1"]) == (
        'The "Canada\'s" share of the "Canada\'s" share.'
    )


@given(st.text("aG ,8&)-(.s\u00ac", max_size=60))
def test_all_that_is_proposed_is_accepted_together(words: str) -> None:
    text = "1. (C) " + " ".join(words.split()) + " end.\n"
    head = "UNCLAS OTTAWA 000001\n\nTAGS: PREL\nSUBJECT: A\n\n"
    cable = next(iter(parse_all((head + text).encode(), name="05OTTAWA1.txt")))
    with tempfile.TemporaryDirectory() as folder:
        found = pasted(cable, Path(folder))
        changes = [one for _, text in texts_of(cable) for one in proposals(text)]
        assert sum(map(len, found.values())) == len(changes)


@given(st.text("ab ,8&", max_size=40), st.integers(0, 39), st.integers(1, 3))
def test_a_quotation_finds_its_place_alone(text: str, start: int, length: int) -> None:
    text = " ".join(text.split())
    end = min(len(text), start + length)
    if start >= end or text[start] == " " or text[end - 1] == " ":
        return
    quotation = quote(text, start, end)
    assert occurrences(text, quotation) == [quotation.start]
    assert quotation.start <= start


def test_awkward_words_are_valid_yaml(tmp_path: Path) -> None:
    odd = "1. (C) Caf\u00e9\u2028\x85 \\ \"x\" 'y' Canada,s:\t#1\n"
    head = "UNCLAS OTTAWA 000001\n\nTAGS: PREL\nSUBJECT: A\n\n"
    cable = next(iter(parse_all((head + odd).encode(), name="05OTTAWA1.txt")))
    assert pasted(cable, tmp_path)
