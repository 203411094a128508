"""Lighthouse finds what it asks for in accessibility, best practices and search engines."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from built_pages import CABLE_PAGE, tree
from local_server import local_server
from tests.page_checks import LIGHTHOUSE, LIGHTHOUSE_PAGES
from tests.tools.node import missing_packages, run_script

from cable_edition.core.cable.bare_words import says_nothing

LIGHTHOUSE_SCRIPT = "node_modules/lighthouse/cli/index.js"


def report(html: Path, page: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    if missing := missing_packages():
        pytest.skip(missing)
    if shutil.which("chromium") is None and shutil.which("chromium-browser") is None:
        pytest.skip("no browser for Lighthouse: install chromium")
    with local_server(html) as address:
        written = run_script(
            LIGHTHOUSE_SCRIPT,
            f"{address}/{page}",
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(LIGHTHOUSE)}",
            # Chromium's sandbox does not run as root; the only pages opened are our own.
            "--chrome-flags=--headless=new --no-sandbox",
        )
    found: dict[str, Any] = json.loads(written)
    return found


@pytest.mark.parametrize("page", LIGHTHOUSE_PAGES.values())
def test_lighthouse_gives_each_page_its_points(html: Path, page: str) -> None:
    said = report(html, page)
    failed = {name: one["title"] for name, one in said["audits"].items() if one["score"] == 0}
    for category, least in LIGHTHOUSE.items():
        assert round(100 * said["categories"][category]["score"]) >= least, (category, failed)


def test_the_page_of_the_cable_has_words_that_would_say_nothing(html: Path) -> None:
    """The audit of the texts of links has something to find: the acronym START."""
    found = [
        link.get("href") or ""
        for link in tree(html / CABLE_PAGE).xpath("//article//a[contains(@class, 'cable-mention')]")
        if says_nothing("".join(link.itertext()))
    ]
    assert len(found) == 5
    assert set(found) == {"#beside-term-start", "#beside-tag-start"}
