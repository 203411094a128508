"""A folder of an edition, and for each problem that stops one what brings it about."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from cable_edition.cli import main

TEXT = (
    "P 010000Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nUNCLAS OTTAWA 000001\n\n"
    "TAGS: PREL\nSUBJECT: A VISIT\n\n1. Zebedee Quux came to the mission at noon by train.\n\n"
    "2. Quux left again.\nDICKSON\n"
)
PEOPLE = (
    "- {id: roe-jane, name: Jane Roe, sort: 'Roe, Jane', tip: A visitor, office: Visitor, "
    "office_status: cable, forms: [Jane Roe]}\n"
)
CHANGE = "  - {at: p1, quote: train, read: rail, rule: conjecture, reason: Sense.}\n"
CHANGES = "emendations:\n" + CHANGE
NOTES = "notes:\n  - {at: p1, quote: came, kind: inference, text: So it seems., id: visit}\n"
WITHHELD = (
    "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"
)


class Folder:
    """An edition in a folder, for commands alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = root / "source_cables"
        self.registers = root / "docs" / "registers"
        self.registers.mkdir(parents=True)
        self.sources.mkdir()
        self.source = self.write("source_cables/05OTTAWA1.txt", TEXT)
        self.write("docs/registers/people.yaml", PEOPLE)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.write_text(text, "utf-8")
        return path

    def sidecar(self, text: str) -> None:
        self.write("source_cables/05OTTAWA1.yaml", text)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments])

    def release(self) -> None:
        """Release; the checksums go again, for cases of which they would tell another fault."""
        self.run("seal")
        done = self.run("release", "0.1.0", "--date", "2026-11-23")
        assert done.exit_code == 0, done.output
        (self.sources / "SHA256SUMS").unlink()

    def declare(self, text: str) -> None:
        path = self.sources / "releases.yaml"
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def change(self, old: str, new: str) -> None:
        self.source.write_text(TEXT.replace(old, new), "utf-8")


def bad_setting(at: Folder) -> None:
    at.write("edition.toml", "[limits]\nentries_per_page = 0\n")


def broken_toml(at: Folder) -> None:
    at.write("edition.toml", "title = \n")


def unknown_setting(at: Folder) -> None:
    at.write("edition.toml", 'titel = "x"\n')


def unreadable_settings(at: Folder) -> None:
    # A file that no user can read from its start.
    (at.root / "edition.toml").symlink_to("/proc/self/mem")


def source_changed(at: Folder) -> None:
    at.write("source_cables/SHA256SUMS", f"{'0' * 64}  05OTTAWA1.txt\n")


def checksum_line(at: Folder) -> None:
    at.write("source_cables/SHA256SUMS", f"{'0' * 63}g  05OTTAWA1.txt\n")


def checksums_unreadable(at: Folder) -> None:
    (at.sources / "SHA256SUMS").mkdir()


def source_lost(at: Folder) -> None:
    at.write("source_cables/SHA256SUMS", f"{'0' * 64}  gone.txt\n")


def source_outside(at: Folder) -> None:
    at.write("elsewhere.txt", TEXT)
    (at.sources / "05OTTAWA2.txt").symlink_to(at.root / "elsewhere.txt")


def register_outside(at: Folder) -> None:
    at.write("people.yaml", PEOPLE)
    (at.registers / "people.yaml").unlink()
    (at.registers / "people.yaml").symlink_to("../../people.yaml")


def source_name(at: Folder) -> None:
    Path(os.fsdecode(bytes(at.sources) + b"/05OTTAWA\xe9.txt")).write_text(TEXT, "utf-8")


def anchor_changed(at: Folder) -> None:
    at.release()
    at.change("left again", "stayed")


def anchor_lost(at: Folder) -> None:
    at.release()
    at.change("2. Quux left again.\n", "")


def cable_lost(at: Folder) -> None:
    at.release()
    at.source.unlink()


def emendation_lost(at: Folder) -> None:
    at.sidecar(CHANGES)
    at.release()
    at.sidecar(NOTES)


def emendation_changed(at: Folder) -> None:
    at.sidecar(CHANGES)
    at.release()
    before = CHANGE.replace("train", "Zebedee").replace("rail", "Zebediah")
    at.sidecar("emendations:\n" + before + CHANGE)


