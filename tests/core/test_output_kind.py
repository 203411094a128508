"""What a folder or file is that is to be proved, and what is said of one that is no output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cable_edition.core.proof.output_kind import OutputKind, kind_of, unknown
from tests.core.fatal_cases import Folder


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        (
            "",
            "this is the folder of the edition, and no output; the site .* is {}/docs/_build/html",
        ),
        (
            "docs",
            "this is the folder of the chapters .* no output; the site .* {}/docs/_build/html",
        ),
        ("docs/_build", "this folder is no output of an edition; the site .* {}/docs/_build/html"),
        ("cables", "this folder is no output of an edition: it has no built site, EPUB"),
        ("edition.toml", "no output of an edition: a file is an EPUB, a PDF or the zip"),
    ],
)
def test_what_is_no_output_says_what_it_is(tmp_path: Path, name: str, meant: str) -> None:
    for file in (
        "edition.toml",
        "docs/conf.py",
        "cables/x.txt",
        "docs/_build/html/cables/index.html",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert kind_of(tmp_path / name) is None
    assert kind_of(tmp_path / "docs/_build/html") is OutputKind.SITE
    found = unknown(tmp_path / name)
    for part in meant.format(tmp_path).split(" .* "):
        assert part in found


def test_of_a_folder_of_archives_each_is_verified(folder: Folder) -> None:
    for name in ("one", "two", ".part"):
        (folder.root / "kept" / name).mkdir(parents=True)
        (folder.root / "kept" / name / "bagit.txt").touch()
    (folder.root / "kept" / "three.zip").write_bytes(b"PK\x03\x04nothing")
    (folder.root / "kept" / "notes.txt").touch()
    done = folder.run("verify", "kept", "--format", "json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    ends = [(one["output"], one["kind"]) for one in told if "output" in one]
    assert ends == [(f"kept/{name}", "archive") for name in ("one", "three.zip", "two")]
    assert done.exit_code == 1
    # A folder without one is what it was: no output.
    (folder.root / "empty").mkdir()
    assert "no output of an edition" in folder.run("verify", "empty").output
