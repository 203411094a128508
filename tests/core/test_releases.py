"""Anchors that were issued: what the lock holds, and how each way of losing one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.registers.load import load_registers
from cable_edition.core.releases.check import EmendedPlace, StandingAddresses, check_anchors
from cable_edition.core.releases.declared import Release, read_releases
from cable_edition.core.releases.issue import (
    ReleaseError,
    finish_release,
    next_lock,
    write_release,
)
from cable_edition.core.releases.lock import LOCK, Lock, read_lock
from cable_edition.core.releases.mementos import mementos
from cable_edition.core.releases.state import load_state

CABLE = "05OTTAWA1"
WORDS = {"p1": "One.", "p2": "Two.", "u1": "Visit."}


def standing(
    words: dict[str, str] | None = None, sha256: str = "a" * 64
) -> dict[str, StandingAddresses]:
    return {CABLE: StandingAddresses(WORDS if words is None else words, sha256, f"{CABLE}.txt")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sources in which 0.1.0 was released."""
    issue(tmp_path, "0.1.0", standing())
    return tmp_path


def issue(folder: Path, version: str, now: dict[str, StandingAddresses]) -> Lock:
    lock, _ = read_lock(folder)
    declared, _ = read_releases(folder)
    new, changes = next_lock(lock, declared, now, version)
    write_release(folder, new, Release(version, "2026-11-23", "It's a note.", changes))
    return new


def test_a_cable_is_kept_in_the_releases_that_have_it(tmp_path: Path) -> None:
    (tmp_path / "releases.yaml").write_text(
        "releases:\n"
        "  - {version: 3.0.0, date: 2026-11-05, address: 'https://p.example/3'}\n"
        "  - {version: 2.0.0, date: 2026-11-04, address: 'https://p.example/2', cables: [\n"
        "      {id: 05ROME1, change: withdrawn}, {id: 05ROME2, change: redirected},\n"
        "      {id: 05ROME3, change: new}]}\n"
        "  - {version: 1.0.0, date: 2026-11-03, address: 'https://p.example/1/', cables: [\n"
        "      {id: 05ROME1, change: new}, {id: 05ROME2, change: new},\n"
        "      {id: 05ROME4, change: new}]}\n",
        "utf-8",
    )
    declared, problems = read_releases(tmp_path)
    assert problems == []
    kept = {
        cable: [one.address for one in releases] for cable, releases in mementos(declared).items()
    }
    one, two, three = (f"https://p.example/{n}/" for n in (1, 2, 3))
    assert kept == {
        "05ROME1": [one],
        "05ROME2": [one],
        "05ROME3": [two, three],
        "05ROME4": [one, two, three],
    }


class Killed(BaseException):
    """In the place of a kill."""


