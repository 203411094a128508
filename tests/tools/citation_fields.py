"""What programs have of a cable after they have read our references: a table for the manual.

``python -m tests.tools.citation_fields FILE`` writes it into a page, between its two marks.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypandoc
import pypdf
import rispy
from pybtex.database import parse_string

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import CitedCable, csl_item
from cable_edition.core.citations.ris import ris
from tests.core.citations.cables import OTTAWA
from tests.tools.node import run_script

BEGIN = "% What programs read: python -m tests.tools.citation_fields docs/developers/citations.md"
END = "% End of what programs read"
#: Field -> what shows that it is there, without blanks and hyphens.
FIELDS = {
    "id": r"05OTTAWA286(?!\.html)",
    "type": r"Diplomaticcable",
    "origin": r"U\.S\.EmbassyOttawa",
    "title": r"S/CRSAMBASSADORPASCUAL,SOTTAWACONSULTATIONS:SEEKINGCOLLABORATIONANDSYNERGY",
    "date": r"28January2005|Jan(?:uary|\.)28,2005|2005/01/28|\[2005,1,28\]|2005,January,28",
    "edition": r"CableEdition",
    "version": r"0\.1\.0",
    "its year": r"2026",
    "address": r"https://example\.org/edition/cables/05OTTAWA286\.html",
}
YES, NOTE, LOST = "yes", "note", "lost"
_STYLE_OF_BIBTEX = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\begin{document}
\sloppy \nocite{*}
\bibliographystyle{%s}
\bibliography{cables}
\end{document}
"""
_BIBLATEX = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[backend=biber]{biblatex}
\addbibresource{cables.bib}
\begin{document}
\sloppy \nocite{*}
\printbibliography
\end{document}
"""


class Row(NamedTuple):
    """A program, the file that it was given, and for each field ``yes``, ``note`` or ``lost``."""

    program: str
    file: str
    found: dict[str, str]


def typeset(document: str, tool: str, entries: str) -> str:
    """Return the words of a list of references, without blanks and hyphens.

    Fails with what the tool wrote if it fails or warns.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cables.bib").write_text(entries, "utf-8")
        (folder / "list.tex").write_text(document, "utf-8")
        latex = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "list"]
        for command in (latex, [tool, "list"], latex, latex):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout[-2000:]
            assert command == latex or "WARN" not in done.stdout.upper(), done.stdout
        pages = pypdf.PdfReader(folder / "list.pdf").pages
        return _close("".join(page.extract_text() for page in pages))


def _close(text: str) -> str:
    return re.sub(r"[\s-]+", "", text.replace("\N{EN DASH}", "-"))


def _bibtex_with(style: str) -> Callable[[CitedCable], dict[str, str]]:
    return lambda item: {"": typeset(_STYLE_OF_BIBTEX % style, "bibtex", bibtex(item))}


def _biblatex(item: CitedCable) -> dict[str, str]:
    return {"": typeset(_BIBLATEX, "biber", bibtex(item))}


def _pybtex(item: CitedCable) -> dict[str, str]:
    ((key, entry),) = parse_string(bibtex(item), "bibtex").entries.items()
    found = {name: value.replace("{", "").replace("}", "") for name, value in entry.fields.items()}
    day = ",".join(found.get(name, "") for name in ("year", "month", "day"))
    people = "; ".join(
        str(one).replace("{", "").replace("}", "") for one in entry.persons["author"]
    )
    return {**found, "key": key, "day": day, "author": people}


def _fields(entry: dict[str, Any]) -> dict[str, str]:
    # A program that keeps the number as ISSN or as the name of the entry has it all the same.
    return {
        name: re.sub(
            r"</?span[^>]{0,40}>", "", value if isinstance(value, str) else json.dumps(value)
        )
        for name, value in entry.items()
    }


def _rispy(item: CitedCable) -> dict[str, str]:
    (entry,) = rispy.loads(ris(item))
    return _fields({("note" if name == "notes" else name): value for name, value in entry.items()})


def _csl(item: CitedCable) -> str:
    return json.dumps([csl_item(item)])


def _citation_js(write: Callable[[CitedCable], str]) -> Callable[[CitedCable], dict[str, str]]:
    return lambda item: _fields(json.loads(run_script("read_citations.js", given=write(item)))[0])


def _pandoc(
    write: Callable[[CitedCable], str], form: str
) -> Callable[[CitedCable], dict[str, str]]:
    def read(item: CitedCable) -> dict[str, str]:
        told = pypandoc.convert_text(write(item), "csljson", format=form)
        return _fields(json.loads(told)[0])

    return read


#: (program, file, what it reads of an item: field -> words; the printed list has no fields).
PROGRAMS: list[tuple[str, str, Callable[[CitedCable], dict[str, str]]]] = [
    ("BibTeX, style `plain`, printed", "BibTeX", _bibtex_with("plain")),
    ("BibTeX, style `apalike`, printed", "BibTeX", _bibtex_with("apalike")),
    ("biber and biblatex, printed", "BibTeX", _biblatex),
    ("pybtex", "BibTeX", _pybtex),
    ("Citation.js", "BibTeX", _citation_js(bibtex)),
    ("pandoc", "BibTeX", _pandoc(bibtex, "biblatex")),
    ("rispy", "RIS", _rispy),
    ("Citation.js", "RIS", _citation_js(ris)),
    ("pandoc", "RIS", _pandoc(ris, "ris")),
    ("Citation.js", "CSL-JSON", _citation_js(_csl)),
    ("pandoc", "CSL-JSON", _pandoc(_csl, "csljson")),
]


def rows() -> Iterator[Row]:
    """Have each program read the references of one cable, and yield what it has of them."""
    for program, file, read in PROGRAMS:
        told = read(OTTAWA)
        beside = _close(told.pop("note", ""))
        own = [_close(value) for value in told.values()]
        found = {
            name: YES
            if any(re.search(shown, value) for value in own)
            else NOTE
            if re.search(shown, beside)
            else LOST
            for name, shown in FIELDS.items()
        }
        yield Row(program, file, found)


def table(found: Iterable[Row]) -> str:
    """Return the table in Markdown."""
    head = ["Program", "File", *FIELDS]
    lines = [head, ["---"] * len(head)]
    lines += [[one.program, one.file, *one.found.values()] for one in found]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def with_table(page: str, found: Iterable[Row]) -> str:
    """Return the text of a page with the table of what was found between its marks."""
    head, begin, rest = page.partition(f"{BEGIN}\n")
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the table")
    return f"{head}{begin}\n{table(found)}\n{end}{tail}"


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_text(with_table(path.read_text("utf-8"), rows()), "utf-8", newline="\n")
