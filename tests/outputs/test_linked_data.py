"""The graph of an edition: one for each program that reads it, and in the shape it must have."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cable_edition.core.edition.assemble import Edition
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.linked_data import LinkedData
from tests.outputs.conftest import CABLE, INFO

if TYPE_CHECKING:
    from rdflib import Graph

pytestmark = pytest.mark.outputs
SHAPES = Path(__file__).with_name("edition.shapes.ttl")
#: Where a copy lies: its names begin there if the edition states no address.
COPY = "https://mirror.example/copies/one/"
_SCHEMA = "http://schema.org/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CITO = "http://purl.org/spar/cito/"
CITES = f"{_CITO}cites"


def document(edition: Edition, info: EditionInfo) -> dict[str, Any]:
    return dict(json.loads("".join(LinkedData(edition, info).parts())))


def by_rdflib(given: dict[str, Any]) -> Graph:
    from rdflib import Graph

    at = f"{COPY}data/edition.jsonld"
    return Graph().parse(data=json.dumps(given), format="json-ld", publicID=at)


def by_pyld(given: dict[str, Any]) -> Graph:
    from pyld import jsonld
    from rdflib import Graph

    at = {"base": f"{COPY}data/edition.jsonld", "format": "application/n-quads"}
    return Graph().parse(data=jsonld.to_rdf(given, at), format="nt")


@pytest.mark.parametrize("info", [INFO, EditionInfo()], ids=["absolute", "relative"])
def test_two_programs_read_one_graph_without_asking_anybody(
    each_edition: Edition, info: EditionInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rdflib import URIRef
    from rdflib.compare import isomorphic

    def refused(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("socket.socket.connect", refused)
    given = document(each_edition, info)
    graph = by_rdflib(given)
    assert len(graph) > 50
    assert isomorphic(graph, by_pyld(given))
    root = info.base_url or COPY
    for one in each_edition.cables:
        page = URIRef(f"{root}cables/{one.id}.html")
        path = URIRef(f"{_SCHEMA}encoding") / URIRef(f"{_SCHEMA}contentUrl")
        files = {str(to) for to in graph.objects(page, path)}
        assert files == {f"{root}data/json/{one.id}.json", f"{root}data/tei/{one.id}.xml"}
    # Each name is an address of the site, or of what the edition itself names outside.
    names = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    known = (root, _SCHEMA, _CITO, info.licence, _RDF)
    registers = each_edition.registers
    outside = {one.work.address for one in each_edition.quoted}
    for entry in (*registers.people, *registers.organizations, *registers.posts):
        outside |= {*entry.same_as, *getattr(entry, "place_same_as", ())}
    assert {name for name in names if not name.startswith(known)} <= outside


def test_names_that_have_a_folder_too_much_or_too_few_are_seen(edition: Edition) -> None:
    """An edition without an address has its base in the file: without it, all is beside it."""
    from rdflib import URIRef

    given = document(edition, EditionInfo())
    assert given["@context"].pop("@base") == "../"
    page = URIRef(f"{COPY}cables/06ROME2190.html")
    assert (page, None, None) in by_rdflib(document(edition, EditionInfo()))
    assert (page, None, None) not in by_rdflib(given)


def test_the_words_of_the_context_are_those_of_schema_org(edition: Edition) -> None:
    """Without our context, under that vocabulary alone, the same keys mean the same."""
    from rdflib import URIRef

    given = document(edition, INFO)
    for name in ("license", "contentUrl"):
        assert given["@context"][name] == {"@type": "@id"}
    predicates = {str(one) for one in by_rdflib(given).predicates()}
    ours = {name for node in given["@graph"] for name in _keys(node)} - {"cites"}
    assert predicates - {CITES, f"{_RDF}type"} == {f"{_SCHEMA}{name}" for name in ours}
    assert isinstance(next(by_rdflib(given).objects(None, URIRef(f"{_SCHEMA}license"))), URIRef)


def _keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_keys, value), set())
    if not isinstance(value, dict):
        return set()
    return {key for key in value if key[0] != "@"}.union(*map(_keys, value.values()))


def test_cables_cite_those_that_are_in_the_edition(make_edition: Callable[..., Edition]) -> None:
    from rdflib import URIRef

    cited = CABLE.replace("ROME", "PARIS").replace("002190", "000123").replace("REF:", "X:")
    given = make_edition(c06ROME2190=CABLE, c06PARIS123=cited)
    graph = by_rdflib(document(given, INFO))
    found = [(str(one), str(other)) for one, other in graph.subject_objects(URIRef(CITES))]
    pages = f"{INFO.base_url}cables/"
    assert found == [(f"{pages}06ROME2190.html", f"{pages}06PARIS123.html")]


def _faults(graph: Graph) -> str:
    import pyshacl

    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(SHAPES), inference="none")
    return "" if conforms else str(text)


@pytest.mark.parametrize("info", [INFO, EditionInfo()], ids=["absolute", "relative"])
def test_each_edition_has_the_shape(each_edition: Edition, info: EditionInfo) -> None:
    assert _faults(by_rdflib(document(each_edition, info))) == ""


def _cable(given: dict[str, Any]) -> dict[str, Any]:
    return next(dict_ for dict_ in given["@graph"] if dict_["@type"] == "Message")


@pytest.mark.parametrize(
    "change",
    [
        lambda g: g["@graph"][0].pop("name"),
        lambda g: g["@graph"][0].update(license=["https://a.example/", "https://b.example/"]),
        lambda g: g["@graph"][0].update(datePublished="2 January 2026"),
        lambda g: g["@graph"][0].update(identifier="10.1234/5"),
        lambda g: g["@graph"][0]["distribution"][0].pop("encodingFormat"),
        lambda g: g["@graph"].pop(0),
        lambda g: _cable(g).pop("identifier"),
        lambda g: _cable(g).update(identifier="286"),
        lambda g: _cable(g).update(dateSent="2005-01-28 21:10"),
        lambda g: _cable(g).update(
            dateSent={"@type": "xsd:dateTime", "@value": "2005-01-28T21:10Z"}
        ),
        lambda g: _cable(g).update(dateSent=["2005-01-28", "2005-01-29"]),
        lambda g: _cable(g).update(sender={"@type": "Organization"}),
        lambda g: _cable(g).update(recipient=[{"@type": "Person", "name": "X"}]),
        lambda g: _cable(g).update(isPartOf={"@id": "https://example.org/other"}),
        lambda g: _cable(g).update(mentions=[{"@id": "https://example.org/nobody"}]),
        lambda g: _cable(g).update(cites=["https://example.org/cables/06PARIS123.html"]),
        lambda g: _cable(g)["encoding"][0].update(contentUrl=[]),
        lambda g: _cable(g).pop("@id"),
        lambda g: g["@graph"][1].update(name=""),
    ],
)
def test_the_shapes_see_what_is_wrong(
    edition: Edition, change: Callable[[dict[str, Any]], object]
) -> None:
    given = document(edition, INFO)
    assert given["@graph"][1]["@type"] == "Person"
    given["@context"]["xsd"] = "http://www.w3.org/2001/XMLSchema#"
    change(given)
    assert _faults(by_rdflib(given)) != ""
