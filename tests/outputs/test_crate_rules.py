"""What RO-Crate 1.2 asks of a crate (its MUST rules), of the description in an archive.

The validator of the RO-Crate community fetches the context from the network; here the rules of the
specification (https://w3id.org/ro/crate/1.2, "Root Data Entity", "Data Entities", "Contextual
Entities", "RO-Crate JSON-LD") are asked one by one, with the context that the library rocrate has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from cable_edition.core.edition.assemble import Edition
from cable_edition.exports.archive.bag import make_bag
from cable_edition.exports.info import EditionInfo
from tests.outputs.conftest import INFO
from tests.outputs.test_archive import MOMENT, built

pytestmark = pytest.mark.outputs
PROFILE = "https://w3id.org/ro/crate/1.2"
DESCRIPTOR = "ro-crate-metadata.json"
#: A relative address as RFC 3986 has it, with a folder's slash at its end, or an absolute one.
ADDRESS = re.compile(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", re.ASCII)
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?")


def kinds(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type", [])
    return kind if isinstance(kind, list) else [kind]


def values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def refs(node: dict[str, Any], key: str) -> list[str]:
    return [one["@id"] for one in values(node.get(key, [])) if isinstance(one, dict)]


def faults(crate: dict[str, Any], payload: Path) -> Iterator[str]:
    """Yield which rules a crate breaks."""
    if crate.get("@context") != f"{PROFILE}/context":
        yield "its context is not that of the version"
    graph = crate.get("@graph", [])
    nodes = {one.get("@id"): one for one in graph}
    if len(nodes) != len(graph) or None in nodes:
        yield "an entity has no id of its own"
    terms = _terms()
    for name, node in nodes.items():
        if not kinds(node):
            yield f"{name} has no type"
        for kind in kinds(node):
            if not terms.get(kind, "").startswith(("http://schema.org/", "http")):
                yield f"{name} is of a type that the context has not: {kind}"
        for key, value in node.items():
            if not key.startswith("@") and key not in terms:
                yield f"{name} has a property that the context has not: {key}"
            for one in values(value):
                # The graph is flat: what is an entity stands in it once, and is pointed to.
                if isinstance(one, dict) and one.keys() != {"@id"}:
                    yield f"{name} has an entity within {key}"
                elif isinstance(one, dict) and one["@id"] not in nodes and _is_own(one["@id"]):
                    yield f"{key} of {name} leads to nothing"
    yield from _descriptor(nodes)
    yield from _root(nodes)
    yield from _data(nodes, payload)


def _is_own(name: str) -> bool:
    return not ABSOLUTE.match(name)


def _terms() -> dict[str, str]:
    text = files("rocrate").joinpath("data/ro-crate.jsonld").read_text("utf-8")
    context = json.loads(text)["@context"]
    return {key: one if isinstance(one, str) else one["@id"] for key, one in context.items()}


def _descriptor(nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    node = nodes.get(DESCRIPTOR, {})
    if "CreativeWork" not in kinds(node) or refs(node, "about") != ["./"]:
        yield "the descriptor is not about the root"
    if refs(node, "conformsTo") != [PROFILE]:
        yield "the descriptor does not conform to the version"


def _root(nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    root = nodes.get("./", {})
    if "Dataset" not in kinds(root):
        yield "the root is no Dataset"
    for key in ("name", "description"):
        if not root.get(key) or not isinstance(root[key], str):
            yield f"the root has no {key}"
    if not DAY.fullmatch(str(root.get("datePublished", ""))):
        yield "the root has no day"
    if not root.get("license"):
        yield "the root has no licence"
    makers = [kinds(nodes.get(one, {})) for one in refs(root, "publisher")]
    if not makers or not all({"Organization", "Person"} & {*one} for one in makers):
        yield "the root has no publisher that is somebody"
    for one in refs(root, "conformsTo"):
        if one == "https://w3id.org/ro/crate":
            yield "the root conforms to no version"


def _data(nodes: dict[str, dict[str, Any]], payload: Path) -> Iterator[str]:
    reached, open_ones = set(), ["./"]
    while open_ones:
        name = open_ones.pop()
        if name not in reached:
            reached.add(name)
            open_ones += refs(nodes.get(name, {}), "hasPart")
    for name, node in nodes.items():
        if not {"File", "Dataset"} & {*kinds(node)}:
            continue
        if not ADDRESS.fullmatch(name) or "\\" in name:
            yield f"{name} is no address"
        if name not in reached:
            yield f"{name} is no part of the root"
        path = payload / unquote(name)
        if "File" in kinds(node) and not path.is_file():
            yield f"{name} is no file"
        if "Dataset" in kinds(node) and not (path.is_dir() and name.endswith("/")):
            yield f"{name} is no folder"
        if "contentSize" in node and not str(node["contentSize"]).isdecimal():
            yield f"{name} has no size in bytes"


@pytest.fixture
def crate(edition: Edition, tmp_path: Path) -> tuple[dict[str, Any], Path]:
    parts = built(tmp_path)
    (parts.site / "a page é.html").write_text("<p>x</p>")
    make_bag(tmp_path / "bag", parts, edition, INFO, MOMENT)
    payload = tmp_path / "bag" / "data"
    return json.loads((payload / DESCRIPTOR).read_text("utf-8")), payload


def test_a_crate_keeps_each_rule(crate: tuple[dict[str, Any], Path]) -> None:
    described, payload = crate
    assert [*faults(described, payload)] == []
    assert len(described["@graph"]) > 9


def test_a_crate_of_an_edition_that_says_nothing_of_itself_keeps_each_rule(
    edition: Edition, tmp_path: Path
) -> None:
    make_bag(tmp_path / "bag", built(tmp_path), edition, EditionInfo(), MOMENT)
    payload = tmp_path / "bag" / "data"
    assert [*faults(json.loads((payload / DESCRIPTOR).read_text("utf-8")), payload)] == []


def _node(crate: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in crate["@graph"] if one["@id"] == name)


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "context": lambda one: one.update({"@context": "https://w3id.org/ro/crate/1.3/context"}),
    "id of its own": lambda one: one["@graph"].append(dict(_node(one, "site/"))),
    "no type": lambda one: _node(one, "#publisher").pop("@type"),
    "type that": lambda one: _node(one, "#publisher").update({"@type": "Editors"}),
    "property that": lambda one: _node(one, "./").update({"cables": "12"}),
    "entity within": lambda one: _node(one, "./").update(
        publisher={"@type": "Person", "name": "X"}
    ),
    "leads to nothing": lambda one: _node(one, "./").update(author={"@id": "#nobody"}),
    "about the root": lambda one: _node(one, DESCRIPTOR).pop("about"),
    "conform to the version": lambda one: _node(one, DESCRIPTOR).update(
        conformsTo={"@id": "https://w3id.org/ro/crate/1.3"}
    ),
    "no Dataset": lambda one: _node(one, "./").update({"@type": "CreativeWork"}),
    "no description": lambda one: _node(one, "./").pop("description"),
    "no day": lambda one: _node(one, "./").update(datePublished="2 January 2026"),
    "no licence": lambda one: _node(one, "./").pop("license"),
    "is somebody": lambda one: _node(one, "#publisher").update({"@type": "CreativeWork"}),
    "conforms to no version": lambda one: _node(one, "./").update(
        conformsTo={"@id": "https://w3id.org/ro/crate"}
    ),
    "is no address": lambda one: _node(one, "site/a%20page%20%C3%A9.html").update(
        {"@id": "site/a page é.html"}
    ),
    "no part of the root": lambda one: _node(one, "books/").update(hasPart=[]),
    "is no file": lambda one: one["@graph"].append({"@id": "x.txt", "@type": "File"}),
    "is no folder": lambda one: one["@graph"].append({"@id": "x", "@type": "Dataset"}),
    "size in bytes": lambda one: _node(one, "site/index.html").update(contentSize="1 kB"),
}


@pytest.mark.parametrize("told", BROKEN)
def test_each_rule_is_asked(crate: tuple[dict[str, Any], Path], told: str) -> None:
    described, payload = deepcopy(crate[0]), crate[1]
    BROKEN[told](described)
    assert any(told in fault for fault in faults(described, payload))
