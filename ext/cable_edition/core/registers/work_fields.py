"""The fields of RIS, BibTeX and CSL-JSON under one set of names: those of a work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_Parts = dict[str, Any]
_RIS_KINDS = {
    "BOOK": "book", "CHAP": "chapter", "JOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "RPRT": "report", "THES": "thesis", "ELEC": "webpage",
    "BLOG": "post-weblog", "CONF": "paper-conference", "CPAPER": "paper-conference",
}  # fmt: skip
_BIBTEX_KINDS = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "mastersthesis": "thesis", "phdthesis": "thesis",
    "thesis": "thesis", "techreport": "report", "report": "report", "online": "webpage",
}  # fmt: skip
#: The types of CSL that an edition tells; another one is a document.
_KINDS = frozenset({*_RIS_KINDS.values(), *_BIBTEX_KINDS.values()})
_OTHER = "document"


def of_ris(record: Mapping[str, Any]) -> _Parts:
    """Return the parts of a record as rispy gives it."""
    urls = _list(record.get("urls"))
    pages = [_word(record, "start_page"), _word(record, "end_page")]
    return {
        "id": _word(record, "id", "label"),
        "kind": _RIS_KINDS.get(_word(record, "type_of_reference"), _OTHER),
        "authors": [*map(_turned, _list(record.get("authors") or record.get("first_authors")))],
        "title": _word(record, "title", "primary_title"),
        "container": _word(record, "journal_name", "secondary_title", "alternate_title3"),
        "publisher": _word(record, "publisher"),
        "city": _word(record, "place_published"),
        "year": _word(record, "year", "publication_year", "date"),
        "volume": _word(record, "volume"),
        "issue": _word(record, "number"),
        "pages": "–".join(part for part in pages if part),
        "doi": _word(record, "doi"),
        "url": urls[0] if urls else "",
    }


def of_bibtex(key: str, kind: str, fields: Mapping[str, Any]) -> _Parts:
    """Return the parts of an entry of BibTeX or of biblatex, its names parted."""
    pages = _word(fields, "pages").replace("---", "–").replace("--", "–")
    return {
        "id": key,
        "kind": _BIBTEX_KINDS.get(kind.lower(), _OTHER),
        "authors": [*map(_turned, _list(fields.get("author") or fields.get("editor")))],
        "title": _word(fields, "title"),
        "container": _word(fields, "journal", "journaltitle", "booktitle"),
        "publisher": _word(fields, "publisher", "school", "institution", "organization"),
        "city": _word(fields, "address", "location"),
        "year": _word(fields, "year", "date"),
        "volume": _word(fields, "volume"),
        "issue": _word(fields, "number", "issue"),
        "pages": pages,
        "doi": _word(fields, "doi"),
        "url": _word(fields, "url"),
    }


def of_csl(item: Mapping[str, Any]) -> _Parts:
    """Return the parts of an item of CSL-JSON."""
    kind = _word(item, "type")
    return {
        "id": _word(item, "id"),
        "kind": kind if kind in _KINDS else _OTHER,
        "authors": [*map(_named, _dicts(item.get("author") or item.get("editor")))],
        "title": _word(item, "title"),
        "container": _word(item, "container-title"),
        "publisher": _word(item, "publisher"),
        "city": _word(item, "publisher-place"),
        "year": _issued(item.get("issued")),
        "volume": _word(item, "volume"),
        "issue": _word(item, "issue"),
        "pages": _word(item, "page").replace("-", "–"),
        "doi": _word(item, "DOI"),
        "url": _word(item, "URL"),
    }


def _issued(value: Any) -> str:
    """Return the year of a date of CSL, which is in parts, or in words."""
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        return _text(first[0])
    return _word(value, "raw", "literal")


def _named(name: Mapping[str, Any]) -> str:
    if whole := _word(name, "literal"):
        return whole
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(part for key in parts if (part := _word(name, key)))


def _turned(name: str) -> str:
    """Return a name that is given as ``Roe, Jane`` as one says it."""
    family, comma, given = name.partition(",")
    given, _, suffix = given.partition(",")
    return " ".join(f"{given} {family} {suffix}".split()) if comma else name


def _word(parts: Mapping[str, Any], *keys: str) -> str:
    """Return the first of some values that has words."""
    return next((said for key in keys if (said := _text(parts.get(key)))), "")


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        # More digits than a number may have are none that a work has.
        return str(value) if abs(value) < 10**12 else ""
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[str]:
    found: Iterable[Any] = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, str)]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
