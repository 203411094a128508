"""Copies whose forms are not those of telegrams of the Department: printed, naval, lower-cased.

The cables are put together by chance as those of ``copies.py`` are, from what is known of the
Foreign Relations in TEI and of messages made of sets; the PDF has the text of any copy as its
layer.
"""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable
from functools import cache

from copies import Copy, Draw, copy, telegram_copy
from copy_forms import lines

NOTES = ("See footnote 3.", "Not printed.", "Telegram 12, April 3. (Ibid.)", "Doe and Roe.")
LEVELS = {"Secret": "SECRET", "Confidential": "CONFIDENTIAL", "Top Secret": "TOP SECRET"}
NAVAL = ("CNO WASHINGTON DC", "COMNAVREG HARBOR", "CHNAVPERS WASHINGTON DC", "NAVSEA WASHINGTON DC")
MONTHS = ("JAN", "MAR", "JUN", "OCT", "DEC")
ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\u00b6": " "})


@cache
def frus_copy(number: int) -> Copy:
    """Return the printed telegram with this number, always the same."""
    draw = Draw(number, (1955, 1958, 1961, 1964))
    rng = draw.rng
    level = rng.choice(sorted(LEVELS))
    words: list[str] = []
    paragraphs: list[str] = []
    numbered = rng.random() < 0.5
    for n in range(1, rng.randint(3, 8)):
        text = " ".join(draw.sentence() for _ in range(rng.randint(1, 5)))
        lead = f"{n}. " if numbered else ""
        words.append(f"<p>{lead}{_printed(rng, text, n)}</p>")
        paragraphs.append(text)
    first = f"Embtel {rng.randint(10, 99)}." if rng.random() < 0.5 else draw.sentence()
    cut = rng.choice(
        (
            "",
            "[<hi rend='italic'>1 line not declassified</hi>]",
            "[less than 1 line not declassified]",
        )
    )
    more = html.unescape(cut.replace("<hi rend='italic'>", "").replace("</hi>", ""))
    opened = f"<p>{rng.randint(10, 4000)}. {html.escape(first)}{f' {cut}' if cut else ''}</p>"
    name = rng.choice(("Dunmore", "Roe", "von Doe", "Van Roe"))
    place = draw.post.title()
    day = f"{draw.year}-04-{rng.randint(10, 28)}"
    head = rng.choice(("Telegram From the {f} to the {t}", "Telegram From {f} to {t}"))
    source = f"Source: Department of State, Central Files, 000.00/1-159. {level}; Priority."
    identifier = f"{draw.year % 100:02}{draw.post.replace(' ', '')}{draw.serial}"
    text = (
        f'<div xml:id="d{number}" n="{number}" type="document" subtype="historical-document">\n'
        f"<head>{number}. "
        + head.format(
            f=f'<gloss type="from">Embassy in {place}</gloss>',
            t='<gloss type="to">Department of State</gloss>',
        )
        + f'<note n="1" xml:id="d{number}fn1" type="source">{source}</note></head>\n'
        f'<opener><dateline rendition="#right"><placeName>{place}</placeName>, <date when="{day}">'
        f"April, {draw.year}, 4 p.m.</date></dateline></opener>\n{opened}\n" + "\n".join(words)
    )
    text += f"\n<closer><signed><persName>{name}</persName></signed></closer>\n</div>\n"
    wanted = {
        "classification": LEVELS[level],
        "paragraphs": [f"{first} {more}".strip(), *paragraphs],
        "signature": name,
        "references": [],
        "tags": [],
    }
    return Copy(identifier, draw.post, draw.year, LEVELS[level], "", text, wanted, draw.style)


def _printed(rng: random.Random, text: str, n: int) -> str:
    """Return words as the printed edition has them: notes, italics, persons, ends of pages."""
    found = []
    for word in text.split(" "):
        shown = html.escape(word, quote=False)
        chance = rng.random()
        if chance < 0.03:
            shown = f'<hi rend="italic">{shown}</hi>'
        elif chance < 0.05:
            shown += f'<note n="{n}" xml:id="fn{n}">{rng.choice(NOTES)}</note>'
        elif chance < 0.06:
            shown = f'<pb facs="0042" n="{n}" xml:id="pg_{n}"/>{shown}'
        elif chance < 0.08:
            shown = f'<persName corresp="#p_DJ1">{shown}</persName>'
        found.append(shown + ("\n" if chance > 0.9 else " "))
    return "".join(found).strip()


