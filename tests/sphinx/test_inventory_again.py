"""The inventory of a site is written where it would be another one."""

from __future__ import annotations

import zlib

import pytest
from sphinx.util.inventory import InventoryFile

from .conftest import TinyEdition, cable_text


def _lines(edition: TinyEdition) -> list[str]:
    body = (edition.docs / "_build/html/objects.inv").read_bytes().split(b"\n", 4)[4]
    return zlib.decompress(body).decode().splitlines()


def test_an_edit_that_names_nothing_else_leaves_the_inventory(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add()
    edition.build()
    path = edition.docs / "_build/html/objects.inv"
    before = path.read_bytes()
    monkeypatch.setattr(InventoryFile, "dump", _unasked)
    edition.add(text=cable_text(1, ("(C) Jane Roe wrote to S/CRS.",)))
    edition.build()
    assert path.read_bytes() == before


def _unasked(*_given: object) -> None:
    pytest.fail("the inventory is written again")


def test_a_paragraph_more_is_in_the_inventory(edition: TinyEdition) -> None:
    edition.add(text=cable_text(1, ("(C) Jane Roe spoke.",)))
    edition.build()
    assert not any(line.startswith("05OTTAWA1#p2 ") for line in _lines(edition))
    edition.add(text=cable_text(1, ("(C) Jane Roe spoke.", "(C) She left.")))
    edition.build()
    assert any(line.startswith("05OTTAWA1#p2 ") for line in _lines(edition))
    assert any(line.startswith("05ottawa1#p2 std:label") for line in _lines(edition))
