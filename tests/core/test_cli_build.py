"""``build`` runs what the Makefile runs, in its order, and ends where that ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import build as command_build
from cable_edition.cli import main
from cable_edition.press import tex_tools

DOCTREES = "-d docs/_build/doctrees docs docs/_build"
SPHINX = "cable_edition.sphinx_ext -j auto --nitpicky --fail-on-warning --quiet"
LINES = {
    "html": [f"{SPHINX} -b html {DOCTREES}/html"],
    "epub": [f"{SPHINX} -b epub {DOCTREES}/epub"],
    "pdf": [
        f"{SPHINX} -b latex {DOCTREES}/latex",
        "cable_edition typeset docs/_build/latex docs/_build/pdf",
    ],
    "data": ["cable_edition export all --out docs/_build/data"],
    "archive": [
        (
            "cable_edition archive --books pdf epub --site docs/_build/html --data docs/_build/data"
            " --out docs/_build/archive"
        )
    ],
}
ALL = [*LINES["pdf"], *LINES["epub"], *LINES["html"], *LINES["data"], *LINES["archive"]]


class Runs:
    """Takes the place of other processes, and remembers them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.moments: set[str] = set()
        self.failing = ""
        self.status = 1

    def __call__(self, command: list[str], **more: object) -> SimpleNamespace:
        if command[0] == "git":
            return SimpleNamespace(stdout="1700000000\n")
        assert command[:2] == [sys.executable, "-m"]
        self.lines.append(" ".join(command[2:]))
        environment = more["env"]
        assert isinstance(environment, dict)
        self.moments.add(environment["SOURCE_DATE_EPOCH"])
        failed = bool(self.failing) and self.failing in self.lines[-1]
        return SimpleNamespace(returncode=self.status if failed else 0, stderr="")


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """An edition in the folder in which we stand, and no process."""
    for name in ("docs", "source_cables"):
        (tmp_path / name).mkdir()
    (tmp_path / "docs" / "conf.py").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made = Runs()
    monkeypatch.setattr(command_build.subprocess, "run", made)
    monkeypatch.setattr(tex_tools, "missing_tex", lambda: "")
    return made


def run(*outputs: str) -> Result:
    return CliRunner().invoke(main, ["build", *outputs])


@pytest.mark.parametrize(
    ("outputs", "lines"),
    [
        ((), LINES["html"]),
        *(((name,), lines) for name, lines in LINES.items() if name != "archive"),
        (("data", "html", "epub"), [*LINES["epub"], *LINES["html"], *LINES["data"]]),
        (("archive",), ALL),
        (("html", "all"), ALL),
    ],
)
def test_it_runs_what_the_makefile_runs(
    runs: Runs, outputs: tuple[str, ...], lines: list[str]
) -> None:
    done = run(*outputs)
    assert done.exit_code == 0, done.output
    assert runs.lines == lines
    assert runs.moments == {"1700000000"}


@pytest.mark.parametrize("failing", ["cable_edition typeset", "-b latex", "-b epub", "-b html"])
def test_an_output_that_fails_keeps_only_the_archive_from_being_made(
    runs: Runs, failing: str
) -> None:
    runs.failing = failing
    done = run("all")
    assert done.exit_code == 1
    step = failing.rpartition(" ")[2]
    name = step if step in {"epub", "html"} else "pdf"
    rest = [one for one in ("pdf", "epub", "html", "data") if one != name]
    made = ", ".join(f"docs/_build/{one}" for one in rest)
    assert done.stdout == f"The edition is built: {made}\n"
    unmade, last = done.stderr.splitlines()
    assert unmade.startswith(f"docs/_build/archive is not made: it would hold docs/_build/{name};")
    assert last == f"Not made, or not without a fault: docs/_build/{name}, docs/_build/archive"
    left = [line for line in ALL if "archive" not in line]
    if failing == "-b latex":
        left.remove(LINES["pdf"][1])
    assert runs.lines == left


@pytest.mark.parametrize("status", [2, 5])
def test_what_stops_an_edition_ends_all(runs: Runs, status: int) -> None:
    runs.failing, runs.status = "-b epub", status
    done = run("all")
    assert done.exit_code == status
    assert done.stdout == "The edition is built: docs/_build/pdf\n"
    assert done.stderr == "Not made, or not without a fault: docs/_build/epub\n"
    assert runs.lines == [*LINES["pdf"], *LINES["epub"]]


def test_how_each_output_came_out_is_told_in_json(runs: Runs) -> None:
    runs.failing = "cable_edition typeset"
    done = CliRunner().invoke(main, ["build", "all", "--format", "json"])
    said = {one["output"]: one["status"] for one in map(json.loads, done.stdout.splitlines())}
    assert said == {"pdf": 1, "epub": 0, "html": 0, "data": 0, "archive": 1}
    assert done.exit_code == 1


def test_the_settings_that_are_named_are_those_of_every_command(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "edition.toml").write_text("", "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert run("data").exit_code == 0
    assert runs.lines == ["cable_edition export --settings edition.toml all --out docs/_build/data"]
    assert runs.moments == {"1"}


def test_without_tex_no_pdf_is_begun(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tex_tools, "missing_tex", lambda: "no TeX")
    done = run("pdf")
    assert (done.exit_code, done.stderr, runs.lines) == (2, "no TeX\n", [])


def test_without_tex_all_else_is_made(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tex_tools, "missing_tex", lambda: "no TeX")
    done = run("all")
    assert runs.lines == [*LINES["epub"], *LINES["html"], *LINES["data"]]
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "no TeX")
    assert done.stderr.splitlines()[-1].endswith(": docs/_build/pdf, docs/_build/archive")


def test_without_conf_py_nothing_is_begun(runs: Runs) -> None:
    Path("docs/conf.py").unlink()
    done = run()
    assert (done.exit_code, runs.lines) == (2, [])
    assert done.stderr == "docs: there is no conf.py; cable-edition new writes one\n"
