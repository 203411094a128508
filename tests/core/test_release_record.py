"""The lock proves itself: no line and no cable leaves lock or releases without a clear line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core.releases.declared import read_releases
from cable_edition.core.releases.lock import LOCK, read_lock
from cable_edition.core.releases.record import tally

CABLE = (
    "P 010000Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nUNCLAS OTTAWA {serial:06d}\n\n"
    "TAGS: PREL\nSUBJECT: A VISIT\n\n1. A visitor came by train.\n\n2. He left again.\nDICKSON\n"
)


class Folder:
    """An edition of three cables in two releases."""

    def __init__(self, root: Path) -> None:
        self.sources = root / "source_cables"
        self.sources.mkdir()
        (root / "docs" / "registers").mkdir(parents=True)
        for serial in (1, 2):
            self.add(serial)
        self.release("0.1.0", "2026-11-01")
        self.add(3)
        self.release("0.2.0", "2026-11-20")

    def add(self, serial: int) -> None:
        path = self.sources / f"05OTTAWA{serial}.txt"
        path.write_text(CABLE.format(serial=serial), "utf-8")

    def remove(self, serial: int) -> None:
        (self.sources / f"05OTTAWA{serial}.txt").unlink()
        sums = self.sources / "SHA256SUMS"
        kept = [line for line in lines_of(sums) if f"OTTAWA{serial}.txt" not in line]
        sums.write_text("".join(kept), "utf-8")

    @property
    def lock(self) -> Path:
        return self.sources / LOCK

    @property
    def releases(self) -> Path:
        return self.sources / "releases.yaml"

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments])

    def release(self, version: str, day: str) -> None:
        assert self.run("seal").exit_code == 0
        done = self.run("release", version, "--date", day)
        assert done.exit_code == 0, done.output

    def fault(self) -> str:
        """Return the one line with which every command stops."""
        done = self.run("export", "json")
        assert done.exit_code == 2, done.output
        assert "Traceback" not in done.output
        (line,) = done.stderr.splitlines()
        return line

    def as_before_records(self) -> None:
        """Write releases.yaml as it was before there were records."""
        kept = [
            line
            for line in lines_of(self.releases)
            if not line.startswith(("    lock:", "    issued:"))
        ]
        self.releases.write_text("".join(kept), "utf-8")


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines(keepends=True)


def edit(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text("".join(change(lines_of(path))), "utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Folder(tmp_path)


def test_a_release_records_its_lock_and_what_was_issued(folder: Folder) -> None:
    declared, problems = read_releases(folder.sources)
    assert problems == []
    lock, _ = read_lock(folder.sources)
    assert lock is not None
    newest, oldest = declared.releases
    assert newest.record == lock.record()
    assert oldest.record is not None
    assert oldest.record.issued == tally(["05OTTAWA1", "05OTTAWA2"])
    said = [line for line in lines_of(folder.lock) if not line.startswith("#")]
    assert newest.record.lines.number == len(said)
    assert folder.run("export", "json").exit_code == 0


def without_anchor(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith("anchor 05OTTAWA1 p2 ")]


def without_cable(lines: list[str]) -> list[str]:
    return [line for line in lines if " 05OTTAWA2 " not in line]


def exchanged(lines: list[str]) -> list[str]:
    at = [number for number, line in enumerate(lines) if line.startswith("anchor 05OTTAWA1 p")]
    lines[at[0]], lines[at[1]] = lines[at[1]], lines[at[0]]
    return lines


def other_print(lines: list[str]) -> list[str]:
    at = next(number for number, line in enumerate(lines) if line.startswith("anchor 05OTTAWA1 s"))
    end = "f" if lines[at].rstrip().endswith("0") else "0"
    lines[at] = f"{lines[at].rstrip()[:-1]}{end}\n"
    return lines


def other_sum(lines: list[str]) -> list[str]:
    return [line.replace("source 05OTTAWA1 ", "source 05OTTAWA9 ") for line in lines]


def twice(lines: list[str]) -> list[str]:
    return [*lines, lines[-1]]


def added(lines: list[str]) -> list[str]:
    return [*lines, "entry tag ABCD\n"]


def cut_in_a_line(lines: list[str]) -> list[str]:
    return [*lines[:-1], lines[-1][:-1]]


def empty(_: list[str]) -> list[str]:
    return []


def other_release(lines: list[str]) -> list[str]:
    return [line.replace("release 0.2.0", "release 0.3.0") for line in lines]


def old_release(lines: list[str]) -> list[str]:
    return [line.replace("release 0.2.0", "release 0.1.0") for line in lines]


def other_salt(lines: list[str]) -> list[str]:
    return [line if not line.startswith("salt") else "salt " + "0" * 32 + "\n" for line in lines]


LOCKS = [
    (without_anchor, "instead of"),
    (without_cable, "has lost 05OTTAWA2"),
    (exchanged, "in another order"),
    (other_print, "as many lines, but others"),
    (other_sum, "has lost 05OTTAWA1"),
    (other_salt, "as many lines, but others"),
    (twice, "or there twice"),
    (added, "instead of"),
    (cut_in_a_line, "the last line does not end"),
    (empty, "no salt and no release"),
    (other_release, "the lock names release 0.3.0"),
    (old_release, "the lock is an old one, of release 0.1.0"),
]


@pytest.mark.parametrize(("change", "says"), LOCKS)
def test_a_changed_lock_is_one_line(
    folder: Folder, change: Callable[[list[str]], list[str]], says: str
) -> None:
    edit(folder.lock, change)
    line = folder.fault()
    assert line.startswith("source_cables/anchors.lock:")
    assert says in line
    assert "restore" in line


def test_a_lock_cut_at_any_line_is_one_line(folder: Folder) -> None:
    whole = lines_of(folder.lock)
    for end in range(0, len(whole), 3):
        folder.lock.write_text("".join(whole[:end]), "utf-8")
        assert folder.fault().startswith("source_cables/anchors.lock:")


def test_a_lost_anchor_is_told_although_a_revision_is_declared(folder: Folder) -> None:
    edit(folder.lock, without_anchor)
    source = folder.sources / "05OTTAWA1.txt"
    source.write_text(source.read_text("utf-8").replace("2. He left again.\n", ""), "utf-8")
    assert folder.run("seal", "--accept", source.name).exit_code == 0
    with folder.releases.open("a", encoding="utf-8") as file:
        file.write(
            "revisions:\n- {at: 05OTTAWA1, after: 0.2.0, reason: X., date: 2026-11-21}\n",
        )
    assert "[lock-differs]" in folder.fault()


def test_a_cable_taken_from_lock_and_folder_is_told(folder: Folder) -> None:
    edit(folder.lock, without_cable)
    folder.remove(2)
    assert "05OTTAWA2" in folder.fault()


def test_nor_can_it_be_taken_from_the_list_of_releases_too(folder: Folder) -> None:
    edit(folder.lock, without_cable)
    folder.remove(2)
    edit(folder.releases, lambda lines: [line for line in lines if "id: 05OTTAWA2" not in line])
    line = folder.fault()
    assert line.startswith("source_cables/releases.yaml:")
    assert "[release-record]" in line


def test_a_withdrawn_cable_stays_issued(folder: Folder) -> None:
    folder.remove(2)
    with folder.releases.open("a", encoding="utf-8") as file:
        file.write("withdrawn:\n- {cable: 05OTTAWA2, reason: X., date: 2026-11-21}\n")
    assert folder.run("export", "json").exit_code == 0
    folder.release("0.3.0", "2026-11-22")
    assert folder.run("export", "json").exit_code == 0


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n", "\n# A remark.\n"])
def test_line_ends_and_remarks_are_no_lines(folder: Folder, end: str) -> None:
    folder.lock.write_bytes(folder.lock.read_bytes().replace(b"\n", end.encode()))
    assert folder.run("export", "json").exit_code == 0


@pytest.mark.parametrize("end", ["\t\n", " \n", "\u2028", ""])
def test_other_line_ends_are_one_line(folder: Folder, end: str) -> None:
    folder.lock.write_bytes(folder.lock.read_bytes().replace(b"\n", end.encode()))
    assert folder.fault().startswith("source_cables/anchors.lock:")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    lock: {lines: ", "    lock: {lines: 9", "lock-differs"),
        ("    issued: {cables: ", "    issued: {cables: 9", "release-record"),
        ("version: 0.2.0", "version: 0.1.0", "release-order"),
        ("version: 0.2.0", "version: 0.0.9", "release-order"),
        ("date: 2026-11-20", "date: 2026-10-31", "release-order"),
        ("date: 2026-11-01", "date: 2026-11-21", "release-order"),
        ("version: 0.2.0", "version: 0.2.1", "lock-differs"),
        ("{id: 05OTTAWA3, change: new}", "{id: 05OTTAWA3, change: revised}", "release-record"),
        ("{id: 05OTTAWA3, change: new}", "{id: 05OTTAWA4, change: new}", "release-record"),
    ],
)
def test_a_changed_record_is_one_line(folder: Folder, old: str, new: str, code: str) -> None:
    text = folder.releases.read_text("utf-8")
    assert old in text
    folder.releases.write_text(text.replace(old, new, 1), "utf-8")
    assert folder.fault().endswith(f"[{code}]")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("lock: {lines: ", "lock: {lines: x", "malformed-id"),
        ("issued: {cables", "issued: {cable", "unknown-key"),
        ("    issued:", "    isued:", "unknown-key"),
        ("date: 2026-11-20", "date: 2026-11", "malformed-date"),
        ("date: 2026-11-20", "date: soon", "malformed-date"),
        ("date: 2026-11-20", "day: 2026-11-20", "missing-key"),
        ("version: 0.2.0", "version: two", "malformed-id"),
    ],
)
def test_a_release_that_is_not_understood_stops_the_edition(
    folder: Folder, old: str, new: str, told: str
) -> None:
    text = folder.releases.read_text("utf-8")
    folder.releases.write_text(text.replace(old, new, 1), "utf-8")
    done = folder.run("export", "json")
    assert done.exit_code == 2, done.output
    assert f"[{told}]" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("[release-record]")


@pytest.mark.parametrize("key", ["    lock:", "    issued:"])
def test_a_record_cannot_be_taken_away_in_part(folder: Folder, key: str) -> None:
    edit(folder.releases, lambda lines: [line for line in lines if not line.startswith(key)])
    assert "[release-record]" in folder.run("export", "json").stderr


def test_a_record_cannot_be_taken_from_the_newest_alone(folder: Folder) -> None:
    lines = lines_of(folder.releases)
    at = next(number for number, line in enumerate(lines) if line.startswith("    lock:"))
    folder.releases.write_text("".join(lines[:at] + lines[at + 2 :]), "utf-8")
    assert "release 0.2.0 lacks `lock` and `issued`" in folder.fault()


def test_releases_without_records_are_good_and_their_lists_count(folder: Folder) -> None:
    folder.as_before_records()
    assert folder.run("export", "json").exit_code == 0
    edit(folder.lock, without_anchor)
    assert folder.run("export", "json").exit_code == 0
    edit(folder.lock, without_cable)
    folder.remove(2)
    assert "has lost 05OTTAWA2" in folder.fault()


def test_an_older_edition_gets_its_record(folder: Folder) -> None:
    with_records = folder.releases.read_text("utf-8")
    folder.as_before_records()
    done = folder.run("release", "0.2.0", "--add-record")
    assert done.exit_code == 0, done.output
    newest, rest = folder.releases.read_text("utf-8").split("  - version: 0.1.0\n")
    assert newest == with_records.split("  - version: 0.1.0\n")[0]
    assert "lock:" not in rest
    assert folder.run("export", "json").exit_code == 0
    edit(folder.lock, without_anchor)
    assert "[lock-differs]" in folder.fault()


def test_the_next_release_of_an_older_edition_has_its_record(folder: Folder) -> None:
    folder.as_before_records()
    folder.add(4)
    folder.release("0.3.0", "2026-11-21")
    assert folder.run("export", "json").exit_code == 0
    edit(folder.lock, without_anchor)
    assert "[lock-differs]" in folder.fault()


@pytest.mark.parametrize(
    ("version", "says"), [("0.1.0", "is not the newest"), ("0.2.0", "has one already")]
)
def test_a_record_is_added_to_no_other_release(folder: Folder, version: str, says: str) -> None:
    before = folder.releases.read_bytes()
    done = folder.run("release", version, "--add-record")
    assert done.exit_code == 1
    assert says in done.stderr
    assert folder.releases.read_bytes() == before


def test_a_release_before_the_last_one_is_refused(folder: Folder) -> None:
    done = folder.run("release", "0.3.0", "--date", "2026-11-19")
    assert done.exit_code == 1
    assert "2026-11-19 is before 2026-11-20, the day of release 0.2.0" in done.stderr
    done = folder.run("release", "0.3.0", "--date", "2026-11-20")
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_release_that_is_still_to_come_is_told(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In some places on earth it is the next day already.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24
    assert folder.run("release", "0.3.0", "--date", "2026-11-25").stderr == ""
    done = folder.run("release", "0.4.0", "--date", "2199-01-01")
    assert done.exit_code == 0
    assert "0.4.0 is dated 2199-01-01, and today is 2026-11-24: no release" in done.stderr


def test_a_release_without_checksums_is_refused(folder: Folder) -> None:
    folder.add(4)
    before = folder.lock.read_bytes()
    done = folder.run("release", "0.3.0", "--date", "2026-11-21")
    assert done.exit_code == 1
    assert "05OTTAWA4.txt has no recorded checksum; run cable-edition seal first" in done.stderr
    (folder.sources / "SHA256SUMS").unlink()
    done = folder.run("release", "0.3.0", "--date", "2026-11-21")
    assert done.exit_code == 1
    assert "05OTTAWA1.txt and 3 more have no recorded checksum" in done.stderr
    assert folder.lock.read_bytes() == before
