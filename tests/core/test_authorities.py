"""Authority ids: their forms, the one way in which they are written, and what registers take.

Every id is an example of the scheme's own documentation, or of the library ``idutils``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.authorities import (
    OF_NAMES,
    SCHEMES,
    AuthorityId,
    authority_of,
    read_authority,
)
from cable_edition.core.problems import Problem
from cable_edition.core.registers.entries import Registers
from cable_edition.core.registers.load import load_registers
from cable_edition.core.registers.same_as import all_same_as


def address_of(words: str) -> str:
    found = read_authority(words)
    return found.address if isinstance(found, AuthorityId) else f"! {found}"


def told(words: str, allowed: tuple[str, ...] = tuple(SCHEMES)) -> str:
    found = read_authority(words, allowed)
    assert isinstance(found, str), found
    return found


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("wikidata:Q42", "https://www.wikidata.org/entity/Q42"),
        ("Wikidata: q42", "https://www.wikidata.org/entity/Q42"),
        ("https://www.wikidata.org/wiki/Q42", "https://www.wikidata.org/entity/Q42"),
        ("http://www.wikidata.org/entity/Q42", "https://www.wikidata.org/entity/Q42"),
        ("https://m.wikidata.org/wiki/Q42?uselang=de#P31", "https://www.wikidata.org/entity/Q42"),
        ("viaf:75121530", "https://viaf.org/viaf/75121530"),
        ("http://www.viaf.org/viaf/75121530/", "https://viaf.org/viaf/75121530"),
        ("https://viaf.org/en/viaf/75121530", "https://viaf.org/viaf/75121530"),
        ("lcnaf:n79021164", "https://id.loc.gov/authorities/names/n79021164"),
        (
            "http://id.loc.gov/authorities/names/n79021164.html",
            "https://id.loc.gov/authorities/names/n79021164",
        ),
        ("gnd:4079154-3", "https://d-nb.info/gnd/4079154-3"),
        ("http://d-nb.info/gnd/118540238", "https://d-nb.info/gnd/118540238"),
        ("geonames:3020251", "https://www.geonames.org/3020251"),
        ("http://sws.geonames.org/3020251/", "https://www.geonames.org/3020251"),
        ("https://www.geonames.org/3020251/embrun.html", "https://www.geonames.org/3020251"),
        ("orcid:0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("http://orcid.org/0000-0002-1694-233x", "https://orcid.org/0000-0002-1694-233X"),
    ],
)
def test_an_id_is_written_in_one_way(words: str, address: str) -> None:
    assert address_of(words) == address
    assert address_of(address) == address
    assert address_of(authority_of(address).short) == address


@pytest.mark.parametrize(
    "words",
    [
        # What a library for ids takes for a ROR, a handle and a PubMed number.
        *("05TOKYO77", "S/CRS", "05OTTAWA286", "05ROME301", "20050128", "PREL"),
        *("Q42", "75121530", "118540238", "0000-0002-1825-0097"),
        *("isni:0000000121032683", "wikidata:", "", "https://example.org/Q42"),
        "https://www.wikidata.org/wiki/Special:Search/Q42",
        "https://wikidata.org.example/entity/Q42",
        "https://example.org/?https://viaf.org/viaf/75121530",
        "javascript:alert(1)//viaf.org/viaf/75121530",
        "https://www.wi\u212aidata.org/entity/Q42",
        f"wikidata:Q{'1' * 300}",
    ],
)
def test_what_is_no_id(words: str) -> None:
    assert "write it like" in told(words)


@pytest.mark.parametrize(
    ("words", "scheme"),
    [
        ("wikidata:42", "Wikidata"),
        ("wikidata:Q0", "Wikidata"),
        ("wikidata:P31", "Wikidata"),
        ("wikidata:Q\u0664\u0662", "Wikidata"),
        ("viaf:075121530", "VIAF"),
        ("viaf:751215301234", "VIAF"),
        ("https://viaf.org/viaf/whatever", "VIAF"),
        ("lcnaf:79021164", "Library of Congress"),
        ("lcnaf:sh85021262", "Library of Congress"),
        ("gnd:4079154", "GND"),
        ("geonames:0", "GeoNames"),
        ("geonames:Embrun", "GeoNames"),
        ("orcid:0000000218250097", "ORCID"),
    ],
)
def test_what_is_no_id_of_its_scheme(words: str, scheme: str) -> None:
    assert told(words).startswith(f"is no id of {scheme}; it has ")


@pytest.mark.parametrize(
    "right",
    [
        *("gnd:118540238", "gnd:4079154-3", "gnd:4005728-8", "gnd:118604740"),
        *("orcid:0000-0002-1825-0097", "orcid:0000-0002-1694-233X", "orcid:0000-0001-5109-3700"),
    ],
)
def test_each_wrong_check_digit_is_told(right: str) -> None:
    assert isinstance(read_authority(right), AuthorityId)
    for digit in "0123456789X":
        if digit != right[-1]:
            assert "the last digit does not fit" in told(right[:-1] + digit)
    swapped = right[:-3] + right[-2] + right[-3] + right[-1]
    if swapped != right and "-" not in right[-3:]:
        assert "the last digit does not fit" in told(swapped)


def test_a_number_whose_rule_is_not_known_is_not_refused() -> None:
    assert address_of("gnd:5098525-5") == "https://d-nb.info/gnd/5098525-5"
    assert address_of("gnd:5098525-6") == "https://d-nb.info/gnd/5098525-6"


def test_a_scheme_that_is_not_taken_there() -> None:
    said = told("geonames:3020251", OF_NAMES)
    assert said.startswith("is an id of GeoNames, which is not taken here; taken are those of Wiki")


@given(st.text(max_size=60))
def test_any_words_have_an_answer(words: str) -> None:
    for one in (words, f"gnd:{words}", f"https://www.geonames.org/{words}", f"orcid:{words}"):
        found = read_authority(one)
        if isinstance(found, AuthorityId):
            assert found.address.isascii()
            assert authority_of(found.address) == found


def registers(folder: Path, **files: str) -> tuple[Registers, list[Problem]]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return load_registers(folder)


ROE = "- id: roe\n  name: Jane Roe\n  tip: A visitor\n"
ROME = "- id: rome\n  name: Embassy Rome\n  code: ROME\n  tip: A post\n"


def test_a_register_takes_ids_of_both_forms(tmp_path: Path) -> None:
    people = ROE + ("  same_as:\n    - https://www.wikidata.org/wiki/Q42\n    - gnd:118540238\n")
    posts = ROME + "  same_as: ['viaf:75121530']\n  place_same_as: ['geonames:3020251']\n"
    found, problems = registers(tmp_path, people=people, posts=posts)
    assert problems == []
    assert found.people[0].same_as == (
        "https://www.wikidata.org/entity/Q42",
        "https://d-nb.info/gnd/118540238",
    )
    assert found.posts[0].place_same_as == ("https://www.geonames.org/3020251",)
    assert [(one.kind, one.id.short) for one in all_same_as(found)] == [
        ("person", "wikidata:Q42"),
        ("person", "gnd:118540238"),
        ("post", "viaf:75121530"),
    ]


@pytest.mark.parametrize(
    ("name", "entry", "line", "said"),
    [
        ("people", ROE + "  same_as:\n    - wikidata:Q42\n    - gnd:118540239\n", 6, "mistyped"),
        ("people", ROE + "  same_as: ['geonames:3020251']\n", 4, "is an id of GeoNames"),
        ("people", ROE + "  same_as: ['orcid:0000-0002-1825-0097']\n", 4, "is an id of ORCID"),
        ("organizations", ROE + "  same_as: [05TOKYO77]\n", 4, "write it like wikidata:Q42"),
        ("posts", ROME + "  same_as: ['geonames:3020251']\n", 5, "under `place_same_as`"),
        ("posts", ROME + "  place_same_as: [Rome]\n", 5, "geonames:3020251"),
    ],
)
def test_a_wrong_id_is_told_with_its_line(
    tmp_path: Path, name: str, entry: str, line: int, said: str
) -> None:
    found, problems = registers(tmp_path, **{name: entry})
    (problem,) = problems
    assert (problem.code, problem.line) == ("malformed-id", line)
    assert said in problem.message
    assert problem.path.endswith(f"{name}.yaml")
    assert getattr(found, name) == ()


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("people", ROE + "  same_as:\n    - wikidata:Q42\n    - wikidata:Q42\n"),
        (
            "people",
            ROE + "  same_as:\n    - wikidata:Q42\n    - https://www.wikidata.org/wiki/Q42\n",
        ),
        ("organizations", ROE + "  same_as:\n    - lcnaf:n79021164\n    - lcnaf:N79021164\n"),
        ("posts", ROME + "  place_same_as:\n  - geonames:3\n  - https://geonames.org/3/rome\n"),
    ],
)
def test_an_id_that_comes_twice_is_told_with_both_lines(
    tmp_path: Path, name: str, entry: str
) -> None:
    (problem,) = registers(tmp_path, **{name: entry})[1]
    last = entry.count("\n")
    assert (problem.code, problem.line) == ("duplicate-id", last)
    assert problem.message.endswith(f", as in line {last - 1}; keep one of the two")


def test_two_entries_are_not_one_person(tmp_path: Path) -> None:
    with_id = ROE + "  same_as: ['wikidata:Q42']\n"
    other = with_id.replace("roe", "doe").replace("Jane Roe", "John Doe")
    found, problems = registers(tmp_path, people=with_id + other)
    (problem,) = problems
    assert (problem.code, problem.line) == ("duplicate-id", 5)
    assert "both said to be Wikidata (Q42)" in problem.message
    assert len(found.people) == 2
