"""JSON, CSV, JSON-LD, CMIF, registers: each valid by its own rules, and all of one mind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.releases.declared import newest_release
from cable_edition.core.settings import Settings, load_file
from cable_edition.exports.cable_json import cable_data, cable_line, cable_schema
from cable_edition.exports.cmif import cmif_parts
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import EditionInfo, info_of, licence_name, read_info, rights_of
from cable_edition.exports.linked_data import LinkedData
from cable_edition.exports.registers_json import register_parts, registers_schema
from cable_edition.exports.tables import COLUMNS, table_head, table_line
from cable_edition.exports.witness import TEI
from tests.outputs.conftest import INFO, ROOT


def rows_of(edition: Edition) -> list[dict[str, str]]:
    text = table_head() + "".join(table_line(one, INFO) for one in edition.cables)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(cable_schema())


def test_cables_are_valid_by_the_schema(edition: Edition, each_edition: Edition) -> None:
    validator = Draft202012Validator(cable_schema())
    for one in (*edition.cables, *each_edition.cables):
        assert list(validator.iter_errors(json.loads(cable_line(one, INFO)))) == []


def test_a_cable_is_the_record_of_the_parser_and_the_layers(hostile: EditedCable) -> None:
    data = cable_data(hostile, INFO)
    editorial = data.pop("editorial")
    assert data == hostile.cable.to_dict()
    assert editorial["address"] == "https://example.org/cables/06ROME2190.html"
    texts = dict(hostile.texts)
    assert [anchor["anchor"] for anchor in editorial["anchors"]] == [
        "subject",
        "ref-a",
        "ref-b",
        *(name for name in texts if name != "subject"),
    ]
    assert editorial["mentions"]
    for item in editorial["mentions"]:
        assert texts[item["anchor"]][item["start"] : item["end"]] == item["words"]


def test_a_line_is_one_line_and_utf_8(edition: Edition) -> None:
    for one in edition.cables:
        assert cable_line(one, INFO).encode().count(b"\n") == 0


def test_a_lone_surrogate_does_not_break_a_line(hostile: EditedCable) -> None:
    info = replace(INFO, title="\ud800")
    assert (
        json.loads(cable_line(hostile, info).encode())["editorial"]["edition"]["title"] == "\ud800"
    )


def test_the_table_has_a_line_for_each_cable(edition: Edition) -> None:
    rows = rows_of(edition)
    assert [row["id"] for row in rows] == [one.id for one in edition.cables]
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["subject"] == "A TALK WITH JANE ROE & <OTHERS>"
    assert rows[0]["references"] == "06PARIS123; 05OTTAWA286"
    assert rows[0]["redactions"] == "1"


def test_no_value_of_the_table_is_a_formula(make_edition: Callable[..., Edition]) -> None:
    text = "UNCLAS ROME 000001\n\nSUBJECT: =1+2\n\n1. Text.\n"
    assert rows_of(make_edition(c06ROME1=text))[0]["subject"] == "'=1+2"


def test_registers_name_the_places_of_their_entries(edition: Edition) -> None:
    data = json.loads("".join(register_parts(edition)))
    assert list(data)[:3] == ["people", "organizations", "glossary"]
    assert list(data)[3:] == ["tags", "posts", "chronology", "rules"]
    (person,) = data["people"]
    assert person["statements"][0]["sources"] == ["https://example.org/a?b=1&c=2", "a book"]
    assert person["anchor"] == "person-roe-jane"
    assert person["places"][:2] == ["06ROME2190#classified-by", "06ROME2190#p1"]
    assert "path" not in person


def test_registers_are_valid_by_their_schema(edition: Edition, each_edition: Edition) -> None:
    schema = registers_schema()
    Draft202012Validator.check_schema(schema)
    for one in (edition, each_edition):
        data = json.loads("".join(register_parts(one)))
        assert list(Draft202012Validator(schema).iter_errors(data)) == []


def test_references_to_all_cables_are_files_of_their_kind(edition: Edition, tmp_path: Path) -> None:
    DataFolder(tmp_path, edition, INFO).write(["citations"])
    items = json.loads((tmp_path / "citations.json").read_text("utf-8"))
    assert [item["id"] for item in items] == ["06ROME2190", "06ROME2191"]
    assert items[0]["URL"] == "https://example.org/cables/06ROME2190.html"
    assert (tmp_path / "citations.bib").read_text("utf-8").count("@techreport{06ROME219") == 2
    assert (tmp_path / "citations.ris").read_bytes().count(b"ER  - \r\n") == 2


def test_linked_data_joins_cables_and_people(edition: Edition) -> None:
    graph = json.loads("".join(LinkedData(edition, INFO).parts()))["@graph"]
    nodes = {node["@id"]: node for node in graph}
    cable = nodes["https://example.org/cables/06ROME2190.html"]
    assert cable["@type"] == "Message"
    assert nodes[cable["isPartOf"]["@id"]]["license"] == INFO.licence
    assert all(target["@id"] in nodes for target in cable["mentions"])
    assert cable["mentions"]


@pytest.mark.outputs
def test_cmif_of_each_edition_is_valid_and_has_each_cable(
    each_edition: Edition, schema: Callable[[str], etree.RelaxNG]
) -> None:
    root = etree.fromstring("".join(cmif_parts(each_edition, INFO)).encode())
    schema("cmif.rng").assertValid(root)
    assert len(list(root.iter(f"{TEI}correspDesc"))) == len(each_edition.cables)


def test_cmif_tells_of_each_letter_who_sent_and_who_received_it(
    each_edition: Edition, make_edition: Callable[..., Edition]
) -> None:
    """The format asks for both actions, with the name Unknown where nobody is told."""
    bare = make_edition(c06ROME1="UNCLAS ROME 000001\n\nSUBJECT: A VISIT\n\n1. Text.\n")
    unknown = 0
    for edition in (each_edition, bare):
        root = etree.fromstring("".join(cmif_parts(edition, INFO)).encode())
        for letter, one in zip(root.iter(f"{TEI}correspDesc"), edition.cables, strict=True):
            actions = {action.get("type"): action for action in letter}
            assert list(actions) == ["sent", "received"]
            assert len(letter) == 2
            names = [element.text for element in actions["received"]]
            header = one.cable.header
            assert len(names) == max(1, len(header.action) + len(header.info))
            if not header.action and not header.info:
                (nobody,) = actions["received"]
                assert (nobody.tag, nobody.text) == (f"{TEI}persName", "Unknown")
                unknown += 1
            who = actions["sent"][0]
            assert who.tag == (f"{TEI}orgName" if one.origin else f"{TEI}persName")
    assert unknown > 0


@pytest.mark.outputs
def test_cmif_of_the_first_edition_is_valid_and_has_its_place(
    first_edition: Edition, schema: Callable[[str], etree.RelaxNG]
) -> None:
    root = etree.fromstring("".join(cmif_parts(first_edition, INFO)).encode())
    schema("cmif.rng").assertValid(root)
    assert [e.text for e in root.iter(f"{TEI}placeName")] == ["OTTAWA, Canada"]


@pytest.mark.outputs
@pytest.mark.parametrize("info", [INFO, EditionInfo()], ids=["published", "bare"])
def test_cmif_is_valid(
    edition: Edition, info: EditionInfo, schema: Callable[[str], etree.RelaxNG]
) -> None:
    root = etree.fromstring("".join(cmif_parts(edition, info)).encode())
    schema("cmif.rng").assertValid(root)
    assert [e.get("key") for e in root.iter(f"{TEI}correspDesc")] == ["06ROME2190", "06ROME2191"]


@pytest.mark.parametrize("base", ["https://cables.example/", ""], ids=["published", "bare"])
def test_addresses_of_cmif_lead_from_where_the_file_lies(edition: Edition, base: str) -> None:
    """As programs read them: from ``data/cmif.xml`` in a site, wherever a copy of it is."""
    root = etree.fromstring("".join(cmif_parts(edition, EditionInfo(base_url=base))).encode())
    site = base or "https://copy.example/a/"
    at = f"{site}data/cmif.xml"
    assert urljoin(at, root.findtext(f".//{TEI}publicationStmt/{TEI}idno") or "") == at
    pages = [urljoin(at, letter.get("ref") or "") for letter in root.iter(f"{TEI}correspDesc")]
    assert pages == [f"{site}cables/{one.id}.html" for one in edition.cables]


@pytest.mark.outputs
def test_an_edition_without_cables_has_valid_files(
    make_edition: Callable[..., Edition], schema: Callable[[str], etree.RelaxNG]
) -> None:
    empty = make_edition()
    schema("cmif.rng").assertValid(etree.fromstring("".join(cmif_parts(empty, INFO)).encode()))
    json.loads("".join(register_parts(empty)))
    json.loads("".join(LinkedData(empty, INFO).parts()))


def test_the_citation_file_says_what_settings_and_releases_say() -> None:
    said = read_info(ROOT / "CITATION.cff")
    info = info_of(load_file(ROOT / "edition.toml")[0])
    assert (said.title, said.publisher) == (info.title, info.publisher)
    assert said.abstract == info.abstract
    assert (said.base_url, said.doi) == (info.base_url, info.doi)
    newest = newest_release(ROOT / "source_cables")
    assert newest is not None
    assert f"\nversion: {newest.version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0", "CC BY-NC-SA 3.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.fr", "CC BY 4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://creativecommons.org/licenses/by/", "https://creativecommons.org/licenses/by/"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_a_licence_is_called_by_its_name(address: str, name: str) -> None:
    assert licence_name(address) == name
    rights = rights_of(Settings(licence=address))
    assert rights.endswith(f"is licensed under {name}.")
    assert rights_of(Settings(licence=address, rights="Other.")) == "Other."


@pytest.mark.parametrize("text", ["", "[", "- a", "title: [1]\nauthors: x\n", "\0"])
def test_a_citation_file_of_any_kind_is_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "CITATION.cff"
    path.write_text(text, "utf-8")
    assert read_info(path).title
