"""References to all cables for reference managers: CSL-JSON, BibTeX, RIS."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cable_edition.core.cable.ids import docname_of
from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import (
    CitedCable,
    CitedEdition,
    csl_item,
    keep_citation,
    kept_citation,
)
from cable_edition.core.citations.ris import ris
from cable_edition.core.edition.model import NOTHING_KEPT, EditedCable
from cable_edition.core.kept_work import KeptWork
from cable_edition.exports.cable_json import dumps
from cable_edition.exports.info import EditionInfo


class CitationFile(NamedTuple):
    """A file of references: its name, what stands before, between and after the entries."""

    name: str
    head: str
    between: str
    foot: str
    entry: Callable[[CitedCable], str]


CITATION_FILES = (
    CitationFile("citations.json", "[\n", ",\n", "\n]\n", lambda item: dumps(csl_item(item))),
    CitationFile("citations.bib", "", "\n", "", bibtex),
    CitationFile("citations.ris", "", "", "", ris),
)


def cited_cable(one: EditedCable, info: EditionInfo, kept: KeptWork = NOTHING_KEPT) -> CitedCable:
    """Return a cable as references name it."""
    return kept_citation(one, _edition(info), _page(one), kept)


def entries_of(
    one: EditedCable, info: EditionInfo, kept: KeptWork = NOTHING_KEPT, given: str = ""
) -> tuple[str, ...]:
    """Return the references to a cable, one for each of :data:`CITATION_FILES`.

    ``given`` stands for ``info``, where it is known.
    """

    def make() -> tuple[str, ...]:
        item = cited_cable(one, info, kept)
        return tuple(file.entry(item) for file in CITATION_FILES)

    entries = one.told("entries", make, given or repr(info))
    # The page, when it is written anew, asks for the same.
    keep_citation(one, _edition(info), _page(one), kept)
    return entries


def _edition(info: EditionInfo) -> CitedEdition:
    return CitedEdition(info.title, info.version, info.base_url, info.doi, info.released)


def _page(one: EditedCable) -> str:
    return f"{docname_of(one.id)}.html"
