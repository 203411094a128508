"""The editions of the repository as built, and the cable's page in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from playwright.sync_api import Browser, Page
from tests.editions import EDITIONS, Build, build_pages, build_pages_elsewhere


def _folder(shared: Path, edition: str) -> Path:
    return shared / ("edition" if edition == "first" else f"edition-{edition}")


def _pages(build: Build) -> Path:
    """Return the folder of the built pages; fail if there are none.

    A warning fails its own test, and leaves the pages to be checked by the others.
    """
    if not (build.html / "index.html").is_file():
        pytest.fail(f"the edition does not build:\n{build.first.warnings[-3000:]}", pytrace=False)
    return build.html


@pytest.fixture(scope="session")
def sites(shared: Path) -> dict[str, Path]:
    """The built editions by name."""
    return {
        "first": build_pages(shared / "edition").html,
        "everything": build_pages(shared / "edition-everything", "everything").html,
    }


@pytest.fixture(scope="session")
def build(shared: Path) -> Build:
    """The first edition as ``make html`` builds it, whether that went well or not."""
    return build_pages(_folder(shared, "first"))


@pytest.fixture(scope="session")
def build_elsewhere(shared: Path) -> Build:
    """The first edition built in other surroundings."""
    return build_pages_elsewhere(shared / "first-elsewhere")


@pytest.fixture(scope="session")
def html(build: Build) -> Path:
    """The pages of the first edition."""
    return _pages(build)


@pytest.fixture(scope="session", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    """The name of each edition of the repository, in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def each_build(shared: Path, edition: str) -> Build:
    """Each edition as built, whether that went well or not."""
    return build_pages(_folder(shared, edition), edition)


@pytest.fixture(scope="session")
def each_elsewhere(shared: Path, edition: str) -> Build:
    """Each edition built in other surroundings."""
    return build_pages_elsewhere(shared / f"{edition}-elsewhere", edition)


@pytest.fixture(scope="session")
def each_html(each_build: Build) -> Path:
    """The pages of each edition."""
    return _pages(each_build)


@pytest.fixture(scope="session")
def everything(shared: Path) -> Path:
    """The pages of the edition that has everything."""
    return _pages(build_pages(_folder(shared, "everything"), "everything"))


@pytest.fixture
def fresh_cable_page(browser: Browser, html: Path) -> Iterator[Page]:
    """The page of the cable, in a browser that knows nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found = context.new_page()
    found.goto((html / CABLE_PAGE).as_uri())
    yield found
    context.close()
