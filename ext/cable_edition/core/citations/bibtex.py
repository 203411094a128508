"""A cable as an entry of a BibTeX file, fit for BibTeX and biblatex."""

from __future__ import annotations

from cable_edition.core.cable.dates import MONTHS
from cable_edition.core.citations.item import NO_SLOTS, CitedCable, Slots

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HASH = r"\#"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TABLE = str.maketrans(_SPECIAL)
#: In an address only what would end the field is written otherwise.
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(item: CitedCable, slots: Slots = NO_SLOTS) -> str:
    """Return the entry, in UTF-8: a report of the body that sent the cable, with its number.

    Braces are doubled around title and author, so that neither case nor order of the words changes.
    The styles of BibTeX print neither day, address nor the work that holds a report: the note says
    them. biblatex prints the address again; telling it not to would take it from pandoc too.
    """
    year, *day = item.date_parts
    address = f"{item.address.translate(_ADDRESS)}{slots.fragment}" if item.address else ""
    fields = [
        ("author", _braced(item.author)),
        # What styles sort by where nobody is named.
        ("key", "" if item.author else f"{{{item.id}}}"),
        ("title", _braced(item.title)),
        ("institution", _braced(item.author)),
        ("type", "{Diplomatic cable}"),
        ("number", f"{{{item.id}}}"),
        ("year", f"{{{year}}}"),
        ("month", _MONTHS[day[0] - 1] if day else ""),
        ("day", f"{{{day[1]}}}" if len(day) > 1 else ""),
        ("url", f"{{{address}}}" if address else ""),
        ("doi", f"{{{item.doi}}}" if item.doi else ""),
        ("note", f"{{{_note(item, slots)}}}"),
    ]
    lines = [f"  {name:<12} = {value}" for name, value in fields if value]
    return f"@techreport{{{item.id},\n" + ",\n".join(lines) + "\n}\n"


def _note(item: CitedCable, slots: Slots) -> str:
    """Return what the entry needs in print beside its fields: day, edition, address, place."""
    year, *day = item.date_parts
    dated = f"Dated {day[1]} {MONTHS[day[0] - 1]} {year}. " if len(day) > 1 else ""
    edition = f"In {{{item.edition.title.translate(_TABLE)}}}"
    if item.edition.version:
        edition += f", version {item.edition.version.translate(_TABLE)}"
    if item.edition.year:
        edition += f", {item.edition.year}"
    if item.address:
        edition += f", {item.address.translate(_TABLE)}{slots.fragment.replace('#', _HASH)}"
    return f"{dated}{edition}. {slots.place}{slots.view}"


def _braced(text: str) -> str:
    # LaTeX would draw two hyphens together into a dash.
    shown = text.translate(_TABLE).replace("--", "-{}-").replace("--", "-{}-")
    return f"{{{{{shown}}}}}" if text else ""
