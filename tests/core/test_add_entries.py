"""``add person`` and the others: one entry put where it belongs, and none that a build refuses."""

from __future__ import annotations

import json
import os

import pytest
from ruamel.yaml import YAML

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.problems import Severity
from tests.core.fatal_cases import Folder

HEAD = "UNCLAS OTTAWA {id}\n\nTAGS: PREL\nSUBJECT: A VISIT\n\n"
TEXTS = {
    "05OTTAWA1": "1. Zebedee Quux saw Canada,s lamps. Quux came by train to Canada,s coast.\n\n"
    "2. The lamp of the Harbor Office is one of Canada,s oldest.\nDICKSON\n",
    "05OTTAWA2": "1. Nobody counted Canada,s lamps, and not Canada,sold ones.\nDICKSON\n",
}
COMMENT = "# Mine, kept.\n"


@pytest.fixture
def cables(folder: Folder) -> Folder:
    for name, text in TEXTS.items():
        folder.write(f"source_cables/{name}.txt", HEAD.format(id=f"00000{name[-1]}") + text)
    folder.run("seal")
    for name in ("people", "organizations", "glossary"):
        folder.write(f"docs/registers/{name}.yaml", COMMENT)
    return folder


def is_sound(cables: Folder) -> bool:
    found = assemble(cables.sources, cables.registers).problems
    return not [one for one in found if one.severity is not Severity.INFO]


def entries(cables: Folder, register: str) -> list[dict[str, object]]:
    text = (cables.registers / f"{register}.yaml").read_text("utf-8")
    assert text.startswith(COMMENT)
    return list(YAML(typ="safe").load(text) or [])


def test_a_person_is_put_into_the_register(cables: Folder) -> None:
    done = cables.run("add", "person", "Zebedee Quux", "--surname", "Quux", "--office", "Visitor")
    assert done.exit_code == 0, done.output
    assert entries(cables, "people") == [
        {
            "id": "quux-zebedee",
            "name": "Zebedee Quux",
            "sort": "Quux, Zebedee",
            "tip": "Visitor",
            "office": "Visitor",
            "office_status": "cable",
            "forms": ["Zebedee Quux", {"text": "Quux", "surname": True}],
        }
    ]
    assert is_sound(cables)
    edition = assemble(cables.sources, cables.registers)
    named = [one for found in edition.cables[0].mentions.values() for one in found]
    assert len(named) == 2


@pytest.mark.parametrize(
    ("kind", "words", "register", "key"),
    [
        ("person", "Zebedee Quux", "people", "name"),
        ("organization", "Harbor Office", "organizations", "name"),
        ("term", "lamp", "glossary", "term"),
    ],
)
def test_nothing_is_invented(
    cables: Folder, kind: str, words: str, register: str, key: str
) -> None:
    done = cables.run("add", kind, words)
    assert done.exit_code == 0, done.output
    (entry,) = entries(cables, register)
    assert entry[key] == words
    assert str(entry["tip"]).startswith("Named in 05OTTAWA1")
    assert "sort" not in entry
    again = cables.run("add", kind, words)
    assert again.exit_code == 1
    assert "was not written" in again.stderr
    assert len(entries(cables, register)) == 1
    nowhere = cables.run("add", kind, "Nobody Else")
    assert nowhere.exit_code == 1
    assert "--tip" in nowhere.stderr
    assert is_sound(cables)


def test_an_emendation_serves_all_places_of_all_cables(cables: Folder) -> None:
    done = cables.run("add", "emendation", "Canada,s", "Canada's")
    assert done.exit_code == 0, done.output
    edition = assemble(cables.sources, cables.registers)
    found = {
        one.id: [(at, each.rule) for at, several in one.emendations.items() for each in several]
        for one in edition.cables
    }
    # Canada,sold is another word.
    assert found == {
        "05OTTAWA1": [("p1", "comma-apostrophe")] * 2 + [("p2", "comma-apostrophe")],
        "05OTTAWA2": [("p1", "comma-apostrophe")],
    }
    assert is_sound(cables)
    again = cables.run("add", "emendation", "Canada,s", "Canada's")
    assert again.exit_code == 1
    assert "not emended yet" in again.stderr


