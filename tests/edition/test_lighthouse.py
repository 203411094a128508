"""Lighthouse finds what it asks for in accessibility, best practices and search engines."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from built_pages import CABLE_PAGE, tree
from local_server import local_server
from tests.page_checks import LIGHTHOUSE, LIGHTHOUSE_PAGES, WITH_LINK_TEXT
from tests.tools.node import missing_packages, run_script

LIGHTHOUSE_SCRIPT = "node_modules/lighthouse/cli/index.js"
#: Asks that no link has words such as "start" or "more". Words of a cable are links to what they
#: mean, and the acronym START is one of them.
LINK_TEXT = "link-text"


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


def score(said: dict[str, Any], category: str, *, without: str) -> float:
    """Return the score of a category in hundredths, as Lighthouse weighs it, without one audit."""
    weighed = [
        (ref["weight"], said["audits"][ref["id"]]["score"])
        for ref in said["categories"][category]["auditRefs"]
        if ref["weight"] and ref["id"] != without
    ]
    scored = [(weight, value) for weight, value in weighed if value is not None]
    assert scored
    return 100 * sum(weight * value for weight, value in scored) / sum(w for w, _ in scored)


@pytest.mark.parametrize("page", LIGHTHOUSE_PAGES.values())
def test_lighthouse_gives_each_page_its_points(html: Path, page: str) -> None:
    said = report(html, page)
    terms = {
        "".join(link.itertext())
        for link in tree(html / page).xpath("//a[contains(@class, 'cable-term')]")
    }
    links = said["audits"][LINK_TEXT]["details"]["items"]
    assert {link["text"] for link in links} <= terms
    failed = {name: one["title"] for name, one in said["audits"].items() if one["score"] == 0}
    whole = round(100 * said["categories"]["seo"]["score"])
    assert whole == WITH_LINK_TEXT if links else whole >= LIGHTHOUSE["seo"]
    assert bool(links) is (page == CABLE_PAGE)
    for category, least in LIGHTHOUSE.items():
        assert score(said, category, without=LINK_TEXT) >= least, (category, failed)
