"""The named values of a record: which field of a cable each one is.

Collections call the same things by many names (``Canonical ID``, ``refid``, ``Document Number``).
The names are those of the forms in ``docs/editors/forms.md``; a value under another name is kept
as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.cable.model import (
    Attribute,
    Finding,
    Found,
    Opening,
    Passage,
    Record,
    Value,
)
from cable_edition.core.cable.span import OffsetMap
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.created import (
    Order,
    as_collections_write,
    iso_created,
)
from cable_edition.core.reading.readers.surroundings import surroundings
from cable_edition.core.reading.text.patterns import CLASSIFICATION, classification_name
from cable_edition.core.reading.text.tags_line import read_tags
from cable_edition.core.reading.text.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cable_edition.core.cable.span import Span
    from cable_edition.core.problems import Problem
    from cable_edition.core.reading.readers.pieces import Pieces

#: Field -> the names it goes by, letters only, the surest first.
NAMES: dict[str, tuple[str, ...]] = {
    "identifier": (
        "canonicalid",
        "documentnumber",
        "referenceid",
        "refid",
        "mrn",
        "messagerecordnumber",
        "cableid",
        "cablenumber",
        "identifier",
        "docnumber",
        "name",
        "id",
    ),
    "created": (
        "created",
        "datedtg",
        "datetime",
        "draftdate",
        "sentdate",
        "cabledate",
        "datesent",
        "createddate",
        "dateofcable",
        "documentdate",
        "messagedate",
        "date",
        "timestamp",
        "sent",
    ),
    "origin": ("origin", "from", "originator", "embassy", "post", "sender"),
    "classification": (
        "originalclassification",
        "classification",
        "classificationlevel",
        "level",
    ),
    "tags": ("tags", "tag"),
    "subject": ("subject", "subj", "title", "headline"),
    "release": ("released", "releasedate", "release"),
    "link": ("link", "url"),
    "header": ("header", "headers", "head", "transmissionheader"),
    "text": (
        "body",
        "content",
        "text",
        "messagetext",
        "cabletext",
        "bodytext",
        "fulltext",
        "rawtext",
        "message",
        "cable",
        "contents",
    ),
}
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
#: A name of several words is that of a field by what its last word says, if the words before say
#: of what: ``doc_nbr``, ``cable_body``, ``authored_at``.
_OF = frozenset(
    {
        *("cable", "cables", "telegram", "message", "msg", "document", "doc", "record", "file"),
        *("reference", "ref", "canonical"),
    }
)
_SENT = frozenset(
    {"authored", "created", "sent", "draft", "drafted", "transmitted", "transmission", "date"}
)
_COPIED = frozenset({"full", "raw", "clean", "plain", "ocr", "main", "body"})
_LAST: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "identifier": (
        frozenset({"id", "no", "nr", "nbr", "num", "number", "identifier", "name"}),
        _OF,
    ),
    "created": (frozenset({"date", "time", "datetime", "at", "on", "dtg"}), _OF | _SENT),
    "text": (frozenset({"text", "body", "content", "contents", "txt"}), _OF | _COPIED),
    "origin": (
        frozenset({"post", "embassy", "origin", "originator", "mission", "sender", "from"}),
        _OF | {"originating", "origin", "issuing", "sending", "drafting", "source"},
    ),
    "classification": (
        frozenset({"class", "classification", "level", "marking"}),
        _OF | {"security", "original", "overall", "classification", "class"},
    ),
    "subject": (
        frozenset({"subject", "subj", "title", "line"}),
        _OF | {"subject", "subj", "full"},
    ),
    "tags": (frozenset({"tags", "tag"}), _OF | {"traffic", "subject"}),
}
#: Names by themselves that are seldom met.
_SELDOM = {
    "authored": "created",
    "dtg": "created",
    "class": "classification",
    "filename": "identifier",
    "file": "identifier",
    "path": "identifier",
    "filepath": "identifier",
    "msg": "text",
    "telegram": "text",
}
#: Words of a name for the day of a cable, and beginnings of words for other days.
_DAY_WORDS = _SENT | {"day", "dated", "when", "time", "datetime", "dtg", "dispatched", "written"}
_OTHER_DAYS = (
    *("decl", "releas", "updat", "modif", "publi", "scan", "index", "crawl", "import", "load"),
    *("upload", "download", "access", "retriev", "expir", "review", "insert", "edit", "chang"),
    *("add", "process", "ingest", "harvest", "export", "last", "birth", "due", "end", "receiv"),
)
#: So many words and characters a name has at most.
_WORDS, _LONGEST = 4, 60
_WORD = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
NOTHING_SEEN: Mapping[str, str] = MappingProxyType({})
#: What stands where a record has no value.
_ABSENT = late(
    r"n/a|none|null|\\N|-{0,2} ?(?:not assigned|n/a or blank|blank) ?-{0,2}|-{1,3}",
    re.IGNORECASE,
)
#: ``EC - Ecuador | ECON - Economic Affairs``: codes with their meanings.
_MEANT = late(r"(?:^|\|)\s{0,8}([A-Z][A-Z0-9]{1,7})\s{1,4}-\s")
_CLASS = late(CLASSIFICATION)
_GIVEN = ("classification", "tags", "subject")


def squeezed(name: str) -> str:
    """Return a name in small letters, all else taken off: ``Reference ID`` is ``referenceid``."""
    return "".join(filter(str.isalpha, name.lower()))


def field_of(name: str) -> str | None:
    """Return the field that a value of this name is, or ``None``."""
    key = squeezed(name)
    return _FIELD_OF.get(key) or _SELDOM.get(key) or _by_words(name)


@lru_cache(256)
def _by_words(name: str) -> str | None:
    """Return the field that the words of a name say, at most four of them."""
    *before, last = [word.lower() for word in _WORD.findall(name[:_LONGEST])] or [""]
    if not 0 < len(before) < _WORDS:
        return None
    for which, (lasts, kinds) in _LAST.items():
        if last in lasts and kinds.issuperset(before):
            return which
    return None


def names_day(name: str) -> bool:
    """Whether words of a name are those of a day on which a cable was sent.

    ``when_sent`` and ``day`` are; days on which somebody did something with a copy are not.
    """
    words = [word.lower() for word in _WORD.findall(name[:_LONGEST])]
    return not _DAY_WORDS.isdisjoint(words) and not any(
        word.startswith(_OTHER_DAYS) for word in words
    )


def is_absent(words: str) -> bool:
    """Whether words say that there is no value."""
    return not words or _ABSENT.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Filled:
    """What the named values of a record are: for ``RawCable``, under the names it has for them."""

    record: Record
    created: Value | None = None
    raw_id: str | None = None
    given: Opening = field(default_factory=Opening)
    found: tuple[Finding, ...] = ()

    def cable(
        self,
        pieces: Pieces,
        whole: Span,
        extent: Span,
        *,
        around: Iterable[Passage | Value] | None = None,
        form: str,
        name: str,
        problems: tuple[Problem, ...] = (),
    ) -> RawCable:
        """Return the cable of this record, whose text is ``pieces`` of the stretch ``whole``.

        ``extent`` is the stretch of the source that belongs to it, ``around`` the values in it
        beside the text, by default those of the record's attributes; ``form`` and ``name`` are
        those of the reader and of the source.
        """
        if around is None:
            around = [item.value for item in self.record.attributes]
        return RawCable(
            text=pieces.text(),
            offsets=pieces.offsets() if len(pieces) else OffsetMap(whole.start),
            record=self.record,
            record_segments=surroundings(around, extent, whole),
            format=form,
            raw_id=self.raw_id,
            name=name,
            extent=extent,
            created=self.created,
            problems=problems,
            given=self.given,
            found=self.found,
        )


def filled(
    attributes: Sequence[Attribute],
    *,
    extract_note: Passage | None = None,
    release: Value | None = None,
    seen: Mapping[str, str] = NOTHING_SEEN,
) -> Filled:
    """Return the record that ``attributes`` make, and the fields that they give to the cable.

    ``seen`` are names that tell nothing, with the field that what stands under them shows.
    """
    picked = chosen(attributes, seen)
    found = {which: item.value for which, item in picked.items()}
    stamp = found.get("created")
    iso = iso_created(stamp.text) if stamp else None
    created = Value(iso, stamp.spans) if stamp and iso else None
    identifier, level, tags = (found.get(key) for key in ("identifier", "classification", "tags"))
    record = Record(
        identifier=identifier,
        origin=found.get("origin"),
        created=Value(as_collections_write(created.text), created.spans) if created else stamp,
        classification=level,
        tags=tags,
        extract_note=extract_note,
        release=release or found.get("release"),
        link=found.get("link"),
        attributes=tuple(attributes),
    )
    given = Opening(
        classification=_classification(level) if level else None,
        tags=_tags(tags) if tags else (),
        subject=found.get("subject"),
    )
    origins = tuple(
        Finding(which, Found.RECORD, picked[which].name)
        for which in _GIVEN
        if getattr(given, which)
    )
    raw_id = identifier.text if identifier else None
    if raw_id and canonicalize(raw_id) is None and canonicalize(_stem(raw_id)):
        raw_id = _stem(raw_id)
    return Filled(record, created, raw_id, given, origins)


def chosen(
    attributes: Sequence[Attribute], seen: Mapping[str, str] = NOTHING_SEEN
) -> dict[str, Attribute]:
    """Return the attribute that is each field: that under the surest name that has one.

    A value is an identifier only if it is the id of a cable, unless its name is one for ids alone.
    """
    ranks: dict[str, tuple[int, Attribute]] = {}
    for item in attributes:
        name, value = item
        key = squeezed(name)
        which = field_of(name) or seen.get(name)
        if which is None or is_absent(value.text):
            continue
        sure = key in NAMES[which]
        rank = NAMES[which].index(key) if sure else len(NAMES[which])
        if which == "identifier" and canonicalize(value.text) is None:
            if not sure and canonicalize(_stem(value.text)) is None:
                continue
            if key in {"id", "name", "identifier"}:
                continue
            rank += len(NAMES[which])
        if which == "created" and iso_created(value.text, Order.DAY) is None:
            rank += len(NAMES[which])
        if which not in ranks or rank < ranks[which][0]:
            ranks[which] = (rank, item)
    return {which: item for which, (_, item) in ranks.items()}


def _stem(name: str) -> str:
    """Return the name of a file without its folder and suffix."""
    return name.replace("\\", "/").rpartition("/")[2].partition(".")[0]


def _classification(level: Passage) -> Value | None:
    match = _CLASS.match(level.text.upper())
    return Value(classification_name(match["class"]), level.spans) if match else None


def _tags(tags: Passage) -> tuple[Value, ...]:
    """Return the codes of a TAGS value; each stands somewhere within the value's own span."""
    if meant := dict.fromkeys(match[1] for match in _MEANT.finditer(tags.text)):
        return tuple(Value(code, tags.spans) for code in meant)
    words = tags.text.translate(_BRACKETS)
    found = read_tags(View(words, 0), 0, len(words))
    return tuple(Value(value.text, tags.spans) for value in found)


#: A list of JSON or a set of SQL around codes is no part of them; blanks keep the places.
_BRACKETS = str.maketrans('[]{}"|', "     ,")
