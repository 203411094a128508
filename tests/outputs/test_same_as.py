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
from cable_edition.core.settings.edition_file import load_file
from cable_edition.exports.archive.description import crate
from cable_edition.exports.cmif import cmif_parts
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of
from cable_edition.exports.signposting import edition_links
from cable_edition.exports.tei import TeiFiles

from .conftest import CABLE, INFO, PEOPLE
from .read_beacon import read_beacon

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
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
    assert (unknown.text, unknown.get("ref")) == ("Unknown", None)

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


SETTINGS = """\
title = "A Test | Edition"
editors = ["Jane Doe"]
base_url = "https://example.org/e"

[limits]
entries_per_page = 1
"""


def published(edition: Edition, folder: Path) -> tuple[Path, Callable[[], list[Problem]]]:
    """Write the linked data of an edition with an address; return the folder, and the proof."""
    (folder / "edition.toml").write_text(SETTINGS, "utf-8")
    file, problems = load_file(folder / "edition.toml")
    assert problems == []
    DataFolder(folder / "data", edition, info_of(file)).write(["linked-data"])
    against = Against(edition, file, folder)
    return folder / "data", lambda: list(check_data(folder / "data", against))


def test_a_beacon_file_leads_to_each_entry(named: Edition, tmp_path: Path) -> None:
    data, problems = published(named, tmp_path)
    assert [one.located() for one in problems()] == []
    found = {path.name: read_beacon(path.read_bytes()) for path in data.glob("beacon-*.txt")}
    assert set(found) == {f"beacon-{key}.txt" for key in ("gnd", "lcnaf", "viaf", "wikidata")} | {
        "beacon-geonames.txt"
    }
    fields, links = found["beacon-wikidata.txt"]
    assert fields == {
        "FORMAT": "BEACON",
        "PREFIX": "https://www.wikidata.org/entity/",
        "TARGET": "{+ID}",
        "NAME": "A Test | Edition",
        "DESCRIPTION": "People, organizations, posts and towns of diplomatic cables, by Wikidata",
        "CREATOR": "Jane Doe",
        "INSTITUTION": "Jane Doe",
        "HOMEPAGE": "https://example.org/e/",
        "FEED": "https://example.org/e/data/beacon-wikidata.txt",
    }
    assert links == [
        (f"{fields['PREFIX']}{one}", name, f"https://example.org/e/{at}")
        for one, name, at in (
            ("Q1", "Embassy Rome", "posts/index.html#post-rome"),
            ("Q2", "Embassy Rome", "posts/index.html#post-rome"),
            ("Q42", "Jane Roe", "people/index.html#person-roe-jane"),
        )
    ]


def test_another_beacon_file_is_told(named: Edition, tmp_path: Path) -> None:
    data, problems = published(named, tmp_path)
    path = data / "beacon-gnd.txt"
    text = path.read_text("utf-8")
    for other in (
        text.replace("118540238", "118540246"),
        text.replace("people/index", "people/more/2"),
        text.replace("#FORMAT", "#format"),
        text.rstrip("\n"),
        text + "118540246|Jane Roe|https://example.org/\n",
        "",
    ):
        path.write_text(other, "utf-8")
        assert {one.path for one in problems()} == {str(path)}
    path.unlink()
    assert [(one.code, one.path) for one in problems()] == [("file-missing", str(path))]
    path.write_text(text, "utf-8")
    (data / "beacon-orcid.txt").write_text(text, "utf-8")
    assert [one.code for one in problems()] == ["file-unknown"]


