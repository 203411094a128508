"""What the edition proves of each output, as far as the tests have tried it.

A new output adds a row to :data:`OUTPUTS`, with the edits that its tests make; then
``python -m tests.tampering.table`` writes the tables of the manual anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from tests.tampering import (
    bag_edits,
    build_edits,
    data_tables_edits,
    epub_edits,
    file_edits,
    json_edits,
    pdf_book_edits,
    pdf_edits,
    site_edits,
    table_edits,
    tei_edits,
)
from tests.tampering.kinds import KINDS

#: Every kind, in the order of the table: those of all outputs, then those of pages.
ALL_KINDS = KINDS | {
    "hidden": "words are hidden, struck out, or turned round",
    "script": "something runs, loads a file, or leads away by itself",
    "missing": "the edition says otherwise what a copy lacks",
    "beside": "what stands beside a cable: panel, ways to other cables, how to cite",
    "list": "a list of cables, the chronology, or the classifications say something else",
    "picture": "a picture, or the table behind it, says something else",
    "copy": "the copy of a page in `_sources` says something else",
    "chapter": "the prose of a chapter has other words, links, tips, pictures or hidden parts than "
    "its file, or its words are something else: a heading, a list, emphasized",
    "page": "the pages of the search, the reading list, the check of quotations, for programs, the "
    "general index or of lost addresses, or `llms.txt`, say something else",
    "search": "search, index of quotations, index or inventory lead to what is not there, or name "
    "it otherwise",
}


class _Kinded(Protocol):
    @property
    def kind(self) -> str: ...


class Output(NamedTuple):
    """An output: its name, what proves it, the kinds that are found, what is not proved of it."""

    name: str
    proof: str
    kinds: frozenset[str]
    not_proved: str


def kinds_of(edits: Iterable[_Kinded]) -> frozenset[str]:
    """Return the kinds of the edits that a test makes."""
    return frozenset(edit.kind for edit in edits)


_VERIFY = "`cable-edition verify OUTPUT`"
OUTPUTS = [
    Output(
        "site and EPUB as they are built",
        "every build",
        kinds_of(build_edits.EDITS),
        "whatever is not the words, numbers, marks, emendations and anchors of a cable",
    ),
    Output(
        "site",
        _VERIFY,
        kinds_of(site_edits.EDITS),
        "where in a picture its marks stand, how large they are, and the figures on the scale of "
        "the timeline; which number a section has, by `:numbered:`; "
        "in chapters the words that directives, roles and substitutions give, and "
        "those of chapters in reStructuredText or in translation; what search and general index do "
        "not find; data and books beside the pages, unless you name them; pages that an extension "
        "makes; comments around the text; what stands alike around half of the pages where a "
        "theme, an extension or the editors have its words, it is a date, or it has none, "
        "unless it names another host, a handler, or a page to go to; the title of the site, where "
        "all titles end with the same other words; of ways around "
        "the text a class that does not hide them; and a part of the theme that one page has "
        "twice, or that two pages, or one that is not the edition's, lack",
    ),
    Output(
        "EPUB",
        _VERIFY,
        kinds_of(edit for _, edit in epub_edits.EDITS) | epub_edits.OF_FILES,
        "pictures and their tables; in chapters the words that directives, roles and substitutions "
        "give, and where in the book the links of these lead, and the words of chapters in "
        "reStructuredText or in translation; the pictures of the "
        "cover and of the editors; the identifier of the book; its moment, "
        "where `SOURCE_DATE_EPOCH` is not set",
    ),
    Output(
        "PDF",
        _VERIFY,
        kinds_of([*pdf_edits.EDITS, *pdf_book_edits.EDITS]) | pdf_edits.OF_FILES,
        "blanks, and hyphens at the ends of lines; the quotation marks and dashes of the editors' "
        "words; the words of chapters, and where they lead; pictures and their tables; the order "
        "of names below a letter of the index; the forms of letters; colours",
    ),
    Output(
        "JSON",
        _VERIFY,
        kinds_of([*json_edits.EDITS, *json_edits.ON_READING, *file_edits.OF_JSON]),
        "blanks between values, and the order of keys, which mean nothing",
    ),
    Output(
        "TEI",
        _VERIFY,
        kinds_of([*tei_edits.EDITS, *tei_edits.ON_READING, *file_edits.OF_TEI]),
        "how much white space there is where there is some",
    ),
    Output(
        "table, references, CMIF and linked data",
        _VERIFY,
        kinds_of(edit for _, edit in table_edits.EDITS),
        "blanks between values, and the order of fields of a reference, which mean nothing",
    ),
    Output(
        "tables for programs",
        _VERIFY,
        kinds_of(edit for _, edit in data_tables_edits.EDITS),
        "how CSV quotes its cells; in SQLite and Parquet how the rows are stored, and bytes that "
        "no row uses; what Parquet names as its writer",
    ),
    Output(
        "archive",
        _VERIFY,
        kinds_of(edit for _, edit in bag_edits.EDITS),
        "the day on which it was packed, and the programs that packed it; whose key signed it, and "
        "the signature where ssh-keygen is missing; of the parts in it what "
        "is not proved of each by itself",
    ),
]
