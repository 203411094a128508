"""Every problem through the command: a located line, once, what to do, and the status.

Who adds a code adds its case: to ``OF_SOURCES`` or ``OF_EDITORS`` in ``problem_cases.py``, to
``CASES`` in ``fatal_cases.py`` if it stops an edition, or where only a build or ``verify`` can meet
it, to ``CASES`` in ``tests/sphinx/test_problem_codes.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from cable_edition.core.problems import CODES, Origin, Severity
from tests.core.fatal_cases import CASES as FATAL
from tests.core.fatal_cases import Folder
from tests.core.problem_cases import OF_EDITORS, OF_SOURCES
from tests.sphinx.problem_cases import CASES as BUILT

#: The name of the file has no id there, so that the text alone can give one.
NAMED_OTHERWISE = {"no-id", "own-id"}
STATUS = {Severity.INFO: 0, Severity.WARNING: 0, Severity.ERROR: 1}
#: Parts of the origins of codes that a command finds without a build.
#: What `check` and `status` alone look for, beside a build, which tells of it in Sphinx's words.
LOOKED_FOR = {"link-broken"}
WITHOUT_BUILD = set(Origin) - {Origin.PAGE, Origin.OUTPUT}


def test_every_code_has_a_case() -> None:
    cases = [*OF_SOURCES, *OF_EDITORS, *FATAL, *BUILT]
    assert sorted(CODES.keys() - set(cases)) == [], "these codes have no case"
    assert sorted(set(cases) - CODES.keys()) == [], "these cases are of no code"


def test_the_cases_stand_where_they_belong() -> None:
    assert {CODES[code].origin for code in OF_SOURCES} == {Origin.CABLE, Origin.CHECK}
    assert {CODES[code].origin for code in OF_EDITORS.keys() - LOOKED_FOR} < WITHOUT_BUILD
    assert all(CODES[code].fatal for code in FATAL)
    assert not any(CODES[code].fatal for code in [*OF_SOURCES, *OF_EDITORS])


def set_up(folder: Folder, code: str) -> None:
    if code in OF_EDITORS:
        OF_EDITORS[code](folder)
        return
    if code in NAMED_OTHERWISE:
        folder.source.unlink()
    name = "note.txt" if code in NAMED_OTHERWISE else "05OTTAWA1.txt"
    given = OF_SOURCES[code]
    data = given if isinstance(given, bytes) else given.encode()
    (folder.sources / name).write_bytes(data)


def clean(done: Result) -> None:
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output


@pytest.mark.parametrize("code", [*OF_SOURCES, *OF_EDITORS])
def test_check_tells_it_once_located_with_what_to_do(folder: Folder, code: str) -> None:
    set_up(folder, code)
    done = folder.run("check", "--format", "json")
    clean(done)
    items: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    told = [json.dumps(item) for item in items]
    assert len(told) == len(set(told)), "told twice"
    found = [item for item in items if item["code"] == code]
    assert found
    known = CODES[code]
    for item in found:
        assert not Path(item["path"]).is_absolute()
        assert os.path.lexists(Path(item["path"]))
        assert item["message"] == " ".join(item["message"].split())
        assert item["action"] == known.action
        assert item["severity"] == known.severity
    assert done.exit_code >= STATUS[known.severity]
    if known.severity is Severity.WARNING:
        assert folder.run("check", "--strict").exit_code >= 1
    shown = folder.run("check")
    clean(shown)
    assert shown.stdout.count(f"[{code}]") == len(found)
    assert shown.stdout.count(f"      {known.action}\n") >= len(found)
    assert shown.stderr == ""


@pytest.mark.parametrize("code", sorted(OF_EDITORS.keys() - LOOKED_FOR))
def test_a_command_that_needs_the_edition_tells_its_errors(folder: Folder, code: str) -> None:
    set_up(folder, code)
    done = folder.run("export", "json")
    clean(done)
    known = CODES[code]
    lines = [line for line in done.stderr.splitlines() if line.endswith(f"[{code}]")]
    assert bool(lines) == (known.severity is Severity.ERROR)
    for line in lines:
        place = line.partition(": ")[0]
        assert not Path(place).is_absolute()
        assert os.path.lexists(Path(place.partition(":")[0]))
        assert done.stderr.splitlines().count(line) == 1
    if known.severity is Severity.ERROR and known.counts:
        assert done.exit_code >= 1
    elif known.severity is not Severity.ERROR:
        assert done.exit_code == 0


@pytest.mark.parametrize("code", FATAL)
def test_check_ends_as_other_commands_do(folder: Folder, code: str) -> None:
    """A faulty edition never passes its check; what a command writes is no affair of it."""
    if code in {"file-failed", "withheld-survives"}:
        return
    FATAL[code](folder)
    done = folder.run("check")
    clean(done)
    assert done.exit_code == 2, done.output
    assert f"[{code}]" in done.output


def test_check_of_a_file_tells_of_roles_that_lead_nowhere(folder: Folder) -> None:
    folder.sidecar(
        "notes:\n"
        "  - {at: p1, kind: inference, id: a, text: 'See {cable:par}`05OTTAWA1#p99`.'}\n"
        "  - {at: p1, kind: inference, id: b, text: 'Of {cable:person}`nobody-here`.'}\n"
        "  - {at: p1, kind: inference, id: c, text: 'See {cable:par}`05OTTAWA1#p1`.'}\n"
        "  - {at: p1, kind: inference, id: d, text: 'See {cable:cable}`05ROME9`.'}\n"
    )
    alone = folder.run("check", "source_cables/05OTTAWA1.txt", "--format", "json")
    whole = folder.run("check", "--format", "json")
    told = [
        [
            (one["path"], one["line"], one["message"])
            for one in map(json.loads, done.stdout.splitlines())
            if one["code"] == "link-broken"
        ]
        for done in (alone, whole)
    ]
    assert [line for _, line, _ in told[0]] == [2, 3, 5]
    assert told[0] == told[1]
    assert (alone.exit_code, whole.exit_code) == (1, 1)


def test_check_of_a_file_elsewhere_does_not_ask_this_edition(folder: Folder) -> None:
    folder.sidecar(
        "notes:\n  - {at: p1, kind: inference, id: a, text: 'See {cable:cable}`05ROME9`.'}\n"
    )
    elsewhere = folder.sources.parent / "elsewhere"
    elsewhere.mkdir()
    for one in folder.sources.iterdir():
        (elsewhere / one.name).write_bytes(one.read_bytes())
    assert "link-broken" not in folder.run("check", "elsewhere/05OTTAWA1.txt").stdout