@pytest.mark.parametrize(
    ("at", "count"),
    [("05OTTAWA1", 3), ("05OTTAWA1#p1", 2), ("05OTTAWA1#p2", 1), ("05OTTAWA2#p1", 1)],
)
def test_an_emendation_is_limited_to_places(cables: Folder, at: str, count: int) -> None:
    done = cables.run("add", "emendation", "Canada,s", "Canada's", "--at", at)
    assert len(done.stdout.splitlines()) == count
    assert is_sound(cables)


def test_one_beside_others_leaves_them_their_addresses(cables: Folder) -> None:
    cables.run("add", "emendation", "train", "rail", "--reason", "A try.")
    before = assemble(cables.sources, cables.registers).cables[0].emendations["p1"]
    cables.run("add", "emendation", "Canada,s", "Canada's", "--at", "05OTTAWA1#p1")
    after = assemble(cables.sources, cables.registers).cables[0].emendations["p1"]
    assert {one.id for one in before} < {one.id for one in after}
    assert len(after) == 3
    assert is_sound(cables)


def test_a_note_is_put_into_the_sidecar(cables: Folder) -> None:
    (cables.root / "schemas").mkdir()
    cables.write("schemas/sidecar.schema.json", "{}")
    for _ in range(2):
        done = cables.run("add", "note", "05OTTAWA1#p1", "By which line?", "--quote", "by train")
        assert done.exit_code == 0, done.output
    text = (cables.sources / "05OTTAWA1.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/sidecar.schema.json\n")
    edition = assemble(cables.sources, cables.registers)
    assert [one.id for one in edition.sidecars["05OTTAWA1"].notes] == ["by-train", "by-train-2"]
    assert is_sound(cables)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["note", "05OTTAWA9#p1", "x"], 1, "did you mean '05OTTAWA"),
        (["note", "05OTTAWA1", "x"], 1, "say at which place"),
        (["note", "05OTTAWA1#p9", "x"], 1, "no place `p9`"),
        (["note", "05OTTAWA1#p1", "x", "--kind", "fact"], 1, "a fact needs `sources`"),
        (["note", "05OTTAWA1#p1", "x", "--quote", "by boat"], 1, "was not written"),
        (["note", "05OTTAWA1#p1", ""], 1, "was not written"),
        (["emendation", "train", "rail", "--rule", "conjectur"], 1, "did you mean 'conjecture'?"),
        (["emendation", "train", "train", "--rule", "conjecture"], 1, "nothing to emend"),
        (["emendation", "", "rail"], 1, "stands at no such place"),
        (["person", ""], 1, "stands in no cable"),
        (["person", "Zebedee Quux", "--id", "../x"], 1, "was not written"),
        (["persn", "Zebedee Quux"], 2, "did you mean 'person'?"),
        (["person"], 2, "Missing argument"),
    ],
)
def test_a_slip_is_told_and_nothing_written(
    cables: Folder, words: list[str], status: int, said: str
) -> None:
    before = {path: path.read_bytes() for path in cables.root.rglob("*") if path.is_file()}
    done = cables.run("add", *words)
    assert done.exit_code == status, done.output
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    after = {path: path.read_bytes() for path in cables.root.rglob("*") if path.is_file()}
    assert after == before


def test_programs_are_told(cables: Folder) -> None:
    done = cables.run("add", "organization", "Harbor Office", "--format", "json")
    told = json.loads(done.stdout)
    assert told["file"] == "docs/registers/organizations.yaml"
    assert told["entry"]["id"] == "harbor-office"
    assert told["refused"] is None


def test_a_file_of_such_a_name_is_a_file(cables: Folder) -> None:
    cables.write("note", HEAD.format(id="000007") + "1. A lamp.\nDICKSON\n")
    done = cables.run("add", "note")
    assert done.exit_code == 0, done.output
    assert (cables.sources / "note").is_file()
    assert "no id of a cable was found in it" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("05OTTAWA3.txt", HEAD.format(id="000003") + "1. A lamp.\nDICKSON\n", ""),
        ("letter.txt", "TAGS: PREL\nSUBJECT: A VISIT\n\n1. A lamp.\nDICKSON\n", "no id of a cable"),
        ("talk.txt", "Nothing of a cable.\n", "no cable was found"),
        (
            "rows.jsonl",
            (
                '{"id": "05OTTAWA7", "body": "UNCLAS\\n\\n1. A lamp."}\n'
                '{"id": "A", "body": "UNCLAS\\n\\n1. x"}\n'
            ),
            "1 cable in it without an id",
        ),
    ],
)
def test_a_file_without_an_id_is_told(cables: Folder, name: str, text: str, said: str) -> None:
    cables.write(name, text)
    done = cables.run("add", name)
    first = done.stdout.splitlines()[0]
    assert said in first
    assert bool(said) == (";" in first)


