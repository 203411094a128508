"""A correction of the reading and what was issued: an anchor that would move is told, and stops."""

from __future__ import annotations

import pytest

from tests.core.fatal_cases import Folder

MOVED = {
    "joined": ("  - {quote: 2. Quux left, is: continuation}\n", "p2"),
    "numbered anew": ("  - {quote: 2. Quux, is: paragraph, number: 3}\n", "p2"),
    "opened before": ("  - {at: p1, quote: at noon, is: paragraph}\n", "p1"),
    "a heading": ("  - {at: p1, quote: Zebedee Quux came, is: heading}\n", "p1"),
    "a sign-off": ("  - {at: p2, quote: again., is: sign-off}\n", "p2"),
}


@pytest.mark.parametrize("case", MOVED)
@pytest.mark.parametrize("command", [("check",), ("release", "0.2.0", "--date", "2026-11-24")])
def test_a_correction_that_moves_an_issued_anchor_stops_and_names_it(
    folder: Folder, case: str, command: tuple[str, ...]
) -> None:
    folder.release()
    entry, anchor = MOVED[case]
    folder.sidecar(f"reading:\n{entry}")
    done = folder.run(*command)
    assert done.exit_code == 2
    told = " ".join((done.stdout + done.stderr).split())
    assert f"05OTTAWA1#{anchor}" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "entry",
    [
        "  - {quote: A VISIT, is: subject}\n",
        "  - {quote: PREL, is: tag, means: PGOV}\n",
        "  - {quote: DICKSON, is: sign-off}\n",
    ],
)
def test_a_correction_that_moves_no_anchor_stops_nothing(folder: Folder, entry: str) -> None:
    folder.release()
    folder.sidecar(f"reading:\n{entry}")
    assert folder.run("check").exit_code == 0


def test_a_moved_anchor_that_leads_on_stops_nothing(folder: Folder) -> None:
    folder.release()
    folder.sidecar("reading:\n  - {quote: 2. Quux, is: paragraph, number: 3}\n")
    folder.declare(
        "redirects:\n"
        "  - {from: 05OTTAWA1#p2, to: 05OTTAWA1#p3, reason: Its number, date: 2026-11-24}\n"
    )
    done = folder.run("check")
    assert done.exit_code == 0, done.output
