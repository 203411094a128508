"""Cables made up for the forms in which people hold them: always the same, as long as real ones.

Places and posts are real, people and words are not. Each ``*_file`` function puts cables into one
form; the facts about the forms are those of ``docs/editors/forms.md``.
"""

from __future__ import annotations

import html
import random
from dataclasses import dataclass, field

WORDS = (
    "harbor",
    "works",
    "crane",
    "road",
    "bridge",
    "ministry",
    "plan",
    "report",
    "season",
    "water",
    "supply",
    "board",
    "council",
    "market",
    "school",
    "permit",
    "survey",
    "engineer",
    "budget",
    "line",
    "office",
    "river",
    "coast",
    "rail",
    "wheat",
    "fishing",
    "fleet",
    "museum",
)
VERBS = ("noted", "said", "hoped", "denied", "agreed", "asked", "found", "expected")


@dataclass(frozen=True)
class Made:
    """One made-up cable: what a reader of any form of it must find."""

    number: int
    post: str = "QUITO"
    year: int = 2005
    paragraphs: tuple[str, ...] = ()
    subject: str = "HARBOR WORKS"
    tags: tuple[str, ...] = ("PREL", "ECON", "EC")
    level: str = "CONFIDENTIAL"
    signature: str = "TORRES"
    header: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str:
        return f"{self.year % 100:02}{self.post.replace(' ', '')}{self.number}"

    @property
    def day(self) -> str:
        return f"{self.year}-03-{self.number % 27 + 1:02}"

    @property
    def group(self) -> str:
        return f"P {self.number % 27 + 1:02}1445Z MAR {self.year % 100:02}"

    def head(self) -> str:
        return f"{self.group}\nFM AMEMBASSY {self.post}\nTO SECSTATE WASHDC IMMEDIATE 5206"

    def body(self, *, capitals: bool = False, marks: bool = True) -> str:
        spaced = " ".join(self.level)
        order = "12958: DECL: 03/01/2015" if self.year > 1994 else "11652: GDS"
        lines = [
            f"{spaced} {self.post} {self.number:06}",
            "",
            f"E.O. {order}",
            f"TAGS: {', '.join(self.tags)}",
            f"SUBJECT: {self.subject}",
            "",
        ]
        for n, words in enumerate(self.paragraphs, 1):
            mark = "(C) " if marks else ""
            lines += [*wrapped(f"{n}. {mark}{words}"), ""]
        text = "\n".join([*lines, self.signature])
        return text.upper() if capitals else text


def sentence(source: random.Random) -> str:
    words = source.choices(WORDS, k=source.randint(6, 14))
    words.insert(3, source.choice(VERBS))
    return " ".join(words).capitalize() + "."


def made(number: int = 317, **known: object) -> Made:
    """Return a made-up cable; the same number gives the same words."""
    source = random.Random(number)  # noqa: S311 (no secret)
    count = source.randint(4, 9)
    paragraphs = tuple(
        " ".join(sentence(source) for _ in range(source.randint(2, 6))) for _ in range(count)
    )
    return Made(number=number, **{"paragraphs": paragraphs, **known})  # type: ignore[arg-type]


def wrapped(text: str, width: int = 65) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return lines


