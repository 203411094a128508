"""Editions small enough to read, and the schemas of the world outside."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from cable_edition.core.edition.assemble import EditedCable, Edition, assemble
from cable_edition.exports.info import EditionInfo
from tests.editions import EDITIONS

ROOT = Path(__file__).parents[2]
HOSTILE = "]]>&lt;<b a=\"1\">'quoted' \\ --> {x} \x01\x85\u2028\u202e\ufffe end"
CABLE = """\
C O N F I D E N T I A L SECTION 01 OF 02 ROME 002190

SIPDIS

E.O. 12958: DECL: 07/20/2016
TAGS: PREL, IT, OVIP (ROE, JANE)
SUBJECT: A TALK WITH JANE ROE & <OTHERS>
REF: A. PARIS 123 B. 05 OTTAWA 286

Classified By: Pol Chief Jane Roe, reasons 1.4 (b) (d)

SUMMARY
-------

1. (C) Jane Roe said that {hostile} was
plain. She met XXXXXXXXXXXX of the MFA.

2. (SBU) The points were:

-- First, that Roe

ROME 00002190  002 OF 002

would come; see ref B.

-- Second, that all were content.

3. (C) It was ROMES 00002190 all the same.
SPOGLI
"""
PEOPLE = """\
- id: roe-jane
  name: Jane Roe
  sort: Roe, Jane
  tip: A visitor & <guest>
  office: Visitor
  office_status: cable
  spelled: [Row]
  forms: [Jane Roe, {text: Roe, surname: true}]
  statements:
    - text: She came from *afar*.
      status: inference
      sources: ["https://example.org/a?b=1&c=2", "a book"]
"""
GLOSSARY = """\
- id: mfa
  term: MFA
  expansion: Ministry of Foreign Affairs
  tip: the ministry
  status: cable
"""
INFO = EditionInfo(
    title="A Test & Edition",
    version="1.2",
    publisher="The Editors",
    base_url="https://example.org/",
    doi="10.1234/5",
    released="2026-01-02",
)


@pytest.fixture
def make_edition(tmp_path: Path) -> Callable[..., Edition]:
    """A function that assembles an edition of sources given by name."""
    sources, registers = tmp_path / "source_cables", tmp_path / "registers"
    sources.mkdir()
    registers.mkdir()
    (registers / "people.yaml").write_text(PEOPLE, "utf-8")
    (registers / "glossary.yaml").write_text(GLOSSARY, "utf-8")

    def make(**texts: str) -> Edition:
        for name, text in texts.items():
            (sources / f"{name.removeprefix('c')}.txt").write_bytes(text.encode("utf-8"))
        return assemble(sources, registers)

    return make


@pytest.fixture
def edition(make_edition: Callable[..., Edition]) -> Edition:
    """Two cables, one of which holds what no format likes."""
    return make_edition(
        c06ROME2190=CABLE.replace("{hostile}", HOSTILE),
        c06ROME2191=CABLE.replace("{hostile}", "nothing").replace("002190", "002191"),
    )


@pytest.fixture
def hostile(edition: Edition) -> EditedCable:
    """The cable with markup and control characters."""
    return edition.cables[0]


@pytest.fixture
def first_edition() -> Edition:
    """The edition of the repository."""
    return assemble(ROOT / "source_cables", ROOT / "docs" / "registers")


@pytest.fixture(params=EDITIONS)
def each_edition(request: pytest.FixtureRequest) -> Edition:
    """Each edition of the repository."""
    root = EDITIONS[request.param]
    return assemble(root / "source_cables", root / "docs" / "registers")


@pytest.fixture(scope="session")
def schema() -> Callable[[str], etree.RelaxNG]:
    """A function that loads a schema by its name, once for all tests."""
    folder = Path(os.environ.get("CABLE_EDITION_SCHEMAS", ROOT.parent / "shared" / "schemas"))
    loaded: dict[str, etree.RelaxNG] = {}

    def load(name: str) -> etree.RelaxNG:
        if not (folder / name).is_file():
            pytest.skip(
                f"no {name}: put it into a folder that CABLE_EDITION_SCHEMAS names (tei-c.org)"
            )
        if name not in loaded:
            loaded[name] = etree.RelaxNG(etree.parse(folder / name))
        return loaded[name]

    return load