@pytest.mark.parametrize("command", ["new", "add"])
@pytest.mark.parametrize("odd", ["pipe", "loop", "folder-link", "gone"])
def test_a_file_that_cannot_be_read_keeps_no_other_out(
    cables: Folder, command: str, odd: str
) -> None:
    found = cables.root / "found"
    found.mkdir()
    name = found / "05a.txt"
    if odd == "pipe":
        os.mkfifo(name)
    else:
        name.symlink_to({"loop": "05a.txt", "folder-link": "..", "gone": "nowhere"}[odd])
    for number in (7, 8):
        text = HEAD.format(id=f"00000{number}") + "1. A lamp.\nDICKSON\n"
        (found / f"05OTTAWA{number}.txt").write_text(text, "utf-8")
    words = (
        ["new", "mine", "--defaults", "--from", "found"] if command == "new" else ["add", "found"]
    )
    done = cables.run(*words)
    sources = cables.root / "mine" / "source_cables" if command == "new" else cables.sources
    assert {"05OTTAWA7.txt", "05OTTAWA8.txt"} <= {path.name for path in sources.iterdir()}
    assert "05OTTAWA8.txt" in (sources / "SHA256SUMS").read_text("utf-8")
    if "05a.txt" in done.stderr:
        assert "05a.txt: not taken: it cannot be read: " in done.stderr
        assert done.exit_code == (1 if command == "new" else 2)


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("{cable:par}`there <05OTTAWA2#p7>`", "05OTTAWA2 has no place p7"),
        ("{cable:cable}`05OTTAWA3`", "there is no cable 05OTTAWA3 in this edition"),
        ("{cable:person}`she <nobody>`", "no person has the id nobody"),
    ],
)
def test_a_note_that_leads_nowhere_is_not_written(cables: Folder, role: str, said: str) -> None:
    done = cables.run("add", "note", "05OTTAWA1#p1", f"See {role}.")
    assert done.exit_code == 1
    assert done.stderr.strip().endswith(f"was not written: {said}")
    assert not (cables.sources / "05OTTAWA1.yaml").exists()
    told = cables.run("add", "note", "05OTTAWA1#p1", f"See {role}.", "--format", "json")
    assert json.loads(told.stdout)["refused"] == said
    there = cables.run("add", "note", "05OTTAWA1#p1", "See {cable:par}`¶ 1 <05OTTAWA2#p1>`.")
    assert there.exit_code == 0, there.output


def test_a_source_of_no_office_is_refused(cables: Folder) -> None:
    done = cables.run("add", "person", "Zebedee Quux", "--source", "atlas")
    assert done.exit_code == 1
    assert done.stderr == "--source says what an office rests on; give --office too\n"
    assert (cables.registers / "people.yaml").read_text("utf-8") == COMMENT


def test_a_folder_without_a_source_is_told(cables: Folder) -> None:
    (cables.root / "found").mkdir()
    (cables.root / "found" / "a.yaml").write_text("a: b\n", "utf-8")
    done = cables.run("add", "found")
    assert done.exit_code == 1
    assert done.stderr == "found: not taken: it has no file in it that can be a source\n"


@pytest.mark.parametrize("named", ["docs", "."])
def test_the_chapters_of_the_edition_are_not_added(cables: Folder, named: str) -> None:
    cables.write("docs/index.md", "# An edition\n\nWords.\n")
    before = {one.name for one in cables.sources.iterdir()}
    done = cables.run("add", named)
    assert done.exit_code == 2
    assert done.stderr == (
        f"{named}: holds the chapters of the edition; name the folder of the cables\n"
    )
    assert {one.name for one in cables.sources.iterdir()} == before