def mirror_page(one: Made, *, menus: int = 180_000) -> str:
    """Return a page of the last Cablegate mirrors: its menus first, line ends as entities."""
    menu = "".join(
        f"<a href='/origin/{n}_0.html'>Embassy {n}</a>\n" for n in range(menus // 45 + 1)
    )

    def block(text: str) -> str:
        escaped = html.escape(text, quote=False).replace("\n", " &#x000A;")
        return f"<code><pre>{escaped}</pre></code>"

    created = f"{one.day} 14:45"
    row = (
        f"<td><a href='/cable/{one.id}.html'>{one.id}</a></td><td><a href='#'>{created}</a></td>"
        f"<td>2011-08-30 01:44</td><td>{one.level}</td><td>Embassy Quito</td>"
    )
    body = one.body()
    for n in range(1, len(one.paragraphs) + 1):
        body = body.replace(f"\n{n}. ", f"\n\u00b6{n}. ")
    page = (
        f"<html><body><div class='sort'>{menu}</div><table class='cable'><tr><th>Reference ID</th>"
        "<th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>\n"
        f"<tr>{row}</tr></table>\n{block(one.head())}\n{block(body)}</body></html>"
    )
    for n in range(1, len(one.paragraphs) + 1):
        page = page.replace(f"\u00b6{n}.", f"<a id='par{n}' href='#par{n}'>\u00b6</a>{n}.")
    return page


def plusd_page(one: Made, *, twice: bool = False) -> str:
    """Return a PlusD page; ``twice`` has the text raw and once more set for reading."""
    values = {
        "Date:": f"{one.year} March {one.number % 27 + 1:02}, 14:45 (Tuesday)",
        "Canonical ID:": f"{one.id}_a",
        "Original Classification:": one.level,
        "Current Classification:": "UNCLASSIFIED",
        "Handling Restrictions": "-- Not Assigned --",
        "TAGS:": " | ".join(f"{tag} - Meaning of {tag}" for tag in one.tags),
        "From:": "Ecuador Quito",
        "To:": "Secretary of State",
    }
    rows = "".join(
        f'<tr><td><div class="s_key">{key}</div><div class="s_val">{html.escape(value)}</div></td>'
        "</tr>\n"
        for key, value in values.items()
    )
    raw = html.escape(f"{one.head()}\n{one.body()}")
    shown = f'<div id="fold"><pre>{" ".join(raw.split())}</pre></div>' if twice else ""
    return (
        f"<!DOCTYPE html>\n<html><head><title>Cable: {one.id}_a</title></head><body>\n"
        f'<table id="synopsis"><tbody>\n<tr><td colspan="3">{html.escape(one.subject)}</td></tr>\n'
        f'{rows}</tbody></table>\n{shown}<div class="text"><pre>{raw}\n</pre></div>\n'
        '<div id="footer">About this library</div></body></html>'
    )


def columns(one: Made) -> dict[str, str]:
    """Return a made-up cable under the names of columns that collections use."""
    return {
        "id": str(one.number),
        "date": f"{one.day} 14:45",
        "refid": one.id,
        "classification": one.level,
        "origin": "Embassy Quito",
        "header": one.head(),
        "content": one.body(),
    }


def insert_dump(ones: list[Made], *, style: str = "escaped", names: bool = True) -> str:
    """Return an SQL dump of INSERT statements, as MySQL (``escaped``) or SQLite writes them."""
    first = columns(ones[0])
    kinds = ",\n  ".join(f"`{name}` text NOT NULL DEFAULT ''" for name in first)
    lines = [
        "-- a dump; it's made up",
        "PRAGMA foreign_keys=OFF;" if style == "plain" else "SET NAMES utf8;",
        "CREATE TABLE `note` (id int, words text);",
        "INSERT INTO note VALUES (1, 'no cable; (a bracket');",
        f"CREATE TABLE IF NOT EXISTS `cable` (\n  {kinds},\n  PRIMARY KEY (`id`)\n);",
    ]
    listed = f" ({', '.join(first)})" if names else ""
    rows = []
    for one in ones:
        values = [value.replace("'", "''") for value in columns(one).values()]
        if style == "escaped":
            values = [value.replace("\\", "\\\\").replace("\n", "\\n") for value in values]
        rows.append("(" + ", ".join(f"'{value}'" for value in values) + ")")
    lines.append(f"INSERT INTO cable{listed} VALUES\n" + ",\n".join(rows) + ";")
    return "\n".join([*lines, "-- the end", ""])


def copy_dump(ones: list[Made]) -> str:
    """Return an SQL dump with the COPY of PostgreSQL."""

    def line(one: Made) -> str:
        values = columns(one).values()
        escaped = (value.replace("\\", "\\\\").replace("\n", "\\n") for value in values)
        return "\t".join(["\\N", *escaped])

    names = ", ".join(["extra", *columns(ones[0])])
    rows = "\n".join(map(line, ones))
    return (
        "--\n-- PostgreSQL database dump\n--\nSET standard_conforming_strings = on;\n"
        f"COPY public.cable ({names}) FROM stdin;\n{rows}\n\\.\n\n"
        "COPY public.other (id, words) FROM stdin;\n1\tno cable\n\\.\n"
    )
