"""Acronyms, bodies and posts that the cables have and the registers have not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.posts import post_name
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.proposed.entry import (
    ProposedEntry,
    WordsAt,
    cables_in,
    slug,
    source_of,
    words_at,
)
from cable_edition.core.registers.expansions import Expansion
from cable_edition.core.registers.names_found import is_body
from cable_edition.core.registers.unregistered import FoundWords, is_taken


def proposed_acronyms(edition: Edition, found: dict[str, FoundWords]) -> list[ProposedEntry]:
    """Return the acronyms to propose, those that a cable expands first, then by number."""
    known = {form.text for term in edition.registers.glossary for form in term.forms}
    known |= {term.name for term in edition.registers.glossary}
    places: dict[str, list[WordsAt]] = {}
    given: dict[str, list[tuple[Expansion, WordsAt]]] = {}
    for one in edition.cables:
        texts = dict(one.texts)
        for word in found[one.id].acronyms:
            end = word.start + len(word.words)
            if word.words in known or is_taken(one.mentions, word.anchor, word.start, end):
                continue
            at = words_at(one.id, word.anchor, texts[word.anchor], word.start, end)
            places.setdefault(word.words, []).append(at)
        for long in found[one.id].expansions:
            at = words_at(one.id, long.anchor, texts[long.anchor], long.start, long.end)
            given.setdefault(long.acronym, []).append((long, at))
    proposals = [_acronym(words, places[words], given.get(words, [])) for words in places]
    return sorted(
        proposals,
        key=lambda one: ("expansion" not in one.entry, -len(one.places), one.words),
    )


def _acronym(
    words: str, places: list[WordsAt], given: list[tuple[Expansion, WordsAt]]
) -> ProposedEntry:
    told: dict[str, list[WordsAt]] = {}
    for long, at in given:
        same = next((one for one in told if one.casefold() == long.words.casefold()), long.words)
        told.setdefault(same, []).append(at)
    entry: dict[str, Any] = {"id": slug(words), "term": words}
    if not told:
        entry["tip"] = f"Stands in {cables_in(places)}, without what it stands for"
        entry["status"] = "inference"
        return ProposedEntry("acronyms", words, entry, tuple(places))
    first = next(iter(told))
    entry["expansion"] = first
    entry["tip"] = first
    entry["status"] = "cable"
    if len(told) > 1:
        entry |= _of_several(words, told)
    entry["statements"] = [
        {
            "text": f"Given so in {source_of(spots[0])}.",
            "status": "cable",
            "sources": [source_of(spots[0])],
        }
        for spots in told.values()
    ]
    return ProposedEntry("acronyms", words, entry, tuple(places))


def _of_several(words: str, told: dict[str, list[WordsAt]]) -> dict[str, Any]:
    """Return what an entry says of an acronym that cables expand in more than one way.

    It stands for one of these where that cable says so, and for none in a cable that says nothing,
    or both: there an editor has to tell, and until then the words are linked to neither.
    """
    by_cable: dict[str, set[str]] = {}
    for long, spots in told.items():
        for at in spots:
            by_cable.setdefault(at.cable, set()).add(long)
    clear = {cable: next(iter(longs)) for cable, longs in by_cable.items() if len(longs) == 1}
    senses = [
        {"id": name, "expansion": long, "tip": long, "cables": cables}
        for long, name in _names_of(told)
        if (cables := [cable for cable, meant in clear.items() if meant == long])
    ]
    said = {"expansion": "", "tip": "Stands for " + " or ".join(told)}
    forms = [{"text": words, "plural": True, "cables": list(clear)}] if clear else []
    return {**said, "forms": forms, **({"senses": senses} if senses else {})}


def _names_of(told: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each expansion with an id that no other has."""
    used: set[str] = set()
    for long in told:
        name, number = slug(long), 2
        while name in used:
            name, number = f"{slug(long)}-{number}", number + 1
        used.add(name)
        yield long, name


def proposed_organizations(edition: Edition, found: dict[str, FoundWords]) -> list[ProposedEntry]:
    """Return the bodies to propose, those named most often first.

    They are names with what bodies are called (``Ministry``, ``Council``), and such expansions of
    acronyms.
    """
    known = {
        form.text.casefold() for one in edition.registers.organizations for form in one.forms
    } | {one.name.casefold() for one in edition.registers.organizations}
    places: dict[str, list[WordsAt]] = {}
    short: dict[str, tuple[str, WordsAt]] = {}
    for one in edition.cables:
        texts = dict(one.texts)
        spans = [
            (long.anchor, long.start, long.end, long.acronym)
            for long in found[one.id].expansions
            if any(map(is_body, long.words.split(" "))) and long.words[0].isupper()
        ]
        expanded = list(spans)
        for name in found[one.id].names:
            inside = any(
                name.anchor == anchor and name.start < high and low < name.end
                for anchor, low, high, _ in expanded
            )
            if name.kind == "organization" and not inside:
                spans.append((name.anchor, name.start, name.end, ""))
        for anchor, start, end, acronym in spans:
            words = texts[anchor][start:end]
            if words.casefold() in known or is_taken(one.mentions, anchor, start, end):
                continue
            at = words_at(one.id, anchor, texts[anchor], start, end)
            places.setdefault(words, []).append(at)
            if acronym:
                short.setdefault(words, (acronym, at))
    proposals = []
    for words, spots in places.items():
        tip = f"Named in {cables_in(spots)}"
        if words in short:
            tip = f"{short[words][0]} in {short[words][1].cable}"
        entry: dict[str, Any] = {"id": slug(words), "name": words, "tip": tip}
        proposals.append(ProposedEntry("organizations", words, entry, tuple(spots)))
    return sorted(proposals, key=lambda one: (-len(one.places), one.words))


def proposed_posts(edition: Edition) -> list[ProposedEntry]:
    """Return the posts to propose of which cables come, by the name that most of these have."""
    said = {post.code for post in edition.registers.posts if post.path}
    places: dict[str, list[WordsAt]] = {}
    for one in edition.cables:
        parts = parse_id(one.id)
        if parts and parts.post not in said:
            words = one.origin or post_name(parts.post)
            at = WordsAt(one.id, "", 0, words, one.subject[:160])
            places.setdefault(parts.post, []).append(at)
    proposals = []
    for code, spots in places.items():
        name = Counter(at.words for at in spots).most_common(1)[0][0]
        entry = {"id": slug(code), "name": name, "code": code, "tip": f"Sent {cables_in(spots)}"}
        proposals.append(ProposedEntry("posts", name, entry, tuple(spots)))
    return sorted(proposals, key=lambda one: (-len(one.places), one.words))
