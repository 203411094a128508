"""Persons whom the cables name and the register has not.

They are found in the texts (:mod:`cable_edition.core.registers.names_found`), on the line of the
classifying officer, as sign-off, and in TAGS such as ``OVIP (RICE, CONDOLEEZZA)``. Whoever is named
by a surname alone is the person whom the same cable names in full, and else one that only that
surname is known of. The order of a name (``sort``) is told only where the surname stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.edition.proposed.entry import (
    ProposedEntry,
    WordsAt,
    cables_in,
    slug,
    source_of,
    words_at,
)
from cable_edition.core.late_methods import dataclass
from cable_edition.core.registers.capital_runs import capital_runs, is_office
from cable_edition.core.registers.names_found import NameFound
from cable_edition.core.registers.unregistered import FoundWords, is_taken

_OVIP = re.compile(r"\(([^\W\d_][\w'. -]{1,40}), ([^\W\d_][\w'. -]{0,40})\)")
#: A sign-off that is a name: words of letters, no office.
_SIGNED = re.compile(r"[^\W\d_][^\W\d_'.-]{1,30}(?: [^\W\d_][\w'.-]{0,30}){0,3}")


@dataclass(slots=True)
class _Person:
    name: str
    surname: str
    places: list[WordsAt] = field(default_factory=list)
    office: str = ""
    office_at: WordsAt | None = None
    #: The cables in which the surname stands alone, and the other forms of the name.
    alone: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    signs: bool = False

    @property
    def in_full(self) -> bool:
        return " " in self.name

    def hold(self, office: str, at: WordsAt) -> None:
        if office and not self.office:
            self.office, self.office_at = office, at


def proposed_people(edition: Edition, found: dict[str, FoundWords]) -> list[ProposedEntry]:
    """Return the persons to propose, those named most often first; ids are not yet distinct."""
    gathered = _Gathered(edition)
    for cable in edition.cables:
        gathered.cable(cable, found[cable.id])
    people = [one for one in gathered.people.values() if one.places]
    shared: dict[str, list[_Person]] = {}
    for one in people:
        if one.in_full:
            shared.setdefault(one.surname.casefold(), []).append(one)
    people.sort(key=lambda one: (-len(one.places), one.name))
    return [_proposal(one, shared.get(one.surname.casefold(), [])) for one in people]


class _Gathered:
    def __init__(self, edition: Edition) -> None:
        self.people: dict[str, _Person] = {}
        self._known = {
            form.text.casefold() for person in edition.registers.people for form in person.forms
        } | {person.name.casefold() for person in edition.registers.people}
        self._known |= {person.sort.casefold() for person in edition.registers.people}

    def cable(self, one: EditedCable, found: FoundWords) -> None:
        texts = dict(one.texts)
        here: dict[str, _Person] = {}
        single: list[NameFound] = []
        for name in found.names:
            if name.kind != "person":
                continue
            if is_taken(one.mentions, name.anchor, name.start, name.end):
                continue
            if " " in name.words:
                at = words_at(one.id, name.anchor, texts[name.anchor], name.start, name.end)
                self._take(here, name.words, name.surname, at, name.office)
            else:
                single.append(name)
        self._classifier(here, one, texts)
        self._in_tags(here, one)
        for name in single:
            at = words_at(one.id, name.anchor, texts[name.anchor], name.start, name.end)
            self._surname(here, name.words, at, name.office)
        for name in found.names:
            # A name that is a person's at one place is so at the others, too.
            person = self.people.get(_key(name.words)) if name.kind == "name" else None
            if person and not is_taken(one.mentions, name.anchor, name.start, name.end):
                at = words_at(one.id, name.anchor, texts[name.anchor], name.start, name.end)
                person.places.append(at)
        self._surnames_alone(here, one)
        self._signature(here, one, texts)

    def _take(
        self, here: dict[str, _Person], name: str, surname: str, at: WordsAt, office: str = ""
    ) -> _Person | None:
        if name.casefold() in self._known:
            return None
        person = self.people.setdefault(_key(name), _Person(name, surname))
        if name not in (person.name, *person.forms):
            person.forms.append(name)
        person.places.append(at)
        person.hold(office, at)
        here[surname.casefold()] = person
        return person

    def _surname(self, here: dict[str, _Person], surname: str, at: WordsAt, office: str) -> None:
        """Take a surname behind an office, of whom the cable may not give more."""
        if surname.casefold() in self._known:
            return
        person = here.get(surname.casefold())
        if person is None:
            person = self._take(here, surname, surname, at, office)
        else:
            person.places.append(at)
            person.hold(office, at)
        if person and at.cable not in person.alone:
            person.alone.append(at.cable)

    def _classifier(
        self, here: dict[str, _Person], one: EditedCable, texts: dict[str, str]
    ) -> None:
        by = one.cable.opening.classified_by
        text = texts.get("classified-by", "")
        if by is None or by.name is None or by.name.text not in text:
            return
        start = text.index(by.name.text)
        end = start + len(by.name.text)
        words = by.name.text.split(" ")
        if len(words) < 2 or is_taken(one.mentions, "classified-by", start, end):
            return
        at = words_at(one.id, "classified-by", text, start, end)
        office = by.title.text if by.title else ""
        self._take(here, by.name.text, words[-1], at, office)

    def _in_tags(self, here: dict[str, _Person], one: EditedCable) -> None:
        for tag in one.cable.opening.tags:
            if match := _OVIP.search(tag.text):
                surname, given = match[1], match[2]
                if f"{surname}, {given}".casefold() in self._known:
                    continue
                at = WordsAt(one.id, "tags", 0, match[0], tag.text)
                name = f"{given} {surname}"
                if name.casefold() in self._known:
                    continue
                person = self._take(here, name, surname, at)
                if person and one.id not in person.alone:
                    person.alone.append(one.id)

    def _surnames_alone(self, here: dict[str, _Person], one: EditedCable) -> None:
        for anchor, text in one.texts:
            for run in capital_runs(text):
                word = run.words[0]
                person = here.get(word.text.casefold())
                if person is None or len(run.words) > 1:
                    continue
                if is_taken(one.mentions, anchor, word.start, word.end):
                    continue
                if not any((at.anchor, at.start) == (anchor, word.start) for at in person.places):
                    person.places.append(words_at(one.id, anchor, text, word.start, word.end))
                if one.id not in person.alone:
                    person.alone.append(one.id)

    def _signature(self, here: dict[str, _Person], one: EditedCable, texts: dict[str, str]) -> None:
        text = texts.get("signature", "")
        match = _SIGNED.fullmatch(text)
        if match is None or is_taken(one.mentions, "signature", 0, len(text)):
            return
        if any(is_office(word) for word in text.split(" ")) or text.casefold() in self._known:
            return
        at = words_at(one.id, "signature", text, 0, len(text))
        surname = text.rpartition(" ")[2]
        person = here.get(surname.casefold())
        if person is None:
            person = self._take(here, text, surname, at)
        else:
            person.places.append(at)
        if person:
            person.signs = True
            if one.id not in person.alone and " " not in text:
                person.alone.append(one.id)


def _key(name: str) -> str:
    """Return what two forms of one name share: first and last word, no initials between."""
    words = [word for word in name.casefold().split(" ") if not re.fullmatch(r"\w\.", word)]
    return " ".join(words) or name.casefold()


def _proposal(one: _Person, shared: list[_Person]) -> ProposedEntry:
    told = bool(one.alone) and one.in_full
    given = one.name.removesuffix(one.surname).strip()
    entry: dict[str, Any] = {
        "id": slug(f"{one.surname} {given}" if told and given else one.name),
        "name": one.name,
    }
    if told and given:
        entry["sort"] = f"{one.surname}, {given}"
    if one.office and one.office_at:
        entry["tip"] = f"{one.office} ({one.office_at.cable})"
        entry["office"] = one.office
        entry["office_status"] = "cable"
        entry["office_sources"] = [source_of(one.office_at)]
    else:
        does = "Signs" if one.signs and not one.in_full else "Named in"
        entry["tip"] = f"{does} {cables_in(one.places)}"
    forms = list(_forms(one, shared))
    if forms != [one.name]:
        entry["forms"] = forms
    return ProposedEntry("people", one.name, entry, tuple(one.places))


def _forms(one: _Person, shared: list[_Person]) -> Iterator[str | dict[str, Any]]:
    if not one.in_full:
        # A surname of which no full name is known is meant where it was found, and nowhere else.
        yield {"text": one.name, "cables": list(dict.fromkeys(at.cable for at in one.places))}
        return
    yield one.name
    yield from one.forms
    if one.alone:
        form: dict[str, Any] = {"text": one.surname, "surname": True}
        if any(at.words.isupper() for at in one.places):
            form["fold"] = True
        if len(shared) > 1:
            form["cables"] = list(one.alone)
        yield form
