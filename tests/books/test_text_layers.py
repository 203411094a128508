"""The words of each paragraph, as three programs read them from the book, are the reading text."""

from __future__ import annotations

import html
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.myst.escape import visible
from tests.editions import EDITIONS

from .test_pdf import BOTTOM, EDITED, LEFT, NOTES, TOP, running_text

#: A reader gives the words of the text block in the size of the text, line by line.
Reader = Callable[[Path], Iterator[str]]


#: How far letters reach below the line that they stand on, at most, in points.
BELOW = 4.0


def by_pdfminer(pdf: Path) -> Iterator[str]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTAnno, LTChar, LTItem, LTPage, LTTextContainer, LTTextLine

    def lines(item: LTItem) -> Iterator[LTTextLine]:
        if isinstance(item, LTTextLine):
            yield item
        elif isinstance(item, LTPage | LTTextContainer):
            for part in item:
                yield from lines(part)

    def is_text(char: LTItem) -> bool:
        # Blanks between words are no characters of a page.
        if isinstance(char, LTAnno):
            return True
        # The last line of a page stands on its foot.
        foot = BOTTOM - BELOW
        in_block = isinstance(char, LTChar) and char.x0 > LEFT - 2 and foot < char.y0 < TOP
        return in_block and isinstance(char, LTChar) and char.size > NOTES

    for page in extract_pages(pdf):
        for line in lines(page):
            yield "".join(one.get_text() for one in line if is_text(one)).strip()


_FONT = re.compile(r'<fontspec id="([0-9]+)" size="([0-9.]+)" family="([^"]*)"')
_WORDS = re.compile(
    r'<page [^>]*?height="(?P<height>[0-9]+)"|'
    r'<text top="(?P<top>-?[0-9]+)" left="(?P<left>-?[0-9]+)" width="(?P<width>-?[0-9]+)" '
    r'height="[0-9]+" font="(?P<font>[0-9]+)">(?P<words>.*?)</text>'
)
#: pdftohtml counts in pixels, one and a half to a point; the running text is larger than this.
_PIXELS, _SMALL = 1.5, 13.0
#: How high a number of a note is raised at most, and how far apart words of one line are.
_RAISED, _APART = 9, 3


def by_poppler(pdf: Path) -> Iterator[str]:
    command = ["pdftohtml", "-xml", "-i", "-nodrm", "-stdout", pdf]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # Sizes are whole numbers; that of a digest in a footnote is the size of a small text.
    sizes = {
        number: float(size) - ("Mono" in family)
        for number, size, family in _FONT.findall(done.stdout)
    }
    line, foot, edge, height = "", -1, 0, 0.0
    for found in _WORDS.finditer(done.stdout):
        if found["height"]:
            height = float(found["height"])
            continue
        top, left, width = (int(found[name]) for name in ("top", "left", "width"))
        up = (height - top) / _PIXELS
        if not (left > (LEFT - 2) * _PIXELS and BOTTOM < up < TOP + 12):
            continue
        if sizes[found["font"]] < _SMALL:
            # The number of a note stands between the words before and behind it.
            edge = left + width if abs(top - foot) < _RAISED and left - edge < _APART else edge
            continue
        words = html.unescape(re.sub(r"<[^>]*>", "", found["words"]))
        if abs(top - foot) <= 2:
            line += words if left - edge < _APART else f" {words}"
        else:
            yield line
            line, foot = words, top
        edge = left + width
    yield line


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def parted(lines: Iterator[str]) -> tuple[str, list[str]]:
    """Return letters without blanks and hyphens, and what stands before each of them."""
    letters: list[str] = []
    before: list[str] = []
    gap = ""
    for char in folded("\n".join(line for line in lines if line.strip())):
        if char.isspace() or char in "-\u00ad":
            gap += char
        else:
            letters.append(char)
            before.append(gap)
            gap = ""
    return "".join(letters), before


@pytest.mark.parametrize("read", [by_pdfminer, by_poppler])
def test_words_of_each_paragraph_are_read_as_they_stand(pdf: Path, read: Reader) -> None:
    letters, gaps = parted(read(pdf))
    wanted = [at for at, _ in EDITED.texts if re.match(r"[pu][0-9]", at)]
    assert len(wanted) > 15
    for anchor in wanted:
        own, parts = parted(iter([EDITED.text(anchor)]))
        start = letters.find(own)
        assert start >= 0, anchor
        for number in range(1, len(own)):
            must, found = parts[number], gaps[start + number]
            if " " in must:
                right = found.strip("-") != "" and "\u00ad" not in found
            else:
                # A line may end within a word, with a hyphen or without; nothing else parts it.
                right = found == must or "\n" in found
            assert right, (anchor, own[max(0, number - 20) : number + 20], must, found)


def test_letters_of_each_paragraph_are_read_by_pypdf(pdf: Path) -> None:
    """Its blanks are guesses from the places of letters: words on tight lines run together."""
    text = running_text(pdf)
    for anchor, words in EDITED.texts:
        if re.match(r"[pu][0-9]", anchor):
            assert re.sub(r"[\s\u00ad-]+", "", folded(words)) in text, anchor


#: The places of the edition that has everything whose words go from right to left: pypdf reads them
#: in their order, the others in the order of the line.
FROM_THE_RIGHT = {("06NAPLES15", "p2")}


@pytest.mark.parametrize(
    ("read", "unread"),
    [(by_pdfminer, FROM_THE_RIGHT), (by_poppler, FROM_THE_RIGHT), (None, frozenset())],
    ids=["pdfminer", "poppler", "pypdf"],
)
def test_words_of_all_kinds_are_read_but_those_named(
    pdf_of_everything: Path, read: Reader | None, unread: frozenset[tuple[str, str]]
) -> None:
    # A control character is written as its number, for a reader and for a program.
    letters = parted(read(pdf_of_everything))[0] if read else running_text(pdf_of_everything)
    root = EDITIONS["everything"]
    edition = assemble(root / "source_cables", root / "docs" / "registers")
    wanted = {
        (one.id, anchor): parted(iter([visible(words)]))[0]
        for one in edition.cables
        for anchor, words in one.texts
        if re.match(r"[pu][0-9]", anchor)
    }
    assert len(wanted) > 150
    assert {place for place, own in wanted.items() if own not in letters} == unread


def test_names_keep_their_case(pdf: Path) -> None:
    """Real small capitals would be read as capitals, and made ones as small letters."""
    text = running_text(pdf)
    for words in ("AmbassadorPascual", "S/CRS", "McRae", "GervaisVidricaire", "USAID"):
        assert words in text
