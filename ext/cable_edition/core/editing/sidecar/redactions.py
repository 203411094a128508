"""The key ``redactions`` of a sidecar: what an editor withholds, why, and since when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.editing.sidecar.place import ANCHOR, PLACE_KEYS, Place, read_place
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem

if TYPE_CHECKING:
    from cable_edition.core.yaml_files.fields import Fields

REDACTION_KEYS = {
    "name": "A name that is withheld wherever it stands in the cable",
    "forms": "Other forms of the name, withheld as well",
    "except": "Words like the name that mean something else, and stay",
    **PLACE_KEYS,
    "to": "The last anchor, where all from `at` to there is withheld",
    "repeats": "Whether the same words stand openly elsewhere in the cable, and may",
    "reason": "Why it is withheld; readers see it",
    "date": "Since when it is withheld",
}

_FAULTY = (
    "a redaction cannot be understood, so the cable cannot be published: mend the entry "
    "(the faults are named with their lines)"
)


@dataclass(frozen=True, slots=True)
class RedactionEntry:
    """A redaction as written.

    ``names`` are withheld wherever they stand in the cable; ``others`` are words like them that
    mean something else, and stay. Without names ``place`` names quoted words, or the whole of what
    stands at its anchor; ``to`` is the last anchor of a stretch. ``repeats`` says that the same
    words stand openly elsewhere. ``path`` and ``line`` locate it, ``lines`` each of the names.
    """

    reason: str
    date: str
    path: str
    line: int
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    place: Place | None = None
    to: str = ""
    repeats: bool = False

    def line_of(self, form: int) -> int:
        """Return the line of one of the names, counted from 0."""
        return self.lines[form] if form < len(self.lines) else self.line


def read_redactions(fields: Fields) -> tuple[RedactionEntry, ...]:
    """Read the list. A faulty entry brings ``redaction-faulty``, which stops a build.

    To leave such an entry out, as other keys do, would publish what was to be withheld.
    """
    entries = []
    nodes = fields.nodes("redactions")
    if fields.has("redactions") and not nodes:
        fields.note("redaction-faulty", _FAULTY, fields.line_of("redactions"))
    for node in nodes:
        child = fields.child(node, "a redaction", REDACTION_KEYS)
        if child is None:
            fields.note("redaction-faulty", _FAULTY, node.line)
            continue
        entry = _read(child)
        if child.failed:
            child.note("redaction-faulty", _FAULTY)
        else:
            entries.append(entry)
    return tuple(entries)


#: The beginning of a message that repeats what is wrong, and what a key is called that is unknown.
_SAID = re.compile(r"\A`.*?`(?= (?:is no date|cannot be))")
_KEY = re.compile(r"no key `.*?`(?=; known are )")


def discreet(problem: Problem) -> Problem:
    """Return a problem of a redaction without what stands in the wrong place: it may be the name.

    A key that is nearly one is told.
    """
    message = _KEY.sub("key of this name", _SAID.sub("what stands here", problem.message, count=1))
    return problem if message == problem.message else replace(problem, message=message)


def _read(child: Fields) -> RedactionEntry:
    reason = child.text("reason", required=True)
    date = child.date("date", required=True)
    if child.has("name"):
        forms = (
            (child.text("name"), child.line_of("name")),
            *child.located_texts("forms"),
        )
        names, lines = tuple(words for words, _ in forms), tuple(line for _, line in forms)
        for key in ("at", "quote", "prefix", "suffix", "to", "repeats"):
            if child.has(key):
                child.note("unknown-key", f"`name` is withheld everywhere; leave `{key}` out")
        for name, line in forms:
            if sum(map(str.isalnum, name)) < 2:
                child.note("bad-value", "a name has at least two letters or digits", line)
        others = child.texts("except")
        return RedactionEntry(
            reason, date, child.path, child.line, names=names, others=others, lines=lines
        )
    for key in ("forms", "except"):
        if child.has(key):
            child.note("missing-key", f"`{key}` belongs to a `name`")
    place = read_place(child, quoted=False)
    to = ""
    if child.has("to"):
        to = child.identifier("to", ANCHOR, "an anchor of the cable's page, such as p6")
        if place.quote:
            child.note("unknown-key", "a stretch from `at` to `to` has no `quote`")
    repeats = child.flag("repeats")
    return RedactionEntry(reason, date, child.path, child.line, place=place, to=to, repeats=repeats)
