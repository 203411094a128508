"""What stands in a folder before a command is run, for the table of how commands end."""

from __future__ import annotations

import os

from cable_edition.core.unfinished import begin
from tests.core.fatal_cases import CASES, PEOPLE, WITHHELD, Folder

#: The command that begins an edition.
NEW = ("new", "begun", "--defaults")


def good(_at: Folder) -> None:
    """Change nothing."""


def empty(at: Folder) -> None:
    at.write("source_cables/empty.txt", "")


def lost_annotation(at: Folder) -> None:
    at.write("given.json", '[{"target": "https://a.example/x", "body": {"value": "So."}}]')


def no_file(at: Folder) -> None:
    at.source.unlink()


def bad_register(at: Folder) -> None:
    at.write("docs/registers/people.yaml", PEOPLE + "- {id: x, nmae: X}\n")


def bad_sidecar(at: Folder) -> None:
    at.sidecar(
        "emendations:\n  - {at: p9, quote: train, read: rail, rule: conjecture, reason: S.}\n"
    )


def doubt(at: Folder) -> None:
    at.change("TAGS: PREL", "TAGS: PREL, ")
    at.write("docs/registers/people.yaml", PEOPLE.replace("Jane Roe]", "Jane Roe, Zebedee]"))
    at.source.write_text(at.source.read_text("utf-8").replace("2. Quux", "4. Quux"), "utf-8")


def sealed(at: Folder) -> None:
    assert at.run("seal").exit_code == 0


def released(at: Folder) -> None:
    sealed(at)
    assert at.run("release", "0.1.0", "--date", "2026-11-23").exit_code == 0


def exported(at: Folder) -> None:
    assert at.run("export", "all", "--out", "data").exit_code == 0


def tampered(at: Folder) -> None:
    exported(at)
    path = at.root / "data" / "json" / "05OTTAWA1.json"
    path.write_text(path.read_text("utf-8").replace("noon", "nine"), "utf-8")


def stopped(at: Folder) -> None:
    exported(at)
    CASES["source-changed"](at)


def leaking(at: Folder) -> None:
    exported(at)
    at.sidecar(WITHHELD)
    at.write("data/mine.txt", "Quux came.")


def unfinished(at: Folder) -> None:
    """Leave the data as an export does that is killed."""
    exported(at)
    begin(at.root / "data")


def two_cables(at: Folder) -> None:
    exported(at)
    bad_register(at)


def complaint(at: Folder) -> None:
    exported(at)
    at.write("data/said", "")


def offered(at: Folder) -> None:
    """Put a file beside the edition that can be taken in."""
    at.write("06ROME2.txt", at.source.read_text("utf-8").replace("OTTAWA", "ROME"))


def unreadable(at: Folder) -> None:
    """Put a folder beside the edition with a pipe in it."""
    (at.root / "odd").mkdir()
    os.mkfifo(at.root / "odd" / "a.txt")


def offered_late(at: Folder) -> None:
    offered(at)
    CASES["source-lost"](at)


def begun(at: Folder) -> None:
    assert at.run(*NEW).exit_code == 0


def changed_alike(at: Folder) -> None:
    """Let editor and template both have changed the whole of a file."""
    begun(at)
    at.write("begun/Makefile", "html:\n")
    at.write("begun/.cable-edition/written/Makefile", "pdf:\n")


def released_begun(at: Folder) -> None:
    """Begin an edition of a cable and release it, as an earlier version of the program did."""
    assert at.run(*NEW, "--from", "source_cables").exit_code == 0
    chosen = ("--settings", "begun/edition.toml")
    done = at.run("release", "0.1.0", "--date", "2026-11-23", *chosen)
    assert done.exit_code == 0, done.output
    path = at.root / "begun" / "source_cables" / "releases.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.split(":")[0].strip() not in {"lock", "issued"}]
    assert len(kept) == len(lines) - 2
    path.write_text("".join(kept), "utf-8")


def unrecorded(at: Folder) -> None:
    released_begun(at)
    at.write("begun/docs/registers/people.yaml", "- {id: x, nmae: X}\n")


def site(at: Folder) -> None:
    """Put a folder where the site is looked for; what `verify` says of it is told to the test."""
    at.write("docs/conf.py", "")
    (at.root / "docs" / "_build" / "html").mkdir(parents=True)
    at.write("docs/_build/html/index.html", "<p>Cables.</p>")


def tampered_site(at: Folder) -> None:
    site(at)
    at.write("docs/_build/html/wrong.html", "")


def stopped_site(at: Folder) -> None:
    site(at)
    CASES["source-changed"](at)


def no_place(at: Folder) -> None:
    at.write("docs/registers/posts.yaml", "[]\n")


def broken_plan(at: Folder) -> None:
    at.write("volumes.lock", "{")


def chapters(at: Folder) -> None:
    at.write("docs/conf.py", "")
