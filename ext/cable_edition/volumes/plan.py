"""The plan of the volumes: which cable is in which, written down and only ever split.

A volume is a stretch of the cables of one group (a year, a post, or all that have a date), in the
order of date and id. It begins where the plan says and ends where the next of its group begins, so
every cable has a volume, also one that comes later. What is in the plan stays: new cables fill the
volumes, and one that has grown beyond the limit is split in two or more, of which the first keeps
its name. The address of a cable does not depend on its volume.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import NamedTuple, Protocol

from cable_edition.core.cable.ids import is_valid_id, parse_id
from cable_edition.core.late_methods import dataclass
from cable_edition.core.regular_file import read_file
from cable_edition.core.settings.model import DIVISIONS
from cable_edition.core.whole_file import write_whole

#: The file of the plan, beside ``edition.toml``.
PLAN = "volumes.lock"
#: The group of cables without a date, and that of cables whose id names no post.
UNDATED, NO_POST, DATED = "undated", "no-post", "dated"

_NAME = re.compile(r"[a-z0-9][A-Za-z0-9-]{0,80}")
_DAY = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2})?")


class PlanError(Exception):
    """A plan that cannot be used; the text says why and what to do."""


class Key(NamedTuple):
    """The place of a cable in the order of the edition."""

    date: str
    cable: str


class Volume(NamedTuple):
    """A volume: its name, which is that of its folder, its group, and where it begins in it."""

    name: str
    group: str
    start: Key = Key("", "")


class Counted(Protocol):
    """What a plan must know of the cables; it asks for no more of them than it needs."""

    def groups(self, by: str) -> Mapping[str, int]:
        """Return how many cables each group has."""

    def counts(self, by: str, group: str, starts: Sequence[Key]) -> list[int]:
        """Return how many cables stand from each start to the next; ``starts`` are in order."""

    def key_at(self, by: str, group: str, start: Key, place: int) -> Key:
        """Return the key of the cable that stands so many places after a start."""


def group_of(by: str, cable: str, date: str) -> str:
    """Return the group of a cable in a plan by ``year``, ``post`` or ``dates``."""
    if by == "post":
        parts = parse_id(cable)
        return parts.post.lower() if parts else NO_POST
    if not date:
        return UNDATED
    return date[:4] if by == "year" else DATED


@dataclass(frozen=True)
class Plan:
    """The volumes of an edition, by group and start."""

    by: str
    volumes: tuple[Volume, ...] = ()
    _starts: dict[str, tuple[list[Key], list[Volume]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Order the volumes of each group once; every cable asks for its own."""
        for one in sorted(self.volumes, key=lambda one: (one.group, one.start)):
            starts, volumes = self._starts.setdefault(one.group, ([], []))
            starts.append(one.start)
            volumes.append(one)

    def volumes_of(self, group: str) -> Sequence[Volume]:
        """Return the volumes of a group in their order."""
        return self._starts[group][1] if group in self._starts else ()

    def volume_of(self, cable: str, date: str) -> Volume | None:
        """Return the volume of a cable; ``None`` if the plan was made without its group."""
        starts, volumes = self._starts.get(group_of(self.by, cable, date), ([], []))
        return volumes[bisect_right(starts, Key(date, cable)) - 1] if volumes else None


def planned(cables: Counted, by: str, at_most: int, before: Plan | None) -> Plan:
    """Return the plan for some cables: the one before, with new groups, and split where needed.

    Raises :class:`PlanError` where the plan before divides by something else.
    """
    if before is not None and before.by != by:
        message = (
            f"the plan in {PLAN} divides by {before.by}, edition.toml by {by}; take {PLAN} away to "
            "have the cables divided anew (addresses do not change, all volumes are built again)"
        )
        raise PlanError(message)
    plan = before or Plan(by)
    volumes: list[Volume] = []
    taken = {one.name for one in plan.volumes}
    groups = cables.groups(by)
    for group in sorted({*groups, *(one.group for one in plan.volumes)}):
        there = list(plan.volumes_of(group))
        if not there:
            there = [Volume(_free(group, taken), group)]
            taken.add(there[0].name)
        if groups.get(group, 0) > at_most:
            there = list(_split(cables, by, at_most, there, taken))
        volumes += there
    return Plan(by, tuple(volumes))


def _split(
    cables: Counted, by: str, at_most: int, there: Sequence[Volume], taken: set[str]
) -> Iterable[Volume]:
    """Yield the volumes of a group, each that is too large in parts of about the same size."""
    group = there[0].group
    sizes = cables.counts(by, group, [one.start for one in there])
    for one, count in zip(there, sizes, strict=True):
        yield one
        parts = -(-count // at_most)
        last = 0
        for part in range(1, parts):
            # What is left is divided evenly over the parts that are left.
            place = last + -(-(count - last) // (parts - part + 1))
            key = cables.key_at(by, group, one.start, place)
            # A day stays together where the parts that are left have room for it.
            day = Key(key.date, "")
            before = cables.counts(by, group, [one.start, day])[0] if day > one.start else 0
            if last < before and count - before <= (parts - part) * at_most:
                key, place = day, before
            last = place
            name = _free(_named(group, key), taken)
            taken.add(name)
            yield Volume(name, group, key)


def _named(group: str, key: Key) -> str:
    """Return the name of a volume that begins at ``key``; a date is its own group's year."""
    first = "" if group == DATED or key.date.startswith(group) else group
    return "-".join(part for part in (first, key.date, key.cable) if part)


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def read_plan(path: Path) -> Plan | None:
    """Read a plan; ``None`` where there is none yet.

    Raises :class:`PlanError` where it is not what :func:`write_plan` wrote.
    """
    if not path.exists():
        return None
    try:
        tree = json.loads(read_file(path))
        plan = Plan(
            tree["by"],
            tuple(Volume(one["name"], one["group"], Key(*one["from"])) for one in tree["volumes"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path.name} cannot be read as a plan ({error}); restore it from its history"
        raise PlanError(message) from None
    if fault := _fault(plan):
        raise PlanError(f"{path.name}: {fault}; restore it from its history")
    return plan


def _fault(plan: Plan) -> str:
    if plan.by not in DIVISIONS:
        return f"there is no plan by {plan.by!r}"
    names = [one.name for one in plan.volumes]
    if len({name.lower() for name in names}) < len(names):
        return "two volumes have one name"
    for one in plan.volumes:
        date, cable = one.start
        named = isinstance(one.name, str) and _NAME.fullmatch(one.name)
        if not named or not isinstance(one.group, str):
            return f"{one.name!r} is no name of a volume"
        if not _DAY.fullmatch(date) or (cable and not is_valid_id(cable)):
            return f"the volume {one.name} begins nowhere"
    firsts = {one.group for one in plan.volumes if one.start == Key("", "")}
    if lost := sorted({one.group for one in plan.volumes} - firsts):
        return f"the first volume of {lost[0]} is missing"
    return ""


def write_plan(path: Path, plan: Plan) -> bool:
    """Write a plan, a volume a line, if it is another; tell whether it was written."""
    lines = ",\n".join(
        "    " + json.dumps({"name": one.name, "group": one.group, "from": [*one.start]})
        for one in plan.volumes
    )
    data = f'{{\n  "by": {json.dumps(plan.by)},\n  "volumes": [\n{lines}\n  ]\n}}\n'.encode()
    if path.exists() and read_file(path) == data:
        return False
    write_whole(path, data)
    return True
