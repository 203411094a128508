"""The whole files of references and of linked data, as the programs of their readers take them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bibtexparser
import pypandoc
import pytest
import rispy
from pyld import jsonld

from tests.tools.node import missing_packages, run_script

SCHEMA_ORG = "http://schema.org/"
#: The files of references, with their formats as pandoc names them.
FORMATS = {
    "citations.bib": "biblatex",
    "citations.ris": "ris",
    "citations.json": "csljson",
}


def cables_of(data: Path) -> dict[str, str]:
    """Return the lasting address of each cable by id, empty where the edition has none."""
    layers = [
        json.loads(line)["editorial"]
        for line in (data / "cables.jsonl").read_text("utf-8").splitlines()
    ]
    return {
        one["id"]: one["address"] if one["address"].startswith("https://") else "" for one in layers
    }


def addresses(items: Iterable[dict[str, Any]], key: str) -> list[str]:
    """Return the addresses of references, in their order."""
    return sorted(str(item.get(key, "")) for item in items)


@pytest.mark.parametrize("name", FORMATS)
def test_pandoc_reads_each_reference_once(each_data: Path, name: str) -> None:
    text = (each_data / name).read_text("utf-8")
    items = json.loads(pypandoc.convert_text(text, "csljson", format=FORMATS[name]))
    cables = cables_of(each_data)
    assert len(items) == len(cables)
    assert addresses(items, "URL") == sorted(cables.values())
    # An id of a cable is the key of its reference.
    assert {item["id"] for item in items} == cables.keys()


@pytest.mark.parametrize("name", FORMATS)
def test_citation_js_reads_each_reference_once(each_data: Path, name: str) -> None:
    if missing := missing_packages():
        pytest.skip(missing)
    text = (each_data / name).read_text("utf-8")
    items = json.loads(run_script("read_citations.js", given=text))
    cables = cables_of(each_data)
    assert addresses(items, "URL") == sorted(cables.values())
    assert {item["id"] for item in items} == cables.keys()


def test_bibtexparser_reads_each_reference_once(each_data: Path) -> None:
    library = bibtexparser.parse_string((each_data / "citations.bib").read_text("utf-8"))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == list(cables_of(each_data))


def test_rispy_reads_each_reference_once(each_data: Path) -> None:
    records = rispy.loads((each_data / "citations.ris").read_text("utf-8"))
    assert [record["id"] for record in records] == list(cables_of(each_data))


def test_linked_data_have_each_cable_once(each_data: Path) -> None:
    path = each_data / "edition.jsonld"
    nodes = jsonld.expand(json.loads(path.read_text("utf-8")), {"base": path.as_uri()})
    messages = [node for node in nodes if f"{SCHEMA_ORG}Message" in node["@type"]]
    assert len(messages) == len(cables_of(each_data))
    # A work without an address has no name of its own.
    named = [node["@id"] for node in nodes if "@id" in node]
    assert len(set(named)) == len(named) > len(messages)