def entry_lost(at: Folder) -> None:
    at.release()
    at.write("docs/registers/people.yaml", PEOPLE.replace("roe-jane", "roe-joan"))


def lock_line(at: Folder) -> None:
    at.release()
    (at.sources / "anchors.lock").unlink()


def lock_differs(at: Folder) -> None:
    at.release()
    path = at.sources / "anchors.lock"
    path.write_text(path.read_text("utf-8").rpartition("entry")[0], "utf-8")


def release_order(at: Folder) -> None:
    at.release()
    at.declare("  - {version: 0.0.9, date: 2026-11-24}\n")


def release_record(at: Folder) -> None:
    at.release()
    path = at.sources / "releases.yaml"
    path.write_text(path.read_text("utf-8").replace("change: new", "change: revised"), "utf-8")


def note_lost(at: Folder) -> None:
    at.sidecar(NOTES)
    at.release()
    at.sidecar(CHANGES)


def redirect_broken(at: Folder) -> None:
    at.release()
    at.change("2. Quux left again.\n", "")
    at.declare(
        "redirects:\n- {from: 05OTTAWA1#p2, to: 05OTTAWA1#p9, date: 2026-11-23, reason: X.}\n"
    )


def redirect_needless(at: Folder) -> None:
    at.release()
    at.declare(
        "redirects:\n- {from: 05OTTAWA1#p2, to: 05OTTAWA1#p1, date: 2026-11-23, reason: X.}\n"
    )


def retired_present(at: Folder) -> None:
    at.release()
    at.declare("retired:\n- {entry: person roe-jane, date: 2026-11-23, reason: X.}\n")


def source_revised(at: Folder) -> None:
    at.release()
    at.source.write_text(TEXT + "\n\n", "utf-8")


def withdrawn_present(at: Folder) -> None:
    at.release()
    at.declare("withdrawn:\n- {cable: 05OTTAWA1, date: 2026-11-23, reason: X.}\n")


def redaction_faulty(at: Folder) -> None:
    at.sidecar(WITHHELD.replace("reason", "reson"))


def redaction_moves(at: Folder) -> None:
    at.sidecar("redactions:\n  - {name: '2. Quux', reason: X., date: 2026-11-23}\n")


def redaction_near(at: Folder) -> None:
    at.change("left again", "left. Zebedee Quax did not")
    at.sidecar(WITHHELD)


def redaction_unplaced(at: Folder) -> None:
    at.sidecar(WITHHELD.replace("Zebedee Quux, forms: [Quux]", "Nobody Here"))


def sidecar_astray(at: Folder) -> None:
    at.write("source_cables/06OTTAWA1.yaml", WITHHELD)


def withheld_open(at: Folder) -> None:
    at.sidecar(WITHHELD)
    at.write("source_cables/05OTTAWA2.txt", TEXT.replace("000001", "000002"))


def sidecar_unread(at: Folder) -> None:
    at.sidecar("redacted: Quux\n")


def withheld_survives(at: Folder) -> None:
    at.sidecar(WITHHELD)
    (at.root / "data").mkdir()
    at.write("data/remarks.txt", "Quux came too.")


def file_failed(at: Folder) -> None:
    at.write("taken", "")


#: Code of a problem -> what brings it about.
CASES: dict[str, Callable[[Folder], None]] = {
    case.__name__.replace("_", "-"): case
    for case in (
        *(bad_setting, broken_toml, unknown_setting, unreadable_settings),
        *(
            source_changed,
            checksum_line,
            checksums_unreadable,
            source_lost,
            source_name,
            source_outside,
            register_outside,
        ),
        *(anchor_changed, anchor_lost, cable_lost, emendation_lost, emendation_changed, entry_lost),
        *(lock_differs, lock_line, release_order, release_record),
        *(note_lost, redirect_broken, redirect_needless, retired_present),
        *(source_revised, withdrawn_present),
        *(redaction_faulty, redaction_moves, redaction_near, redaction_unplaced),
        *(sidecar_astray, sidecar_unread, withheld_open),
        *(withheld_survives, file_failed),
    )
}
