"""What a page of the site is in an EPUB: parts that open are open, and nothing leads out of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from cable_edition.core.proof.site.expected import Tokens, el
from cable_edition.core.proof.site.tokens import settled

#: The style sheet of the edition, in the book.
STYLE = "_static/cable-epub.css"
#: Stands empty on the site until a script fills it.
_FILTER = '<div class="cable-tag-filter"'
_HREF = re.compile(r' href="([^"#]*)[^"]*"')
_VALUE = re.compile(r' value="[0-9]+"')
_TITLE = re.compile(r' title=".*"(?=>\Z)', re.DOTALL)


def in_book(tokens: Tokens, is_left_out: Callable[[str], bool]) -> list[str]:
    """Return the tokens of a page as an EPUB has it.

    ``is_left_out`` says of the name of a page that the book does not hold it; what leads there is
    its words alone.
    """
    found: Tokens = []
    within: list[str] = []
    for token in tokens:
        if token[:1] != "<":
            found.append(token)
        elif token.startswith(_FILTER):
            within.append("")
        elif token[1] == "/":
            tag = within.pop()
            found += [f"</{tag}>"] if tag else []
        else:
            made = _start(token, is_left_out)
            within.append(made[1:-1].partition(" ")[0])
            found.append(made)
    return settled(found)


def _start(token: str, is_left_out: Callable[[str], bool]) -> str:
    if token.startswith("<details"):
        return f"<div{token[len('<details') :]}"
    if token.startswith('<ol class="cable-notes"'):
        return f"<div{token[len('<ol') :]}"
    if token.startswith('<li class="cable-note"'):
        kept = _VALUE.sub("", token)[len("<li") : -1]
        return f'<aside{kept} role="doc-footnote">'
    if token.startswith("<summary"):
        return '<p class="cable-part-title">'
    if token.startswith("<a ") and (link := _HREF.search(token)) and is_left_out(link[1]):
        kept = token[: link.start()] + _TITLE.sub("", token[link.end() :])
        return f"<span{kept[2:]}"
    return token


def page_frame(language: str) -> list[str]:
    """Return what stands around the edition's own part of a page; its title is left out."""
    main = el("div", cls="body", role="main")
    within = el("div", el("div", main, cls="documentwrapper"), cls="document")
    head = el("head", el("meta", charset="utf-8"), el("title"), style_link())
    return settled(el("html", head, el("body", within), **_languages(language)))


def own_page(language: str, title: str, body: Tokens, kind: str) -> list[str]:
    """Return a page that only a book has; ``kind`` is what it is in the book."""
    head = el("head", el("title", title), style_link())
    whole = el("body", body, epub_type=kind)
    return settled(el("html", head, whole, **_languages(language)))


def style_link() -> Tokens:
    """Return the link to the style sheet of the edition."""
    return el("link", rel="stylesheet", type="text/css", href=STYLE)


def _languages(language: str) -> dict[str, str]:
    return {"lang": language, "xml_lang": language}
