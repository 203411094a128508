"""Ace by DAISY looks at the EPUB as those who lend books to people with a print disability do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.tools.node import missing_packages, run_script

ACE = "node_modules/@daisy/ace-cli/bin/ace.js"


def test_ace_finds_nothing_in_the_epub(each_epub: Path, tmp_path: Path) -> None:
    if missing := missing_packages():
        pytest.skip(missing)
    if shutil.which("chromium") is None and shutil.which("chromium-browser") is None:
        pytest.skip("no browser for Ace: install chromium")
    run_script(ACE, "--force", "--outdir", tmp_path, each_epub, timeout=600)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    found = [
        (one["earl:test"]["earl:impact"], one["earl:test"]["dct:title"], page["earl:testSubject"])
        for page in report["assertions"]
        for one in page["assertions"]
    ]
    assert found == []
    assert report["earl:result"]["earl:outcome"] == "pass"
    assert report["a11y-metadata"]["empty"] == []
