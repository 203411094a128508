"""The registers of a synthetic edition: people, terms, TAGS and posts, all from one seed.

People and acronyms are made up. TAGS and posts are real codes with their plain meaning, because the
parser of an edition may check them; nothing else is said of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from words import syllables_pair

GIVEN_NAMES = (
    "Adam Alice Anna Boris Carla Clara David Elena Emil Eva Felix Frank Greta Helen Hugo Ida Ivan "
    "Jana Karl Laura Leo Maria Martin Nadia Nora Oscar Paula Peter Rosa Simon Thomas Vera"
).split()
SURNAME_ENDS = ("berg", "quist", "ham", "wicz", "sson", "dorf", "stein", "well")

#: Subject TAGS in use, with their plain meaning.
SUBJECTS = {
    "PREL": "External political relations",
    "PGOV": "Internal governmental affairs",
    "PHUM": "Human rights",
    "PARM": "Arms controls and disarmament",
    "PTER": "Terrorists and terrorism",
    "PINS": "National security",
    "PINR": "Intelligence",
    "MARR": "Military and defense arrangements",
    "MCAP": "Military capabilities",
    "MOPS": "Military operations",
    "MASS": "Military assistance and sales",
    "ECON": "Economic conditions",
    "EFIN": "Financial and monetary affairs",
    "EINV": "Foreign investments",
    "ETRD": "Foreign trade",
    "ENRG": "Energy and power",
    "EAID": "Foreign economic assistance",
    "EAIR": "Civil aviation",
    "EPET": "Petroleum and natural gas",
    "SENV": "Environmental affairs",
    "SNAR": "Narcotics",
    "SMIG": "Migration",
    "SOCI": "Social conditions",
    "KDEM": "Democratization",
    "KCRM": "Criminal activity",
    "KNNP": "Nuclear non-proliferation",
    "CASC": "Assistance to citizens",
    "CVIS": "Visas",
    "OTRA": "Travel",
    "OVIP": "Visits and travel of prominent individuals",
}

#: Posts: code, city, country, geographic TAG (FIPS 10-4).
POSTS = (
    ("OTTAWA", "Ottawa", "Canada", "CA"),
    ("LONDON", "London", "United Kingdom", "UK"),
    ("PARIS", "Paris", "France", "FR"),
    ("BERLIN", "Berlin", "Germany", "GM"),
    ("ROME", "Rome", "Italy", "IT"),
    ("MADRID", "Madrid", "Spain", "SP"),
    ("LISBON", "Lisbon", "Portugal", "PO"),
    ("VIENNA", "Vienna", "Austria", "AU"),
    ("WARSAW", "Warsaw", "Poland", "PL"),
    ("PRAGUE", "Prague", "Czech Republic", "EZ"),
    ("OSLO", "Oslo", "Norway", "NO"),
    ("STOCKHOLM", "Stockholm", "Sweden", "SW"),
    ("HELSINKI", "Helsinki", "Finland", "FI"),
    ("ATHENS", "Athens", "Greece", "GR"),
    ("ANKARA", "Ankara", "Turkey", "TU"),
    ("CAIRO", "Cairo", "Egypt", "EG"),
    ("NAIROBI", "Nairobi", "Kenya", "KE"),
    ("TOKYO", "Tokyo", "Japan", "JA"),
    ("BEIJING", "Beijing", "China", "CH"),
    ("MOSCOW", "Moscow", "Russia", "RS"),
)

_CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"
#: Letters that the cable text uses for something else.
_TAKEN = {"DCM", "SBU", "REF", "TS", "NF", "FM", "PP", "RR", "XMT", "ZNY", "ZNR", "ZZH"}


@dataclass(frozen=True, slots=True)
class SynthPerson:
    """A made-up person; ``key`` is the id in the register."""

    key: str
    given: str
    surname: str

    @property
    def name(self) -> str:
        """The full name, as the text writes it first."""
        return f"{self.given} {self.surname}"


@dataclass(frozen=True, slots=True)
class SynthTerm:
    """A made-up acronym with its expansion."""

    key: str
    acronym: str
    expansion: str


class World:
    """The registers of one seed; the same for every number of cables."""

    def __init__(self, seed: int, *, people: int = 200, terms: int = 100) -> None:
        self.seed = seed
        self._people = people
        self._terms = terms

    @cached_property
    def people(self) -> tuple[SynthPerson, ...]:
        """People with distinct surnames, so that a surname names one of them."""
        rng = random.Random(f"{self.seed}/people")
        stems = rng.sample(range(6400), self._people)
        found = []
        for position, stem in enumerate(stems):
            surname = (syllables_pair(stem) + SURNAME_ENDS[position % 8]).capitalize()
            found.append(SynthPerson(f"{surname.lower()}", rng.choice(GIVEN_NAMES), surname))
        return tuple(found)

    @cached_property
    def terms(self) -> tuple[SynthTerm, ...]:
        """Acronyms of consonants, one in ten with an ampersand or a slash (``K&T``, ``B/GRD``)."""
        rng = random.Random(f"{self.seed}/terms")
        found: dict[str, SynthTerm] = {}
        while len(found) < self._terms:
            position = len(found)
            letters = rng.sample(_CONSONANTS, 4 if position % 3 else 3)
            if position % 20 == 7:
                acronym = f"{letters[0]}&{letters[1]}"
            elif position % 20 == 17:
                acronym = f"{letters[0]}/{''.join(letters[1:])}"
            else:
                acronym = "".join(letters)
            if acronym in _TAKEN or acronym in SUBJECTS:
                continue
            words = " ".join(syllables_pair(rng.randrange(6400)).capitalize() for _ in letters)
            key = "t-" + acronym.lower().replace("&", "-and-").replace("/", "-")
            found.setdefault(acronym, SynthTerm(key, acronym, words))
        return tuple(found.values())

    def write_registers(self, folder: Path) -> None:
        """Write the registers as the YAML files of an edition into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "people.yaml", map(self._person, self.people))
        _write(folder / "organizations.yaml", ())
        _write(folder / "glossary.yaml", map(self._term, self.terms))
        _write(folder / "tags.yaml", self._tags())
        _write(folder / "posts.yaml", self._posts())

    @staticmethod
    def _person(person: SynthPerson) -> Mapping[str, Any]:
        return {
            "id": person.key,
            "name": person.name,
            "sort": f"{person.surname}, {person.given}",
            "tip": f"Synthetic person {person.name}",
            "office": "Official",
            "office_status": "cable",
            "forms": [{"text": person.name}, {"text": person.surname, "surname": True}],
            "statements": [{"text": "A made-up person.", "status": "cable"}],
        }

    @staticmethod
    def _term(term: SynthTerm) -> Mapping[str, Any]:
        return {
            "id": term.key,
            "term": term.acronym,
            "expansion": term.expansion,
            "tip": term.expansion,
            "status": "unverified",
            "forms": [{"text": term.acronym}],
            "statements": [{"text": "A made-up acronym.", "status": "unverified"}],
        }

    @staticmethod
    def _tags() -> Iterable[Mapping[str, Any]]:
        for kind, names in (("subject", SUBJECTS), ("geographic", geographic())):
            for code, name in names.items():
                yield {
                    "code": code,
                    "name": name,
                    "tip": name,
                    "kind": kind,
                    "status": "unverified",
                }

    @staticmethod
    def _posts() -> Iterable[Mapping[str, Any]]:
        for code, city, country, _ in POSTS:
            name = f"Embassy {city}"
            yield {
                "id": code.lower(),
                "name": name,
                "tip": f"{name}, {country}",
                "code": code,
                "country": country,
            }


def geographic() -> dict[str, str]:
    """Return the geographic TAGS of the posts with the names of their countries."""
    return {tag: country for _, _, country, tag in POSTS}


def _write(path: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    text = yaml.safe_dump(list(entries), sort_keys=False, allow_unicode=True, width=98)
    path.write_text(text, encoding="utf-8")
