"""Ids of authority files in the data: TEI, CMIF, linked data, registers and tables.

The ids are examples of the schemes' own documentation; nobody here is what they name.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from cable_edition.core.edition.assemble import Edition
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.data_check import check_data
from cable_edition.core.settings import EditionFile
from cable_edition.exports.cmif import cmif_parts
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of
from cable_edition.exports.tei import TeiFiles

from .conftest import CABLE, INFO, PEOPLE

TEI = "{http://www.tei-c.org/ns/1.0}"
WIKIDATA, GND = "https://www.wikidata.org/entity/Q42", "https://d-nb.info/gnd/118540238"
VIAF, GEONAMES = "https://viaf.org/viaf/75121530", "https://www.geonames.org/3020251"
POSTS = """\
- id: rome
  name: Embassy Rome
  code: ROME
  tip: A post
  same_as: ['wikidata:Q1', 'viaf:75121530']
  place_same_as: ['wikidata:Q2', 'geonames:3020251']
"""
ORGANIZATIONS = """\
- id: others
  name: OTHERS
  tip: Others
  same_as: ['lcnaf:n79021164']
"""
FILES = (
    *("cmif.xml", "corpus.xml", "tei/06ROME2190.xml", "edition.jsonld", "registers.json"),
    *("tables/people.csv", "tables/entries.csv"),
)


@pytest.fixture
def named(make_edition: Callable[..., Edition], tmp_path: Path) -> Edition:
    """An edition of one cable, whose people, bodies and post have ids."""
    folder = tmp_path / "registers"
    ids = "  same_as: ['wikidata:Q42', 'gnd:118540238']\n"
    (folder / "people.yaml").write_text(PEOPLE + ids, "utf-8")
    (folder / "posts.yaml").write_text(POSTS, "utf-8")
    (folder / "organizations.yaml").write_text(ORGANIZATIONS, "utf-8")
    nameless = CABLE.replace("{hostile}", "nothing")
    sent = f"FM AMEMBASSY ROME\nTO SECSTATE WASHDC\nBT\n{nameless}"
    edition = make_edition(c06ROME2190=sent, c06ROME2191=nameless.replace("002190", "002191"))
    assert {one.code for one in edition.problems} == {"source-new"}
    return edition


def proved(edition: Edition, folder: Path) -> list[Problem]:
    return list(check_data(folder / "data", Against(edition, EditionFile(folder), folder)))


def written(edition: Edition, folder: Path) -> Path:
    DataFolder(folder / "data", edition, info_of(EditionFile(folder))).write()
    return folder / "data"


def test_each_file_has_the_ids(named: Edition, tmp_path: Path) -> None:
    data = written(named, tmp_path)
    root = etree.parse(data / "corpus.xml").getroot()
    person = next(root.iter(f"{TEI}person"))
    ids = [(e.get("type"), e.get("subtype"), e.text) for e in person.findall(f"{TEI}idno")]
    assert ids == [("URI", "wikidata", WIKIDATA), ("URI", "gnd", GND)]
    post = next(e for e in root.iter(f"{TEI}org") if e.get("n") == "ROME")
    assert [e.get("subtype") for e in post.findall(f"{TEI}idno")] == ["wikidata", "viaf"]
    town = [e.text for e in post.findall(f"{TEI}place/{TEI}idno")]
    assert town == ["https://www.wikidata.org/entity/Q2", GEONAMES]
    place, _ = (e for e in root.iter(f"{TEI}placeName") if e.get("ref"))
    assert place.get("ref").split() == town

    letters = list(etree.parse(data / "cmif.xml").getroot().iter(f"{TEI}correspDesc"))
    sent = letters[0].find(f"{TEI}correspAction")
    assert [(e.tag.removeprefix(TEI), e.get("ref")) for e in sent if e.get("ref")] == [
        ("orgName", VIAF),
        ("placeName", GEONAMES),
    ]
    unknown, _ = letters[1].find(f"{TEI}correspAction")
    assert (unknown.text, unknown.get("ref")) == ("[unknown]", None)

    graph = json.loads((data / "edition.jsonld").read_text("utf-8"))["@graph"]
    assert {one["name"]: one.get("sameAs") for one in graph if "sameAs" in one} == {
        "Jane Roe": [WIKIDATA, GND],
        "OTHERS": ["https://id.loc.gov/authorities/names/n79021164"],
    }
    sender = next(one["sender"] for one in graph if "sender" in one)
    assert sender["sameAs"] == ["https://www.wikidata.org/entity/Q1", VIAF]
    assert sender["location"]["sameAs"] == town

    registers = json.loads((data / "registers.json").read_text("utf-8"))
    assert registers["people"][0]["same_as"] == [WIKIDATA, GND]
    assert registers["posts"][0]["place_same_as"] == town
    assert "same_as" not in registers["glossary"][0]
    for name, key in (("people", "id"), ("entries", "entry")):
        with (data / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = {row[key]: row["same_as"] for row in csv.DictReader(file)}
        assert rows["roe-jane"] == f"{WIKIDATA}; {GND}"
        assert rows.get("mfa", "") == ""
    assert [one.located() for one in proved(named, tmp_path)] == []


@pytest.mark.parametrize("name", FILES)
def test_another_id_is_told(named: Edition, tmp_path: Path, name: str) -> None:
    path = written(named, tmp_path) / name
    text = path.read_text("utf-8")
    address = next(one for one in (GEONAMES, GND) if one in text)
    for other in (address[:-1] + "0", address.replace("https:", "http:"), ""):
        path.write_text(text.replace(address, other, 1), "utf-8")
        found = proved(named, tmp_path)
        assert found, (name, other)
        assert all(one.path == str(path) for one in found)


@pytest.mark.outputs
def test_tei_and_cmif_are_valid(named: Edition, schema: Callable[[str], etree.RelaxNG]) -> None:
    tei = TeiFiles(named, INFO)
    alone, within = tei.cable(named.cables[0])
    schema("tei_all.rng").assertValid(etree.fromstring(alone.encode()))
    corpus = tei.corpus_head() + within + tei.corpus_foot()
    schema("tei_all.rng").assertValid(etree.fromstring(corpus.encode()))
    cmif = etree.fromstring("".join(cmif_parts(named, INFO)).encode())
    schema("cmif.rng").assertValid(cmif)


@pytest.mark.outputs
def test_linked_data_says_so_to_a_program(named: Edition, tmp_path: Path) -> None:
    """PyLD expands the graph; the context of schema.org is not fetched, but given by its rule."""
    from pyld import jsonld

    graph = json.loads((written(named, tmp_path) / "edition.jsonld").read_text("utf-8"))
    graph["@context"] = {
        "@vocab": "https://schema.org/",
        "sameAs": {"@id": "https://schema.org/sameAs", "@type": "@id"},
    }
    expanded = jsonld.expand(graph, {"base": "https://example.org/"})
    same = "https://schema.org/sameAs"
    assert [one["@id"] for node in expanded for one in node.get(same, [])][:2] == [WIKIDATA, GND]
