"""``status``: what is left to do, and the words that no register has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.registers.mentions import Mention
from cable_edition.core.registers.unregistered import unregistered
from tests.core.fatal_cases import PEOPLE, TEXT, Folder

#: Words in small letters, so that a text tells by its capitals.
LOWER = "they talked about many other things and went home again before anybody came"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the DCM met MFA officials", ["acronym DCM", "acronym MFA"]),
        ("the S/CRS and R&S staff, two LNOs", ["acronym S/CRS", "acronym R&S", "acronym LNO"]),
        ("section IV of a plan, item A", []),
        ("he did NOT agree to THIS PROPOSAL of theirs", []),
        ("see OTTAWA and 05OTTAWA286", []),
        ("an ordinary sentence. The Harbor Office agreed", ["name Harbor Office"]),
        ("then Ambassador Wilkins spoke", ["name Wilkins"]),
        ("Ambassador Paul van der Berg's aide", ["name Paul van der Berg"]),
        ("J. Doe left on Monday", ["name J. Doe"]),
        ("on Friday March 3 he left. Meanwhile Rome agreed", []),
        ("Embassy Ottawa agreed. End Summary.", []),
        ("Porto Sereno. Capo Lungo was shut", ["name Porto Sereno", "name Capo Lungo"]),
    ],
)
def test_words_that_look_like_acronyms_and_names(text: str, found: list[str]) -> None:
    told = unregistered([("p1", f"{text} {LOWER}")], {})
    assert [f"{one.kind} {one.words}" for one in told] == found


def test_what_a_register_has_and_what_capitals_do_not_tell_is_left() -> None:
    text = f"the DCM met Jane Roe there {LOWER}"
    roe = Mention("p1", text.index("Jane"), text.index(" there"), "person", "roe", None, "Jane Roe")
    told = unregistered([("p1", text), ("p2", "THE DCM MET JANE ROE")], {"p1": (roe,)})
    assert [(one.words, one.anchor, one.start) for one in told] == [("DCM", "p1", 4)]


def items(at: Folder) -> list[dict[str, Any]]:
    done = at.run("status", "--format", "json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def begun(folder: Folder) -> Folder:
    """An edition in which something of each kind is left to do."""
    text = TEXT.replace("TAGS: PREL", "TAGS: PREL, QQQQ").replace("at noon", "of the DND at noon")
    folder.source.write_text(text.replace("train.", "train, 202-555-0100."), "utf-8")
    folder.sidecar("read: 2026-11-20\nnotes:\n  - {at: p9, kind: inference, text: So., id: a}\n")
    return folder


def test_each_kind_of_thing_that_is_left_is_told(begun: Folder) -> None:
    told = items(begun)
    assert [
        (one["kind"], one.get("words") or one.get("id")) for one in told if "path" not in one
    ] == [
        ("acronym", "DND"),
        ("name", "Zebedee Quux"),
        ("tag", "QQQQ"),
    ]
    assert told[0]["places"] == [{"cable": "05OTTAWA1", "anchor": "p1"}]
    (entry,) = (one for one in told if one["kind"] == "entry")
    assert (entry["id"], entry["register"], entry["line"]) == ("roe-jane", "person", 1)
    (link,) = (one for one in told if one["kind"] == "link")
    assert (link["code"], link["line"]) == ("unknown-anchor", 3)
    (cable,) = (one for one in told if one["kind"] == "cable")
    assert (cable["read"], cable["sealed"], cable["notes"], cable["questions"]) == (
        "2026-11-20",
        False,
        0,
        1,
    )


def test_what_is_done_is_not_told_any_more(begun: Folder) -> None:
    begun.run("seal")
    begun.sidecar("dismissed:\n  - {at: p1, quote: 202-555-0100, reason: Public.}\n")
    quux = PEOPLE.replace("roe-jane", "quux").replace("Jane Roe", "Zebedee Quux")
    begun.write("docs/registers/people.yaml", quux)
    told = items(begun)
    assert [one["kind"] for one in told] == ["acronym", "tag", "cable"]
    cable = told[-1]
    assert (cable["read"], cable["sealed"], cable["questions"], cable["dismissed"]) == (
        None,
        True,
        0,
        1,
    )


def test_the_table_says_it_to_people(begun: Folder) -> None:
    done = begun.run("status")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Acronyms without an entry (1)"
    assert lines[2].split() == ["DND", "1", "05OTTAWA1", "p1"]
    assert "1 cable: 1 read, 0 sealed" in done.stdout
    assert lines[-1] == "1 error; cable-edition check tells what to mend"


def test_withheld_words_are_in_no_list(begun: Folder) -> None:
    begun.sidecar(
        "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: R., date: 2026-11-23}\n"
    )
    done = begun.run("status", "--all")
    assert done.exit_code == 0
    assert "DND" in done.stdout
    assert "quux" not in done.output.lower()


@pytest.mark.parametrize(
    ("written", "code"),
    [("read: yesterday", "malformed-date"), ("read: [2026-11-20]", "wrong-type")],
)
def test_a_day_of_reading_is_a_date(folder: Folder, written: str, code: str) -> None:
    folder.sidecar(f"{written}\n")
    done = folder.run("check")
    assert done.exit_code == 1
    assert f"[{code}]" in done.stdout
    told = map(json.loads, folder.run("status", "--format", "json").stdout.splitlines())
    assert [one["read"] for one in told if one["kind"] == "cable"] == [None]


def test_a_day_of_reading_is_published_nowhere(folder: Folder, tmp_path: Path) -> None:
    folder.sidecar("read: 2026-11-20\n")
    assert folder.run("export", "all", "--out", "data").exit_code == 0
    files = [one for one in (folder.root / "data").rglob("*") if one.is_file()]
    assert files
    assert not [one for one in files if b"2026-11-20" in one.read_bytes()]
