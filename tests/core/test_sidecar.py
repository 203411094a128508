"""Sidecars: each fault is located, and never takes another entry with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.editing.sidecar import Sidecar, load_sidecars
from tests.core.fatal_cases import Folder

GOOD = """\
base: a.txt
witnesses: [b.txt]
emendations:
  - at: p1
    rule: comma-apostrophe
    quote: "Canada,s"
    read: "Canada's"
notes:
  - id: start
    at: p1
    quote: START
    kind: fact
    text: A task force.
    sources: [https://example.org/a]
"""


def load(folder: Path, text: str, name: str = "05OTTAWA1") -> tuple[Sidecar | None, list[str]]:
    (folder / f"{name}.yaml").write_text(text, "utf-8")
    found, problems = load_sidecars(folder)
    return found.get(name), [f"{p.line}:{p.code}" for p in problems]


def test_every_key_is_read(tmp_path: Path) -> None:
    sidecar, problems = load(tmp_path, GOOD)
    assert problems == []
    assert sidecar is not None
    assert (sidecar.base, sidecar.witnesses) == ("a.txt", ("b.txt",))
    (emendation,) = sidecar.emendations
    assert (emendation.place.at, emendation.place.quote) == ("p1", "Canada,s")
    assert (emendation.read, emendation.certainty, emendation.place.line) == (
        "Canada's",
        "certain",
        4,
    )
    (note,) = sidecar.notes
    assert (note.id, note.kind, note.text) == ("start", "fact", "A task force.")
    assert note.sources == ("https://example.org/a",)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("comma-apostrophe", "comma-apostroph", "5:bad-value"),
        ("    rule: comma-apostrophe\n", "", "4:missing-key"),
        ('    read: "Canada\'s"\n', "", "4:missing-key"),
        ('    quote: "Canada,s"\n', "", "4:missing-key"),
        ('"Canada\'s"', '"Canada,s"', "4:same-reading"),
        ("at: p1\n    rule", "at: P 1\n    rule", "4:malformed-id"),
        ("rule: comma", "rul: x\n    rule: comma", "5:unknown-key"),
        ("id: start", "id: Start!", "9:malformed-id"),
        ("kind: fact", "kind: guess", "12:bad-value"),
        ("    sources: [https://example.org/a]\n", "", "9:missing-source"),
        ("    text: A task force.\n", "", "9:missing-key"),
        ("    quote: START\n", "    prefix: START\n", "9:missing-key"),
        ("base:", "bse:", "1:unknown-key"),
        ("witnesses: [b.txt]", "witnesses: b.txt", "2:wrong-type"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in GOOD
    _, problems = load(tmp_path, GOOD.replace(old, new, 1))
    assert problem in problems


def test_a_faulty_entry_leaves_the_others(tmp_path: Path) -> None:
    text = GOOD.replace("emendations:", "emendations:\n  - at: p2\n    rule: conjecture")
    sidecar, problems = load(tmp_path, text)
    assert problems == ["4:missing-key", "4:missing-key"]
    assert sidecar is not None
    assert len(sidecar.emendations) == 1
    assert len(sidecar.notes) == 1


def test_an_empty_reading_is_a_reading(tmp_path: Path) -> None:
    text = 'emendations: [{at: p1, rule: conjecture, quote: the the, read: ""}]'
    sidecar, problems = load(tmp_path, text)
    assert problems == []
    assert sidecar is not None
    assert sidecar.emendations[0].read == ""


def test_an_inference_needs_no_source(tmp_path: Path) -> None:
    sidecar, problems = load(tmp_path, "notes: [{id: a, at: p1, kind: inference, text: Perhaps.}]")
    assert problems == []
    assert sidecar is not None
    assert sidecar.notes[0].sources == ()


def test_a_note_id_given_twice_is_an_error(tmp_path: Path) -> None:
    one = "  - {id: a, at: p1, kind: inference, text: Perhaps.}\n"
    sidecar, problems = load(tmp_path, f"notes:\n{one}{one}")
    assert problems == ["3:repeated-id"]
    assert sidecar is not None
    assert len(sidecar.notes) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("- a\n", "1:sidecar-type"), ("a: [\n", "2:broken-yaml"), ("base: &x y\n", "1:yaml-alias")],
)
def test_a_file_that_is_no_sidecar_is_reported(tmp_path: Path, text: str, code: str) -> None:
    sidecar, problems = load(tmp_path, text)
    line = code.partition(":")[0]
    assert (sidecar, problems) == (None, [code, f"{line}:sidecar-unread"])


def test_a_key_that_is_not_known_bars_the_cable_for_it_may_withhold_words(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "redaction:\n  - {name: Jane Roe}\n")
    assert problems == ["1:unknown-key", "1:sidecar-unread"]
    (tmp_path / "05OTTAWA1.yaml").rename(tmp_path / "05OTTAWA1.yml")
    _, found = load_sidecars(tmp_path)
    assert [problem.code for problem in found] == ["sidecar-name", "sidecar-unread"]


def test_a_name_that_is_no_id_is_reported_and_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "05OTTAWA1.yaml").write_text("base: a.txt\n", "utf-8")
    _, problems = load(tmp_path, "base: a.txt\n", name="notes")
    assert problems == ["None:sidecar-name"]
    assert load_sidecars(tmp_path)[0].keys() == {"05OTTAWA1"}


def test_an_empty_sidecar_says_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, "# nothing yet\n") == (None, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("base: 05OTTAWA1.txt\n", ""),
        ("witnesses: [note.txt, 05OTTAWA1.txt]\n", ""),
        ("base: 05OTTAWA1.TXT\n", "1: the base text of 05OTTAWA1 is said to be '05OTTAWA1.TXT'"),
        ("notes: []\nbase: note.txt\n", "2: the base text of 05OTTAWA1"),
        ("witnesses:\n- note.txt\n- gone.txt\n", "3: there is no witness 'gone.txt'"),
        ("witnesses: ['../05OTTAWA1.txt']\n", "1: there is no witness '../05OTTAWA1.txt'"),
    ],
)
def test_each_witness_that_is_named_is_there(folder: Folder, text: str, said: str) -> None:
    folder.write("source_cables/note.txt", "Words of a newspaper.\n")
    folder.sidecar(text)
    told = folder.run("check").stdout
    assert ("[witness-missing]" in told) == bool(said)
    assert said in told
    # Of one file the same is told, but for a base text that is a file of another cable.
    told = folder.run("check", "source_cables/05OTTAWA1.txt").stdout
    assert ("[witness-missing]" in told) == bool(said and "base: note.txt" not in text)
    assert told.count("[witness-missing]") <= 1
