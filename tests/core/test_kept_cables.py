"""Cables of an earlier build: they are what they were, and are loaded when they are asked for."""

from __future__ import annotations

import copy
import pickle
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.drawers import Drawer
from cable_edition.core.edition import kept_cables
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.kept_cables import KeptCable, KeptEdited
from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.edition.references import build_graph
from cable_edition.core.edition.search_records import cable_records
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.registers.mentions import MentionFinder

TEXT = """\
UNCLAS OTTAWA {n:06d}

SUBJECT: A VISIT OF JANE ROE

REF: 05 OTTAWA {other}

1. (U) Jane Roe came; see 05OTTAWA{other}.

2. (SBU) The lamp was lit by J. Roe.
"""
PEOPLE = """\
- id: roe
  name: Jane Roe
  sort: Roe, Jane
  tip: A visitor
  office: Visitor
  office_status: cable
  forms: [Jane Roe, J. Roe]
"""
NOTE = "notes:\n  - {at: p1, kind: inference, text: A note., id: one}\n"
EMENDED = (
    "emendations:\n  - {at: p2, quote: lamp, read: lamps, rule: conjecture, reason: So.}\n"
    "provenance: {body: Made up, kind: archive}\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    sources, registers = tmp_path / "sources", tmp_path / "docs" / "registers"
    sources.mkdir()
    registers.mkdir(parents=True)
    for number in range(1, 5):
        text = TEXT.format(n=number, other=number % 4 + 1)
        (sources / f"05OTTAWA{number}.txt").write_text(text, "utf-8")
    (sources / "05OTTAWA2.yaml").write_text(NOTE, "utf-8")
    (sources / "05OTTAWA3.yaml").write_text(EMENDED, "utf-8")
    (registers / "people.yaml").write_text(PEOPLE, "utf-8")
    return tmp_path


def made(root: Path) -> Edition:
    """Return the edition as a build has it, and keep its work."""
    kept = KeptWork(root / "kept.sqlite", "program")
    edition = assemble(root / "sources", root / "docs" / "registers", kept=kept)
    build_graph(edition.cables)
    for page in cable_records(edition):
        page.told("length", lambda page=page: len(page.places))  # type: ignore[misc]
    kept.save()
    return edition


def test_all_is_as_it_was(root: Path) -> None:
    first, second = made(root), made(root)
    assert [type(one) for one in second.cables] == [KeptEdited] * 4
    clean = assemble(root / "sources", root / "docs" / "registers")
    for edition in (first, second):
        assert edition.cables == clean.cables
        assert clean.cables == edition.cables
        assert edition.places == clean.places
        assert edition.problems == clean.problems
        assert edition.graph() == clean.graph()
        assert list(cable_records(edition)) == list(cable_records(clean))
        assert list(map(repr, edition.cables)) == list(map(repr, clean.cables))
    one = second.cables[2]
    assert one.emendations
    assert one.provenance.body == "Made up"
    assert [note.id for note in second.cables[1].notes] == ["n-one"]


def test_nothing_is_loaded_until_it_is_asked_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root)
    found: list[str] = []
    load = kept_cables._loaded

    def noted(one: object, kind: type, name: str, **more: str) -> object:
        found.append(f"{kind.__name__}.{name}")
        return load(one, kind, name, **more)

    monkeypatch.setattr(kept_cables, "_loaded", noted)
    edition = made(root)
    assert edition.titles()["05OTTAWA1"] == ("2005", "A VISIT OF JANE ROE")
    assert len(edition.places["person", "roe"]) == 8
    assert found == []
    one = edition.cables[0]
    assert one.text("p1") == "Jane Roe came; see 05OTTAWA2."
    assert found == ["EditedCable._text_at"]
    assert len(one.cable.paragraphs) == 2
    assert one.cable.source.text
    assert found[1:] == ["Cable.paragraphs"]
    with pytest.raises(AttributeError, match="no_such"):
        one.no_such  # type: ignore[attr-defined]  # noqa: B018