@pytest.mark.parametrize("last", ["", "0.1.0"])
@pytest.mark.parametrize("moves", [0, 1, 2])
def test_a_release_that_is_killed_was_made_or_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str, moves: int
) -> None:
    if last:
        issue(tmp_path, last, standing())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    left, move = [None] * moves, Path.replace

    def replace(part: Path, target: Path) -> Path:
        if not left:
            raise Killed
        left.pop()
        return move(part, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        if moves < 2:
            with pytest.raises(Killed):
                issue(tmp_path, "0.2.0", standing())
        else:
            issue(tmp_path, "0.2.0", standing())
    assert all(name.startswith(".") for name in names(tmp_path) - {LOCK, "releases.yaml"})
    if moves == 1:
        assert "run cable-edition release 0.2.0 again" in message(tmp_path, standing())
    assert finish_release(tmp_path) == ("0.2.0" if moves == 1 else "")
    assert codes(tmp_path, standing()) == []
    if moves == 0:
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    else:
        assert names(tmp_path) == {LOCK, "releases.yaml"}
        assert read_lock(tmp_path)[0].release == "0.2.0"  # type: ignore[union-attr]


def test_a_lock_of_another_release_is_not_put_in_place(folder: Path) -> None:
    (folder / f".{LOCK}.part").write_bytes((folder / LOCK).read_bytes())
    (folder / LOCK).write_text("salt\n", "utf-8")
    issued = (folder / "releases.yaml").read_text("utf-8")
    (folder / "releases.yaml").write_text(issued.replace("0.1.0", "0.1.1"), "utf-8")
    assert finish_release(folder) == ""
    assert (folder / LOCK).read_text("utf-8") == "salt\n"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def codes(folder: Path, now: dict[str, StandingAddresses]) -> list[str]:
    return [problem.code for problem in load_state(folder, now)[1]]


def message(folder: Path, now: dict[str, StandingAddresses]) -> str:
    return "\n".join(problem.located() for problem in load_state(folder, now)[1])


def declare(folder: Path, text: str) -> None:
    path = folder / "releases.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_the_lock_reads_back_as_it_was_written(folder: Path) -> None:
    lock, problems = read_lock(folder)
    assert problems == []
    assert lock is not None
    assert list(lock.anchors[CABLE]) == ["p1", "p2", "u1"]
    assert lock.text() == (folder / LOCK).read_text("utf-8")


def test_the_lock_holds_no_words_and_another_salt_gives_other_fingerprints(folder: Path) -> None:
    lock, _ = read_lock(folder)
    assert lock is not None
    text = lock.text()
    assert all(words not in text for words in WORDS.values())
    other = Lock("0" * 32, "0.1.0")
    assert other.fingerprint(CABLE, "One.") != lock.fingerprint(CABLE, "One.")


def test_releasing_again_keeps_the_salt_so_that_only_what_changed_differs(folder: Path) -> None:
    before = (folder / LOCK).read_text("utf-8").splitlines()
    issue(folder, "0.2.0", standing(WORDS | {"p3": "Three."}))
    after = (folder / LOCK).read_text("utf-8").splitlines()
    assert set(before) - set(after) == {"release 0.1.0"}
    assert len(after) == len(before) + 1


def test_what_was_issued_and_stands_gives_no_problem(folder: Path) -> None:
    assert codes(folder, standing()) == []
    assert codes(folder, standing(WORDS | {"p3": "Not issued yet."})) == []


def test_a_lost_anchor_is_named_with_where_its_words_went(folder: Path) -> None:
    now = standing({"p1": "One.", "p5": "Two.", "u1": "Visit."})
    assert codes(folder, now) == ["anchor-lost"]
    shown = message(folder, now)
    for part in (f"{CABLE}#p2", "«Two.»", "now stand at p5", "Restore the source", "redirects:"):
        assert part in shown


def test_an_anchor_on_other_words_is_named_with_both(folder: Path) -> None:
    now = standing({"p1": "Two.", "p2": "One.", "u1": "Visit."})
    assert codes(folder, now) == ["anchor-changed", "anchor-changed"]
    shown = message(folder, now)
    assert f"{CABLE}#p1, issued up to release 0.1.0, now stands on other words, «Two.»" in shown
    assert "«One.», now stand at p2" in shown
    assert "revisions:" in shown


def test_a_changed_source_needs_a_revision(folder: Path) -> None:
    now = standing(sha256="b" * 64)
    assert codes(folder, now) == ["source-revised"]
    declare(
        folder,
        f"revisions:\n  - {{at: {CABLE}, after: 0.1.0, reason: Better copy., date: 2027-01-01}}\n",
    )
    assert codes(folder, now) == []


def test_a_revision_of_the_source_covers_changed_words_but_no_moved_ones(folder: Path) -> None:
    declare(
        folder,
        f"revisions:\n  - {{at: {CABLE}, after: 0.1.0, reason: Better copy., date: 2027-01-01}}\n",
    )
    mended = WORDS | {"p1": "One!"}
    assert codes(folder, standing(mended, "b" * 64)) == []
    moved = {"p1": "Zero.", "p2": "One.", "u1": "Visit."}
    assert codes(folder, standing(moved, "b" * 64)) == ["anchor-changed"]


def test_a_revision_holds_for_one_release_and_not_for_the_next(folder: Path) -> None:
    declare(
        folder,
        f"revisions:\n  - {{at: '{CABLE}#p1', after: 0.1.0, reason: Typo., date: 2027-01-01}}\n",
    )
    now = standing(WORDS | {"p1": "One!"})
    assert codes(folder, now) == []
    issue(folder, "0.2.0", now)
    assert codes(folder, now) == []
    assert codes(folder, standing(WORDS | {"p1": "One?"})) == ["anchor-changed"]


def test_a_redirect_answers_for_a_lost_anchor_for_good(folder: Path) -> None:
    now = standing({"p1": "One.", "p2a": "Two.", "u1": "Visit."})
    declare(
        folder,
        f"redirects:\n  - {{from: '{CABLE}#p2', to: '{CABLE}#p2a', reason: X., date: 2027}}\n",
    )
    assert codes(folder, now) == []
    issue(folder, "0.2.0", now)
    assert codes(folder, now) == []
    without = (folder / "releases.yaml").read_text("utf-8").partition("redirects:")[0]
    (folder / "releases.yaml").write_text(without, "utf-8")
    assert codes(folder, now) == ["anchor-lost"]


def test_a_redirect_must_lead_somewhere_and_from_nowhere(folder: Path) -> None:
    declare(
        folder,
        f"redirects:\n  - {{from: '{CABLE}#p2', to: '{CABLE}#p9', reason: X., date: 2027-01-01}}\n",
    )
    assert codes(folder, standing()) == ["redirect-broken", "redirect-needless"]


def test_a_lost_cable_must_be_withdrawn_or_led_elsewhere(folder: Path) -> None:
    assert codes(folder, {}) == ["cable-lost"]
    assert CABLE in message(folder, {})
    declare(folder, f"withdrawn:\n  - {{cable: {CABLE}, reason: Asked for., date: 2027-01-01}}\n")
    state, problems = load_state(folder, {})
    assert problems == []
    assert [(one.cable, one.anchors) for one in state.departed] == [(CABLE, ("p1", "p2", "u1"))]
    assert codes(folder, standing()) == ["withdrawn-present"]


def test_a_version_must_be_higher_than_the_last(folder: Path) -> None:
    for version in ("0.1.0", "0.0.9", "0.1", "next"):
        with pytest.raises(ReleaseError):
            issue(folder, version, standing())
    assert issue(folder, "0.10.0", standing()).release == "0.10.0"


def test_a_release_tells_what_changed_in_each_cable(folder: Path) -> None:
    issue(folder, "0.2.0", standing(WORDS | {"p3": "Three."}))
    issue(folder, "0.3.0", standing(WORDS | {"p3": "Three."}))
    declared, problems = read_releases(folder)
    assert problems == []
    told = [
        (release.version, [(one.cable, one.change, one.anchors) for one in release.cables])
        for release in declared.releases
    ]
    assert told == [
        ("0.3.0", []),
        ("0.2.0", [(CABLE, "revised", ("p3",))]),
        ("0.1.0", [(CABLE, "new", ())]),
    ]
    assert declared.releases[0].note == "It's a note."


def test_what_an_editor_wrote_stays_when_a_release_is_added(folder: Path) -> None:
    declare(folder, "# A remark.\nwithdrawn: []\n")
    issue(folder, "0.2.0", standing())
    assert "# A remark.\nwithdrawn: []\n" in (folder / "releases.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("release 0.1.0", "release 0.1"),
        ("salt ", "pepper "),
        (f"anchor {CABLE} p1 ", f"anchor {CABLE} p2 "),
        (f"source {CABLE} ", "source ../x "),
        (f"anchor {CABLE} u1 ", f"note {CABLE} u1 "),
        (f"anchor {CABLE} u1 ", "entry nobody "),
    ],
)
def test_a_damaged_lock_is_an_error_with_its_line(folder: Path, line: str, changed: str) -> None:
    path = folder / LOCK
    path.write_text(path.read_text("utf-8").replace(line, changed), "utf-8")
    _, problems = read_lock(folder)
    assert {problem.code for problem in problems} == {"lock-line"}
    assert problems[0].line
    assert all(problem.fatal for problem in problems)


