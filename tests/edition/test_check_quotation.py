"""The page that checks quotations: on a disk and on a server it answers as the command does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from local_server import local_server
from playwright.sync_api import Browser, Page, expect
from tests.core.test_quotations import told
from tests.editions import COMMAND, EDITIONS
from tests.quotation_table import TABLE

SAID = "#cable-quotation-said"
ANSWERS = """async texts => {
    const checker = await window.cableQuotations.opened;
    const found = [];
    for (const text of texts) found.push(await checker.check(text));
    return found;
}"""
#: Beside the table: what is odd, and what changes with chance.
MORE = (
    "[" * 50,
    "the " * 3_000,
    "of [the] … and [x]y " * 20,
    "Stra\u00dfe caf\u00e9 \ufb01ne \u0130stanbul \U0001d54f \U0001f600 na\u00efve",
    "(SBU) Wright expressed\u00a0special interest in . . . increasing interoperability",
)


@pytest.fixture(scope="module", params=["disk", "server"])
def roots(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Iterator[dict[str, str]]:
    """The addresses of the editions."""
    if request.param == "disk":
        yield {name: f"{site.as_uri()}/" for name, site in sites.items()}
        return
    with local_server(sites["first"]) as first, local_server(sites["everything"]) as everything:
        yield {"first": f"{first}/", "everything": f"{everything}/"}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    found = browser.new_page()
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda said: faults.append(said.text) if said.type != "log" else None)
    yield found
    found.close()
    assert faults == []


def altered(text: str) -> str:
    """Return a text with every seventh word changed."""
    return " ".join("zebra" if n % 7 == 3 else word for n, word in enumerate(text.split()))


def test_page_and_command_give_the_same_answers(page: Page, roots: dict[str, str]) -> None:
    for edition, root in roots.items():
        rows = [row for row in TABLE if row.edition == edition]
        texts = [row.text for row in rows]
        texts += [altered(text) for text in texts if len(text.split()) > 12] + list(MORE)
        page.goto(f"{root}check-a-quotation.html")
        found: list[dict[str, Any]] = page.evaluate(ANSWERS, texts)
        for row, answer in zip(rows, found, strict=False):
            assert told(answer) == (row.verdict, row.places, row.changed)
        # A quotation a line: blanks are those of the line.
        lines = [" ".join(text.split()) for text in texts]
        done = subprocess.run(
            [sys.executable, *COMMAND, "quote", "--lines", "--format", "json", "--file", "-"],
            input="\n".join(lines),
            capture_output=True,
            text=True,
            check=False,
            cwd=EDITIONS[edition],
        )
        said = [json.loads(line) for line in done.stdout.splitlines()]
        assert page.evaluate(ANSWERS, lines) == said


def test_a_reader_sees_the_answer_and_comes_to_the_words(page: Page, roots: dict[str, str]) -> None:
    root = roots["first"]
    words = "Wright was keenly interested in how our navy colleagues have accepted the new concept"
    page.goto(f"{root}check-a-quotation.html?quotation={quote(words)}")
    expect(page.locator(SAID)).to_contain_text("Altered")
    expect(page.locator(".cable-quotation-words del")).to_have_text("navy")
    expect(page.locator(".cable-quotation-words ins")).to_have_text("military")
    expect(page.locator(".cable-list-citation")).to_contain_text("para. 5")
    page.locator(".cable-quotation-places a").click()
    expect(page.locator("#p5")).to_be_in_viewport()
    assert page.url.startswith(f"{root}cables/05OTTAWA286.html#p5")


def test_what_is_typed_is_checked(page: Page, roots: dict[str, str]) -> None:
    page.goto(f"{roots['first']}index.html")
    page.get_by_role("link", name="Check a quotation").first.click()
    page.get_by_label("The quotation").fill("<b>leaven</b> for a multilateral loaf")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(SAID)).to_contain_text("Absent")
    page.get_by_label("The quotation").fill("leaven for a multilateral loaf")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(SAID)).to_contain_text("Exact")
    assert page.locator("#cable-quotation-answer b").count() == 0