def test_a_copy_is_a_cable_with_a_drawer_of_its_own(root: Path) -> None:
    made(root)
    one = made(root).cables[0]
    assert one.told("lamp", lambda: 1) == 1
    copies = [replace(one), copy.copy(one), pickle.loads(pickle.dumps(one))]  # noqa: S301
    for other in copies:
        assert type(other) is EditedCable
        assert other == one
        assert other.told("lamp", lambda: 2) == 2
    assert isinstance(one.cable, (Cable, KeptCable))
    assert type(replace(made(root).cables[0].cable)) is Cable


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE work SET made = x'80' WHERE kind LIKE 'drawers%'",
        "UPDATE work SET made = x'80' WHERE kind = 'cables'",
        "DELETE FROM work WHERE kind = 'cables'",
        "DELETE FROM work WHERE kind = 'texts'",
        "DELETE FROM work WHERE kind LIKE 'drawers%'",
    ],
)
def test_what_is_damaged_is_made_anew(root: Path, change: str) -> None:
    clean = made(root)
    with sqlite3.connect(root / "kept.sqlite") as file:
        file.execute(change)
    file.close()
    edition = made(root)
    assert edition.cables == clean.cables
    assert edition.places == clean.places


def test_a_register_more_or_a_word_less_is_seen(root: Path) -> None:
    made(root)
    people = root / "docs" / "registers" / "people.yaml"
    people.write_text(PEOPLE.replace(", J. Roe", ""), "utf-8")
    assert len(made(root).places["person", "roe"]) == 4
    people.write_text(PEOPLE, "utf-8")
    source = root / "sources" / "05OTTAWA1.txt"
    source.write_text(source.read_text("utf-8").replace("J. Roe", "John Doe"), "utf-8")
    edition = made(root)
    assert len(edition.places["person", "roe"]) == 7
    assert edition.cables[0].text("p2") == "The lamp was lit by John Doe."


def test_a_name_is_asked_for_where_it_decides(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = root / "docs" / "registers" / "people.yaml"
    by_surname = PEOPLE.replace("J. Roe]", "{text: Roe, surname: true}]")
    source = root / "sources" / "05OTTAWA1.txt"
    text = source.read_text("utf-8").replace("J. Roe", "Mary Roe")
    source.write_text(text, "utf-8")
    for number in range(2, 5):
        other = root / "sources" / f"05OTTAWA{number}.txt"
        words = other.read_text("utf-8").replace("J. Roe", "nobody")
        other.write_text(words.replace("Jane Roe", "Nobody"), "utf-8")
    people.write_text(by_surname, "utf-8")
    assert "surname-doubtful" in {one.code for one in made(root).problems}
    searched: list[str] = []
    find = MentionFinder.find

    def noted(self: MentionFinder, *given: Any, cable_id: str, **more: Any) -> Any:
        searched.append(cable_id)
        return find(self, *given, cable_id=cable_id, **more)

    monkeypatch.setattr(MentionFinder, "find", noted)
    people.write_text(by_surname.replace("name: Jane Roe", "name: Jane Mary Roe"), "utf-8")
    second = made(root)
    assert searched == ["05OTTAWA1"]
    assert "surname-doubtful" not in {one.code for one in second.problems}
    clean = assemble(root / "sources", root / "docs" / "registers")
    assert second.problems == clean.problems
    assert second.cables == clean.cables
    assert second.places == clean.places
    searched.clear()
    people.write_text(people.read_text("utf-8").replace("tip: A visitor", "tip: A guest"), "utf-8")
    made(root)
    assert searched == []


def test_a_drawer_has_what_was_made_of_the_same() -> None:
    drawer = Drawer()
    assert drawer.of("lamp", lambda: (1,), "oil") == (1,)
    later = Drawer(drawer.packed())
    assert not later.is_changed
    assert later.of("lamp", lambda: (2,), "oil") == (1,)
    assert later.of("lamp", lambda: (3,), "gas") == (3,)
    assert later.is_changed
    assert Drawer(b"no pickle").of("lamp", lambda: 4) == 4
