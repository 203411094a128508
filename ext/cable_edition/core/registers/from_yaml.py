"""From the YAML of one register entry to its dataclass."""

from __future__ import annotations

import re
from typing import Literal, TypedDict

from cable_edition.core.cable.fold import fold
from cable_edition.core.late_pattern import late
from cable_edition.core.registers.entries import (
    STATUSES,
    Accepted,
    Event,
    Form,
    Organization,
    Person,
    Post,
    Quotation,
    Sense,
    Source,
    Statement,
    Status,
    Tag,
    Term,
)
from cable_edition.core.registers.same_as import place_same_as, same_as
from cable_edition.core.yaml_files.fields import CABLE_ID, ENTRY_ID, Fields
from cable_edition.core.yaml_files.source import Scalar

_ID_FORM = "small letters, digits and single hyphens, a letter first"
_TAG_CODE = late(r"[A-Z0-9][A-Z0-9_-]*")
#: Ids of entries, and the codes of TAGS.
_FORMER = late(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}")
#: An address as a page links to it.
_ADDRESS = late(r"https?://[^\s<>\"`\\]{1,2000}(?<![,;])", re.IGNORECASE)
#: An anchor of a place in the text of a cable.
_PLACE = late(r"[phu][0-9]{1,9}[a-z]{0,9}(?:-[0-9]{1,9})?|[a-z]{2,20}(?:-[a-z]{1,20})?")
_POST_CODE = late(r"[A-Z][A-Z0-9]*")

#: A longer form is no form of a name but a sentence, and would slow the search.
MAX_FORM = 200

TagKind = Literal["subject", "geographic", "program", "organization", "person", "free"]
TAG_KINDS: tuple[TagKind, ...] = (
    *("subject", "geographic", "program", "organization", "person", "free"),
)

_ID = "The name of the entry in its address; it stays when the name of the thing changes"
_SHARED = {
    "tip": "What it is, in one line of plain text, which readers see at the word itself",
    "statements": "What is said of it, each statement with what it rests on",
    "see_also": "Ids of other entries, of whichever register",
    "formerly": "Ids that led to this entry in earlier releases",
}
_SAME_AS = {
    "same_as": "The same in authority files, as address or `scheme:id`: Wikidata, VIAF, LCNAF, GND"
}
_FORMS = {
    "forms": "How the cables name it; without the key the name is looked for, with `[]` nothing is"
}
PERSON_KEYS = {
    "id": _ID,
    "name": "The name as one says it",
    "sort": "The name for the alphabet: Roe, Jane",
    "office": "The office at the time of the cable",
    "office_status": "What is known of the office",
    "office_sources": "What it is known from",
    **_FORMS,
    "spelled": "Other spellings in the cables, to be explained in a statement",
    **_SAME_AS,
    **_SHARED,
}
ORGANIZATION_KEYS = {
    "id": _ID,
    "name": "The name as one says it",
    "sort": "The name for the alphabet",
    "country": "Its country, in words",
    "terms": "Ids of glossary entries whose places count as its own",
    **_FORMS,
    **_SAME_AS,
    **_SHARED,
}
TERM_KEYS = {
    "id": _ID,
    "term": "The word as readers look it up",
    "expansion": "What it stands for",
    "status": "What is known of expansion and tip; `verified` needs a statement with a source",
    **_FORMS,
    "senses": "Its meanings, where it has more than one",
    **_SHARED,
}
TAG_KEYS = {
    "code": "The code in capitals; it is the id",
    "name": "The official name; empty if you have not seen it",
    "kind": "What kind of TAG it is; `free` for one that is no standard TAG",
    "status": "What is known of the name, or of the meaning in `tip`",
    **_SHARED,
}
POST_KEYS = {
    "id": _ID,
    "name": "The name as one says it",
    "code": "The post as ids of cables write it",
    "country": "Its country, in words",
    **_FORMS,
    **_SAME_AS,
    "place_same_as": "The town where it is, in authority files: GeoNames, and those of `same_as`",
    **_SHARED,
}
EVENT_KEYS = {
    "id": _ID,
    "date": "When it was",
    "text": "What happened, in a sentence or a few",
    "status": "What is known of it",
    "sources": "What it is known from",
    "cables": "The cables that tell of it",
}
SOURCE_KEYS = {
    "address": "The address, as statements and notes give it",
    "author": "The author, or the body that publishes it",
    "title": "The title of what stands there",
    "date": "Its own date",
    "read": "The day on which you read it",
}
QUOTATION_KEYS = {
    "id": "The name of the quotation in its address; it stays",
    "work": "The work that quotes, by its id in works.ris, works.bib or works.json",
    "words": "The words, copied from the work as they stand there",
    "page": "Where they stand in the work: a page, a note, a chapter",
    "cable": "The cable that the work names for them",
    "paragraph": "The paragraph that the work names, as its anchor: p5",
    "accepted": "What the edition says of the words, if you have compared the work and it is so",
}
FORM_KEYS = {
    "text": "The words by which the cables name it",
    "fold": "Whether large and small letters are the same",
    "plural": "Whether the form counts with an s at its end, too",
    "surname": "Whether it counts only in a cable that has a full name of the same person",
    "cables": "Only in these cables",
    "within": "Only inside one of these phrases",
    "outside": "Not inside any of these phrases",
}
STATEMENT_KEYS = {
    "text": "One or a few sentences",
    "status": "What it rests on: a source that was seen, the cable alone, your inference",
    "sources": "Web addresses, or short citations",
}
SENSE_KEYS = {
    "id": "The name of the sense, among those of this entry",
    "expansion": "What the term stands for in this sense",
    "tip": "The meaning in one line of plain text",
    "cables": "The cables in which it means this",
    "since": "The first date of cables in which it means this",
    "until": "The last date of cables in which it means this",
    "posts": "The codes of the posts whose cables mean this",
    "within": "Phrases in which it means this",
    "statements": "What is said of this sense",
}


