"""What a page says of its cable is what the record says, in names that programs read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from cable_edition.core.citations.item import CitedCable
from cable_edition.core.citations.metadata import json_ld, meta_names, meta_properties, script_text

from .cables import OTTAWA, cable, of_edition

SCHEMA_ORG = "https://schema.org/"


def load(url: str, _options: object) -> dict[str, Any]:
    """Give the processor our copy of the terms, and nothing from the network."""
    assert url == "https://schema.org"
    context = json.loads(Path(__file__).with_name("schema-org.jsonld").read_text("utf-8"))
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": context,
    }


def expanded(item: CitedCable) -> dict[str, Any]:
    (found,) = jsonld.expand(json_ld(item, "en"), {"documentLoader": load})
    return dict(found)


def test_json_ld_expands_with_every_term_known() -> None:
    found = expanded(OTTAWA)
    assert found["@id"] == "https://example.org/edition/cables/05OTTAWA286.html"
    assert found["@type"] == [SCHEMA_ORG + "ArchiveComponent", SCHEMA_ORG + "DigitalDocument"]
    kept = {key.removeprefix(SCHEMA_ORG) for key in found}
    assert kept == json_ld(OTTAWA, "en").keys() - {"@context"}
    (author,) = found[SCHEMA_ORG + "author"]
    assert author["@type"] == [SCHEMA_ORG + "Organization"]
    assert author[SCHEMA_ORG + "name"] == [{"@value": "U.S. Embassy Ottawa"}]
    assert found[SCHEMA_ORG + "dateCreated"][0]["@value"] == "2005-01-28"
    (edition,) = found[SCHEMA_ORG + "isPartOf"]
    assert edition[SCHEMA_ORG + "version"] == [{"@value": "0.1.0"}]


def test_json_ld_without_an_address_has_no_id() -> None:
    assert "@id" not in expanded(of_edition(base_url=""))


def test_doi_of_the_edition_is_not_said_to_be_the_cables() -> None:
    item = of_edition(doi="10.1234/abc")
    assert "citation_doi" not in dict(meta_names(item, "en"))
    assert "sameAs" not in json_ld(item, "en")
    assert json_ld(item, "en")["isPartOf"]["sameAs"] == "https://doi.org/10.1234/abc"


def test_doi_of_the_cable_is() -> None:
    item = of_edition(doi="10.1234/{id}")
    assert dict(meta_names(item, "en"))["citation_doi"] == "10.1234/05OTTAWA286"
    assert json_ld(item, "en")["sameAs"] == "https://doi.org/10.1234/05OTTAWA286"


@pytest.mark.parametrize("title", ["</script><b>", "<!-- x", "A\u2028B & C"])
def test_data_in_a_page_cannot_end_its_element(title: str) -> None:
    data = json_ld(cable(title=title), "en")
    text = script_text(data)
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == data


def test_nothing_is_said_of_what_is_not_known() -> None:
    bare = cable(title="", author="", tags=(), classification="")
    rows = [*meta_names(bare, "en"), *meta_properties(bare)]
    assert all(content.strip() for _, content in rows)
    assert not [name for name, _ in rows if "author" in name or "creator" in name]
    assert {"author", "keywords"}.isdisjoint(json_ld(bare, "en"))


def test_a_body_is_no_person_with_a_surname() -> None:
    (author,) = (value for name, value in meta_names(OTTAWA, "en") if name == "citation_author")
    # Zotero divides a name at its comma, and at the last blank where it has none.
    assert author.partition(",") == ("U.S. Embassy Ottawa", ",", "")
