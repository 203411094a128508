"""The parts of an EPUB around its pages: description, ways in, and the zip."""

from __future__ import annotations

import os
import re
import time
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cable_edition.core.settings.epoch import epoch_of
from cable_edition.core.whole_file import part_of
from cable_edition.core.words import marked, say
from cable_edition.sphinx_ext.epub.front import COVER, COVER_PAGE, INDEX_PAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path
_ITEM = re.compile(r'<item id="([^"]{1,200})" href="([^"]{1,2000})"')
_NOT_IN_LINE = re.compile(r'(<itemref idref="[^"]{1,200}") linear="no"')

_DATE = re.compile(r"<dc:date>[^<]{0,40}</dc:date>")

_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "index"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
)
_SUMMARY = marked(
    "The whole content is text with headings, tables of data and linked notes. Each paragraph of a "
    "cable has its number before it, by which it is cited, and the index leads to it."
)
_DRAWINGS = marked("A drawing stands beside a table or a list that says the same.")
_NO_CLAIM = marked("That the book conforms to WCAG is not claimed.")


class Claim(NamedTuple):
    """To which rules a book conforms (``WCAG 2.2 Level AA``), and who says so; empty if nobody."""

    rules: str = ""
    by: str = ""


def name_contents(package: str, drawn: Collection[str], reckoned: Collection[str]) -> str:
    """Say in a package document which pages hold drawings and which formulas, as it has to."""
    for name in sorted({*drawn, *reckoned}):
        held = (("mathml", name in reckoned), ("svg", name in drawn))
        words = " ".join(word for word, holds in held if holds)
        package = package.replace(f'href="{name}" ', f'href="{name}" properties="{words}" ', 1)
    return package


def describe(package: str, drawn: Sequence[str], claim: Claim, released: str = "") -> str:
    """Add to a package document what the book is for readers who do not see, and its cover.

    ``drawn`` are the pages that hold drawings, which :func:`name_contents` names; ``released`` is
    the day of the release (ISO), or empty. The timestamp of the last change stays that of the
    build.
    """
    if released:
        package = _DATE.sub(f"<dc:date>{escape(released)}</dc:date>", package, count=1)
    rows = "\n".join(f"    {row}" for row in _accessibility(bool(drawn), claim))
    package = package.replace("  </metadata>", f"{rows}\n  </metadata>", 1)
    package = package.replace(
        '<meta property="ibooks:specified-fonts">true</meta>',
        '<meta property="ibooks:specified-fonts">false</meta>',
    )
    return _in_line(_with_cover(package))


def _accessibility(is_drawn: bool, claim: Claim) -> Iterator[str]:
    """Yield what is said of accessibility in the words of schema.org and of EPUB Accessibility 1.1.

    The cover alone, which shows the words of the title page, makes no book one to be seen.
    """
    said = [*_ACCESSIBILITY, *([("accessMode", "visual")] if is_drawn else [])]
    summary = (_SUMMARY, _DRAWINGS if is_drawn else "", "" if claim.rules else _NO_CLAIM)
    said.append(("accessibilitySummary", " ".join(say(part) for part in summary if part)))
    for name, words in said:
        yield f'<meta property="schema:{name}">{escape(words)}</meta>'
    if claim.rules:
        rules = escape(f"EPUB Accessibility 1.1 - {claim.rules}")
        yield f'<meta property="dcterms:conformsTo" id="conforms">{rules}</meta>'
        by = escape(claim.by)
        yield f'<meta property="a11y:certifiedBy" refines="#conforms">{by}</meta>'


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


def add_ways_in(navigation: str, start: str) -> str:
    """Add to the navigation cover, start and index; ``start`` is where the text begins.

    A book of cables has no pages of a printed book, so there is no list of them.
    """
    added = (
        '    <nav epub:type="landmarks" hidden="hidden">\n'
        f"      <h2>{escape(say('Landmarks'))}</h2>\n      <ol>\n"
        f'        <li><a epub:type="cover" href="{COVER_PAGE}">'
        f"{escape(say('Cover'))}</a></li>\n"
        f'        <li><a epub:type="bodymatter" href="{escape(start, quote=True)}">'
        f"{escape(say('Start of the edition'))}</a></li>\n"
        f'        <li><a epub:type="index" href="{INDEX_PAGE}">{escape(say("Index"))}</a></li>\n'
        "      </ol>\n    </nav>\n"
    )
    navigation = navigation.replace('epub:type="toc"', 'epub:type="toc" role="doc-toc"', 1)
    return navigation.replace("  </body>", f"{added}  </body>", 1)


def pack(target: Path, folder: Path, names: Iterable[str]) -> None:
    """Write the zip: the same files give the same bytes, whenever and wherever it is made.

    Times in it are those of ``SOURCE_DATE_EPOCH``, or of the first day that a zip can name.
    """
    timestamp = time.gmtime(max(epoch_of(os.environ) or 0, 315532800))[:6]
    part = part_of(target)
    with ZipFile(part, "w") as book:
        for name in ["mimetype", *sorted(set(names) - {"mimetype"})]:
            entry = ZipInfo(name, timestamp)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            book.writestr(entry, (folder / name).read_bytes())
    part.replace(target)
