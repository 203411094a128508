"""Where a role of the edition leads, and what notes and entries have that leads nowhere.

A whole edition is asked by :mod:`.failing_links`, a file by itself by ``check FILE`` and by the
help in an editor, which know what stands around it. What they cannot know is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import PlaceKind, places_of
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.myst.editorial_text import roles_in
from cable_edition.core.myst.escape import unescape_role, visible
from cable_edition.core.problems import Problem
from cable_edition.core.registers.entries import Entry, Organization, Person, Registers, Term

CODE = "link-broken"
#: Role -> the kind of entry that it names, and how that is called where there is none.
ENTRIES = {
    "cable:person": ("person", "no person has the id {}"),
    "cable:org": ("organization", "no organization has the id {}"),
    "cable:tag": ("tag", "there is no TAG {}"),
    "cable:post": ("post", "no post has the id {}"),
}
#: Roles to entries that a cable brings into an edition, whatever its registers say.
_BY_CABLES = frozenset({"cable:tag", "cable:post"})
#: Places of a cable that have a name for roles.
_NAMED: frozenset[PlaceKind] = frozenset({"block", "closing", "heading", "paragraph", "reference"})


class RoleTargets:
    """What the roles of an edition can lead to.

    ``cables`` are the ids of its cables, ``None`` where they are not known; ``departed`` the
    anchors of each that is gone; ``places`` returns the anchors of a cable that a role may name,
    ``None`` where they are not known. ``is_whole`` tells that the registers have the TAGS and posts
    of all cables too; without it none of these is judged.
    """

    def __init__(
        self,
        registers: Registers,
        cables: Container[str] | None,
        departed: Mapping[str, Container[str]],
        places: Callable[[str], Container[str] | None],
        *,
        is_whole: bool = True,
    ) -> None:
        self._registers = registers
        self._cables = cables
        self._departed = departed
        self._places = places
        self._is_whole = is_whole

    @cached_property
    def terms(self) -> set[str]:
        """The terms of the glossary, as roles name them, in small letters."""
        return {visible(one.name).lower() for one in self._registers.glossary}

    @cached_property
    def entries(self) -> set[tuple[str, str]]:
        """The kind and the id of each entry."""
        return {(kind, entry.id) for kind, entry in self._registers.by_kind()}

    def fault(self, role: str, target: str) -> str:
        """Return why a role of the edition leads nowhere; empty for another role, or if it does."""
        target = unescape_role(target)
        if role == "cable:cable":
            return self._cable_fault(target)
        if role == "cable:par":
            return self._place_fault(target)
        if role == "cable:record":
            return "" if is_valid_id(target) else f"{target} is no id of a cable"
        if role == "term":
            is_known = target.lower() in self.terms
            return "" if is_known else f"the glossary has no term {target}"
        if role not in ENTRIES or (role in _BY_CABLES and not self._is_whole):
            return ""
        kind, said = ENTRIES[role]
        return "" if (kind, target) in self.entries else said.format(target)

    def _cable_fault(self, cable: str) -> str:
        if self._cables is None or cable in self._cables or cable in self._departed:
            return ""
        return f"there is no cable {cable} in this edition"

    def _place_fault(self, target: str) -> str:
        cable, mark, anchor = target.partition("#")
        if not mark:
            return f"{target} names no place; write it as {target}#p4"
        if cable in self._departed:
            known: Container[str] | None = self._departed[cable]
        elif said := self._cable_fault(cable):
            return said
        else:
            known = None if self._cables is None else self._places(cable)
        return "" if known is None or anchor in known else f"{cable} has no place {anchor}"


def named_places(cable: Cable) -> set[str]:
    """Return what a role may name in the text of a cable: its paragraphs and their like."""
    return {place.anchor for place in places_of(cable) if place.kind in _NAMED}


def written_in_sidecar(sidecar: Sidecar) -> Iterator[tuple[str, int, str]]:
    """Yield what a sidecar has in words of its editor: path, line, text."""
    path = str(sidecar.path)
    for note in sidecar.notes:
        yield path, note.place.line or 1, note.text
    for one in sidecar.emendations:
        yield path, one.place.line or 1, one.reason


def written_in_registers(registers: Registers) -> Iterator[tuple[str, int, str]]:
    """Yield what registers have in words of their editor: path, line of the entry, text."""
    for _, entry in registers.by_kind():
        for text in _texts(entry) if entry.path else ():
            yield entry.path, entry.line, text
    for event in registers.events:
        yield event.path, event.line, event.text


def _texts(entry: Entry) -> Iterator[str]:
    yield from (one.text for one in entry.statements)
    if isinstance(entry, Person | Organization):
        yield getattr(entry, "office", "")
    if isinstance(entry, Term):
        yield entry.expansion
        for sense in entry.senses:
            yield sense.expansion
            yield from (one.text for one in sense.statements)


def role_problems(
    written: Iterable[tuple[str, int, str]],
    targets: RoleTargets,
    text_of: Callable[[str], str],
) -> Iterator[Problem]:
    """Yield a problem ``link-broken`` for each role that leads nowhere, with the line it is on.

    ``text_of`` returns the text of a file by its path.
    """
    for path, line, text in written:
        for role, target in roles_in(text):
            if said := targets.fault(role, target):
                yield Problem(CODE, said, path, _line_of(text_of(path), line, target))


def _line_of(text: str, line: int, target: str) -> int:
    """Return the first line at or after one that has a target behind the mark of a role."""
    named = re.compile(rf"`[^`]*{re.escape(target)}>?`")
    lines = text.splitlines()
    return next((at for at, one in enumerate(lines[line - 1 :], line) if named.search(one)), line)
