"""What is tried of the pages, and what the accessibility statement says of it.

The tests of ``tests/edition`` take their limits and pages from here, and
``python -m tests.page_checks`` writes the list in the statement anew, between two comments.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

STATEMENT = Path(__file__).parents[1] / "docs" / "accessibility.md"

#: One page of every type in the first edition.
FIRST = (
    "index.html",
    "cables/05OTTAWA286.html",
    "cables/05OTTAWA286.html#p4",
    "cables/index.html",
    "people/index.html",
    "glossary/index.html",
    "tags/index.html",
    "organizations/index.html",
    "genindex.html",
    "classifications/index.html",
    "chronology/index.html",
    "references/index.html",
    "emendations/index.html",
    "missing/index.html",
    "releases/index.html",
    "posts/index.html",
    "data.html",
    "how-to-cite.html",
    "editors/registers.html",
    "search.html",
    "reading-list.html",
    "for-programs.html",
    "check-a-quotation.html",
    "404.html",
)
#: Types of which the first edition has no page, in the edition that has everything: the cable has
#: two witnesses beside each other and works that quote it.
OTHER_TYPES = (
    "cables/05ROME1180.html",
    "quoted/index.html",
    "releases/changes.html",
    "missing/wanted.html",
    "missing/withheld.html",
)
#: The other types once more in that edition, with the cables that are unlike the others.
EVERYTHING = (
    "index.html",
    "introduction.html",
    "cables/05OTTAWA900.html",
    "cables/05ROME1181.html",
    "cables/05ROME301.html",
    "cables/06NAPLES15.html",
    "cables/06OTTAWA12.html",
    "cables/06ROME2300.html",
    "cables/06ROME2301.html",
    "cables/06ROME99.html",
    "cables/07ROME3.html",
    "cables/76ROME1196.html",
    "people/index.html",
    "glossary/index.html",
    "organizations/index.html",
    "tags/index.html",
    "references/index.html",
    "emendations/index.html",
    "classifications/index.html",
    "chronology/index.html",
    "missing/index.html",
    "releases/index.html",
)
#: Edition and page: one of each type, and then the others.
TYPES = (*(("first", name) for name in FIRST), *(("everything", name) for name in OTHER_TYPES))
PLACES = (*TYPES, *(("everything", name) for name in EVERYTHING))
#: Languages beside English in which each type of page is tried on a phone.
LANGUAGES = ("de", "fr")
_NAMES = {"de": "German", "fr": "French"}
#: Width and height of the windows in CSS pixels: a phone, a tablet, two desks.
WINDOWS = ((390, 844), (768, 1024), (1280, 900), (1440, 900))
PHONE = WINDOWS[0]
#: The window in which pages are tried whose type was tried in all.
DESK = (1280, 900)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: WCAG 2.2, 1.4.10 Reflow, in CSS pixels.
NARROWEST = 320
#: The window of a desk and of a phone, and how far down the text of a cable begins at most.
TEXT_BEGINS = (((1440, 900), 500), ((390, 844), 844))
#: What moves as a page opens, as the Layout Instability API counts it (0.1 is good). On a slow
#: machine the foot of a short page moves by 0.027.
SHIFT = 0.05
#: Bytes of a page with all that it loads, compressed.
WEIGHT = 150_000
#: What Lighthouse looks at, and the score in hundredths that is asked for.
LIGHTHOUSE = {"accessibility": 100, "best-practices": 100, "seo": 95}
LIGHTHOUSE_PAGES = {
    "the first page": "index.html",
    "a cable": "cables/05OTTAWA286.html",
    "the register of people": "people/index.html",
}

_BEGIN = "% The list is made from the tests: python -m tests.page_checks"
_END = "% The end of the list."


def kind(name: str, written: set[str]) -> str:
    """Return what type a page is: a cable, a chapter that somebody wrote, or one of its own.

    ``written`` are the chapters.
    """
    folder, _, page = name.rpartition("/")
    if name in written:
        return "a chapter"
    return "a cable" if folder == "cables" and page != "index.html" else name


def _named(words: list[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}"


def statement() -> str:
    """Return the list of what is tested of the pages, in Markdown."""
    pages = len({(edition, name.partition("#")[0]) for edition, name in PLACES})
    widths = _named([str(width) for width, _ in WINDOWS])
    (_, desk), (_, phone) = TEXT_BEGINS
    phone_width, _ = PHONE
    languages = _named([_NAMES[one] for one in LANGUAGES])
    return f"""\
- {pages} pages of two editions are checked with axe-core for the rules of WCAG 2.0, 2.1 and 2.2,
  levels A and AA, in {_named(list(SCHEMES))} colours: each type of page at widths of {widths}
  CSS pixels, other pages of the second edition at {DESK[0]}. It finds nothing.
- Each type of page is checked in {languages} too, at a width of {phone_width} CSS pixels.
- So are, at one width, the windows of the Cite control and of the keys, the reading list and the
  cards.
- Lighthouse gives {LIGHTHOUSE["accessibility"]} of 100 points for accessibility,
  {LIGHTHOUSE["best-practices"]} for best practices and at least {LIGHTHOUSE["seo"]} for search
  engines to {_named(list(LIGHTHOUSE_PAGES))}.
- All pages of both editions are valid HTML by the Nu Html Checker, which finds neither error nor
  warning.
- At a width of {NARROWEST} CSS pixels, none of these pages has to be scrolled sideways.
- The text of a cable begins within the first {desk} pixels of a desk screen and within the first
  {phone} of a phone. Little moves while a page opens: the layout shift is below {SHIFT}.
- The page of the first edition's cable weighs at most {WEIGHT // 1000} kilobytes compressed, with
  all that it loads."""


def with_statement(page: str) -> str:
    """Return the text of a page with the list as the tests have it."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{statement()}\n\n{_END}{after}"


if __name__ == "__main__":
    STATEMENT.write_text(with_statement(STATEMENT.read_text("utf-8")), "utf-8")