def _status(fields: Fields, key: str = "status", default: Status = "verified") -> Status:
    """Return the status of a statement.

    For a word that is none, ``inference`` comes back: what is marked so needs no source, and
    one fault is named once.
    """
    status = fields.choice(key, STATUSES, default)
    return status if fields.text(key) in {"", status} else "inference"


def person(fields: Fields) -> Person:
    """Read a person; without ``forms`` the name alone is looked for."""
    name = fields.text("name", required=True)
    office = fields.text("office", lines=True)
    office_status = _status(fields, "office_status")
    office_sources = fields.texts("office_sources")
    if office:
        _check_fact(fields, office_status, key="office_status")
    return Person(
        id=_entry_id(fields),
        name=name,
        tip=fields.text("tip", required=True),
        forms=_forms(fields, Form(name)),
        statements=_statements(fields, everyday=False),
        **_common(fields),
        sort=fields.text("sort") or name,
        office=office,
        office_status=office_status,
        office_sources=office_sources,
        spelled=fields.texts("spelled"),
        same_as=same_as(fields),
    )


def organization(fields: Fields) -> Organization:
    """Read an organization; without ``forms`` the name alone is looked for."""
    name = fields.text("name", required=True)
    return Organization(
        id=_entry_id(fields),
        name=name,
        tip=fields.text("tip", required=True),
        forms=_forms(fields, Form(name)),
        statements=_statements(fields),
        **_common(fields),
        sort=fields.text("sort") or name,
        country=fields.text("country"),
        terms=fields.texts("terms"),
        same_as=same_as(fields),
    )


def term(fields: Fields) -> Term:
    """Read a glossary entry; without ``forms`` the term is looked for, and its plural in ``s``."""
    name = fields.text("term", required=True)
    senses = _senses(fields)
    statements = _statements(fields)
    status = _status(fields)
    _check_backed(fields, status, (*statements, *(s for n in senses for s in n.statements)))
    return Term(
        id=_entry_id(fields),
        name=name,
        tip=fields.text("tip", required=not senses),
        forms=_forms(fields, Form(name, plural=True)),
        statements=statements,
        **_common(fields),
        expansion=fields.text("expansion"),
        status=status,
        senses=senses,
    )


def tag(fields: Fields) -> Tag:
    """Read a TAG; its official name stays empty where nobody has seen it."""
    statements = _statements(fields)
    status = _status(fields)
    _check_backed(fields, status, statements)
    return Tag(
        id=fields.identifier("code", _TAG_CODE, "capital letters and digits"),
        name=fields.text("name"),
        tip=fields.text("tip", required=True),
        statements=statements,
        **_common(fields),
        kind=fields.choice("kind", TAG_KINDS, "free"),
        status=status,
    )


def post(fields: Fields) -> Post:
    """Read a post; without ``forms`` its name is looked for."""
    name = fields.text("name", required=True)
    return Post(
        id=_entry_id(fields),
        name=name,
        tip=fields.text("tip", required=True),
        forms=_forms(fields, Form(name)),
        statements=_statements(fields),
        **_common(fields),
        code=fields.identifier("code", _POST_CODE, "the post as in 05OTTAWA286: OTTAWA"),
        country=fields.text("country"),
        same_as=same_as(fields, has_place=True),
        place_same_as=place_same_as(fields),
    )


def event(fields: Fields) -> Event:
    """Read an event of the chronology."""
    status = _status(fields)
    sources = fields.texts("sources")
    _check_fact(fields, status)
    return Event(
        id=_entry_id(fields),
        date=fields.date("date", required=True),
        text=fields.text("text", required=True, lines=True),
        status=status,
        sources=sources,
        cables=fields.cables(),
        path=fields.path,
        line=fields.line,
    )


def source(fields: Fields) -> Source:
    """Read what stands at an address; author or title have to be known."""
    found = Source(
        fields.identifier("address", _ADDRESS, "an address that begins with http:// or https://"),
        fields.text("author"),
        fields.text("title"),
        fields.date("date"),
        fields.date("read"),
        fields.path,
        fields.line,
    )
    if not found.author and not found.title:
        fields.note("missing-key", "a source needs `author` or `title`")
    return found


