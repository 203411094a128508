"""The parts of an EPUB around its pages: description, ways in, and the zip."""

from __future__ import annotations

import os
import re
import time
from html import escape
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cable_edition.core.settings.epoch import epoch_of
from cable_edition.sphinx_ext.epub.front import COVER, COVER_PAGE, INDEX_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cable_edition.sphinx_ext.epub.pages import PageBreak

_ITEM = re.compile(r'<item id="([^"]{1,200})" href="([^"]{1,2000})"')
_NOT_IN_LINE = re.compile(r'(<itemref idref="[^"]{1,200}") linear="no"')

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
    package = package.replace(
        '<meta property="ibooks:specified-fonts">true</meta>',
        '<meta property="ibooks:specified-fonts">false</meta>',
    )
    return _in_line(_with_cover(package))


def _with_cover(package: str) -> str:
    """Name the picture of the cover, for new programs and old, and open the book with its page."""
    ids = {href: name for name, href in _ITEM.findall(package)}
    package = package.replace(f'href="{COVER}" ', f'href="{COVER}" properties="cover-image" ', 1)
    old = f'    <meta name="cover" content="{ids[COVER]}" />\n  </metadata>'
    package = package.replace("  </metadata>", old, 1)
    row = re.compile(rf'[ ]*<itemref idref="{re.escape(ids[COVER_PAGE])}"[^>]{{0,80}}/>\n')
    found = row.search(package)
    package = row.sub("", package, count=1)
    first = found[0] if found else f'    <itemref idref="{ids[COVER_PAGE]}" />\n'
    return re.sub(r"(<spine[^>]{0,200}>\n)", lambda spine: spine[0] + first, package, count=1)


def _in_line(package: str) -> str:
    """Let each page be read in the line of pages.

    Sphinx puts aside what stands in no table of contents: the page of a cable that moved, a list
    that the editors name nowhere. What is aside must be linked, and these need not be.
    """
    return _NOT_IN_LINE.sub(r"\1", package)


def add_ways_in(navigation: str, start: str, breaks: Sequence[PageBreak]) -> str:
    """Add to the navigation cover, start and index, and the list of paragraphs to cite by.

    ``start`` is the page on which the text begins.
    """
    places = "\n".join(
        f'        <li><a href="{escape(one.href, quote=True)}">{escape(one.name)}</a></li>'
        for one in breaks
    )
    added = (
        '    <nav epub:type="landmarks" hidden="hidden">\n      <h2>Landmarks</h2>\n      <ol>\n'
        f'        <li><a epub:type="cover" href="{COVER_PAGE}">Cover</a></li>\n'
        f'        <li><a epub:type="bodymatter" href="{escape(start, quote=True)}">Start of the '
        "edition</a></li>\n"
        f'        <li><a epub:type="index" href="{INDEX_PAGE}">Index</a></li>\n'
        "      </ol>\n    </nav>\n"
    )
    if places:
        added += (
            '    <nav epub:type="page-list" hidden="hidden">\n      <h2>Paragraphs</h2>\n'
            f"      <ol>\n{places}\n      </ol>\n    </nav>\n"
        )
    return navigation.replace("  </body>", f"{added}  </body>", 1)


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
