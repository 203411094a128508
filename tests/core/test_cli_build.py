"""``build`` runs what the Makefile runs, in its order, and ends where that ends."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import build as command_build
from cable_edition.cli import main
from cable_edition.press import tex_tools

DOCTREES = "-d docs/_build/doctrees docs docs/_build"
SPHINX = "sphinx -j auto --nitpicky --fail-on-warning --quiet"
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

    def __call__(self, command: list[str], **more: object) -> SimpleNamespace:
        if command[0] == "git":
            return SimpleNamespace(stdout="1700000000\n")
        assert command[:2] == [sys.executable, "-m"]
        self.lines.append(" ".join(command[2:]))
        environment = more["env"]
        assert isinstance(environment, dict)
        self.moments.add(environment["SOURCE_DATE_EPOCH"])
        failed = bool(self.failing) and self.failing in self.lines[-1]
        return SimpleNamespace(returncode=5 if failed else 0)


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


def test_it_ends_where_a_step_fails(runs: Runs) -> None:
    runs.failing = "-b epub"
    done = run("all")
    assert done.exit_code == 5
    assert done.stderr == "docs/_build/epub is not made, nor what comes after it\n"
    assert runs.lines == [*LINES["pdf"], *LINES["epub"]]


def test_the_settings_that_are_named_are_those_of_every_command(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "edition.toml").write_text("", "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert run("data").exit_code == 0
    assert runs.lines == ["cable_edition export --settings edition.toml all --out docs/_build/data"]
    assert runs.moments == {"1"}


def test_without_tex_nothing_is_begun(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tex_tools, "missing_tex", lambda: "no TeX")
    done = run("all")
    assert (done.exit_code, done.stderr, runs.lines) == (2, "no TeX\n", [])


def test_without_conf_py_nothing_is_begun(runs: Runs) -> None:
    Path("docs/conf.py").unlink()
    done = run()
    assert (done.exit_code, runs.lines) == (2, [])
    assert done.stderr == "docs: there is no conf.py; cable-edition new writes one\n"
