"""A long glossary has links to its letters, which the proof of a site knows."""

from __future__ import annotations

import pytest

from cable_edition.core.pages.anchors import EntryAt
from cable_edition.core.pages.register_pages import RegisterPages
from cable_edition.core.registers.entries import Form, Term

NAMES = ["3D", "(C)", "CIA", "DND", "«d»", "École", "¶¶", "LAMP", "LNO", "ZZ"]


def page(names: list[str]) -> str:
    placed = {}
    for number, name in enumerate(names):
        term = Term(f"t{number}", name, "a tip", (Form(name),))
        placed["term", term.id] = EntryAt("term", term, "glossary/index", f"term-t{number}")
    (text,) = [text for _, text in RegisterPages(placed, {}, 50).pages("term")]
    return text


def test_each_letter_leads_to_its_first_entry() -> None:
    text = page(NAMES)
    (line,) = [line for line in text.splitlines() if line.startswith("{term}`3 <3D>`")]
    assert line == (
        "{term}`3 <3D>` {term}`C <(C)>` {term}`D <DND>` {term}`É <École>` {term}`L <LAMP>` "
        "{term}`Z <ZZ>`"
    )
    assert text.index("cable-letters") < text.index("{cable:entry}")


def test_an_entry_named_by_its_letter_needs_no_target() -> None:
    assert "{term}`U` {term}`Z <ZZ>`" in page(["U", *["UU"] * 9, "ZZ"])


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_short_glossary_has_none(count: int) -> None:
    assert "cable-letters" not in page(NAMES[:count])
