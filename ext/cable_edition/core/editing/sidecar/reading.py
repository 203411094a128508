"""The key ``reading`` of a sidecar: what words of the source are, where the program read amiss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.editing.sidecar.place import ANCHOR, PLACE_KEYS, Place
from cable_edition.core.late_methods import dataclass
from cable_edition.core.reading.text.hints import HINT_KINDS, STRETCHES, HintKind
from cable_edition.core.yaml_files.fields import CABLE_ID

if TYPE_CHECKING:
    from cable_edition.core.yaml_files.fields import Fields

READING_KEYS = {
    **PLACE_KEYS,
    "is": "What these words are",
    "through": "The last words of it, where not all are quoted",
    "number": "The number of the paragraph that begins here",
    "means": "The cable that a reference means, or the TAG that is meant",
    "reason": "Why, in a sentence",
}
#: The place of a correction that names none: the whole text as transmitted.
TEXT = "text"
#: The place that is the list of TAGS, also where the record around the text has it.
TAGS = "tags"

_TAG = re.compile("[A-Z0-9]{1,20}")
_NUMBER = re.compile("[1-9][0-9]{0,2}")
#: The kinds that reach from the first words quoted to the last.
_REACHING = frozenset({"heading", "subject", "sign-off", *STRETCHES})


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """A correction of the reading as written: ``place.quote`` is a ``kind``.

    ``through`` are the last words of it, where not all were quoted; ``number`` is that of a
    paragraph; ``means`` the cable or the TAG that is meant; ``reason`` editorial Markdown or empty.
    """

    place: Place
    kind: HintKind
    through: str = ""
    number: int | None = None
    means: str = ""
    reason: str = ""


def read_reading(fields: Fields) -> tuple[ReadingEntry, ...]:
    """Read the list; a faulty entry is noted and left out."""
    entries = []
    for child in fields.children("reading", "a correction of the reading", READING_KEYS):
        if not child.has("is"):
            child.note(
                "missing-key",
                f"a correction of the reading needs `is`, one of {', '.join(HINT_KINDS)}",
            )
        kind = child.choice("is", HINT_KINDS, "heading")
        place = _place(child)
        entry = ReadingEntry(
            place,
            kind,
            _through(child, kind),
            _number(child, kind),
            _means(child, kind),
            child.text("reason"),
        )
        if not child.failed:
            entries.append(entry)
    return tuple(entries)


def _place(child: Fields) -> Place:
    form = "an anchor of the cable as it is read without corrections, such as p4 or subject"
    at = child.identifier("at", ANCHOR, form) if child.has("at") else TEXT
    quote = child.text("quote", required=True)
    return Place(at, quote, child.text("prefix"), child.text("suffix"), child.path, child.line)


def _through(child: Fields, kind: HintKind) -> str:
    through = child.text("through")
    if through and kind not in _REACHING:
        message = f"a {kind} has no last words; leave `through` out"
        child.note("unknown-key", message, child.line_of("through"))
    return through


def _number(child: Fields, kind: HintKind) -> int | None:
    words = child.text("number")
    if words and kind != "paragraph":
        message = f"a {kind} has no number; leave `number` out"
        child.note("unknown-key", message, child.line_of("number"))
    elif words and not _NUMBER.fullmatch(words):
        message = f"`{words[:80]}` is no number of a paragraph; write 1 to 999"
        child.note("bad-value", message, child.line_of("number"))
    return int(words) if _NUMBER.fullmatch(words) else None


def _means(child: Fields, kind: HintKind) -> str:
    wanted = {
        "reference": (CABLE_ID, "the id of the cable that is meant, such as 05OTTAWA286"),
        "tag": (_TAG, "the TAG that is meant, such as PREL"),
    }
    words = child.text("means", required=kind in wanted)
    if not words:
        return ""
    if kind not in wanted:
        message = f"a {kind} means no other thing; leave `means` out"
        child.note("unknown-key", message, child.line_of("means"))
        return ""
    pattern, form = wanted[kind]
    if not pattern.fullmatch(words):
        message = f"`{words[:80]}` cannot be meant; write {form}"
        child.note("malformed-id", message, child.line_of("means"))
    return words
