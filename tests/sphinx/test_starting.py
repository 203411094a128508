"""What Sphinx cannot begin with ends a build in one line, with the place in conf.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cable_edition.sphinx_ext.starting import run_sphinx
from tests.program import run_program

from .conftest import TinyEdition


def begun(edition: TinyEdition, *options: str, **environment: str) -> tuple[int, list[str]]:
    """Return the status of a build, and what it says of errors."""
    arguments = ["-b", "html", "-q", *options, "docs", "docs/_build/html"]
    done = run_program(lambda: run_sphinx(arguments), edition.root, environment)
    return done.returncode, [line for line in done.stderr.splitlines() if "WARNING" not in line]


def with_conf_py(edition: TinyEdition, lines: str) -> int:
    """Put lines at the end of conf.py; return the number of the first."""
    path = edition.root / "docs" / "conf.py"
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n{lines}\n", "utf-8")
    return text.count("\n") + 2


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('raise ValueError("no such day")', "it fails: ValueError: no such day"),
        ('def f():\n    raise KeyError("x\\ny")\nf()', "it fails: KeyError: 'x\\ny'"),
        ("import no_such_module", "it fails: ModuleNotFoundError: No module named"),
        ("x = (", "it is no Python: '(' was never closed"),
        ("import sys\nsys.exit(3)", "it leaves Python (`sys.exit`)"),
        ("language = 5", "`language` must be text, not 5"),
        ('language = ["en"]', "`language` must be text, not ['en']"),
        ("locale_dirs = 5", "`locale_dirs` must be a list of texts, not 5"),
        ("locale_dirs = [None]", "`locale_dirs` must be a list of texts, not [None]"),
        ("extensions = 5", "`extensions` must be a list of texts, not 5"),
        ('extensions = ["no_such", "cable_edition"]', "Could not import extension no_such"),
        ("needs_sphinx = 9", "`needs_sphinx` must be text, not 9"),
        ('needs_sphinx = "99"', "This project needs at least Sphinx v99"),
    ],
)
def test_what_conf_py_has_wrong_is_told_with_its_line(
    edition: TinyEdition, lines: str, said: str
) -> None:
    first = with_conf_py(edition, lines)
    status, (line,) = begun(edition)
    place, _, message = line.partition(": ERROR: ")
    assert status == 2
    assert place in {f"docs/conf.py:{first + number}" for number in range(lines.count("\n") + 1)}
    assert said in message
    assert message.endswith("[bad-setting]")


def test_a_module_that_conf_py_imports_is_told_where_it_fails(edition: TinyEdition) -> None:
    (edition.root / "docs" / "helper.py").write_text("x = 1\ny = = 2\n", "utf-8")
    with_conf_py(edition, 'import sys\nsys.path.insert(0, ".")\nimport helper')
    assert begun(edition) == (
        2,
        ["docs/helper.py:2: ERROR: it is no Python: invalid syntax [bad-setting]"],
    )


def test_an_option_is_told_as_the_option(edition: TinyEdition) -> None:
    status, (line,) = begun(edition, "-D", "needs_sphinx=99")
    assert status == 2
    assert line.startswith("-D needs_sphinx: ERROR: Sphinx cannot begin: ")


def test_a_moment_that_is_none_is_told(edition: TinyEdition) -> None:
    status, (line,) = begun(edition, SOURCE_DATE_EPOCH="never")
    assert status == 2
    assert line.startswith("SOURCE_DATE_EPOCH: ERROR: ")


def test_a_folder_without_conf_py_is_told(edition: TinyEdition) -> None:
    (edition.root / "docs" / "conf.py").unlink()
    status, (line,) = begun(edition)
    assert status == 2
    assert line.startswith("docs/conf.py: ERROR: ")


def test_who_asks_sees_where_it_was_raised(edition: TinyEdition) -> None:
    with_conf_py(edition, "import no_such_module")
    status, said = begun(edition, "-v")
    assert status == 2
    assert any("Traceback" in line for line in said)
    assert said[-1].startswith("docs/conf.py:")


def test_an_edition_that_begins_is_built(edition: TinyEdition) -> None:
    edition.add()
    assert begun(edition) == (0, [])
    assert list((edition.root / "docs" / "_build" / "html" / "cables").glob("[0-9]*.html"))


def test_the_command_starts_it_so(edition: TinyEdition) -> None:
    first = with_conf_py(edition, "locale_dirs = 5")
    done = subprocess.run(
        [sys.executable, "-m", "cable_edition", "build"],
        cwd=edition.root,
        capture_output=True,
        text=True,
        check=False,
    )
    line, left = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith(f"docs/conf.py:{first}: ERROR: `locale_dirs` must be a list of texts")
    assert left.endswith("docs/_build/html")


@pytest.mark.parametrize("name", ["Makefile", "ext/cable_edition/template/files/Makefile.jinja"])
def test_make_starts_it_so(name: str) -> None:
    text = (Path(__file__).parents[2] / name).read_text("utf-8")
    assert "python -m cable_edition.sphinx_ext -j" in text.replace("$(RUN)", "python -m")
    assert "-m sphinx" not in text