def test_a_lock_that_is_gone_is_an_error(folder: Path) -> None:
    (folder / LOCK).unlink()
    assert codes(folder, standing()) == ["lock-line"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("revisions:\n  - {at: nonsense, after: 0.1.0, reason: R., date: 2027}\n", "malformed-id"),
        ("revisions:\n  - {at: 05OTTAWA1, reason: R., date: 2027}\n", "missing-key"),
        ("withdrawn:\n  - {cable: 05OTTAWA1, date: 2027}\n", "missing-key"),
        ("withdrawn:\n  - {cable: '05OTTAWA1#p1', reason: R., date: 2027}\n", "bad-value"),
        ("redirects:\n  - {from: 05OTTAWA9, to: 05OTTAWA9, reason: R., date: 2027}\n", "bad-value"),
        (
            "redirects:\n  - {from: 05OTTAWA9, to: 05OTTAWA1, reason: R., date: 2}\n",
            "malformed-date",
        ),
        ("retired:\n  - {entry: roe-jane, reason: R., date: 2027}\n", "malformed-id"),
        ("redirect: []\n", "unknown-key"),
        ("releases:\n  - {version: one, date: 2027}\n", "malformed-id"),
    ],
)
def test_a_wrong_declaration_is_located(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "releases.yaml").write_text(text, "utf-8")
    _, problems = read_releases(tmp_path)
    assert problems[0].code == code
    assert problems[0].line


