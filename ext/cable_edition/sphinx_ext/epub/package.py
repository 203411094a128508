"""The parts of an EPUB around its pages: description, cover, ways in, and the zip."""

from __future__ import annotations

import os
import re
import time
from html import escape
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cable_edition.core.settings.epoch import epoch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cable_edition.sphinx_ext.epub.pages import PageBreak

COVER = "cover.svg"

_DATE = re.compile(r"<dc:date>[^<]{0,40}</dc:date>")

_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        (
            "The whole content is text with headings, tables of data and linked notes. The "
            "numbered paragraphs of each cable are listed in the navigation and are the unit of "
            "citation."
        ),
    ),
)


def describe(package: str, drawn: Iterable[str], released: str = "") -> str:
    """Add to a package document what the book is for readers who do not see, and its cover.

    ``drawn`` are the pages that hold drawings, which the package has to name; ``released`` is the
    day of the release (ISO), or empty. The timestamp of the last change stays that of the build.
    """
    if released:
        package = _DATE.sub(f"<dc:date>{escape(released)}</dc:date>", package, count=1)
    for name in drawn:
        package = package.replace(f'href="{name}" ', f'href="{name}" properties="svg" ', 1)
    rows = "\n".join(
        f'    <meta property="schema:{name}">{escape(words)}</meta>'
        for name, words in _ACCESSIBILITY
    )
    package = package.replace("  </metadata>", f"{rows}\n  </metadata>", 1)
    return package.replace(f'href="{COVER}" ', f'href="{COVER}" properties="cover-image" ', 1)


def add_ways_in(navigation: str, start: str, breaks: Sequence[PageBreak]) -> str:
    """Add to the navigation where the text begins, and the list of paragraphs to cite by."""
    places = "\n".join(
        f'        <li><a href="{escape(one.href, quote=True)}">{escape(one.name)}</a></li>'
        for one in breaks
    )
    added = (
        '    <nav epub:type="landmarks" hidden="hidden">\n      <h2>Landmarks</h2>\n      <ol>\n'
        f'        <li><a epub:type="bodymatter" href="{escape(start, quote=True)}">Start of the '
        "edition</a></li>\n      </ol>\n    </nav>\n"
    )
    if places:
        added += (
            '    <nav epub:type="page-list" hidden="hidden">\n      <h2>Paragraphs</h2>\n'
            f"      <ol>\n{places}\n      </ol>\n    </nav>\n"
        )
    return navigation.replace("  </body>", f"{added}  </body>", 1)


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def draw_cover(title: str, subtitle: str, author: str) -> str:
    """Return a cover as SVG: the words of the title page between two rules."""
    rows = [(line, 84, 620 + 104 * at) for at, line in enumerate(_lines(title, 22)[:4])]
    below = rows[-1][2] + 190
    rows += [(line, 44, below + 62 * at) for at, line in enumerate(_lines(subtitle, 44)[:4])]
    rows.append((author, 36, 2180))
    words = "\n".join(
        f'  <text x="800" y="{y}" font-size="{size}">{escape(line)}</text>'
        for line, size, y in rows
        if line
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 2400" width="1600" '
        f'height="2400" role="img">\n  <title>{escape(title)}</title>\n'
        '  <rect width="1600" height="2400" fill="#f7f3e9"/>\n'
        '  <g fill="#23211d" font-family="Georgia, serif" text-anchor="middle">\n'
        f"{words}\n  </g>\n"
        f'  <path d="M680 {below - 110}h240" stroke="#23211d" stroke-width="3"/>\n</svg>\n'
    )


def pack(target: Path, folder: Path, names: Iterable[str]) -> None:
    """Write the zip: the same files give the same bytes, whenever and wherever it is made.

    Times in it are those of ``SOURCE_DATE_EPOCH``, or of the first day that a zip can name.
    """
    timestamp = time.gmtime(max(epoch_of(os.environ) or 0, 315532800))[:6]
    with ZipFile(target, "w") as book:
        for name in ["mimetype", *sorted(set(names) - {"mimetype"})]:
            entry = ZipInfo(name, timestamp)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            book.writestr(entry, (folder / name).read_bytes())
