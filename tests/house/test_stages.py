"""The rule of ``conftest.py`` by which every test belongs to one stage, tried on other tests."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1].joinpath("conftest.py").read_text(encoding="utf-8")
ONE = "def test_one(): pass\n"


def collected(pytester: pytest.Pytester, *arguments: str) -> set[str]:
    result = pytester.runpytest_inprocess("--collect-only", "-q", *arguments)
    return {line.strip() for line in result.outlines if "::" in line}


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST)
    for folder, text in {
        "core": f"import pytest\n{ONE}@pytest.mark.outputs\ndef test_tool(): pass\n"
        "@pytest.mark.long\ndef test_many(): pass\n",
        "books": ONE,
        "long": ONE,
        "new": ONE,
    }.items():
        pytester.mkdir(folder).joinpath(f"test_{folder}.py").write_text(text, "utf-8")
    return pytester


def test_each_test_is_in_one_stage_by_its_folder_or_its_mark(suite: pytest.Pytester) -> None:
    fast, outputs, long = (
        collected(suite, "--stage", stage) for stage in ("fast", "outputs", "long")
    )
    assert fast == {
        "core/test_core.py::test_one",
        "new/test_new.py::test_one",
    }
    assert outputs == {"core/test_core.py::test_tool", "books/test_books.py::test_one"}
    assert long == {"core/test_core.py::test_many", "long/test_long.py::test_one"}
    assert collected(suite) == fast | outputs | long


def test_a_folder_of_another_stage_is_not_even_imported(suite: pytest.Pytester) -> None:
    suite.path.joinpath("books", "test_books.py").write_text("import no_such_module\n", "utf-8")
    assert suite.runpytest_inprocess("--stage", "fast").ret == 0
    assert suite.runpytest_inprocess("--stage", "outputs").ret != 0


@pytest.mark.parametrize(
    ("folder", "mark"), [("books", "long"), ("books", "fast"), ("long", "outputs")]
)
def test_two_stages_for_one_test_are_refused(
    suite: pytest.Pytester, folder: str, mark: str
) -> None:
    text = f"import pytest\n@pytest.mark.{mark}\n{ONE}"
    suite.path.joinpath(folder, f"test_{folder}.py").write_text(text, "utf-8")
    result = suite.runpytest_inprocess("--collect-only")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*test_one is in two stages: *"])


def test_a_stage_that_is_not_there_is_refused(suite: pytest.Pytester) -> None:
    result = suite.runpytest("--stage", "slow")
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_a_fast_test_cannot_import_what_only_the_outside_tools_need(
    pytester: pytest.Pytester,
) -> None:
    locks = pytester.mkdir("requirements")
    python = "{}.{}".format(*sys.version_info[:2])
    locks.joinpath(f"tests-{python}.txt").write_text("pytest==1\n", "utf-8")
    locks.joinpath(f"outputs-{python}.txt").write_text("pytest==1\nalabaster==1\n", "utf-8")
    tests = pytester.mkdir("tests")
    tests.joinpath("conftest.py").write_text(CONFTEST, "utf-8")
    # What the rule imports of its own folder.
    shutil.copyfile(Path(__file__).parents[1] / "templates.py", tests / "templates.py")
    tests.joinpath("test_tool.py").write_text("import alabaster, pytest\n" + ONE, "utf-8")
    fast = pytester.runpytest_subprocess("--stage", "fast", "tests")
    fast.stdout.fnmatch_lines(["*import of alabaster halted*"])
    pytester.runpytest_subprocess("tests").assert_outcomes(passed=1)
