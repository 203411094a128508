"""Cables of volumes, read when they are asked for: all that a cable has is there."""

from __future__ import annotations

from dataclasses import fields

from cable_edition.core.edition.model import EditedCable
from cable_edition.core.edition.shelved import ShelvedCable


def test_each_part_of_a_cable_is_read_from_the_shelf() -> None:
    own = {one.name for one in fields(EditedCable) if not one.name.startswith("_")}
    told = {name for name, one in vars(EditedCable).items() if isinstance(one, property)}
    called = {"text", "notes_at"}
    assert {*own, *told, *called} - vars(ShelvedCable).keys() == set()
