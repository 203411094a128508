"""The editorial matter of the first edition agrees with its source and with itself."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.problems import Problem
from cable_edition.core.registers.entries import Registers, Statement
from cable_edition.core.registers.load import load_registers

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source_cables" / "05OTTAWA286.txt"
POLICY = ROOT / "docs" / "textual-policy.md"


@pytest.fixture(scope="module")
def loaded() -> tuple[Registers, list[Problem]]:
    return load_registers(ROOT / "docs" / "registers")


@pytest.fixture(scope="module")
def text() -> str:
    return SOURCE.read_text("utf-8")


def statements(registers: Registers) -> list[Statement]:
    entries = (
        *registers.people,
        *registers.organizations,
        *registers.glossary,
        *registers.tags,
        *registers.posts,
    )
    found = [one for entry in entries for one in entry.statements]
    found += [one for term in registers.glossary for s in term.senses for one in s.statements]
    found += [Statement(e.text, e.status, e.sources) for e in registers.events]
    found += [Statement(p.office, p.office_status, p.office_sources) for p in registers.people]
    return found


def test_the_registers_have_no_problem(loaded: tuple[Registers, list[Problem]]) -> None:
    assert [problem.located() for problem in loaded[1]] == []


def test_every_statement_names_what_it_rests_on(loaded: tuple[Registers, list[Problem]]) -> None:
    assert [one.text for one in statements(loaded[0]) if not one.sources] == []


def test_citations_of_the_cable_name_paragraphs_that_it_has(
    loaded: tuple[Registers, list[Problem]],
) -> None:
    cited = [s for one in statements(loaded[0]) for s in one.sources if "¶" in s]
    numbers = [int(n) for source in cited for n in re.findall(r"\d+", source.partition("¶")[2])]
    assert cited
    assert set(numbers) <= set(range(1, 15))


def test_each_person_is_named_in_the_cable_by_a_form_of_the_register(
    loaded: tuple[Registers, list[Problem]], text: str
) -> None:
    people = loaded[0].people
    assert len(people) == 9
    assert [p.id for p in people if not any(form.text in text for form in p.forms)] == []


def test_the_phrases_around_a_form_stand_in_the_cable(
    loaded: tuple[Registers, list[Problem]], text: str
) -> None:
    registers = loaded[0]
    phrases = [
        phrase
        for entry in (*registers.organizations, *registers.glossary)
        for form in entry.forms
        for phrase in form.within
    ]
    assert phrases
    assert [phrase for phrase in phrases if phrase not in text] == []


def test_the_policy_states_the_checksum_and_size_of_the_source() -> None:
    data = SOURCE.read_bytes()
    policy = POLICY.read_text("utf-8")
    assert hashlib.sha256(data).hexdigest() in policy
    assert f"{len(data):,} bytes" in policy


def test_the_policy_explains_every_rule_by_words_of_the_cable(text: str) -> None:
    row = re.compile(r"^\| `([a-z-]+)` \| `([^`]+)` \|", re.MULTILINE)
    listed = row.findall(POLICY.read_text("utf-8"))
    assert [rule for rule, _ in listed] == list(RULES)
    assert [source for _, source in listed if source not in text] == []


def test_every_garbled_place_is_emended(text: str) -> None:
    sidecar, _ = read_sidecar(SOURCE.with_suffix(".yaml"))
    assert sidecar is not None
    # A comma between letters, a letter before 8, and a bracket beside a hyphen are all garbled.
    garbled = r"[A-Za-z],[A-Za-z]|[a-z]8|\)-|-\)"
    places = len(re.findall(garbled, text[text.index("C O N F") :]))
    quoted = [e.place.quote for e in sidecar.emendations if e.rule != "conjecture"]
    assert sum(len(re.findall(garbled, words)) for words in quoted) == places == 17
