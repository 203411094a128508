"""Entries in authority files, as readers, programs and `verify` see them.

The ids are examples of the schemes' own documentation; nobody here is what they name.
"""

from __future__ import annotations

import json
import re

from lxml import html

from cable_edition.core.proof.verify import verify_build
from tests.outputs.read_beacon import read_beacon

from .conftest import PEOPLE, TinyEdition, warnings_of

ROE_SAME_AS = "  same_as: ['wikidata:Q42', 'gnd:118540238', 'http://viaf.org/viaf/75121530/']\n"
POSTS = """\
- id: ottawa
  name: Embassy Ottawa
  code: OTTAWA
  country: Canada
  tip: A post
  same_as: ['lcnaf:n79021164']
  place_same_as: ['geonames:3020251']
"""
ORGANIZATIONS = """\
- id: s-crs-office
  name: Office of the Coordinator
  tip: An office
  same_as: [https://www.wikidata.org/wiki/Q1]
"""


def with_ids(edition: TinyEdition) -> TinyEdition:
    edition.add()
    edition.register("people", PEOPLE + ROE_SAME_AS)
    edition.register("posts", POSTS)
    edition.register("organizations", ORGANIZATIONS)
    return edition


def test_the_pages_lead_to_authority_files(edition: TinyEdition) -> None:
    built = with_ids(edition)
    assert warnings_of(built.build()) == ""
    sentences = {
        "people": ["The same person in Wikidata (Q42), GND (118540238) and VIAF (75121530)."],
        "organizations": ["The same organization in Wikidata (Q1)."],
        "posts": [
            "The same post in Library of Congress (n79021164).",
            "The town where it is, in GeoNames (3020251).",
        ],
    }
    for page, told in sentences.items():
        tree = html.fromstring(built.page(f"{page}/index"))
        lines = [" ".join(one.text_content().split()) for one in tree.iter("p")]
        assert [one for one in lines if "The same" in one or "The town" in one] == told
    tree = html.fromstring(built.page("people/index"))
    links = [one for one in tree.iter("a") if "Q42" in one.text_content()]
    assert [one.get("href") for one in links] == ["https://www.wikidata.org/entity/Q42"]
    assert verify_build(built.html, built.sources)[1] == []
    path = built.html / "people" / "index.html"
    page = path.read_text("utf-8")
    edits = (
        ("Wikidata (Q42)", "Wikidata (Q43)"),
        ("entity/Q42", "entity/Q43"),
        ("https://viaf.org", "http://viaf.org"),
        ("GND (", "VIAF ("),
        ("The same person", "Perhaps the same person"),
    )
    for old, new in edits:
        assert old in page
        path.write_text(page.replace(old, new), "utf-8")
        assert verify_build(built.html, built.sources)[1], (old, new)
    path.write_text(page, "utf-8")
    assert verify_build(built.html, built.sources)[1] == []


def test_files_for_programs_lead_to_the_page_that_has_an_entry(edition: TinyEdition) -> None:
    built = with_ids(edition)
    base = "https://example.org/e/"
    settings = '[site]\ndata = ["all"]\nannotations = "on"\n[limits]\nentries_per_page = 1\n'
    (built.root / "edition.toml").write_text(f'base_url = "{base}"\n{settings}', "utf-8")
    assert warnings_of(built.build()) == ""
    graph = json.loads((built.html / "data" / "edition.jsonld").read_text("utf-8"))["@graph"]
    named = {one["@id"] for one in graph if one["@type"] in ("Person", "Organization")}
    for path in (built.html / "data" / "annotations").iterdir():
        items = json.loads(path.read_text("utf-8"))["items"]
        bodies = [one["body"][0] for one in items if one["motivation"] == "identifying"]
        named |= {body["source"] for body in bodies}
    assert len([one for one in named if "/more/" in one]) > 1
    for one in named:
        page, _, anchor = one.removeprefix(base).partition("#")
        assert html.fromstring((built.html / page).read_text("utf-8")).xpath(
            "//*[@id=$a]", a=anchor
        )
    head = html.fromstring((built.html / "index.html").read_text("utf-8")).find("head")
    linked = {one.get("href") for one in head.iterfind("link") if one.get("type") == "text/plain"}
    beacons = {f"data/{path.name}" for path in (built.html / "data").glob("beacon-*.txt")}
    assert linked == beacons
    linkset = json.loads((built.html / "linkset.json").read_text("utf-8"))["linkset"]
    items = {one["href"].removeprefix(base) for one in linkset[0]["item"]}
    assert beacons <= items
    assert verify_build(built.html, built.sources)[1] == []
    targets = []
    for path in sorted((built.html / "data").glob("beacon-*.txt")):
        _, links = read_beacon(path.read_bytes())
        targets += [target.removeprefix(base) for _, _, target in links]
    assert len(targets) == 6
    assert any("/more/" in one for one in targets)
    for one in targets:
        page, _, anchor = one.partition("#")
        section = html.fromstring((built.html / page).read_text("utf-8")).get_element_by_id(anchor)
        assert re.search("The (same|town)", section.text_content())
