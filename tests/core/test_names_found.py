"""What names are, by the form of the text around them; and acronyms with what they stand for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.registers.expansions import expansions
from cable_edition.core.registers.names_found import names_found
from cable_edition.core.registers.unregistered import found_words

SUMMARY = (
    "1. Summary: Coordinator for Reconstruction and Stabilization (S/CRS) John Smith met"
    " Foreign Minister Carlos Torre on January 30. Minister Torre said the Ministry of"
    " Coastal Works (MCW) would act. End Summary."
)
#: Words in small letters, so that a text tells by its capitals.
LOWER = "they talked about many other things and went home again before anybody came"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then Ambassador Jane Roe spoke", [("Jane Roe", "Ambassador")]),
        ("with MG Jane Roe there", [("Jane Roe", "MG")]),
        # What hyphens join to a title is of the title, and of nothing else.
        ("Ambassador-designate Mary Ann Roe said", [("Mary Ann Roe", "Ambassador-designate")]),
        ("with Ambassador-at-Large Mary Ann Roe", [("Mary Ann Roe", "Ambassador-at-Large")]),
        ("with President-Elect Mary Ann Roe there", [("Mary Ann Roe", "President-Elect")]),
        (
            "by Prime Minister-designate Mary Ann Roe",
            [("Mary Ann Roe", "Prime Minister-designate")],
        ),
        ("then Jane Roe, ambassador-designate, left", [("Jane Roe", "ambassador-designate")]),
        ("then ambassador-designate Jane Roe left", [("Jane Roe", "ambassador-designate")]),
        ("with Mary-Ann Roe-Large, who knew", [("Mary-Ann Roe-Large", "")]),
        ("the Ambassador-designate said so", []),
        (
            "by Director General for Global Issues Jane Roe",
            [("Jane Roe", "Director General for Global Issues")],
        ),
        (
            "the Secretary of the Harbor Party Ann van der Berg came",
            [("Ann van der Berg", "Secretary of the Harbor Party")],
        ),
        ("then Jane Roe, head of the lamps, left", [("Jane Roe", "head of the lamps")]),
        ("then Jane Roe said so", [("Jane Roe", "")]),
        ("then Jane Roe, who knew, left", [("Jane Roe", "")]),
        ("Jane Roe of the Harbor Office left", [("Jane Roe", "")]),
        ("spokesman Jane Roe left", [("Jane Roe", "spokesman")]),
        ("with J. Q. Roe there", [("J. Q. Roe", "")]),
        ("Jane Roe came. Roe was late", [("Jane Roe", "")]),
        ("Mohammed bin Roe said so", [("Mohammed bin Roe", "")]),
        ("then Porto Sereno was shut", []),
        ("the Lantern Coast said so", []),
        ("Saudi Arabia said so", []),
        ("then New Delhi said so", []),
        ("the Harbor Office said so", []),
        ("Lantern Times, harbor spokesman Jane Roe said", [("Jane Roe", "spokesman")]),
        ("see ref A. Drawings there", []),
        ("the Prime Minister said so", []),
        ("Harbor Lamps said so of a harbor and lamps", []),
    ],
)
def test_persons_are_told_by_what_stands_beside(text: str, found: list[tuple[str, str]]) -> None:
    told = [one for one in names_found([("p1", f"{text} {LOWER}")]) if one.kind == "person"]
    assert [(one.words, one.office) for one in told] == found
    assert all(f"{text} {LOWER}"[one.start : one.end] == one.words for one in told)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Harbor Office agreed", ["Harbor Office"]),
        ("the Ministry of Harbors agreed", ["Ministry of Harbors"]),
        (
            "an Office of the Keeper for Lamps and Oil is",
            ["Office of the Keeper for Lamps and Oil"],
        ),
        ("Italy's Harbor Office agreed", ["Harbor Office"]),
        ("Embassy Rome agreed", []),
        ("an office and a council", []),
    ],
)
def test_bodies_are_told_by_what_they_are_called(text: str, found: list[str]) -> None:
    told = names_found([("p1", f"{text} {LOWER}")])
    assert [one.words for one in told if one.kind == "organization"] == found


@pytest.mark.parametrize(
    ("text", "acronym", "words"),
    [
        ("a Self-Tending Artificial Torch (START) is", "START", "Self-Tending Artificial Torch"),
        (
            "the Coordinator for Lamps and Oil (S/CLO) is",
            "S/CLO",
            "Coordinator for Lamps and Oil",
        ),
        ("the lamps and oil (L&O) of", "L&O", "lamps and oil"),
        ("the LAMP (Local Aid and Market Plan) of", "LAMP", "Local Aid and Market Plan"),
        ("a 3D (danger, dark, dawn) plan", "3D", "danger, dark, dawn"),
        ("the Department of Dawn (DoD) is", "DoD", "Department of Dawn"),
        ("of two Light Network Officers (LNOs) and", "LNO", "Light Network Officers"),
        ("the U.S. Agency for Lamps (USAL) is", "USAL", "U.S. Agency for Lamps"),
        ("Lamps Stay. Harbor Office (HO) is", "HO", "Harbor Office"),
    ],
)
def test_what_an_acronym_stands_for_is_taken_as_it_is(text: str, acronym: str, words: str) -> None:
    (one,) = expansions([("p1", text)])
    assert (one.acronym, one.words) == (acronym, words)
    assert text[one.start : one.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "he left (C) early",
        "Senator Roe (D-NY) said",
        "the harbor (SBU) is",
        "a 3D (danger, dark) plan",
        "the LAMP (a plan for markets) of",
        "he said so (NOFORN) then",
        "of dark lamps (DoD) is",
    ],
)
def test_other_brackets_are_no_expansion(text: str) -> None:
    assert list(expansions([("p1", text)])) == []


@given(st.text("aAbB .,'()&/-", max_size=200))
def test_every_place_is_in_its_text(text: str) -> None:
    text = " ".join(text.split())
    for one in names_found([("p1", text)]):
        assert text[one.start : one.end] == one.words
    for long in expansions([("p1", text)]):
        assert text[long.start : long.end] == long.words


@pytest.mark.parametrize(
    "part", ["Jane ", "Office of ", "A. ", "Ambassador for ", "(AB) ", "a, A "]
)
def test_time_grows_with_the_length(part: str) -> None:
    def seconds(count: int) -> float:
        text = (part * count).strip() + " " + LOWER * (count // 4)
        start = time.process_time()
        list(names_found([("p1", text)]))
        list(expansions([("p1", text)]))
        return time.process_time() - start

    short = min(seconds(2000) for _ in range(3))
    assert seconds(16000) < max(0.05, short) * 24


@pytest.mark.parametrize(
    ("text", "acronyms", "people"),
    [
        (
            SUMMARY,
            ["S/CRS", "MCW"],
            ["John Smith", "Carlos Torre", "Torre"],
        ),
        ("The Coordinator for Reconstruction and Stabilization (S/CRS) met us.", ["S/CRS"], []),
        ("The Office for Coastal Works (OCW) and the Harbor Council.", ["OCW"], []),
        (
            "Foreign Minister Carlos Torre and Ambassador John Smith met",
            [],
            ["Carlos Torre", "John Smith"],
        ),
        ("Ambassador Jane Roe left. (End Comment.)", [], ["Jane Roe"]),
    ],
)
def test_a_paragraph_full_of_names_tells_by_its_capitals(
    text: str, acronyms: list[str], people: list[str]
) -> None:
    found = found_words([("p1", text)])
    named = [one.words for one in found.names if one.kind == "person"]
    assert [one.words for one in found.acronyms] == acronyms
    assert named == people


@pytest.mark.parametrize(
    "text",
    [
        "MINISTER TORRE OF THE MINISTRY OF COASTAL WORKS (MCW) TOLD US SO.",
        "MINISTER CARLOS TORRE OF COASTAL WORKS (MCW) told AMBASSADOR JOHN SMITH so.",
        "Minister Carlos Torre Visits Coastal Works (MCW)",
        "Minister Carlos Torre of Coastal Works (MCW) Visits the Harbor in June",
    ],
)
def test_a_heading_and_a_text_in_capitals_tell_nothing(text: str) -> None:
    found = found_words([("p1", text)])
    assert (found.acronyms, found.names) == ((), ())


@pytest.mark.parametrize(
    ("text", "name", "office", "surname"),
    [
        (
            "Foreign Minister Carlos de la Torre Nunez met us there",
            *("Carlos de la Torre Nunez", "Foreign Minister", "de la Torre Nunez"),
        ),
        (
            "Minister Maria Elena de la Torre Nunez met us",
            *("Maria Elena de la Torre Nunez", "Minister", "de la Torre Nunez"),
        ),
        (
            "Director of Planning Carlos de la Torre Nunez left",
            *("Carlos de la Torre Nunez", "Director of Planning", "de la Torre Nunez"),
        ),
        ("Minister de la Torre met us", "de la Torre", "Minister", "de la Torre"),
        ("Jose de los Rios, who left", "Jose de los Rios", "", "de los Rios"),
        ("Jose Ortega y Gasset said so", "Jose Ortega y Gasset", "", "Ortega y Gasset"),
        (
            "Ana dos Santos e Silva said so",
            *("Ana dos Santos e Silva", "", "dos Santos e Silva"),
        ),
        ("then Nuri al-Maliki said no", "Nuri al-Maliki", "", "al-Maliki"),
        (
            "President Valery Giscard d'Estaing left",
            *("Valery Giscard d'Estaing", "President", "d'Estaing"),
        ),
        ("Ann van der Berg said so", "Ann van der Berg", "", "van der Berg"),
        ("Ana De La Torre said so", "Ana De La Torre", "", "De La Torre"),
        ("Mohammed bin Roe Quux said so", "Mohammed bin Roe Quux", "", "Quux"),
        ("Minister Jane Roe e-mailed us", "Jane Roe", "Minister", "Roe"),
        ("Charge d'Affaires Jane Roe said so", "Jane Roe", "*", "Roe"),
    ],
)
def test_particles_do_not_cut_a_name(text: str, name: str, office: str, surname: str) -> None:
    (one,) = (one for one in names_found([("p1", f"{text} {LOWER}")]) if one.kind == "person")
    assert (one.words, one.surname) == (name, surname)
    assert office in (one.office, "*")


def test_a_name_that_begins_with_a_particle_opens_a_sentence() -> None:
    found = names_found([("p1", f"We saw Ann de la Torre. De la Torre said so {LOWER}")])
    assert [one.words for one in found] == ["Ann de la Torre", "De la Torre"]
