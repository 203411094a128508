"""The sources that an edition names: who said it, where, when, and when the editors read it.

A source is an address, an address with what stands there behind a blank, or words. The register
``sources.yaml`` says once what stands at an address; whatever names that address has it then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from cable_edition.core.cable.dates import day_in_words
from cable_edition.core.registers.entries import Entry, Registers, Source, Statement, Term

_Any = TypeVar("_Any", bound=Entry)


def words_of(source: Source) -> str:
    """Return a source in words: author or body, title, date, and the day of access."""
    read = f"read {day_in_words(source.read)}" if source.read else ""
    known = (source.author, source.title, day_in_words(source.date) if source.date else "", read)
    return ", ".join(part for part in known if part)


def descriptions(registers: Registers) -> dict[str, str]:
    """Return what stands at each address that the register of sources has."""
    return {one.address: words_of(one) for one in registers.sources}


def describe(sources: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return sources with what stands at their addresses behind these, where it is known."""
    return tuple(f"{one} {known[one]}" if one in known else one for one in sources)


def described(registers: Registers) -> Registers:
    """Return registers whose statements and events have their sources described."""
    known = descriptions(registers)
    if not known:
        return registers
    return replace(
        registers,
        people=tuple(
            replace(one, office_sources=describe(one.office_sources, known))
            for one in _each(registers.people, known)
        ),
        organizations=_each(registers.organizations, known),
        glossary=tuple(_senses(one, known) for one in _each(registers.glossary, known)),
        tags=_each(registers.tags, known),
        posts=_each(registers.posts, known),
        events=tuple(
            replace(one, sources=describe(one.sources, known)) for one in registers.events
        ),
    )


def _each(entries: tuple[_Any, ...], known: Mapping[str, str]) -> tuple[_Any, ...]:
    return tuple(replace(one, statements=_statements(one.statements, known)) for one in entries)


def _senses(term: Term, known: Mapping[str, str]) -> Term:
    senses = (replace(one, statements=_statements(one.statements, known)) for one in term.senses)
    return replace(term, senses=tuple(senses))


def _statements(
    statements: tuple[Statement, ...], known: Mapping[str, str]
) -> tuple[Statement, ...]:
    return tuple(replace(one, sources=describe(one.sources, known)) for one in statements)
