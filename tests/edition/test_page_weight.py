"""The page of a cable loads no more than it may, and no script before its text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from built_pages import CABLE_PAGE
from tests.editions import ROOT
from tests.page_checks import WEIGHT


def test_the_page_of_a_cable_weighs_no_more_than_it_may(html: Path) -> None:
    # A process of its own: it opens a browser, and the tests have theirs.
    command = [sys.executable, ROOT / "benchmarks" / "page_weight.py", html, CABLE_PAGE]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    found = re.search(rf"([\d,]+)  {CABLE_PAGE}, (\d+) files", said.stdout)
    assert found, said.stderr
    assert int(found[2]) > 20
    assert int(found[1].replace(",", "")) <= WEIGHT, said.stdout
    assert "blocking scripts: none" in said.stdout
