"""The files in which people hold a cable: each function puts one of ``copies.py`` into a form."""

from __future__ import annotations

import csv
import html
import io
import json
import random
from collections.abc import Callable
from email.message import EmailMessage

from copies import Copy

CASE = (
    "UNCLASSIFIED U.S. Department of State Case No. F-2000-00001 Doc No. C00000001 Date: 09/30/2015"
)
REVIEWED = (
    "Jane Q. Reviewer Declassified/Released US Department of State EO Systematic Review 20 Mar 2014"
)


def lines(one: Copy) -> str:
    """Return the text of the cable, with its lines."""
    return f"{one.header}\n{one.text}"


def flattened(one: Copy) -> str:
    """Return the text of the cable with its white space folded."""
    return " ".join(lines(one).split())


def spaced_lines(one: Copy) -> str:
    """Return the text as mirrors have it: a blank at each line's end, also on empty lines."""
    return lines(one).replace("\n", " \n")


def carriage_returns(one: Copy) -> str:
    """Return the text with the line ends of Windows."""
    return lines(one).replace("\n", "\r\n")


def mirror(one: Copy) -> str:
    """Return the page of an early Cablegate mirror."""
    blocks = "".join(f"<code><pre>{_escaped(text)}</pre></code>\n" for text in _parts(one))
    return f"<html><body>{_table(one)}{blocks}</body></html>"


def late_mirror(one: Copy) -> str:
    """Return the page of a last mirror: menus first, line ends as entities, TAGS as links."""
    menu = "".join(f"<a href='/origin/{n}_0.html'>Embassy {n}</a>\n" for n in range(1200))
    written = []
    for text in _parts(one):
        escaped = _escaped(text).replace("\u00b6", "<a id='par1' href='#par1'>\u00b6</a>")
        written.append(f"<code><pre>{escaped}</pre></code>".replace("\n", "&#x000A;"))
    return (
        f"<html><body><div class='sort'>{menu}</div>{_table(one)}{''.join(written)}</body></html>"
    )


def plusd(one: Copy) -> str:
    """Return the page of the Public Library of US Diplomacy, its text twice."""
    values = {
        "Date:": f"{one.year} January 26, 14:45 (Tuesday)",
        "Canonical ID:": f"{one.identifier}_a",
        "Original Classification:": one.level,
        "Current Classification:": "UNCLASSIFIED",
        "Handling Restrictions": "-- Not Assigned --",
        "From:": f"Country {one.post.title()}",
        "To:": "Secretary of State",
    }
    rows = "".join(
        f'<tr><td><div class="s_key">{key}</div><div class="s_val">{value}</div></td></tr>'
        for key, value in values.items()
    )
    text = _escaped(lines(one))
    return (
        f"<html><head><title>Cable: {one.identifier}_a</title></head><body>"
        f'<table id="synopsis"><tr><td colspan="3">{_escaped(one.wanted["subject"])}</td></tr>'
        f'{rows}</table><div id="fold"><pre>{" ".join(text.split())}</pre></div>'
        f'<div class="text"><pre>{text}</pre></div></body></html>'
    )


def collection(one: Copy) -> str:
    """Return the row of the Cablegate collection, which names no column."""
    row = [str(one.year), f"1/26/{one.year} 14:45", one.identifier, f"Embassy {one.post.title()}"]
    return _row([*row, one.level, "", one.header, one.text])


def table(one: Copy) -> str:
    """Return a table whose first row names its columns."""
    return _row(["refid", "date", "content"]) + _row(
        [one.identifier, f"{one.year}-01-26 14:45", lines(one)]
    )


def record(one: Copy) -> str:
    """Return a line of JSON."""
    values = {"id": one.identifier, "date": f"{one.year}-01-26", "body": lines(one)}
    return json.dumps(values) + "\n"


def dump(one: Copy) -> str:
    """Return an SQL dump with the COPY of PostgreSQL."""
    text = lines(one).replace("\\", "\\\\").replace("\n", "\\n")
    columns = "id, refid, date, content"
    values = f"1\t{one.identifier}\t{one.year}-01-26 14:45\t{text}"
    return f"SET x = on;\nCOPY public.cable ({columns}) FROM stdin;\n{values}\n\\.\n"


def elements(one: Copy) -> str:
    """Return a record of XML."""
    return (
        f'<?xml version="1.0"?>\n<cables><cable><refid>{one.identifier}</refid>'
        f"<date>{one.year}-01-26</date><body>{_escaped(lines(one))}</body></cable></cables>\n"
    )


def mail(one: Copy) -> str:
    """Return a mail with words of the sender above the cable."""
    message = EmailMessage()
    message["From"], message["To"] = "jane@example.org", "john@example.org"
    message["Subject"], message["Date"] = "the cable", "Tue, 02 Feb 2011 10:00:00 +0000"
    message.set_content(f"Here is the cable you asked for.\n\n{lines(one)}", cte="quoted-printable")
    return message.as_string()


def markdown(one: Copy) -> str:
    """Return a note with the cable in a fence."""
    return f"---\nid: {one.identifier}\n---\n\n# A note\n\n```\n{lines(one)}```\n"


