"""Distributed Text Services, read by the schemas and the context of their specification."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.edition.assemble import Edition
from tests.outputs.conftest import INFO, ROOT
from tests.outputs.test_dts import files, write

pytestmark = pytest.mark.outputs
SCHEMAS = {
    "EntryPoint": "entry_response",
    "Collection": "collection_response",
    "Resource": "collection_response",
    "Navigation": "navigation_response",
}


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    """The schemas of the validator and the context, by the names of their files."""
    shared = Path(os.environ.get("CABLE_EDITION_SCHEMAS", ROOT.parent / "shared" / "schemas"))
    found = {path.name: json.loads(path.read_text()) for path in (shared / "dts").glob("*.json")}
    if not found:
        pytest.skip("no dts/: put it into a folder that CABLE_EDITION_SCHEMAS names (dtsapi.org)")
    return found


def test_each_answer_is_valid(
    each_edition: Edition, tmp_path: Path, published: dict[str, Any]
) -> None:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    schemas = {name: one for name, one in published.items() if name.endswith(".schema.json")}
    named = [(name, Resource.from_contents(schema)) for name, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(named)
    write(tmp_path, each_edition, INFO, "paragraphs")
    kinds = {}
    for kind, name in SCHEMAS.items():
        schema = published[f"{name}.schema.json"]
        # Their `$id` is another than the name by which they refer to each other.
        schema = {key: value for key, value in schema.items() if key != "$id"}
        kinds[kind] = Draft202012Validator(schema, registry=registry)
    seen = set()
    for name in sorted(files(tmp_path)):
        if name.startswith("dts/"):
            answer = json.loads((tmp_path / name).read_text("utf-8"))
            kinds[answer["@type"]].validate(answer)
            seen.add(answer["@type"])
    assert seen == set(SCHEMAS)


def _plain(value: Any) -> Any:
    """A value without what JSON-LD takes for nothing; `dublinCore` is no thing of its own there."""
    if isinstance(value, dict):
        nested = value.get("dublinCore", {})
        value = {key: one for key, one in value.items() if key != "dublinCore"}
        value |= {f"dct:{key}": one for key, one in nested.items()}
        return {key: _plain(one) for key, one in value.items() if one is not None and one != []}
    if isinstance(value, list):
        return [_plain(one) for one in value] if len(value) != 1 else _plain(value[0])
    return value


def test_the_published_context_knows_every_word(
    each_edition: Edition, tmp_path: Path, published: dict[str, Any]
) -> None:
    from pyld import jsonld

    # PyLD 3.3.0 ends with a KeyError at the empty `@vocab` of `extensions`, which we have not.
    terms = published["context-v1.0.json"]["@context"]
    context = {"@context": {name: one for name, one in terms.items() if name != "extensions"}}

    def load(url: str, _options: Any) -> dict[str, Any]:
        assert url == "https://dtsapi.org/context/v1.0.json"
        found = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url}
        return found | {"document": context}

    options = {"documentLoader": load, "base": None}
    write(tmp_path, each_edition, INFO, "paragraphs")
    count = 0
    for name in sorted(files(tmp_path)):
        # Of the lists of single units some are enough.
        if not name.startswith("dts/") or (name.count("/") > 3 and "/p1/" not in name):
            continue
        answer = json.loads((tmp_path / name).read_text("utf-8"))
        expanded = jsonld.expand(answer, options)
        back = jsonld.compact(expanded, answer["@context"], options)
        assert _plain(back) == _plain(answer), name
        count += 1
    assert count > 20
