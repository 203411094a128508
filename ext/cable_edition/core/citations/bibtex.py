"""A cable as an entry of a BibTeX file, fit for BibTeX and biblatex."""

from __future__ import annotations

from cable_edition.core.citations.item import NO_SLOTS, CitedCable, Slots

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
    """Return the entry, in UTF-8.

    Braces are doubled around title and author, so that neither case nor order of the words changes.
    """
    year, *day = item.date_parts
    title = item.edition.title.translate(_TABLE)
    version = item.edition.version.translate(_TABLE)
    fields = [
        ("author", _braced(item.author)),
        ("title", _braced(item.title)),
        ("year", f"{{{year}}}"),
        ("month", _MONTHS[day[0] - 1] if day else ""),
        ("day", f"{{{day[1]}}}" if len(day) > 1 else ""),
        ("number", f"{{{item.id}}}"),
        ("type", "{Diplomatic cable}"),
        ("howpublished", f"{{{title}, version {version}}}" if version else f"{{{title}}}"),
        ("url", f"{{{item.address.translate(_ADDRESS)}{slots.fragment}}}" if item.address else ""),
        ("doi", f"{{{item.doi}}}" if item.doi else ""),
        ("note", f"{{{slots.place}{slots.view}}}"),
    ]
    lines = [f"  {name:<12} = {value}" for name, value in fields if value]
    return f"@misc{{{item.id},\n" + ",\n".join(lines) + "\n}\n"


def _braced(text: str) -> str:
    # LaTeX would draw two hyphens together into a dash.
    shown = text.translate(_TABLE).replace("--", "-{}-").replace("--", "-{}-")
    return f"{{{{{shown}}}}}" if text else ""