def stamped(one: Copy) -> str:
    """Return a stamped paper: the stamp of the case stands in mid-sentence too."""
    rng = random.Random(one.identifier)
    found = [f"{CASE}\n\nRELEASE IN PART\nB1,1.4(B)\n\n"]
    body = False
    for line in lines(one).split("\n"):
        found.append(f"{line}\n")
        body = body or line.lstrip("\u00b6").startswith("1. ")
        if body and len(line) > 55 and rng.random() < 0.1:
            found.append(f"{CASE}\n")
    return "".join([*found, f"REVIEW AUTHORITY: Jane Roe, Senior Reviewer\n{CASE}\n"])


def release_print(one: Copy) -> str:
    """Return a print of the Department's message system: values, message, pages with their foot."""
    foot = f"\nReleased in Full\n\n{one.level}\nSBU\nPage {{}} of 9\n"
    year = f"{one.year % 100:02}"
    head = (
        f"{one.level}\nSBU\n\nMRN: {year} {one.post} {one.wanted['serial']}\n"
        f"Date/DTG: Jan 26, {one.year} / 261445Z JAN {year}\nFrom: AMEMBASSY {one.post}\n"
        f"Action: RUEHC/SECSTATE WASHDC ROUTINE\nSubject: {one.wanted['subject']}\n\n"
    )
    found = [head]
    body, page = False, 1
    for number, line in enumerate(lines(one).rstrip("\n").split("\n")):
        found.append(f"{line}\n")
        body = body or line.lstrip("\u00b6").startswith("1. ")
        if body and len(line) > 55 and number % 11 == 0:
            found.append(f"{foot.format(page)}{one.level}\nSBU\n\n")
            page += 1
    signature = one.wanted["signature"]
    found.append(f"\nSignature: {signature}\n\nXMT: LIMA, AMEMBASSY\n\n{foot.format(page)}")
    return "".join(found)


def stamped_record(one: Copy) -> str:
    """Return a stamped paper in a line of JSON."""
    values = {"id": one.identifier, "date": f"{one.year}-01-26", "body": stamped(one)}
    return json.dumps(values) + "\n"


def print_page(one: Copy) -> str:
    """Return a print that was saved as a page."""
    return f"<!DOCTYPE html>\n<html><body><pre>{_escaped(release_print(one))}</pre></body></html>"


def telegram(one: Copy) -> str:
    """Return a telegram of the archives: dash line, review stamps within the text, attributes."""
    rng = random.Random(one.identifier)
    serial = one.wanted["serial"]
    head = (
        f"{one.level}\n\nPAGE 01  {one.post}  {serial:05}  061530Z\n\n46\nACTION ARA-15\n\n"
        f"INFO  OCT-01  ISO-00  SS-15  /054 W\n---------------------     054161\n{one.header}\n"
    )
    found = [head]
    body = False
    for line in one.text.rstrip("\n").split("\n"):
        found.append(f"{line}\n")
        body = body or line.startswith("1. ")
        if body and len(line) > 55 and rng.random() < 0.08:
            found.append(f"{REVIEWED}\n" * 2)
    values = {
        "Automatic Decaptioning": "X",
        "Current Classification": "UNCLASSIFIED",
        "Document Number": f"{one.year}{one.post.replace(' ', '')[:6]}{serial:05}",
        "Draft Date": f"26 JAN {one.year}",
        "Original Classification": one.level,
        "Subject": one.wanted["subject"],
        "TAGS": ", ".join(one.wanted["tags"]),
    }
    rows = "\n".join(f"{key}: {value}" for key, value in values.items())
    return "".join(["Message Text\n\n", *found, f"\nMessage Attributes\n\n{rows}\n"])


def folded_print(one: Copy) -> str:
    """Return a print that has lost its lines."""
    return " ".join(release_print(one).split())


def attributes_first(one: Copy) -> str:
    """Return a telegram whose attributes stand above its text."""
    text, label, table = telegram(one).partition("Message Attributes\n")
    return f"{label}{table}\n{text}"


FORMS: dict[str, Callable[[Copy], str]] = {
    "text in lines": lines,
    "text folded": flattened,
    "text, blanks at line ends": spaced_lines,
    "text, ends of Windows": carriage_returns,
    "Cablegate mirror": mirror,
    "late Cablegate mirror": late_mirror,
    "PlusD page": plusd,
    "Cablegate CSV": collection,
    "CSV with names": table,
    "JSON lines": record,
    "SQL dump": dump,
    "XML": elements,
    "mail": mail,
    "Markdown": markdown,
    "stamped paper": stamped,
    "stamped paper in JSON": stamped_record,
    "release print": release_print,
    "release print as a page": print_page,
    "release print folded": folded_print,
}
#: Forms of telegrams of 1973 to 1979 only.
OLD_FORMS: dict[str, Callable[[Copy], str]] = {
    "telegram with attributes": telegram,
    "telegram below its attributes": attributes_first,
    "telegram in lines": lines,
    "telegram folded": flattened,
}


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _parts(one: Copy) -> tuple[str, str]:
    return one.header.replace("\n", " \n"), one.text.replace("\n", " \n")


def _table(one: Copy) -> str:
    return (
        "<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th>"
        "<th>Classification</th><th>Origin</th></tr>\n"
        f"<tr><td><a href='#'>{one.identifier}</a></td>"
        f"<td><a href='#'>{one.year}-01-26 14:45</a></td><td>2011-08-30 01:44</td>"
        f"<td>{one.level}</td><td>Embassy {one.post.title()}</td></tr></table>\n"
    )


def _row(values: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(values)
    return out.getvalue()
