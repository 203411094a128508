"""What an edition promises, over all of its volumes: proof, search for what is withheld."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.volumes.editions import build, command, environment, site, source, text_of, write_edition

pytestmark = pytest.mark.outputs

WITHHELD = "Zoltan Quellwasser"


def run(root: Path, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    """Run a command of ``volumes``; return its status and its objects."""
    done = subprocess.run(
        command(root, *arguments, "--jobs", "2", "--format", "json"),
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert WITHHELD not in done.stdout + done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two volumes of two cables; the first cable, and the last, withhold a name."""
    root = write_edition(tmp_path_factory.mktemp("promises") / "edition", cables=4)
    for number in (1, 4):
        source(root, number).write_text(text_of(number, f"(C) {WITHHELD} met Jane Roe."), "utf-8")
        entry = f"{{at: p1, quote: {WITHHELD}, reason: Asked for., date: 2026-01-01}}"
        sidecar = source(root, number).with_suffix(".yaml")
        sidecar.write_text(f"redactions:\n  - {entry}\n", "utf-8")
    done = build(root, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def other(built: Path, tmp_path: Path) -> Path:
    """The same, to be changed: the site is a copy, and no second name of what was built."""
    root = tmp_path / "edition"
    shutil.copytree(built, root)
    return root


def test_a_site_in_volumes_is_proved_and_searched(built: Path) -> None:
    status, told = run(built, "verify")
    assert (status, told) == (
        0,
        [{"output": str(site(built)), "kind": "site", "cables": 4, "differences": 0}],
    )
    status, told = run(built, "leaks")
    assert (status, told) == (
        0,
        [{"folder": str(site(built)), "redacted_cables": 2, "leaks": 0}],
    )
    # What was read anew for it is gone.
    assert {one.name for one in (built / "docs" / "_build").iterdir()} == {"site", "volumes"}


def test_whatever_is_changed_in_the_site_is_told(other: Path) -> None:
    pages = site(other)
    changes = {
        "cables/05OTTAWA2.html": ("visit 2.", "visit 3."),
        "cables/index.html": ("VISIT 3", "VISIT 9"),
        "people/index.html": ("2 places in the cables", "1 place in the cables"),
        "_search/t-1.js": ("visit 2", "visit 7"),
    }
    for name, (before, after) in changes.items():
        text = (pages / name).read_text("utf-8")
        assert before in text, name
        (pages / name).write_text(text.replace(before, after), "utf-8")
    (pages / "cables" / "05OTTAWA3.html").unlink()
    (pages / "more.html").write_text("<p>none of the edition</p>", "utf-8")
    status, told = run(other, "verify")
    assert status == 1
    found = {Path(str(one["path"])).relative_to(pages).as_posix() for one in told if "path" in one}
    wanted = {*changes, "cables/05OTTAWA3.html", "more.html"} - {"_search/t-1.js"}
    assert wanted | {"_search/index.js"} <= found


def test_a_cable_that_no_build_has_seen_is_told(other: Path) -> None:
    source(other, 5).write_text(text_of(5), "utf-8")
    status, told = run(other, "verify")
    assert status == 1
    assert ("page-missing", "cables/05OTTAWA5.html") in {
        (one["code"], Path(str(one["path"])).relative_to(site(other)).as_posix())
        for one in told
        if one.get("code") == "page-missing"
    }


def test_withheld_words_are_found_whatever_volume_withholds_them(other: Path) -> None:
    page = site(other) / "cables" / "05OTTAWA3.html"
    page.write_text(page.read_text("utf-8") + f"<!-- {WITHHELD.upper()} -->", "utf-8")
    status, told = run(other, "leaks")
    assert status == 2
    assert told[-1]["leaks"] == 1


def test_what_stops_a_volume_stops_its_proof_in_a_line(other: Path) -> None:
    sidecar = source(other, 2).with_suffix(".yaml")
    sidecar.write_text("redactions:\n  - {at: p9, quote: Jane Roe}\n", "utf-8")
    assert run(other, "verify") == (2, [])
    shutil.rmtree(site(other))
    assert run(other, "leaks") == (2, [])
