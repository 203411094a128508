"""The pages that only a book has: cover, title page, index of names."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.words import say
from cable_edition.sphinx_ext.names_index import Name, index_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

COVER, COVER_PAGE = "cover.png", "cover.xhtml"
INDEX_PAGE = "index-of-names.xhtml"
#: The style sheet of all pages, in the package.
STYLE = "_static/cable-epub.css"
#: What sets the letters of the cover: a face that ``vl-convert`` brings along.
_FACE = "Liberation Sans"
_INK, _PAPER = "#23211d", "#f7f3e9"
WIDTH, HEIGHT = 1600, 2400


class Imprint(NamedTuple):
    """What a title page says; what is not known is empty. ``released`` is an ISO date."""

    title: str
    language: str
    subtitle: str = ""
    editors: str = ""
    publisher: str = ""
    version: str = ""
    released: str = ""
    notice: str = ""
    rights: str = ""
    address: str = ""


def _page(title: str, language: str, body: str, body_type: str = "") -> str:
    kind = f' epub:type="{body_type}"' if body_type else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{escape(language)}" xml:lang="{escape(language)}">\n<head>\n'
        f"  <title>{escape(title)}</title>\n"
        f'  <link rel="stylesheet" type="text/css" href="{STYLE}" />\n</head>\n'
        f"<body{kind}>\n{body}</body>\n</html>\n"
    )


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def draw_cover(title: str, subtitle: str, author: str) -> str:
    """Return a cover as SVG: the words of the title page with a rule between them."""
    rows = [(line, 84, 620 + 104 * at) for at, line in enumerate(_lines(title, 22)[:4])]
    below = rows[-1][2] + 190
    rows += [(line, 44, below + 62 * at) for at, line in enumerate(_lines(subtitle, 44)[:4])]
    rows.append((author, 36, 2180))
    words = "\n".join(
        f'  <text x="{WIDTH // 2}" y="{y}" font-size="{size}">{escape(line)}</text>'
        for line, size, y in rows
        if line
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">\n'
        f'  <rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>\n'
        f'  <g fill="{_INK}" font-family="{_FACE}" text-anchor="middle">\n{words}\n  </g>\n'
        f'  <path d="M680 {below - 110}h240" stroke="{_INK}" stroke-width="3"/>\n</svg>\n'
    )


def paint_cover(imprint: Imprint) -> bytes:
    """Return the cover as a PNG of 1600 by 2400 pixels, the same bytes for the same words."""
    drawn = draw_cover(imprint.title, imprint.subtitle, imprint.editors)
    import vl_convert  # noqa: PLC0415 - no other output draws, and it takes long to load

    return bytes(vl_convert.svg_to_png(drawn, scale=1.0))


def cover_page(imprint: Imprint) -> str:
    """Return the page that shows the cover."""
    title = ". ".join(part for part in (imprint.title, imprint.subtitle) if part)
    told = say("Cover: {title}", title=title)
    body = f'<div class="cover"><img src="{COVER}" alt="{escape(told)}" /></div>\n'
    return _page(imprint.title, imprint.language, body, "cover")


def title_page(imprint: Imprint) -> str:
    """Return the title page, with what a copyright page has: version, day, address, rights."""
    version = ", ".join(
        part
        for part in (
            imprint.version and say("Version {version}", version=imprint.version),
            imprint.released,
        )
        if part
    )
    address = ""
    if imprint.address:
        link = escape(imprint.address)
        address = f'<a href="{link}">{link}</a>'
    notice = escape(f"© {imprint.notice}") if imprint.notice else ""
    lines = [
        f'<p class="subtitle">{escape(imprint.subtitle)}</p>' if imprint.subtitle else "",
        f"<p>{escape(imprint.editors)}</p>" if imprint.editors else "",
        '<div class="imprint">',
        *(
            f"<p>{line}</p>"
            for line in (
                escape(imprint.publisher),
                escape(version),
                address,
                notice,
                escape(imprint.rights),
            )
            if line
        ),
        "</div>",
    ]
    body = "\n".join(line for line in lines if line)
    section = (
        '<section class="title-page" epub:type="titlepage">\n'
        f"<h1>{escape(imprint.title)}</h1>\n{body}\n</section>\n"
    )
    return _page(imprint.title, imprint.language, section, "frontmatter")


def index_page(names: Iterable[Name], language: str) -> str:
    """Return the index: each name in the order of letters, below it the cables and the places."""
    parts = index_parts(names, lambda page: f"{page}.xhtml")
    rows = "".join(f"<h2>{part.letter}</h2>\n{part.rows}" for part in parts)
    title = escape(say("Index"))
    body = f'<section epub:type="index" role="doc-index">\n<h1>{title}</h1>\n{rows}</section>\n'
    return _page(title, language, body, "backmatter")
