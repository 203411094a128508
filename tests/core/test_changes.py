"""What changed between two states of an edition: found, told with its words, none withheld."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.changes.archives import StateError, archives_of, read_release, read_state
from cable_edition.core.changes.compare import Change, compare, pieces
from cable_edition.core.changes.states import (
    CableState,
    EditionState,
    Emended,
    Noted,
    state_of_edition,
)
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.proof.past_releases import hiding
from tests.core.fatal_cases import CHANGES, NOTES, PEOPLE, WITHHELD, Folder
from tests.editions import EDITIONS

WORDS = {"subject": "A VISIT", "p1": "One came by train.", "p2": "All was well."}
GIT = shutil.which("git")


def state(version: str = "1.0.0", **cables: CableState) -> EditionState:
    return EditionState(version, {name[1:]: one for name, one in cables.items()}, {})


def cable(sha256: str = "a", **words: str) -> CableState:
    return CableState(sha256, WORDS | words)


def told(before: EditionState, after: EditionState) -> list[Change]:
    return list(compare(before, after))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_data_of_an_edition_gives_the_same_state(edition: str, tmp_path: Path) -> None:
    root = EDITIONS[edition]
    done = Folder(tmp_path / "x").run(
        "export", "json", "--settings", str(root / "edition.toml"), "--out", str(tmp_path / "d")
    )
    assert done.exit_code in {0, 1}, done.output
    own = state_of_edition(assemble(root / "source_cables", root / "docs" / "registers"))
    found = read_state(tmp_path / "d")
    assert found == own
    assert {one: list(found.cables[one].words) for one in found.cables} == {
        one: list(own.cables[one].words) for one in own.cables
    }
    assert told(found, own) == []


def test_nothing_changed() -> None:
    assert told(state(c05ROME1=cable()), state(c05ROME1=cable())) == []


def test_words_of_a_place() -> None:
    found = told(state(c05ROME1=cable()), state(c05ROME1=cable("b", p1="One came by rail.")))
    row = Change("changed", "words", "05ROME1", "", "p1", "One came by train.", "One came by rail.")
    assert found == [row]


def test_places_that_came_and_went() -> None:
    old, new = cable(p3="Gone."), cable("b", p4="New.")
    rows = [
        (one.deed, one.what, one.at, one.before, one.after)
        for one in told(state(c05ROME1=old), state(c05ROME1=new))
    ]
    assert rows == [("added", "words", "p4", "", "New."), ("removed", "words", "p3", "Gone.", "")]


def test_another_copy_with_the_same_words() -> None:
    found = told(state(c05ROME1=cable()), state(c05ROME1=cable("b")))
    assert found == [Change("changed", "source", "05ROME1")]


def test_cables_are_named_without_words() -> None:
    found = told(state(c05ROME1=cable()), state(c05ROME2=cable()))
    assert found == [Change("removed", "cable", "05ROME1"), Change("added", "cable", "05ROME2")]


def test_layers_and_entries() -> None:
    old = CableState("a", WORDS, {"n-1": Noted("p1", "So it seems.")}, {})
    new = CableState("a", WORDS, {}, {"e-p1-1": Emended("p1", "train", "rail")})
    before = EditionState("", {"05ROME1": old}, {"person roe": {"name": "Roe", "tip": "A guest"}})
    after = EditionState("", {"05ROME1": new}, {"person roe": {"name": "Roe", "tip": "A host"}})
    assert told(before, after) == [
        Change("added", "emendation", "05ROME1", "", "e-p1-1", "", "train → rail"),
        Change("removed", "note", "05ROME1", "", "n-1", "So it seems.", ""),
        Change("changed", "entry", "", "person roe", "tip", "A guest", "A host"),
    ]


NAME = "Zebedee Quux"


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    "elsewhere", [f"{NAME} slept.", "QUUX slept.", "The house of Quux's aunt.", "(zebedee) slept"]
)
def test_no_withheld_word_is_told_wherever_it_stood(elsewhere: str, *, swapped: bool) -> None:
    old = state(c05ROME1=cable(p1=f"{NAME} came."), c05ROME2=cable(p2=elsewhere), c05ROME3=cable())
    new = state(c05ROME1=cable("b", p1="[withheld] came."), c05ROME2=cable("b"), c05ROME3=cable())
    found = told(new, old) if swapped else told(old, new)
    assert found == [
        Change("withheld", "words", "05ROME1", "", "p1"),
        Change("withheld", "words", "05ROME2", "", "p2"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[withheld] met Bob.", "Ann met [withheld]."),
        ("[withheld] met Bob, the cook.", "Ann, the cook, met [withheld]."),
        ("[withheld] who met Bob here today", "Ann here today who met [withheld]"),
        ("[withheld] met Bob.", "[withheld]."),
        ("Ann [withheld].", "[withheld]."),
    ],
)
def test_a_gap_that_moved_tells_neither_side(before: str, after: str) -> None:
    old, new = state(c05ROME1=cable(p1=before)), state(c05ROME1=cable("b", p1=after))
    assert told(new, old) == [Change("withheld", "words", "05ROME1", "", "p1")]
    assert told(old, new) == [Change("withheld", "words", "05ROME1", "", "p1")]


def test_a_place_that_is_cut_is_not_told_though_its_words_stand_elsewhere() -> None:
    old = state(c05ROME1=cable(p1="Bob came.", p2="So did Bob. It was withheld."))
    new = state(c05ROME1=cable("b", p1="[withheld] came.", p2="So did Bob. It was withheld."))
    row = [Change("withheld", "words", "05ROME1", "", "p1")]
    assert told(old, new) == told(new, old) == row


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("public", ["", "note", "entry", "words"])
def test_a_word_that_the_other_side_publishes_hides_no_other_text(
    public: str, *, swapped: bool
) -> None:
    """A word of what was cut that stands in a note or a register beside it is no secret."""
    old = state(c05ROME1=cable(p1="Bob slept."), c05ROME2=cable(p2="He slept."))
    kept = cable("b", p1="[withheld].", **({"p3": "Some slept."} if public == "words" else {}))
    if public == "note":
        kept = replace(kept, notes={"n": Noted("p2", "Some slept, too.")})
    new = state(c05ROME1=kept, c05ROME2=cable("b", p2="He went."))
    if public == "entry":
        new = replace(new, entries={"person a": {"name": "A", "note": "He slept."}})
        old = replace(old, entries=new.entries)
    found = told(new, old) if swapped else told(old, new)
    (deed,) = [one.deed for one in found if one.cable == "05ROME2" and one.at == "p2"]
    assert deed == ("changed" if public else "withheld")


def test_what_is_withheld_now_hides_a_text_in_any_spelling() -> None:
    redacted = Redacted(withheld=(Withheld(NAME, "a redaction", name=True),))
    one = state(c05ROME1=cable())
    hides = hiding([redacted], one, one)
    assert hides("Q&#117;ux, Zebedee, slept.")
    assert not hides("All was well.")
    assert not hiding([], one, one)(f"{NAME} slept.")


def test_words_beside_a_gap_that_stays_are_told() -> None:
    old = state(c05ROME1=cable(p1="[withheld] came by train in the night."))
    new = state(c05ROME1=cable("b", p1="[withheld] came by rail in the night."))
    assert [one.deed for one in told(old, new)] == ["changed"]


def test_what_the_caller_hides_is_not_told() -> None:
    old, new = state(c05ROME1=cable()), state(c05ROME1=cable("b", p1="One came by rail."))
    found = list(compare(old, new, lambda text: "train" in text))
    assert found == [Change("withheld", "words", "05ROME1", "", "p1")]


SOME = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), min_size=1, max_size=30).map(" ".join)


@given(SOME, SOME)
def test_pieces_hold_all_that_differs(before: str, after: str) -> None:
    found = pieces(before, after)
    assert bool(found) == (before != after)
    for one in found:
        assert one.before in before
        assert one.after in after
        assert one.before != one.after


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "editorial"),
        ("[1]", "cannot be read"),
        ('{"editorial":{"id":"../x","anchors":[]}}', "no id of a cable"),
        ("\x00", "cannot be read"),
        ("[" * 200_000, "cannot be read"),
    ],
)
def test_a_file_that_is_no_data_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "cables.jsonl").write_text(text + "\n", "utf-8")
    (tmp_path / "registers.json").write_text("{}", "utf-8")
    with pytest.raises(StateError, match=said):
        read_state(tmp_path)


def test_folders_and_files_that_are_no_edition(tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"has no cables\.jsonl"):
        read_state(tmp_path)
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(StateError, match="cannot be read"):
        read_state(tmp_path / "x.zip")


def exported(at: Folder, name: str) -> Path:
    out = at.root / name
    assert at.run("export", "json", "--out", str(out)).exit_code == 0
    return out


def zipped(data: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("cables.jsonl", "registers.json"):
            archive.write(data / name, f"{path.stem}/data/data/{name}")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """An edition whose release 1.0.0 is kept as an archive, and tagged; now a word is another."""
    at = Folder(tmp_path / "edition")
    monkeypatch.chdir(at.root)
    at.write("edition.toml", 'title = "A test"\n[folders]\narchives = "kept"\n')
    at.run("seal")
    assert at.run("release", "1.0.0", "--date", "2026-11-23").exit_code == 0
    (at.root / "kept").mkdir()
    zipped(exported(at, "one"), at.root / "kept" / "a-test-1.0.0.zip")
    at.declare("revisions:\n- {at: 05OTTAWA1, after: 1.0.0, reason: Better., date: 2026-11-24}\n")
    at.change("by train", "by rail")
    assert at.run("seal", "--accept", "05OTTAWA1.txt").exit_code == 0
    return at


def git(at: Path, *words: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([GIT or "git", *who, *words], cwd=at, env=environment, check=True)


def test_the_command_tells_words(folder: Folder) -> None:
    for before in ("1.0.0", "one", "kept/a-test-1.0.0.zip"):
        done = folder.run("release", "--compare", before, "now")
        assert done.exit_code == 0, done.output
        lines = done.output.splitlines()
        assert lines[0] == "05OTTAWA1"
        assert lines[1] == "  ¶ 1: … mission at noon by [-train.-] {+rail.+}"
        assert lines[2].endswith("to now (1.0.0): 1 place changed")
        assert len(lines) == 3


def test_the_command_tells_programs(folder: Folder) -> None:
    done = folder.run("release", "--compare", "1.0.0", "now", "--format", "json")
    first, last = map(json.loads, done.output.splitlines())
    words = [{"lead": "… mission at noon by", "before": "train.", "after": "rail.", "tail": ""}]
    assert first == {
        "deed": "changed",
        "what": "words",
        "cable": "05OTTAWA1",
        "entry": "",
        "at": "p1",
        "before": "Zebedee Quux came to the mission at noon by train.",
        "after": "Zebedee Quux came to the mission at noon by rail.",
        "words": words,
    }
    assert last == {"before": "1.0.0", "after": "1.0.0", "changes": 1}


def test_the_command_tells_no_word_that_is_withheld_now(folder: Folder) -> None:
    second = exported(folder, "two")
    folder.sidecar(WITHHELD)
    for after in ("now", str(second)):
        done = folder.run("release", "--compare", "1.0.0", after)
        assert done.exit_code == 0, done.output
        assert "Quux" not in done.output
        assert "¶ 1: words are withheld" in done.output


def test_it_needs_no_edition_around_two_archives(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = zipped(exported(folder, "two"), tmp_path / "b-1.0.1.zip")
    first = folder.root / "kept" / "a-test-1.0.0.zip"
    alone = tmp_path / "alone"
    alone.mkdir()
    monkeypatch.chdir(alone)
    done = folder.run("release", "--compare", str(first), str(second))
    assert (done.exit_code, "[-train.-] {+rail.+}" in done.output) == (0, True)


@pytest.mark.skipif(GIT is None, reason="git is missing; install git")
def test_revisions_of_git(folder: Folder) -> None:
    git(folder.root, "init", "-q")
    git(folder.root, "add", "edition.toml", "docs", "source_cables")
    git(folder.root, "commit", "-q", "-m", "One")
    git(folder.root, "tag", "v1.1.0")
    folder.change("by train", "by boat")
    folder.sidecar(CHANGES.replace("train", "boat") + NOTES)
    folder.write("docs/registers/people.yaml", PEOPLE.replace("A visitor", "A guest"))
    folder.run("seal", "--accept", "05OTTAWA1.txt")
    done = folder.run("release", "--compare", "1.1.0", "now")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "05OTTAWA1",
        "  ¶ 1: … mission at noon by [-rail.-] {+boat.+}",
        "  emendation e-p1-1 added: {+boat → rail+}",
        "  note n-visit added: {+So it seems.+}",
        "person roe-jane, tip: A [-visitor-] {+guest+}",
        (
            "1.1.0 (1.0.0) to now (1.0.0): 1 place changed, 1 emendation added, 1 note added and "
            "1 change in registers"
        ),
    ]
    # A name is no option of git.
    assert folder.run("release", "--compare", "--all", "now").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2.0.0", "now"), "2.0.0 is no archive or folder of data"),
        (("docs", "now"), "docs has no cables.jsonl"),
        (("kept/a-test-9.9.9.zip", "now"), "no archive or folder"),
        (("9.9.9", "now"), "is named after release 9.9.9 and is of 1.0.0"),
    ],
)
def test_what_is_not_found_is_told_in_a_line(
    folder: Folder, words: tuple[str, str], said: str
) -> None:
    if words[0] == "9.9.9":
        zipped(folder.root / "one", folder.root / "kept" / "a-test-9.9.9.zip")
    done = folder.run("release", "--compare", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_nothing_is_released_while_comparing(folder: Folder) -> None:
    before = (folder.sources / "releases.yaml").read_bytes()
    assert folder.run("release", "1.1.0", "--compare", "1.0.0", "now").exit_code == 2
    assert folder.run("release").exit_code == 2
    assert (folder.sources / "releases.yaml").read_bytes() == before


def test_archives_are_known_by_their_names(tmp_path: Path) -> None:
    for name in ("x-1.0.0.zip", "y-1.0.0.zip", "x-1.2.0", ".x-2.0.0.zip", "1.0.0", "x-1.0.zip"):
        (tmp_path / name).touch()
    assert {v: p.name for v, p in archives_of(tmp_path).items()} == {
        "1.0.0": "x-1.0.0.zip",
        "1.2.0": "x-1.2.0",
    }
    with pytest.raises(StateError):
        read_release(tmp_path / "x-1.0.0.zip", "1.0.0")