def volume(one: Copy) -> str:
    """Return a file of the series with this document, a letter and what stands before them."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'
        "<teiHeader><fileDesc><titleStmt><title>A volume</title></titleStmt></fileDesc></teiHeader>"
        '<text><body><div type="compilation"><head>The harbors</head>\n'
        '<div type="document" n="1"><head>1. Letter From Doe to Roe</head><p>Dear Roe:</p></div>\n'
        f"{one.text}</div></body></text></TEI>\n"
    )


def document(one: Copy) -> str:
    """Return the document alone."""
    return one.text


@cache
def naval_copy(number: int) -> Copy:
    """Return the naval message with this number, always the same."""
    draw = Draw(number, (1999, 2005, 2016, 2021))
    rng = draw.rng
    year = draw.year % 100
    month = rng.choice(MONTHS)
    origin = rng.choice(NAVAL)
    subject = draw.title(rng.randint(2, 14)).upper()
    sent = rng.choice(NAVAL)
    wanted: list[str | None] = []
    sets = [f"MSGID/GENADMIN/{origin}/N00/{month}//", f"SUBJ/{subject}//"]
    for letter in "ABC"[: rng.randint(0, 3)]:
        if rng.random() < 0.5:
            sets.append(f"REF/{letter}/DOC/OPNAVINST 1650.{rng.randint(1, 9)}/19APR1993//")
            wanted.append(None)
        else:
            sets.append(f"REF/{letter}/MSG/{sent}/01{rng.randint(10, 23)}00Z{month}{year:02}//")
            at = sets[-1].rpartition("/01")[2][:2]
            compact = sent.replace(" ", "")
            day = f"{draw.year}{_MONTH[month]:02}01T{at}00Z"
            wanted.append(f"{compact}-{day}")
    if wanted and rng.random() < 0.7:
        sets.append(f"NARR/REF A IS {draw.title(6).upper()}. REF B IS {draw.title(3).upper()}.//")
    if rng.random() < 0.5:
        sets.append("POC/J. ROE/LT/HARBOR LAMPS/TEL: 000-0000//")
    paragraphs = []
    body: list[str] = []
    for n in range(1, rng.randint(2, 7)):
        text = " ".join(draw.sentence() for _ in range(rng.randint(1, 5))).upper()
        items = [draw.sentence().upper() for _ in range(rng.choice((0, 0, 2, 3)))]
        gap = rng.choice((" ", "  "))
        body.append(f"{n}.{gap}{text}")
        marked = [f"{letter}. {item}" for letter, item in zip("ABC", items, strict=False)]
        body += marked
        paragraphs.append(" ".join([text, *marked]))
    label = rng.choice(("RMKS/", "GENTEXT/REMARKS/"))
    written = [*_folded(f"{label}{body[0]}"), *(x for words in body[1:] for x in _folded(words))]
    written[-1] += "//"
    level = rng.choice(("UNCLAS", "UNCLASSIFIED", "U N C L A S"))
    code = rng.choice(("  //N01650//", " //N01650//", "//N01650//"))
    head = [
        *rng.choice(((), ("RAAUZYUW RUEWMFU5775 1952136-UUUU--RUENAVY.", "ZNR UUUUU"))),
        f"R 142136Z {month} {year:02}" + rng.choice(("", " ZYB MIN ZYW")),
        f"FM {origin}",
        "TO NAVADMIN",
        *rng.choice(((), ("INFO RUENAAA/CNO WASHINGTON DC//N00//",))),
        "BT",
        f"{level}{code}",
        *rng.choice(((), (f"NAVADMIN {rng.randint(10, 99):03}/{year:02}",))),
    ]
    sets = [part for one in sets for part in _folded(one)]
    page = rng.randrange(3, 40)
    written[page:page] = ["PAGE 02 RUEWMFU5775 UNCLAS"] if page < len(written) else []
    text = "\n".join([*head, *sets, *written, "BT", "#0000", "NNNN", ""])
    identifier = f"{origin.replace(' ', '')}-{draw.year}{_MONTH[month]:02}14T2136Z"
    fields = {
        "classification": "UNCLASSIFIED",
        "subject": subject,
        "references": wanted,
        "paragraphs": [" ".join(words.split()) for words in paragraphs],
        "signature": None,
    }
    return Copy(identifier, origin, draw.year, "UNCLASSIFIED", "", text, fields, draw.style)


_MONTH = {"JAN": 1, "MAR": 3, "JUN": 6, "OCT": 10, "DEC": 12}


def _folded(words: str) -> list[str]:
    return textwrap.wrap(words, 69, break_long_words=False, break_on_hyphens=False)


def pdf(one: Copy) -> bytes:
    """Return a PDF whose text layer has the lines of a copy, 54 to a page."""
    rows = lines(one).rstrip("\n").split("\n")
    pages = [rows[at : at + 54] for at in range(0, len(rows), 54)]
    objects = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        shown = " ".join(f"({row.translate(ESCAPED)}) Tj T*" for row in page)
        stream = f"BT /F1 9 Tf 11 TL 40 800 Td {shown} ET".encode("latin-1", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end % (size, len(data))


def lowered(one: Copy) -> str:
    """Return a copy in which the capitals of class line, captions and references are small."""
    found = []
    for number, line in enumerate(one.text.split("\n")):
        small = number == 0 or line in {"SIPDIS", "NOFORN", "SENSITIVE"} or _REFERENCE.match(line)
        shown = line.lower() if small else line
        found.append(shown[:1].upper() + shown[1:] if small and number == 0 else shown)
    return "\n".join([*one.header.split("\n"), *found])


#: A line of the list of references; a list in one line has them all.
_REFERENCE = re.compile(r"REF(?:TEL|S|\(S\))?: |     \(?[B-E][.)] ?[A-Z0-9]")

SLIPS = (
    ("SUBJECT: ", ("SUBEJCT: ", "SUBJET: ", "UBJECT: ", "SUBJECT; ", "SUBJ.: ", "SUBJECTS: ")),
    ("TAGS: ", ("TAGES: ", "AGS: ", "TABS: ", "TAG: ", "TAGS; ", "tags: ", "TAGS : ")),
    ("REF: ", ("REFF: ", "REF; ", "REF : ", "REFTEL : ", "RFE: ")),
    ("E.O. 12958", ("EO 12958", "E.O 12958", "E. O. 12958", "E.0. 12958", "Executive Order 12958")),
    ("C O N F I D", ("CC O N F I D", "C 0 N F I D", "O N F I D", "C ON F I D")),
    ("U N C L A S", ("UNCLAS", "UUNCLAS", "U N C L A S S I F I E D")),
    ("S E C R E T", ("SS E C R E T", "E C R E T", "S  E  C  R  E  T")),
    ("SECTION 01 OF", ("SECTION 1 OF", "SECTION 01  OF", "S E C T I O N 01 OF")),
)


def slipped(one: Copy) -> str:
    """Return a copy in lines in which labels and the class line have slipped, one way each."""
    rng = random.Random(one.identifier)
    text = one.text
    for written, others in SLIPS:
        if rng.random() < 0.7:
            text = text.replace(written, rng.choice(others), 1)
    return f"{one.header}\n{text}"


def paged(one: Copy) -> str:
    """Return a telegram from 1977 on: the heads of pages stand on two lines, class words around."""
    rng = random.Random(one.identifier)
    serial = one.wanted["serial"]
    place = f"{one.post[:6]}  {serial:05}  01 OF 02  110203Z"
    page = 1
    head = [one.level, "", "PAGE 01", place, "ACTION EUR-12", "", "INFO  OCT-01  ISO-00  /031 W"]
    found = [*head, "------------------010203 110210Z /61", *one.header.split("\n")]
    for line in one.text.rstrip("\n").split("\n"):
        found.append(line)
        if len(line) > 50 and rng.random() < 0.1:
            page += 1
            found += [one.level, one.level, "", f"PAGE {page:02}", place, ""]
    return "\n".join([*found, "", ""])


#: What makes the copies, and the forms that they are put into.
OTHERS: tuple[tuple[Callable[[int], Copy], dict[str, Callable[[Copy], str | bytes]]], ...] = (
    (copy, {"PDF": pdf, "small letters": lowered, "labels that slipped": slipped}),
    (telegram_copy, {"telegram with heads of pages on two lines": paged}),
    (frus_copy, {"FRUS volume": volume, "FRUS document": document}),
    (naval_copy, {"naval message": document}),
)
