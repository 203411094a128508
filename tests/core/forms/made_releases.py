"""Releases of the Department of State, made up: prints of its message system, stamped papers."""

from __future__ import annotations

from tests.core.forms.made import Made, wrapped

CASE = (
    "UNCLASSIFIED U.S. Department of State Case No. F-2000-00001 Doc No. C00000001 Date: 09/30/2015"
)
PRINT_FOOT = "Released in Full\n\n{level}\nSBU\nPage {page} of {pages}\n"


def body_lines(one: Made) -> list[str]:
    """Return the lines of the paragraphs, a blank one between them."""
    return [
        line
        for n, words in enumerate(one.paragraphs, 1)
        for line in [*wrapped(f"{n}. (SBU) {words}"), ""]
    ]


def release_print(one: Made, *, every: int = 12, message: bool = True) -> str:
    """Return a print; a page ends after so many lines. ``message`` has the header in the text."""
    head = (
        f"{one.level}\nSBU\n\nMRN: {one.year % 100:02} {one.post} {one.number}\n"
        f"Date/DTG: Mar {one.number % 27 + 1:02}, {one.year} / {one.group[2:]}\n"
        f"From: AMEMBASSY {one.post}\nAction: RUEHC/SECSTATE WASHDC ROUTINE\nE.O.: 12958\n"
        f"TAGS: {', '.join(one.tags)}\nCaptions: SENSITIVE\nSubject: {one.subject}\n\n"
    )
    opening = (
        f"{one.group}\nFM AMEMBASSY {one.post}\nTO RUEHC/SECSTATE WASHDC 5085\n"
        f"INFO RUEHGV/USMISSION GENEVA 0905\nBT\nUNCLAS {one.post} {one.number:06}\n\nSENSITIVE\n\n"
        f"E.O. 12958: N/A\nTAGS: {', '.join(one.tags)}\nSUBJECT: {one.subject}\n\n"
    )
    lines = body_lines(one)
    pages = (len(lines) - 1) // every + 1
    text = [head, opening if message else ""]
    page = 1
    for index, line in enumerate(lines, 1):
        text.append(f"{line}\n")
        if index % every == 0 and index < len(lines):
            text.append(f"\n{PRINT_FOOT.format(level=one.level, page=page, pages=pages)}")
            text.append(f"{one.level}\nSBU\n\n")
            page += 1
    end = f"BT\n#{one.number % 10000:04}\n\nNNNN\n\n" if message else ""
    text.append(
        f"{one.signature}\n{end}Signature: {one.signature}\n\n"
        "Info: RUEHGV/USMISSION GENEVA ROUTINE\nXMT: LIMA, AMEMBASSY\n\n"
        f"Dissemination Rule: Archive Copy\n\n"
    )
    text.append(PRINT_FOOT.format(level=one.level, page=page, pages=pages))
    return "".join(text)


def stamped_paper(one: Made, *, every: int = 9, release: str = "RELEASE IN PART\nB1,1.4(B)") -> str:
    """Return a paper with the stamp of the case after so many lines, within sentences too."""
    text = [f"{CASE}\n\n{release}\n\n"]
    lines = f"{one.head()}\n{one.body()}".split("\n")
    for index, line in enumerate(lines, 1):
        text.append(f"{line}\n")
        if index % every == 0 and index > 12:
            text.append(f"{CASE}\n")
    return "".join([*text, f"REVIEW AUTHORITY: Jane Roe, Senior Reviewer\n{CASE}\n"])
