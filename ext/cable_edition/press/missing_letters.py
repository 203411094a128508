"""Letters that no font of the book has: which, on which pages of the edition, and what to install.

TeX says of each letter, wherever it stands, that a font lacks it. An editor wants one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from cable_edition.core.nouns import number_of

_MISSING = re.compile(r"Missing character: There is no (?P<letter>.) \(U\+(?P<number>[0-9A-F]+)\)")
#: Where a page of the edition begins in the LaTeX that Sphinx writes.
_PAGE = re.compile(r"\\label\{\\detokenize\{(?P<page>[^{}:]{1,300})::doc\}\}")
#: First and last letters of scripts and signs, and the package of Debian whose fonts have them.
_PACKAGES = (
    (0x1100, 0x11FF, "fonts-noto-cjk"),
    (0x2600, 0x27BF, "fonts-symbola"),
    (0x2E80, 0xA4CF, "fonts-noto-cjk"),
    (0xAC00, 0xD7FF, "fonts-noto-cjk"),
    (0xF900, 0xFAFF, "fonts-noto-cjk"),
    (0xFE30, 0xFE4F, "fonts-noto-cjk"),
    (0xFF00, 0xFFEF, "fonts-noto-cjk"),
    (0x1F000, 0x1FAFF, "fonts-symbola"),
    (0x20000, 0x3FFFF, "fonts-noto-cjk"),
)
_CABLES = "cables/"
_OTHER = "fonts-noto-core"
_MOST_LETTERS, _MOST_PAGES = 8, 3


def with_letters_told(complaints: Sequence[str], tex: str) -> list[str]:
    """Return complaints of a log with one line, the first, for all letters that no font has.

    ``tex`` is the LaTeX of the document, which has the pages on which they stand.
    """
    found = [match for one in complaints if (match := _MISSING.match(one))]
    letters = list(dict.fromkeys(match["letter"] for match in found))
    if not letters:
        return list(complaints)
    rest = [one for one in complaints if not _MISSING.match(one)]
    pages = list(_pages(tex, frozenset(letters)))
    # Lists and registers have them from the cables.
    cables = [one.removeprefix(_CABLES) for one in pages if one.startswith(_CABLES)]
    return [_said(letters, cables or pages), *rest]


def _said(letters: Sequence[str], pages: Sequence[str]) -> str:
    shown = ", ".join(f"{one} (U+{ord(one):04X})" for one in letters[:_MOST_LETTERS])
    named = ", ".join(pages[:_MOST_PAGES]) or "the book"
    packages = " ".join(sorted({_package(ord(one)) for one in letters}))
    return (
        f"no font of the book has {shown}{_more(letters, _MOST_LETTERS, 'letter')} of {named}"
        f"{_more(pages, _MOST_PAGES, 'page')}, so that numbers stand for them; on Debian or "
        rf"Ubuntu: apt install {packages}, or name a font of yours with \cablesparefont{{...}} in "
        "the preamble (docs/conf.py, `latex_elements`)"
    )


def _more(found: Sequence[str], shown: int, noun: str) -> str:
    left = len(found) - shown
    return f" and {number_of(left, f'more {noun}')}" if left > 0 else ""


def _package(number: int) -> str:
    return next((name for first, last, name in _PACKAGES if first <= number <= last), _OTHER)


def _pages(tex: str, letters: frozenset[str]) -> Iterator[str]:
    """Yield the names of the pages that have one of the letters."""
    begins = [(found.start(), found["page"]) for found in _PAGE.finditer(tex)]
    starts = [0, *(at for at, _ in begins)]
    names = ["", *(page for _, page in begins)]
    for name, start, end in zip(names, starts, chain(starts[1:], [len(tex)]), strict=True):
        if name and not letters.isdisjoint(tex[start:end]):
            yield name
