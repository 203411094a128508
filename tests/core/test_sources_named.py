"""What stands at an address is said once, and stands with it wherever it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.myst.markup import address_and_words
from cable_edition.core.proof.data.sources_named import sources_named
from cable_edition.core.proof.site.cable_notes import source_tokens
from cable_edition.core.registers.entries import Source
from cable_edition.core.registers.load import load_registers
from cable_edition.core.registers.sources import words_of
from cable_edition.exports.tei_bibl import write_sources
from cable_edition.exports.xml import XmlWriter
from tests.editions import ROOT

LETTER = "https://example.org/letter"
WORDS = "Harbor Masters, Letter to Roe & Roe, 3 February 2005, read November 2026"
SOURCES = f"""\
- address: {LETTER}
  author: Harbor Masters
  title: Letter to Roe & Roe
  date: "2005-02-03"
  read: "2026-11"
"""
PEOPLE = f"""\
- id: roe-jane
  name: Jane Roe
  tip: Coordinator
  office: Coordinator
  office_sources: [{LETTER}]
  statements:
    - text: She wrote.
      sources: [{LETTER}, {LETTER}2, "05ROME1, ¶ 1"]
"""
GLOSSARY = f"""\
- id: lamp
  term: LAMP
  tip: a lamp
  statements: [{{text: It burns., sources: [{LETTER}]}}]
  senses:
    - {{id: one, expansion: A, tip: a, statements: [{{text: It is one., sources: [{LETTER}]}}]}}
"""
EVENTS = f"""\
- id: talks
  date: "2005"
  text: They talked.
  sources: [{LETTER}]
"""


def registers(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def test_it_stands_behind_the_address_in_every_register(tmp_path: Path) -> None:
    files = {"people": PEOPLE, "glossary": GLOSSARY, "chronology": EVENTS, "sources": SOURCES}
    found, problems = load_registers(registers(tmp_path, **files))
    assert problems == []
    (person,), (term,), (event,) = found.people, found.glossary, found.events
    described = f"{LETTER} {WORDS}"
    assert person.office_sources == (described,)
    assert person.statements[0].sources == (described, f"{LETTER}2", "05ROME1, ¶ 1")
    assert term.statements[0].sources == term.senses[0].statements[0].sources == (described,)
    assert event.sources == (described,)


def test_without_the_register_addresses_stand_alone(tmp_path: Path) -> None:
    found, problems = load_registers(registers(tmp_path, people=PEOPLE))
    assert problems == []
    assert found.people[0].office_sources == (LETTER,)


def test_notes_have_it_too() -> None:
    edition = assemble(ROOT / "source_cables", ROOT / "docs" / "registers")
    web = [
        source
        for cable in edition.cables
        for note in cable.notes
        for source in note.sources
        if source.startswith("http")
    ]
    assert len(web) > 25
    assert all(" " in source and source.endswith("read November 2026") for source in web)


def test_every_address_of_the_first_edition_is_described() -> None:
    found, problems = load_registers(ROOT / "docs" / "registers")
    assert problems == []
    statements = [one for _, entry in found.by_kind() for one in entry.statements]
    named = [source for one in (*statements, *found.events) for source in one.sources]
    web = [source for source in named if source.startswith("http")]
    assert len(web) > 100
    assert [source for source in web if " " not in source] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source(LETTER, "A", "B", "2005-02-03"), "A, B, 3 February 2005"),
        (Source(LETTER, "", "", "", "2026-11-28"), "read 28 November 2026"),
        (Source(LETTER, "A", "", "2005"), "A, 2005"),
        (Source(LETTER, "", "B", "", "2026"), "B, read 2026"),
        (Source(LETTER, "A"), "A"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_not_said(source: Source, words: str) -> None:
    assert words_of(source) == words


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- {author: A}\n", "missing-key", 1),
        ("- {address: example.org, author: A}\n", "malformed-id", 1),
        ("- {address: 'https://example.org, page 3', author: A}\n", "malformed-id", 1),
        ("- {address: 'https://example.org,', author: A}\n", "malformed-id", 1),
        (f"- address: {LETTER}\n", "missing-key", 1),
        (f"- address: {LETTER}\n  author: A\n  date: soon\n", "malformed-date", 3),
        (f"- address: {LETTER}\n  author: A\n  autor: B\n", "unknown-key", 3),
        (f"{SOURCES}- address: {LETTER}\n  author: B\n", "duplicate-id", 6),
    ],
)
def test_what_is_wrong_is_told_and_left_out(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    found, problems = load_registers(registers(tmp_path, people=PEOPLE, sources=text))
    assert [(one.code, one.line) for one in problems] == [(code, line)]
    assert found.people[0].office_sources[0] in {LETTER, f"{LETTER} {WORDS}"}


@pytest.mark.parametrize(
    ("source", "address", "words"),
    [
        (LETTER, LETTER, "example.org"),
        ("https://www.example.org/a", "https://www.example.org/a", "example.org"),
        (f"{LETTER} A, B", LETTER, "A, B"),
        (f"{LETTER}, page 3", "", f"{LETTER}, page 3"),
        (f"{LETTER}; see B", "", f"{LETTER}; see B"),
        ("http:// A", "", "http:// A"),
        ("javascript:alert(1) A", "", "javascript:alert(1) A"),
        ('https://a.b/"x A', "", 'https://a.b/"x A'),
        ("A, B", "", "A, B"),
    ],
)
def test_pages_and_their_proof_lead_to_the_address_by_its_words(
    source: str, address: str, words: str
) -> None:
    assert address_and_words(source) == (address, words)
    proved = source_tokens([source])
    assert "=" + words in proved
    assert any(token.startswith("<a") for token in proved) == bool(address)
    assert address in proved[1]


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (LETTER, f'<bibl><ptr target="{LETTER}"/></bibl>'),
        (f"{LETTER} A & B", f'<bibl><ref target="{LETTER}">A &amp; B</ref></bibl>'),
        (f"{LETTER}, page 3", f"<bibl>{LETTER}, page 3</bibl>"),
        ("A, B", "<bibl>A, B</bibl>"),
    ],
)
def test_tei_points_to_the_address_and_says_what_it_is(source: str, written: str) -> None:
    xml = XmlWriter()
    write_sources(xml, [source])
    assert xml.markup() == written
    (node,) = sources_named([source])
    assert ("target" in str(node)) == ("target" in written)
