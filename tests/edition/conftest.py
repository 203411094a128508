"""The first edition as built, and a browser to read it with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from edition_build import Build, build_copy, build_once
from playwright.sync_api import Browser, Page, sync_playwright


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def build(shared: Path) -> Build:
    """The edition as ``make html`` builds it, whether that went well or not."""
    folder = shared / "edition"
    return build_once(folder, lambda: build_copy(folder / "project", "auto", {}))


@pytest.fixture(scope="session")
def build_elsewhere(shared: Path) -> Build:
    """The same at another path, with one process, another hash seed, time zone and language."""
    folder = shared / "edition-elsewhere"
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANGUAGE": "fr"}
    project = folder / "a longer path" / "project of the edition"
    return build_once(folder, lambda: build_copy(project, "1", environment))


@pytest.fixture(scope="session")
def html(build: Build) -> Path:
    """The folder of the built pages; an error if there are none.

    A warning fails its own test, and leaves the pages to be checked by the others.
    """
    if not (build.html / "index.html").is_file():
        pytest.fail(f"the edition does not build:\n{build.first.warnings[-3000:]}", pytrace=False)
    return build.html


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no browser: install chromium (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        # Chromium's sandbox does not run as root; the only pages opened are our own.
        found = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def fresh_cable_page(browser: Browser, html: Path) -> Iterator[Page]:
    """The page of the cable, in a browser that knows nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found = context.new_page()
    found.goto((html / CABLE_PAGE).as_uri())
    yield found
    context.close()
