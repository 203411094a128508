"""A cable's words as MyST: escaped, with a role around each mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from cable_edition.core.escape import escape, escape_role

#: Kind of entry -> role that names it on a page.
ROLES = {
    "person": "cable:person",
    "organization": "cable:org",
    "tag": "cable:tag",
    "post": "cable:post",
    "term": "term",
    "ref": "cable:ref",
    "cited": "cable:cable",
    "record": "cable:record",
    "gap": "cable:gap",
}


class Linked(Protocol):
    """Words of a text that lead somewhere: a mention, or a reference."""

    @property
    def start(self) -> int:
        """Where the words begin."""

    @property
    def end(self) -> int:
        """Where they end, exclusive."""

    @property
    def kind(self) -> str:
        """The key of the role in ``ROLES``."""

    @property
    def entry(self) -> str:
        """What the role calls its target."""


def role(kind: str, words: str, target: str) -> str:
    """Return the role that links ``words`` to the entry that roles of this kind call ``target``."""
    shown = escape_role(words)
    if kind == "gap" or (shown == target and kind != "cited"):
        return f"{{{ROLES[kind]}}}`{shown}`"
    return f"{{{ROLES[kind]}}}`{shown} <{escape_role(target)}>`"


def words(
    text: str, mentions: Sequence[Linked], term_names: Mapping[str, str], *, start: bool = True
) -> str:
    """Return folded ``text`` as one line of MyST with its mentions as roles.

    ``mentions`` are in order and do not overlap; ``term_names`` gives the name of a glossary
    entry by id, since ``{term}`` roles go by name. ``start`` says that the line begins here.
    """
    parts = []
    at = 0
    for mention in mentions:
        if at < mention.start:
            parts.append(escape(text[at : mention.start], line_start=start and at == 0))
        target = term_names[mention.entry] if mention.kind == "term" else mention.entry
        parts.append(role(mention.kind, text[mention.start : mention.end], target))
        at = mention.end
    if at < len(text):
        parts.append(escape(text[at:], line_start=start and at == 0))
    return "".join(parts)
