"""What an edition promises, over all of its volumes: proof, search for what is withheld."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.volumes.editions import (
    ROOT,
    build,
    build_as_one,
    bytes_of,
    command,
    environment,
    site,
    source,
    text_of,
    unlike,
    write_edition,
)

pytestmark = pytest.mark.outputs

FAULT = {"path", "line", "code", "severity", "message", "action"}
MANUAL = (ROOT / "docs" / "editors" / "check-and-verify.md").read_text("utf-8")
PAGE = MANUAL.partition("| Command | Objects |")[2]
WITHHELD = "Zoltan Quellwasser"


def run(root: Path, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    """Run a command of ``volumes``; return its status and its objects, as the manual has them."""
    done = subprocess.run(
        command(root, *arguments, "--jobs", "2", "--format", "json"),
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert WITHHELD not in done.stdout + done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    row = next(
        line for line in PAGE.splitlines() if line.startswith(f"| `volumes {arguments[0]}` | ")
    )
    shapes = [set(re.findall("`([a-z_]+)`", one)) for one in row.split("|")[2].split(";")]
    assert all({*one} - FAULT in (*shapes, set()) for one in told), told
    return done.returncode, told


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
        "people/index.html": ("4 places in the cables", "3 places in the cables"),
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


def test_one_release_over_all_volumes(tmp_path: Path) -> None:
    root = write_edition(tmp_path / "edition", cables=4)
    index = root / "docs" / "index.md"
    index.write_text(
        index.read_text("utf-8").replace("missing/index", "missing/index\nreleases/index"), "utf-8"
    )
    released = run(root, "release", "1.0.0", "--date", "2026-11-01")
    assert released == (1, [])  # no source has a checksum
    seal = [*command(root)[:3], "seal", "--settings", str(root / "edition.toml")]
    subprocess.run(seal, check=True, env=environment(), capture_output=True)
    status, told = run(root, "release", "1.0.0", "--date", "2026-11-01", "--note", "The first.")
    assert status == 0
    assert told[-1] == {"released": "1.0.0", "cables": 4, "anchors": told[-1]["anchors"]}
    assert [one["change"] for one in told[:-1]] == ["new"] * 4
    sources = root / "source_cables"
    shards = sorted(sources.glob("anchors-*.lock"))
    assert [path.name.rpartition("-")[0] for path in shards] == [
        "anchors-2005-05OTTAWA3",
        "anchors-dated",
    ]
    one = tmp_path / "one"
    shutil.copytree(root, one)
    done = build(root, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    # The lock in shards is a lock to every command, and the site is that of one build.
    assert unlike(site(root), build_as_one(one)) == set()
    assert "The first." in (site(root) / "releases" / "index.html").read_text("utf-8")
    assert run(root, "verify")[0] == 0
    # Nothing has changed: that is told, in one line and in JSON.
    shutil.copytree(sources, tmp_path / "kept")
    again = run(root, "release", "1.0.1", "--date", "2026-11-01")
    assert again == (0, [told[-1] | {"released": "1.0.1", "unchanged_since": "1.0.0"}])
    shutil.rmtree(sources)
    (tmp_path / "kept").rename(sources)
    # An issued anchor on other words: the front says so, and the site stays.
    before = bytes_of(site(root))
    text = source(root, 3).read_text("utf-8")
    source(root, 3).write_text(text.replace("spoke of", "was silent on"), "utf-8")
    sums = sources / "SHA256SUMS"
    sealed = sums.read_text("utf-8")
    sums.write_text(
        "".join(
            line
            for line in sums.read_text("utf-8").splitlines(keepends=True)
            if "05OTTAWA3." not in line
        ),
        "utf-8",
    )
    subprocess.run(seal, check=True, env=environment(), capture_output=True)
    done = build(root, "--jobs", "2")
    assert done.returncode == 2
    assert "05OTTAWA3#p1, issued up to release 1.0.0, now stands on other words" in done.stdout
    assert bytes_of(site(root)) == before
    assert run(root, "release", "1.0.1", "--date", "2026-11-02")[0] == 2
    source(root, 3).write_text(text, "utf-8")
    sums.write_text(sealed, "utf-8")
    # A shard that has lost a line stops all.
    lines = shards[0].read_text("utf-8").splitlines(keepends=True)
    shards[0].write_text("".join(lines[:-1]), "utf-8")
    done = build(root, "--jobs", "2")
    assert done.returncode == 2
    assert f"the shard {shards[0].name} is not there as it was written" in done.stderr
