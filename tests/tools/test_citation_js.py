"""Citation.js reads the references that the edition offers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import CitedCable, csl_item
from cable_edition.core.citations.ris import ris
from tests.core.citations.cables import OTTAWA, cable
from tests.tools.node import missing_packages, run_script

PLAIN = cable(id="07LIMA3", author="Embassy Lima", date="2007-12-31", title="A visit by a guest")


def read(text: str) -> dict[str, Any]:
    """Return the one entry of a file as Citation.js has it."""
    if missing := missing_packages():
        pytest.skip(missing)
    (entry,) = json.loads(run_script("read_citations.js", given=text))
    return dict(entry)


def author(entry: dict[str, Any]) -> str:
    (one,) = entry["author"]
    return str(one.get("literal") or one["family"])


@pytest.mark.parametrize("item", [OTTAWA, PLAIN], ids=["05OTTAWA286", "07LIMA3"])
def test_csl_json_is_read_as_it_is_written(item: CitedCable) -> None:
    found = read(json.dumps([csl_item(item)]))
    assert {key: value for key, value in found.items() if key != "_graph"} == csl_item(item)


@pytest.mark.parametrize("item", [OTTAWA, PLAIN], ids=["05OTTAWA286", "07LIMA3"])
def test_bibtex_keeps_key_author_title_day_and_address(item: CitedCable) -> None:
    found, written = read(bibtex(item)), csl_item(item)
    assert found["id"] == item.id
    assert author(found) == item.author
    title = found["title"].replace('<span class="nocase">', "").replace("</span>", "")
    assert title == item.title
    assert found["issued"] == written["issued"]
    assert found["URL"] == written["URL"]


@pytest.mark.parametrize("item", [OTTAWA, PLAIN], ids=["05OTTAWA286", "07LIMA3"])
def test_ris_keeps_author_title_and_address(item: CitedCable) -> None:
    found = read(ris(item))
    assert author(found).rstrip(",") == item.author
    assert found["title"] == item.title
    assert found["URL"] == csl_item(item)["URL"]