def test_what_names_hold_breaks_no_line(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    people = "".join(
        f"- id: roe-{n}\n  name: {json.dumps(name)}\n  tip: x\n  forms: []\n"
        f"  same_as: ['wikidata:Q{n}']\n"
        for n, name in enumerate(("A | B", "# C", "http://d.example", "E\u2028F"), 1)
    )
    (tmp_path / "registers" / "people.yaml").write_text(people, "utf-8")
    data, problems = published(make_edition(), tmp_path)
    _, links = read_beacon((data / "beacon-wikidata.txt").read_bytes())
    assert [name for _, name, _ in links] == ["A B", "# C", "http://d.example", "E\\u{2028}F"]
    assert [at.removeprefix("https://example.org/e/people/") for _, _, at in links] == [
        "index.html#person-roe-1",
        "more/2.html#person-roe-2",
        "more/4.html#person-roe-3",
        "more/3.html#person-roe-4",
    ]
    assert problems() == []


def test_no_address_no_beacon(named: Edition, tmp_path: Path) -> None:
    data, _ = published(named, tmp_path)
    assert list(data.glob("beacon-*"))
    DataFolder(data, named, info_of(EditionFile(tmp_path))).write(["linked-data"])
    assert list(data.glob("beacon-*")) == []
    assert [one.located() for one in proved(named, tmp_path)] == []


ORCID = "https://orcid.org/0000-0002-1825-0097"
OF_EDITORS = f"""\
title = "A Test"
editors = ["B Roe", "Josiah Carberry <{ORCID}>"]
publisher = "A Press"
"""


def of_editors(folder: Path) -> EditionFile:
    (folder / "edition.toml").write_text(OF_EDITORS, "utf-8")
    file, problems = load_file(folder / "edition.toml")
    assert problems == []
    return file


def test_editors_have_their_orcid(named: Edition, tmp_path: Path) -> None:
    """ORCID's documentation has this id for an example; nobody is called so."""
    file = of_editors(tmp_path)
    data = tmp_path / "data"
    DataFolder(data, named, info_of(file)).write()
    for name in ("corpus.xml", "tei/06ROME2190.xml"):
        (who,) = (
            list(statement)[1:]
            for statement in etree.parse(data / name).getroot().iter(f"{TEI}respStmt")
            if "06ROME2191" not in statement.get(XML_ID)
            and (name != "corpus.xml" or statement.get(XML_ID) == "editors")
        )
        assert [(e.tag.removeprefix(TEI), e.text, e.get("ref")) for e in who] == [
            ("name", "B Roe", None),
            ("persName", "Josiah Carberry", ORCID),
        ]
    editors = etree.parse(data / "cmif.xml").getroot().iter(f"{TEI}editor")
    assert [(e.text, e.get("ref")) for e in editors] == [
        ("B Roe", None),
        ("Josiah Carberry", ORCID),
    ]
    graph = json.loads((data / "edition.jsonld").read_text("utf-8"))["@graph"]
    person = {"@id": ORCID, "@type": "Person", "name": "Josiah Carberry"}
    assert graph[0]["editor"] == [person]
    package = json.loads((data / "tables" / "datapackage.json").read_text("utf-8"))
    assert package["contributors"] == [
        {"title": "B Roe", "roles": ["editor"]},
        {"title": "Josiah Carberry", "path": ORCID, "roles": ["editor"]},
    ]
    against = Against(named, file, tmp_path)
    assert [one.located() for one in check_data(data, against)] == []
    for name in ("corpus.xml", "cmif.xml", "edition.jsonld", "tables/datapackage.json"):
        text = (data / name).read_text("utf-8")
        (data / name).write_text(text.replace(ORCID, ORCID[:-1] + "8", 1), "utf-8")
        assert {one.path for one in check_data(data, against)} == {str(data / name)}
        (data / name).write_text(text, "utf-8")


def test_a_crate_names_editors_with_their_orcid(tmp_path: Path) -> None:
    info = info_of(of_editors(tmp_path))
    graph = json.loads(crate(info, 1, "2026-01-02", tmp_path, {}))["@graph"]
    nodes = {one["@id"]: one for one in graph}
    assert nodes["./"]["editor"] == [{"@id": ORCID}]
    assert nodes[ORCID] == {"@id": ORCID, "@type": "Person", "name": "Josiah Carberry"}


def test_the_first_page_names_them_to_programs(tmp_path: Path) -> None:
    links = edition_links(info_of(of_editors(tmp_path)), ["json"])
    assert [one.target for one in links if one.rel == "author"] == [ORCID]


@pytest.mark.outputs
def test_headers_with_an_orcid_are_valid(
    named: Edition, tmp_path: Path, schema: Callable[[str], etree.RelaxNG]
) -> None:
    info = info_of(of_editors(tmp_path))
    alone, _ = TeiFiles(named, info).cable(named.cables[0])
    schema("tei_all.rng").assertValid(etree.fromstring(alone.encode()))
    cmif = etree.fromstring("".join(cmif_parts(named, info)).encode())
    schema("cmif.rng").assertValid(cmif)
