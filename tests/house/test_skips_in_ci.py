"""The rule of ``conftest.py``, tried on tests of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1].joinpath("conftest.py").read_text(encoding="utf-8")


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(
        test_some="""
        import pytest

        def test_runs(): pass
        def test_skips(): pytest.skip("install java")
        @pytest.mark.skip(reason="never")
        def test_is_marked(): pass
        @pytest.mark.xfail(strict=True)
        def test_fails_as_expected(): assert False
        """,
        test_whole="import pytest\npytest.importorskip('no_such_module')\n",
    )
    return pytester


def test_a_skip_is_a_failure_in_ci(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "1")
    result = suite.runpytest_inprocess("-p", "no:cacheprovider", "--continue-on-collection-errors")
    result.assert_outcomes(passed=1, failed=1, errors=2, xfailed=1)
    result.stdout.fnmatch_lines(["*may not be skipped in CI: *install java*"])
    assert result.ret != 0


def test_a_skip_is_a_skip_elsewhere(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = suite.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, skipped=3, xfailed=1)
    assert result.ret == 0
