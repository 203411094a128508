"""The proof of the cover looks at every field, single or in a row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cable_edition.core.cable.model import Cable, Passage, Span, Value
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse

TEXT = (
    "P 010000Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nUNCLAS OTTAWA 000001\n\nSIPDIS\n\n"
    "E.O. 12958: N/A\nTAGS: PREL, CA\nSUBJECT: A VISIT\n\n1. Zebedee Quux came.\n\nDICKSON\n"
)


def moved(item: Passage | Value) -> Passage | Value:
    """Return a field that says it stands where no content of the text is."""
    return item._replace(spans=(Span(len(TEXT) + 5, len(TEXT) + 9),))


def fields(cable: Cable) -> list[tuple[str, str, int]]:
    found = []
    for holder in ("record", "header", "opening"):
        part = getattr(cable, holder)
        for name in part.__slots__:
            value = getattr(part, name)
            if isinstance(value, Passage | Value):
                found.append((holder, name, -1))
            elif isinstance(value, tuple):
                rows = enumerate(value)
                found += [(holder, name, n) for n, i in rows if isinstance(i, Passage | Value)]
    return found


CABLE = parse(TEXT)


def test_a_cable_as_it_was_read_holds_its_source() -> None:
    assert cover_problems(CABLE) == []
    assert ("opening", "subject", -1) in fields(CABLE)
    assert len(fields(CABLE)) > 5


@pytest.mark.parametrize(("holder", "name", "index"), fields(CABLE))
def test_a_field_that_stands_elsewhere_is_found(holder: str, name: str, index: int) -> None:
    part = getattr(CABLE, holder)
    value = getattr(part, name)
    row = () if index < 0 else (*value[:index], moved(value[index]), *value[index + 1 :])
    cable = replace(CABLE, **{holder: replace(part, **{name: row or moved(value)})})
    assert any(problem.startswith(f"{name}: ") for problem in cover_problems(cable))


def test_a_subject_that_says_other_words_is_found() -> None:
    assert CABLE.opening.subject
    subject = CABLE.opening.subject._replace(text="A VISTA")
    cable = replace(CABLE, opening=replace(CABLE.opening, subject=subject))
    (problem,) = cover_problems(cable)
    assert problem == "subject: spans give 'A VISIT', the passage says 'A VISTA'"


@pytest.mark.parametrize(
    ("old", "new"),
    [("SIPDIS", "SIPDI¶S"), ("N/A", "DECL: 06/09/¶2018"), ("A VISIT", "A VI¶SIT")],
)
def test_a_pilcrow_within_a_field_is_no_fault(old: str, new: str) -> None:
    assert cover_problems(parse(TEXT.replace(old, new))) == []
