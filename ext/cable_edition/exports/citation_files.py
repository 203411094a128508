"""References to all cables for reference managers: CSL-JSON, BibTeX, RIS."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cable_edition.core.cable.ids import docname_of
from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import CitedCable, CitedEdition, csl_item, kept_citation
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
    edition = CitedEdition(info.title, info.version, info.base_url, info.doi, info.released)
    page = f"{docname_of(one.id)}.html"
    return kept_citation(one, edition, page, kept)