EMENDED = {"e-p1-1": EmendedPlace("p1", "Canada,s"), "e-p1-2": EmendedPlace("p1", "Ottawa,s")}
ENTRIES = frozenset({"person roe-jane", "tag PREL"})


def noted(
    emended: dict[str, EmendedPlace] | None = None, notes: tuple[str, ...] = ("n-visit",)
) -> dict[str, StandingAddresses]:
    emendations = EMENDED if emended is None else emended
    return {
        CABLE: StandingAddresses(
            WORDS, "a" * 64, f"{CABLE}.txt", emendations=emendations, notes=notes
        )
    }


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A folder of sources in which emendations, a note and entries were released."""
    declared, _ = read_releases(tmp_path)
    new, changes = next_lock(None, declared, noted(), "0.1.0", ENTRIES)
    write_release(tmp_path, new, Release("0.1.0", "2026-11-23", "", changes))
    return tmp_path


def faults(
    folder: Path, now: dict[str, StandingAddresses], entries: frozenset[str] = ENTRIES
) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in load_state(folder, now, entries)[1]]


def test_addresses_of_the_editors_are_in_the_lock_and_read_back(edited: Path) -> None:
    lock, problems = read_lock(edited)
    assert problems == []
    assert lock is not None
    assert list(lock.emendations[CABLE]) == ["e-p1-1", "e-p1-2"]
    assert lock.notes == {CABLE: {"n-visit"}}
    assert lock.entries == ENTRIES
    assert lock.text() == (edited / LOCK).read_text("utf-8")
    assert faults(edited, noted()) == []


def test_a_lock_without_them_is_still_good(folder: Path) -> None:
    assert faults(folder, noted(), frozenset()) == []


def test_a_lost_note_is_named_until_it_is_led_elsewhere(edited: Path) -> None:
    [(code, shown)] = faults(edited, noted(notes=()))
    assert code == "note-lost"
    assert f"{CABLE}#n-visit" in shown
    assert "`id: visit`" in shown
    declare(
        edited,
        f"redirects:\n  - {{from: '{CABLE}#n-visit', to: '{CABLE}#p1', reason: X., date: 2027}}\n",
    )
    assert faults(edited, noted(notes=())) == []
    assert [code for code, _ in faults(edited, noted())] == ["redirect-needless"]


def test_a_lost_emendation_is_named(edited: Path) -> None:
    [(code, shown)] = faults(edited, noted({"e-p1-1": EMENDED["e-p1-1"]}))
    assert code == "emendation-lost"
    assert f"{CABLE}#e-p1-2" in shown


def test_an_emendation_that_took_the_number_of_another_is_named(edited: Path) -> None:
    moved = {
        "e-p1-1": EMENDED["e-p1-1"],
        "e-p1-2": EmendedPlace("p1", "is central"),
        "e-p1-3": EMENDED["e-p1-2"],
    }
    [(code, shown)] = faults(edited, noted(moved))
    assert code == "emendation-changed"
    assert "«is central»; what it stood on is e-p1-3 now" in shown
    declare(
        edited,
        f"revisions:\n  - {{at: '{CABLE}#e-p1-2', after: 0.1.0, reason: X., date: 2027}}\n",
    )
    assert faults(edited, noted(moved)) == []


def test_words_withheld_beside_an_emendation_are_no_change_of_it(edited: Path) -> None:
    now = {
        CABLE: StandingAddresses(
            WORDS | {"p1": "[redacted]"},
            "c" * 64,
            f"{CABLE}.txt",
            WORDS,
            "a" * 64,
            EMENDED | {"e-p1-2": EmendedPlace("p1", "Ottawa,s [redacted]")},
            ("n-visit",),
        )
    }
    assert faults(edited, now) == []


@pytest.mark.parametrize(
    ("people", "lost"),
    [
        ("[]\n", True),
        ("- {id: roe-jane, name: Jane Roe}\n", False),
        # A fault keeps the entry out, and is told.
        ("- {id: roe-jane, name: Jane Roe, colour: red}\n", False),
        ("- {id: doe-jane, name: Jane Doe, formerly: [roe-jane], colour: red}\n", False),
        ("- {id: Roe Jane, name: Jane Roe}\n", False),
        ("- {id: roe-jane, name: [\n", False),
        ("people: none\n", False),
        ("- {id: doe-jane, name: Jane Doe, colour: red}\n", True),
    ],
)
def test_an_entry_that_a_fault_keeps_out_is_not_lost(
    edited: Path, tmp_path: Path, people: str, lost: bool
) -> None:
    folder = tmp_path / "registers"
    folder.mkdir()
    (folder / "people.yaml").write_text(people, "utf-8")
    (folder / "tags.yaml").write_text("- {code: PREL, name: External relations}\n", "utf-8")
    registers, _ = load_registers(folder)
    found = load_state(edited, noted(), registers.addresses(), (), registers.bars)[1]
    assert [one.code for one in found] == ["entry-lost"] * lost


def test_a_lost_entry_is_named_until_it_is_retired(edited: Path) -> None:
    [(code, shown)] = faults(edited, noted(), frozenset({"tag PREL"}))
    assert code == "entry-lost"
    assert "person roe-jane" in shown
    declare(edited, "retired:\n  - {entry: person roe-jane, reason: Two were one., date: 2027}\n")
    assert faults(edited, noted(), frozenset({"tag PREL"})) == []
    [(code, shown)] = faults(edited, noted())
    assert code == "retired-present"
    assert "person roe-jane" in shown


def test_what_was_issued_stays_issued_in_the_next_release(edited: Path) -> None:
    lock, _ = read_lock(edited)
    declared, _ = read_releases(edited)
    new, _ = next_lock(lock, declared, noted({}, ()), "0.2.0", ["tag PREL"])
    assert list(new.emendations[CABLE]) == ["e-p1-1", "e-p1-2"]
    assert new.notes[CABLE] == {"n-visit"}
    assert new.entries == ENTRIES


def test_nothing_is_said_to_be_lost_of_a_cable_that_its_own_fault_keeps_out(folder: Path) -> None:
    declared = read_releases(folder)[0]
    lock = read_lock(folder)[0]
    assert lock is not None
    lost = {one.code for one in check_anchors(lock, declared, {}, folder)}
    assert lost == {"cable-lost"}
    assert check_anchors(lock, declared, {}, folder, barred=set(lock.sources)) == []
