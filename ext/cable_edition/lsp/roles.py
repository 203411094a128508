"""Roles in what editors write: ``{cable:person}`roe-jane` ``, with or without words of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.myst.editorial_text import ROLES

#: A role, perhaps not closed yet, perhaps with words before its target.
_ROLE = re.compile(
    r"\{(?P<name>" + "|".join(ROLES) + r")\}`(?:[^`<>\n]{0,400}<)?(?P<target>[^`<>\n]{0,400})"
)


class Role(NamedTuple):
    """A role at a place: its name, its target, and the columns of the target."""

    name: str
    target: str
    start: int
    end: int


def role_at(line: str, column: int) -> Role | None:
    """Return the role whose target holds a column of a line."""
    for one in _ROLE.finditer(line):
        if one.start("target") <= column <= one.end("target"):
            return Role(one["name"], one["target"], one.start("target"), one.end("target"))
    return None
