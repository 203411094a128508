"""No name of a folder or file reaches a shell as code: make, in a folder that tries to."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.environments import ROOT, call, clean_environment

#: What a shell would run, part or expand, and what make itself would.
NAMES = [
    "plain",
    "two words",
    "$(touch HIT) `touch HIT`",
    "a; touch HIT; b",
    "a' && touch HIT && '",
    'a" && touch HIT && "',
    "$(shell touch HIT) $HOME $$ %",
    "* [a-z] # ~ \\ é",
]


def copy_of_the_project(folder: Path) -> Path:
    left_out = shutil.ignore_patterns(
        ".git", ".venv", "_build", "node_modules", "__pycache__", "*.egg-info", ".*_cache"
    )
    shutil.copytree(ROOT, folder, ignore=left_out, symlinks=True)
    return folder


def hits(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("HIT*")]


@pytest.mark.parametrize("name", NAMES)
def test_every_target_is_written_without_the_name_of_the_folder(name: str, tmp_path: Path) -> None:
    project = tmp_path / name
    project.mkdir()
    for file in ("Makefile", "pyproject.toml"):
        shutil.copyfile(ROOT / file, project / file)
    for folder in ("requirements", "tests/node"):
        shutil.copytree(
            ROOT / folder, project / folder, ignore=shutil.ignore_patterns("node_modules")
        )
    makefile = (ROOT / "Makefile").read_text("utf-8").splitlines()
    phony = [line.removeprefix(".PHONY:").split() for line in makefile if line.startswith(".PHONY")]
    targets = [target for line in phony for target in line]
    assert {"html", "archive", "lock", "test-outputs"} <= set(targets)
    # All at once: make shows what it would do for each, once.
    shown = call("make", "-n", *targets, cwd=project)
    assert "sphinx" in shown
    assert "pytest" in shown
    assert str(project) not in shown
    assert name == "plain" or name not in shown
    assert hits(tmp_path) == []


def test_an_edition_and_its_archive_are_made_in_such_a_folder(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path / 'my $(touch HIT) `touch HIT`; touch HIT & "é"\'s')
    call("make", "html", cwd=project)
    for book in ("pdf/a book; touch HIT X.pdf", "epub/$(touch HIT).epub", "epub/a' b.epub"):
        path = project / "docs" / "_build" / book
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"a book")
    # The books are there: only the archive itself is to be made.
    call("make", "data", cwd=project)
    done = subprocess.run(
        ["make", "archive", "-o", "pdf", "-o", "epub", "-o", "html", "-o", "data"],
        cwd=project,
        env={**clean_environment(), "SOURCE_DATE_EPOCH": "1767225600"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (packed,) = (project / "docs" / "_build" / "archive").glob("*/data/books")
    assert sorted(path.name for path in packed.iterdir()) == [
        "$(touch HIT).epub",
        "a book; touch HIT X.pdf",
        "a' b.epub",
    ]
    assert [name for name in hits(tmp_path) if name == "HIT"] == []
    call("make", "example-archive", "BOOKS=", cwd=project)
    example = project / "docs" / "_build" / "example"
    assert (example / "html" / "cables" / "05ROME1180.html").is_file()
    (packed,) = (example / "archive").glob("the-lantern-coast-*/data")
    assert {"site", "data", "sources"} <= {path.name for path in packed.iterdir()}
    assert "07ROME612.json" in {path.name for path in (packed / "data" / "json").iterdir()}
    assert [name for name in hits(tmp_path) if name == "HIT"] == []


#: What is made of an edition, and so of the one that has everything.
OUTPUTS = ["html", "site", "serve", "pdf", "epub", "data", "archive", "verify"]


@pytest.mark.parametrize("target", OUTPUTS)
def test_the_example_has_each_output_of_an_edition_in_a_folder_of_its_own(target: str) -> None:
    def lines(name: str) -> list[str]:
        shown = call("make", "-n", name, "-o", ".venv/.edition-ready", cwd=ROOT)
        return [line for line in shown.splitlines() if "cable_edition" in line or "sphinx" in line]

    settings = "--settings tests/everything/edition.toml"
    assert lines(target)
    wanted = [
        re.sub(r"(cable_edition [a-z]+(?: all)?)", rf"\1 {settings}", line)
        .replace("docs/_build", "docs/_build/example")
        .replace(" docs ", " tests/everything/docs ")
        for line in lines(target)
    ]
    found = [line for line in lines(f"example-{target}") if not line.startswith("make ")]
    assert [line.split() for line in found] == [line.split() for line in wanted]


def test_a_python_that_is_too_old_or_dead_is_told_in_one_line(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "requirements").mkdir(parents=True)
    shutil.copyfile(ROOT / "Makefile", project / "Makefile")
    (project / "pyproject.toml").touch()
    dead = tmp_path / "python"
    dead.write_text("#!/bin/sh\necho 'no such version' >&2\nexit 127\n")
    dead.chmod(0o755)
    done = subprocess.run(
        ["make", f"PYTHON={dead}", "html"],
        cwd=project,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "needs one of these versions of Python: 3.11 3.12 3.13." in done.stdout + done.stderr
    assert not (project / ".venv").exists()