def quotation(fields: Fields) -> Quotation:
    """Read the words that a work quotes; a paragraph is one of a cable that is named."""
    accepted: tuple[Accepted, ...] = ("altered", "absent")
    found = Quotation(
        _entry_id(fields),
        fields.text("work", required=True),
        fields.text("words", required=True, lines=True),
        fields.text("page"),
        _if_there(fields, "cable", CABLE_ID, "the id of a cable, such as 05OTTAWA286"),
        _if_there(fields, "paragraph", _PLACE, "an anchor of the cable's page, such as p5"),
        fields.choice("accepted", accepted, ""),
        fields.path,
        fields.line,
    )
    if found.paragraph and not found.cable:
        fields.note("missing-key", "a `paragraph` needs the `cable` that it is in")
    return found


def _if_there(fields: Fields, key: str, pattern: re.Pattern[str], form: str) -> str:
    return fields.identifier(key, pattern, form) if fields.has(key) else ""


def _entry_id(fields: Fields) -> str:
    return fields.identifier("id", ENTRY_ID, _ID_FORM)


class _Common(TypedDict):
    """What every entry has and reads alike."""

    see_also: tuple[str, ...]
    formerly: tuple[str, ...]
    path: str
    line: int


def _common(fields: Fields) -> _Common:
    return {
        "see_also": fields.texts("see_also"),
        "formerly": _former_ids(fields),
        "path": fields.path,
        "line": fields.line,
    }


def _former_ids(fields: Fields) -> tuple[str, ...]:
    found = []
    for old in fields.texts("formerly"):
        if _FORMER.fullmatch(old):
            found.append(old)
        else:
            message = f"`{old[:80]}` can be no former id; write it as the entry once had it"
            fields.note("malformed-id", message, fields.line_of("formerly"))
    return tuple(found)


def _check_sources(fields: Fields, key: str = "status") -> None:
    listed = key.removesuffix("status") + "sources"
    if fields.lacks_beside(key, "verified", listed, default=True):
        what = "statement" if key == "status" else key.removesuffix("_status")
        message = f"a verified {what} needs a source; add `{listed}`, or another `{key}`"
        fields.note("missing-source", message, fields.line_of(key))


def _check_fact(fields: Fields, status: Status, key: str = "status") -> None:
    """Refuse general knowledge about persons and events, which only everyday terms may have."""
    _check_sources(fields, key)
    if status == "unverified":
        message = (
            f"`{key}` of a person or an event needs a source; only glossary entries may be "
            "`unverified`"
        )
        fields.note("unverified-fact", message, fields.line_of(key))


def _check_backed(fields: Fields, status: Status, statements: tuple[Statement, ...]) -> None:
    if status == "verified" and not any(statement.sources for statement in statements):
        message = "a verified entry needs a statement with its source; add one, or another status"
        fields.note("missing-source", message, fields.line_of("status"))


def _statements(fields: Fields, *, everyday: bool = True) -> tuple[Statement, ...]:
    found = []
    for child in fields.children("statements", "statement", STATEMENT_KEYS):
        status, sources = _status(child), child.texts("sources")
        if everyday:
            _check_sources(child)
        else:
            _check_fact(child, status)
        text = child.text("text", required=True, lines=True)
        found.append(Statement(text, status, sources))
    return tuple(found)


def _senses(fields: Fields) -> tuple[Sense, ...]:
    found: dict[str, Sense] = {}
    for child in fields.children("senses", "sense", SENSE_KEYS):
        sense = Sense(
            id=_entry_id(child),
            expansion=child.text("expansion", required=True),
            tip=child.text("tip", required=True),
            cables=child.cables(),
            since=child.date("since"),
            until=child.date("until"),
            posts=child.texts("posts"),
            within=child.texts("within"),
            statements=_statements(child),
        )
        if sense.id in found:
            message = f"the sense `{sense.id}` was given before; choose another id"
            child.note("duplicate-id", message)
        found[sense.id] = sense
    return tuple(found.values())


def _forms(fields: Fields, default: Form) -> tuple[Form, ...]:
    """Return the forms; an empty list means that no form is looked for."""
    if not fields.has("forms"):
        return (default,) if default.text else ()
    found = []
    for node in fields.nodes("forms"):
        if isinstance(node, Scalar):
            form = Form("" if node.is_null else fold(node.value))
        elif child := fields.child(node, "form", FORM_KEYS):
            form = Form(
                text=child.text("text", required=True),
                fold=child.flag("fold"),
                plural=child.flag("plural"),
                surname=child.flag("surname"),
                cables=child.cables(),
                within=child.texts("within"),
                outside=child.texts("outside"),
            )
        else:
            continue
        if not any(map(str.isalnum, form.text)) and (form.text or isinstance(node, Scalar)):
            fields.note("bad-form", "a form needs at least one letter or digit", node.line)
        elif len(form.text) > MAX_FORM:
            fields.note("bad-form", f"a form has at most {MAX_FORM} characters", node.line)
        found.append(form)
    return tuple(found)
