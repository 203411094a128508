"""Telegrams of the 1970s as the National Archives give them, made up: pages, stamps, attributes."""

from __future__ import annotations

from tests.core.forms.made import Made, wrapped

REVIEWED = "Declassified/Released US Department of State EO Systematic Review 20 Mar 2014"
STAMP = f"Jane Q. Reviewer {REVIEWED}"
OFFICES = "ACTION ARA-15\n\nINFO  OCT-01  ISO-00  SS-15  NSC-05  CIAE-00  /054 W"


def body_lines(one: Made, *, broken: bool = False) -> list[list[str]]:
    """Return the lines of each paragraph, in capitals; ``broken`` breaks words at line ends."""
    found = []
    for n, words in enumerate(one.paragraphs, 1):
        lines = wrapped(f"{n}. {words}".upper())
        if broken:
            lines = _broken(lines)
        found.append(lines)
    return found


def _broken(lines: list[str]) -> list[str]:
    """Break the last word of each line that is long enough, as a typist does."""
    done: list[str] = []
    carried = ""
    for line in lines:
        words = f"{carried} {line}".strip().split(" ")
        carried = ""
        if words[-1].isalpha() and len(words[-1]) > 6 and line is not lines[-1]:
            carried = words[-1][4:]
            words[-1] = f"{words[-1][:4]}-"
        done.append(" ".join(words))
    return done


def old_page(one: Made, number: int, section: str = "") -> str:
    """Return the break before a page, as copies of 1973 to 1976 have it."""
    level = one.level
    return f"\n{level}\n\nPAGE {number:02}        {one.post}  {one.number:05}{section}  061530Z\n\n"


def new_page(one: Made, number: int, section: str = "") -> str:
    """Return the break before a page, as copies from about 1977 have it."""
    level = one.level
    return f"{level}\n{level}\nPAGE {number:02}\n{one.post} {one.number:05}{section}  061530Z\n"


def head(one: Made, *, dashes: str, number: str = "") -> str:
    """Return what stands before the classification line."""
    group = f"R {one.number % 27 + 1:02}1500Z MAR {one.year % 100:02}"
    return (
        f"{number}{OFFICES}\n{dashes}\n{group}\nFM AMEMBASSY {one.post}\nTO SECSTATE WASHDC 4750\n"
        "INFO AMEMBASSY BOGOTA\nAMEMBASSY CARACAS\n"
    )


def opening(one: Made, section: str = "") -> str:
    spaced = " ".join(one.level)
    return (
        f"\n{spaced}{section} {one.post} {one.number}\n\nE.O. 11652: GDS\n"
        f"TAGS: {', '.join(one.tags)}\nSUBJECT: {one.subject}\n"
    )


def old_telegram(one: Made, *, broken: bool = True, every: int = 7) -> str:
    """Return a telegram of 1973 to 1976; a page ends after so many lines of the body."""
    text = [f"{one.level}\n\nPAGE 01  {one.post}  {one.number:05}  061530Z\n\n"]
    text.append(head(one, dashes="---------------------     054161", number="46\n"))
    text.append(opening(one))
    count, page = 0, 1
    for lines in body_lines(one, broken=broken):
        text.append("\n")
        for line in lines:
            text.append(f"{line}\n")
            count += 1
            # A word that a page breaks is not in these copies.
            if count >= every and not line.endswith("-"):
                count, page = 0, page + 1
                text.append(old_page(one, page))
    return "".join([*text, f"{one.signature}\n\n{one.level}\n\nNNN\n"])


def new_telegram(one: Made, *, stamps: int = 2, every: int = 9) -> str:
    """Return a telegram of two sections from about 1977; each section repeats the whole header."""
    section = " {:02} OF 02"
    text = [f"{one.level}\nPAGE 01\n{one.post} {one.number:05}{section.format(1)}  061530Z\n"]
    dashes = "------------------010203 110210Z /61"
    text.append(head(one, dashes=dashes))
    text.append(opening(one, " SECTION 1 OF 2"))
    paragraphs = body_lines(one)
    middle = len(paragraphs) // 2
    count, page, part = 0, 1, 1
    for index, lines in enumerate(paragraphs):
        if index == middle:
            part, page, count = 2, 1, 0
            text.append(f"\n{one.level}\n\nNNNN\n\n{one.level}\n")
            text.append(f"PAGE 01\n{one.post} {one.number:05}{section.format(2)}  061530Z\n")
            text.append(head(one, dashes="---- 201212Z 109980 /20"))
            text.append(f"\n{' '.join(one.level)} SECTION 2 OF 2 {one.post} {one.number}\n")
        text.append("\n")
        for line in lines:
            text.append(f"{line}\n")
            count += 1
            if count == 3:
                text.append(f"{STAMP}\n" * stamps)
            if count >= every:
                count, page = 0, page + 1
                text.append(new_page(one, page, section.format(part)))
    return "".join([*text, f"{one.signature}\n{one.level}\nNNNNMAFVVZCZ\n"])


def attributes(one: Made, **known: str) -> str:
    """Return the attributes below a telegram."""
    values = {
        "Automatic Decaptioning": "X",
        "Capture Date": "01 JAN 1994",
        "Concepts": "PORTS, CONSTRUCTION,\n  TRADE",
        "Current Classification": "UNCLASSIFIED",
        "Document Number": f"{one.year}{one.post[:6]}{one.number:05}",
        "Document Source": "CORE",
        "Draft Date": f"{one.number % 27 + 1:02} MAR {one.year}",
        "Executive Order": "GS",
        "From": one.post[:6],
        "Handling Restrictions": "n/a",
        "Locator": "TEXT ON-LINE, ON MICROFILM",
        "Original Classification": one.level,
        "Reference": "73 LIMA 1",
        "Subject": one.subject,
        "TAGS": ", ".join(one.tags),
        "To": "STATE",
        "Type": "TE",
        **known,
    }
    rows = "\n".join(f"{key}: {value}" for key, value in values.items())
    stamp = STAMP.replace(" Declassified", "\n    Declassified").replace(" EO", "\n    EO")
    return f"\nMessage Attributes\n\n{rows}\nMarkings: {REVIEWED}\n\n    {stamp}\n"
