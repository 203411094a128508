"""What one entry of a register cannot tell: links between entries, and forms two of them claim."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from cable_edition.core.problems import Problem
from cable_edition.core.registers.entries import Entry, Form, Registers, Term
from cable_edition.core.registers.same_as import same_twice
from cable_edition.core.yaml_files.fields import nearest

_Entry = TypeVar("_Entry", bound=Entry)
_NOT_LETTERS = re.compile(r"[\W_]+")


def check_registers(
    registers: Registers, known: Collection[str]
) -> tuple[Registers, list[Problem]]:
    """Return the registers without broken links, and what is wrong between their entries.

    ``known`` are the ids of all entries of the files: one that is known but was left out for a
    fault of its own is dropped from the lists that name it without a further problem. Codes:
    ``unknown-id``, ``duplicate-id`` (of former ids and of ids of authority files),
    ``similar-terms``, ``form-claimed-twice``.
    """
    links = _Links(registers, known)
    glossary = {entry.id for entry in registers.glossary}
    registers = Registers(
        people=links.of(registers.people),
        organizations=tuple(
            replace(entry, terms=links.keep(entry, "terms", entry.terms, glossary))
            for entry in links.of(registers.organizations)
        ),
        glossary=links.of(registers.glossary),
        tags=links.of(registers.tags),
        posts=links.of(registers.posts),
        events=registers.events,
        sources=registers.sources,
        works=registers.works,
        quotations=registers.quotations,
    )
    problems = [
        *links.problems,
        *_former_ids(registers),
        *same_twice(registers),
        *_similar_terms(registers.glossary),
        *_claims(registers),
    ]
    return registers, problems


class _Links:
    """Keeps the links that lead somewhere."""

    def __init__(self, registers: Registers, known: Collection[str]) -> None:
        self.kept = {
            entry.id
            for register in (
                *(registers.people, registers.organizations, registers.glossary),
                *(registers.tags, registers.posts),
            )
            for entry in register
        }
        self.known = known
        self.problems: list[Problem] = []

    def of(self, entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
        return tuple(
            replace(entry, see_also=self.keep(entry, "see_also", entry.see_also, self.kept))
            for entry in entries
        )

    def keep(
        self, entry: Entry, key: str, ids: tuple[str, ...], allowed: Collection[str]
    ) -> tuple[str, ...]:
        for unknown in (i for i in ids if i not in allowed):
            if unknown in self.kept:
                message = f"`{key}` of `{entry.id}` takes glossary ids; `{unknown}` is another"
            elif unknown in self.known:
                continue
            else:
                advice = nearest(unknown, allowed)
                message = (
                    f"`{key}` of `{entry.id}` names `{unknown}`, which no register has{advice}"
                )
            self.problems.append(_error("unknown-id", message, entry))
        return tuple(i for i in ids if i in allowed)


def _error(code: str, message: str, entry: Entry) -> Problem:
    return Problem(code, message, entry.path, entry.line)


def _former_ids(registers: Registers) -> list[Problem]:
    """Name each former id that leads to two entries, or that an entry still has."""
    taken = {(kind, entry.id): entry for kind, entry in registers.by_kind()}
    problems = []
    for kind, entry in registers.by_kind():
        for old in entry.formerly:
            other = taken.setdefault((kind, old), entry)
            if other is not entry or old == entry.id:
                message = (
                    f"`{old}`, once the id of `{entry.id}`, is that of `{other.id}` "
                    f"({other.path}:{other.line}); an id leads to one entry, so take it from one"
                )
                problems.append(_error("duplicate-id", message, entry))
    return problems


def _similar_terms(glossary: Iterable[Term]) -> list[Problem]:
    """Name terms that a reader, or a link by term, would take for one another.

    ``DoD`` and ``DOD`` or ``S&R`` and ``SR`` are the same letters: only case or signs part them.
    """
    problems = []
    first: dict[str, Term] = {}
    for entry in glossary:
        letters = _NOT_LETTERS.sub("", entry.name).casefold() or entry.name
        other = first.setdefault(letters, entry)
        if other is not entry:
            message = (
                f"the term `{entry.name}` of `{entry.id}` differs from `{other.name}` of "
                f"`{other.id}` ({other.path}:{other.line}) by case or signs only; "
                "name it more fully, or make them senses of one entry"
            )
            problems.append(_error("similar-terms", message, entry))
    return problems


def _claims(registers: Registers) -> list[Problem]:
    """Name each form that two entries claim everywhere: no text could tell which is meant."""
    problems = []
    first: dict[str, tuple[Entry, Form]] = {}
    for entry in (
        *(*registers.people, *registers.organizations),
        *(*registers.glossary, *registers.posts),
    ):
        for form in entry.forms:
            if form.cables or form.within or form.surname:
                continue
            other, claimed = first.setdefault(form.text.casefold(), (entry, form))
            if other is not entry and (form.text == claimed.text or form.fold or claimed.fold):
                message = (
                    f"the form `{form.text}` of `{entry.id}` is claimed by `{other.id}` too "
                    f"({other.path}:{other.line}); take it from one, or limit it by `cables` or "
                    "`within`"
                )
                problems.append(_error("form-claimed-twice", message, entry))
    return problems
