"""A release of what was released before is told, and made all the same."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.core.fatal_cases import PEOPLE, TEXT, Folder

NOTE = "notes:\n  - {id: a, at: p1, kind: inference, text: So it was.}\n"
SAID = "no source and no address has changed since 1.0.0, nor the words at any"


def released(folder: Folder) -> None:
    assert folder.run("seal").exit_code == 0
    done = folder.run("release", "1.0.0", "--date", "2026-11-23")
    assert (done.exit_code, done.stderr) == (0, "")


def nothing(folder: Folder) -> None:
    """Change nothing."""


def other_tip(folder: Folder) -> None:
    folder.write("docs/registers/people.yaml", PEOPLE.replace("tip: ", "tip: Once "))


def note(folder: Folder) -> None:
    folder.sidecar(NOTE)


def entry(folder: Folder) -> None:
    more = "- {id: roe-richard, name: Richard Roe, tip: A keeper}\n"
    folder.write("docs/registers/people.yaml", PEOPLE + more)


def cable(folder: Folder) -> None:
    folder.write("source_cables/05OTTAWA2.txt", TEXT.replace("OTTAWA 000001", "OTTAWA 000002"))
    assert folder.run("seal").exit_code == 0


def empty_list(folder: Folder) -> None:
    folder.declare("redirects: []\n")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (nothing, True),
        (other_tip, True),
        (empty_list, True),
        (note, False),
        (entry, False),
        (cable, False),
    ],
)
def test_where_nothing_changed_it_is_said(
    folder: Folder, change: Callable[[Folder], None], told: bool
) -> None:
    released(folder)
    change(folder)
    done = folder.run("release", "2.0.0", "--date", "2026-11-24")
    assert done.exit_code == 0, done.output
    last = done.stdout.splitlines()[-1]
    assert last == SAID if told else last.startswith("released 2.0.0: ")
    assert "released 2.0.0: " in done.stdout


def test_programs_are_told_too(folder: Folder) -> None:
    released(folder)
    done = folder.run("release", "2.0.0", "--date", "2026-11-24", "--format", "json")
    made = json.loads(done.stdout)
    assert (made["released"], made["unchanged_since"]) == ("2.0.0", "1.0.0")
    folder.sidecar(NOTE)
    done = folder.run("release", "3.0.0", "--date", "2026-11-24", "--format", "json")
    assert "unchanged_since" not in json.loads(done.stdout)
