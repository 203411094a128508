"""What holds for every test: each belongs to one stage, and in CI nothing is skipped.

The stages are ``fast``, ``outputs`` and ``long`` (``make test``, ``make test-outputs``,
``make test-long``). A folder of ``STAGES`` puts all its tests into the stage named; a mark of that
name moves a single test of another folder; all others are fast. ``pytest --stage NAME`` runs one
stage, and does not even import the folders of the others; without it pytest runs all. With
``--stage fast`` the packages that only the outside tools need cannot be imported, for ``make test``
does not install them.

A test that needs a tool (a browser, Java) skips with one line that says what to install. Where the
environment has ``CI`` set, such a skip is a failure, so that no gate is passed by a missing tool.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from cable_edition.core.words import ENGLISH, speak

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Programs that tests start write plain lines; in CI some colour them unasked.
os.environ["NO_COLOR"] = "1"
# Most tests make large trees and drop them: Python's own thresholds cost a tenth of a run.
gc.set_threshold(50_000, 20, 20)
# No test depends on how fast the machine is, or on what else runs on it.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

FAST, OUTPUTS, LONG = "fast", "outputs", "long"
#: The stage of each folder below ``tests`` whose tests are not fast.
STAGES = {"books": OUTPUTS, "edition": OUTPUTS, "tools": OUTPUTS, "long": LONG}
HERE = Path(__file__).parent
LOCKS = HERE.parent / "requirements"
#: What hypothesis looks for among the modules that are loaded; one that cannot be loaded fails it.
PROBED = frozenset({"numpy", "pandas"})


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Let no test speak the language of the edition that one before it built."""
    yield
    speak(ENGLISH)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: one for all tests of a process, for a second would not start.

    What drives it keeps a loop of asyncio running, which tests with a loop of their own put aside
    (``tools/test_language_server.py``).
    """
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no browser: install chromium (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        # Chromium's sandbox does not run as root; the only pages opened are our own.
        found = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--stage", choices=(FAST, OUTPUTS, LONG), help="run the tests of this stage alone"
    )


def pytest_configure(config: pytest.Config) -> None:
    for stage, what in (
        (FAST, "needs nothing but Python packages, and seconds"),
        (OUTPUTS, "runs an outside tool on something the edition writes"),
        (LONG, "tries random sequences or large numbers"),
    ):
        config.addinivalue_line("markers", f"{stage}: {what}")
    if config.getoption("--stage") == FAST:
        # Hypothesis asks whether numpy is among the modules, and would take the sign for numpy.
        for name in _modules_of_outside_tools() - {"numpy"}:
            # Python's own way to say that there is no such module.
            sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def _modules_of_outside_tools() -> set[str]:
    """Return the modules of what the lock of the outputs has beyond that of the tests."""
    python = "{}.{}".format(*sys.version_info[:2])
    locked = {
        of: set(re.findall(r"^([a-z0-9.-]+)==", path.read_text("utf-8"), re.MULTILINE))
        for of in ("tests", OUTPUTS)
        if (path := LOCKS / f"{of}-{python}.txt").is_file()
    }
    beyond = locked.get(OUTPUTS, set()) - locked.get("tests", set())
    return {
        module
        for module, packages in packages_distributions().items()
        if {re.sub("[-_.]+", "-", name).lower() for name in packages} <= beyond
        and module not in PROBED
    }


def _stage_of_folder(path: Path) -> str | None:
    if not path.is_relative_to(HERE):
        return None
    parts = path.relative_to(HERE).parts
    return STAGES.get(parts[0]) if parts else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    wanted, found = config.getoption("--stage"), _stage_of_folder(collection_path)
    return True if wanted and found and found != wanted else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = config.getoption("--stage")
    left_out = []
    for item in items:
        marked = {mark.name for mark in item.iter_markers() if mark.name in {FAST, OUTPUTS, LONG}}
        folder = _stage_of_folder(item.path)
        stages = marked | ({folder} if folder else set())
        if len(stages) > 1:
            raise pytest.UsageError(f"{item.nodeid} is in two stages: {', '.join(sorted(stages))}")
        (stage,) = stages or {FAST}
        item.add_marker(stage)
        if wanted and stage != wanted:
            left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    # The longest tests are these; begun last, one would keep all other workers waiting.
    items.sort(key=lambda item: not item.path.is_relative_to(HERE / "tools"))


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"a test may not be skipped in CI: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
