"""Who quotes the edition: what is said of each quotation of the register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.model import Edition
from cable_edition.core.quotations.quoted import Quoted, elsewhere
from tests.core.fatal_cases import TEXT, Folder
from tests.editions import EDITIONS

WORKS = json.dumps([{"id": "roe2014", "title": "Lamps", "author": [{"literal": "Jane Roe"}]}])


def edition_of(folder: Folder, **keys: str) -> Edition:
    """Return the edition of one cable with one quotation."""
    folder.write("docs/registers/works.json", WORKS)
    entry = {"id": "a", "work": "roe2014", **keys}
    folder.write("docs/registers/quotations.yaml", json.dumps([entry]))
    return assemble(folder.sources, folder.registers)


def told(edition: Edition) -> list[str]:
    return [one.code for one in edition.problems if one.code.startswith("quotation-")]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("words", "keys", "verdict", "anchor", "problems"),
    [
        ("came to the mission", {}, "exact", "p1", []),
        ("came to the mission", {"paragraph": "p1"}, "exact", "p1", []),
        ("came to the mission", {"paragraph": "p2"}, "exact", "p1", ["quotation-elsewhere"]),
        ("[C]ame to ... at noon", {"paragraph": "p1"}, "exact", "p1", []),
        ("came to the mission at dawn by train", {}, "altered", "p1", ["quotation-altered"]),
        ("came to the mission at dawn by train", {"accepted": "altered"}, "altered", "p1", []),
        ("came to the mission", {"accepted": "altered"}, "exact", "p1", ["quotation-settled"]),
        ("nobody said these words of all words", {}, "absent", "", ["quotation-absent"]),
        ("nobody said these words of all words", {"accepted": "absent"}, "absent", "", []),
        ("nobody", {"accepted": "altered"}, "absent", "", ["quotation-settled"]),
        ("by train. Quux left", {"paragraph": "p2"}, "exact", "p1", []),
        ("A visit", {}, "exact", "", []),
    ],
)
def test_verdicts(
    words: str, keys: dict[str, str], verdict: str, anchor: str, problems: list[str], folder: Folder
) -> None:
    edition = edition_of(folder, words=words, cable="05OTTAWA1", **keys)
    (one,) = edition.quoted
    assert one.verdict == verdict
    assert (one.places[0].anchor if one.places else "") == anchor
    assert told(edition) == problems


def test_a_cable_that_is_not_here_is_told(folder: Folder) -> None:
    edition = edition_of(folder, words="nobody said these words", cable="05OTTAWA99")
    (problem,) = (one for one in edition.problems if one.code == "quotation-absent")
    assert "05OTTAWA99, which is named, is not in it" in problem.message
    edition = edition_of(folder, words="came to the mission", cable="05OTTAWA99")
    assert told(edition) == ["quotation-elsewhere"]


def test_of_several_cables_the_named_one_is_quoted(folder: Folder) -> None:
    folder.write("source_cables/05OTTAWA2.txt", TEXT.replace("000001", "000002"))
    edition = edition_of(folder, words="came to the mission")
    (one,) = edition.quoted
    assert (one.at, [place.cable for place in one.places]) == (None, ["05OTTAWA1", "05OTTAWA2"])
    assert told(edition) == ["quotation-open"]
    edition = edition_of(folder, words="came to the mission", cable="05OTTAWA2")
    (one,) = edition.quoted
    assert one.at is not None
    assert (one.at.cable, told(edition)) == ("05OTTAWA2", [])
    # Words of another cable than the one that is named: the work is wrong, or the register.
    folder.write(
        "source_cables/05OTTAWA2.txt", TEXT.replace("000001", "000002").replace("noon", "six")
    )
    edition = edition_of(folder, words="came to the mission at noon", cable="05OTTAWA2")
    assert told(edition) == ["quotation-elsewhere"]


def test_the_named_paragraph_goes_before_an_earlier_one(folder: Folder) -> None:
    folder.write(
        "source_cables/05OTTAWA1.txt", TEXT.replace("2. Quux", "2. He came to the mission.")
    )
    words = {"words": "came to the mission", "cable": "05OTTAWA1"}
    assert [one.anchor for one in edition_of(folder, **words).quoted[0].places] == ["p1"]
    edition = edition_of(folder, **words, paragraph="p2")
    assert [one.anchor for one in edition.quoted[0].places] == ["p2"]
    assert told(edition) == []


def test_withheld_words_that_a_work_quotes_stop_the_edition(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.core.fatal_cases import WITHHELD

    monkeypatch.chdir(folder.root)
    folder.sidecar(WITHHELD)
    for keys in ({"words": "Zebedee Quux came"}, {"words": "Came", "page": "note on Quux"}):
        edition_of(folder, **keys)
        done = folder.run("check")
        assert done.exit_code == 2
        assert "withheld-open" in done.output
    edition_of(folder, words="came to the mission")
    folder.write("docs/registers/works.json", WORKS.replace("Lamps", "The Life of Zebedee Quux"))
    assert folder.run("check").exit_code == 2


def test_the_example_has_each_verdict() -> None:
    root = EDITIONS["everything"]
    edition = assemble(root / "source_cables", root / "docs" / "registers")
    found: dict[str, Quoted] = {one.quotation.id: one for one in edition.quoted}
    assert {one.verdict for one in found.values()} == {"exact", "emended", "altered", "absent"}
    assert elsewhere(found["snuffer-drawings"])
    assert not elsewhere(found["lampwright-keeper"])
    assert told(edition) == ["quotation-elsewhere"]


COPY = TEXT.replace("at noon", "at dawn with the minister").replace(
    "2. Quux", "2. Nobody else was told of it.\n\n3. Quux"
)
WITNESS = "base: 05OTTAWA1.txt\nwitnesses:\n  - {siglum: B, file: copy.txt, kind: release}\n"


@pytest.mark.parametrize(
    ("words", "keys", "verdict", "place", "problems"),
    [
        ("at dawn with the minister", {}, "exact", ("p1", "B"), []),
        ("the mission at dawn with the minister by first train", {}, "altered", ("p1", "B"), None),
        ("Nobody else was told of it", {"paragraph": "p2"}, "exact", ("in-b-p2", "B"), []),
        ("at noon by train", {"paragraph": "p1"}, "exact", ("p1", ""), []),
        ("Nobody else was told", {"paragraph": "p9"}, "exact", None, ["quotation-elsewhere"]),
        ("at dawn with the king of it all", {"accepted": "absent"}, "absent", None, []),
    ],
)
def test_words_of_another_witness_are_found_and_it_is_named(
    words: str,
    keys: dict[str, str],
    verdict: str,
    place: tuple[str, str] | None,
    problems: list[str] | None,
    folder: Folder,
) -> None:
    folder.write("source_cables/copy.txt", COPY)
    folder.sidecar(WITNESS)
    edition = edition_of(folder, words=words, cable="05OTTAWA1", **keys)
    (one,) = edition.quoted
    assert one.verdict == verdict
    if place is not None:
        assert [(at.anchor, at.witness) for at in one.places] == [place]
    if problems is not None:
        assert told(edition) == problems


def test_a_place_of_another_witness_is_named_in_what_is_told(folder: Folder) -> None:
    folder.write("source_cables/copy.txt", COPY)
    folder.sidecar(WITNESS)
    edition = edition_of(folder, words="with the minister", cable="05OTTAWA1", paragraph="p2")
    (problem,) = (one for one in edition.problems if one.code == "quotation-elsewhere")
    assert "it stands in 05OTTAWA1 p1 of B" in problem.message


def test_withheld_words_of_another_witness_are_found_nowhere(folder: Folder) -> None:
    folder.write("source_cables/copy.txt", COPY.replace("the minister", "Osric Vann the minister"))
    folder.sidecar(
        WITNESS + "redactions:\n  - {name: Osric Vann, reason: At risk., date: 2026-11-23}\n"
    )
    edition = edition_of(folder, words="at dawn with the minister", cable="05OTTAWA1")
    assert edition.quoted[0].verdict == "absent"
    edition = edition_of(folder, words="the minister by train", cable="05OTTAWA1")
    assert [(at.anchor, at.witness) for at in edition.quoted[0].places] == [("p1", "B")]
