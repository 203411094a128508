"""The files for hosts of a new edition: of the form that each host asks for, and what they run."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from cable_edition.cli import main
from tests.core.fatal_cases import TEXT
from tests.editions import COMMAND

pytest.importorskip("check_jsonschema", reason="pip install check-jsonschema")

FILES = {
    ".github/workflows/pages.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    ".readthedocs.yaml": "vendor.readthedocs",
}
#: A slip in each that a host would refuse.
SLIPS = {
    ".github/workflows/pages.yml": ("runs-on:", "run-on:"),
    ".gitlab-ci.yml": ("script:", "scripts:"),
    ".readthedocs.yaml": ("configuration:", "config:"),
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A new edition of one cable, in a folder with a blank in its name."""
    (tmp_path / "05OTTAWA1.txt").write_text(TEXT, "utf-8")
    root = tmp_path / "my edition"
    begin = ["new", str(root), "--defaults", "--from", str(tmp_path / "05OTTAWA1.txt")]
    assert CliRunner().invoke(main, begin).exit_code == 0
    return root


@pytest.mark.parametrize(("name", "schema"), FILES.items(), ids=FILES)
def test_each_file_is_what_its_host_takes(mine: Path, name: str, schema: str) -> None:
    def check(path: Path) -> int:
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert check(mine / name) == 0
    # The schema is one that says something.
    text = (mine / name).read_text("utf-8")
    bad = mine / "bad.yml"
    bad.write_text(text.replace(*SLIPS[name]), "utf-8")
    assert bad.read_text("utf-8") != text
    assert check(bad) == 1


@pytest.fixture
def host(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a machine that has the program, so that make need not install it."""
    there = tmp_path / "bin"
    there.mkdir()
    program = shlex.join([sys.executable, *COMMAND])
    for name, command in (("python", shlex.quote(sys.executable)), ("cable-edition", program)):
        (there / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n', "utf-8")
        (there / name).chmod(0o755)
    surroundings = {key: one for key, one in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return {**surroundings, "MAKEFLAGS": f" -- BIN={there} READY="}


def run(lines: str, root: Path, host: dict[str, str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", lines],
        cwd=root,
        env=host,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def published(folder: Path) -> Iterator[str]:
    for name in ("index.html", "cables/05OTTAWA1.html", ".nojekyll"):
        if (folder / name).is_file():
            yield name


def test_the_lines_for_gitlab_make_what_it_publishes(mine: Path, host: dict[str, str]) -> None:
    pages = read(mine / ".gitlab-ci.yml")["pages"]
    run("\n".join(pages["script"]), mine, host)
    (folder,) = pages["artifacts"]["paths"]
    assert folder == "public"
    assert "cables/05OTTAWA1.html" in published(mine / folder)


def test_the_lines_for_github_make_what_it_publishes(mine: Path, host: dict[str, str]) -> None:
    steps = read(mine / ".github/workflows/pages.yml")["jobs"]["publish"]["steps"]
    run("\n".join(step["run"] for step in steps if "run" in step), mine, host)
    (upload,) = [step for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    assert "index.html" in published(mine / upload["with"]["path"])


def test_what_read_the_docs_runs_builds_the_edition(mine: Path, host: dict[str, str]) -> None:
    """It installs the requirements, and calls Sphinx beside conf.py in its own way."""
    said = read(mine / ".readthedocs.yaml")
    (installed,) = said["python"]["install"]
    assert "cable-edition==" in (mine / installed["requirements"]).read_text("utf-8")
    conf = mine / said["sphinx"]["configuration"]
    assert conf.is_file()
    strict = "-W --keep-going" if said["sphinx"]["fail_on_warning"] else ""
    line = f"{shlex.quote(sys.executable)} -m sphinx -T {strict} -b html -d _build/doctrees"
    run(f"{line} -D language=en . ../html", conf.parent, host)
    assert "cables/05OTTAWA1.html" in published(mine / "html")


def test_where_the_program_is_not_to_be_had_make_says_what_to_do(mine: Path) -> None:
    nothing = {**os.environ, "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        ["make", "html", f"PYTHON={sys.executable}"],
        cwd=mine,
        env=nothing,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "put its wheel into wheels/" in done.stderr
    assert not (mine / ".venv" / ".ready").exists()
