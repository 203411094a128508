"""Editorial Markdown, as registers and sidecars have it: what a page must show for it.

Read here once more, straight from what the editor wrote: emphasis, strong, code, links to web
addresses, and the edition's roles; all else stands as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from cable_edition.core.cable.fold import fold
from cable_edition.core.proof.site.expected import Tokens, el, text
from cable_edition.core.proof.site.tokens import start

if TYPE_CHECKING:
    from markdown_it.token import Token

_ROLE = re.compile(r"\{(cable:(?:cable|par|person|org|tag)|term)\}\Z")
_BODY = re.compile(r"(?:(?P<title>[^<>`]+?) ?<(?P<target>[^<>`]*)>)|(?P<alone>.*)", re.DOTALL)
_TARGET = re.compile(r"[^\W_][\w .,:;#/&+'()-]*")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_TICKS = re.compile("`+")
_WORDS = re.compile("( )")
_PARTS = re.compile(r"\n[ \t\r]*\n")
_MARKDOWN = (
    MarkdownIt("zero", {"html": False, "linkify": False})
    .enable(["emphasis", "link", "escape", "backticks"])
    .disable("text_join")
)


class Shown(NamedTuple):
    """What a page shows for a text, and how its copy writes it, escapes aside."""

    tokens: Tokens
    line: str


#: Gives a role's link: its name, its title (perhaps empty), its target.
Link = Callable[[str, str, str], Tokens]


def shown_words(written: str, link: Link) -> Shown:
    """Return what stands on a page for one paragraph of editorial Markdown."""
    parsed = _MARKDOWN.parseInline(fold(written))
    children = (parsed[0].children or []) if parsed else []
    tokens: Tokens = []
    line: list[str] = []
    addresses: list[str] = []
    role = ""
    for token in children:
        if token.type == "code_inline":
            _code(token, role, link, tokens, line)
        elif token.type in {"text", "text_special"}:
            tokens += text(token.content)
            line.append(token.content)
        elif token.type in {"link_open", "link_close"}:
            _link(token, addresses, tokens, line)
        else:
            tag = "strong" if "strong" in token.type else "em"
            tokens.append(start(tag, {}) if token.nesting > 0 else f"</{tag}>")
            line.append(token.markup)
        found = _ROLE.search(token.content) if token.type == "text" else None
        role = found[1] if found else ""
    return Shown(tokens, "".join(line))


def _code(token: Token, role: str, link: Link, tokens: Tokens, line: list[str]) -> None:
    body = token.content.strip(" ")
    match = _BODY.fullmatch(body)
    if role and match:
        title, target = match["title"] or "", match["target"] or match["alone"] or ""
        if _TARGET.fullmatch(target):
            tokens[-1] = tokens[-1][: -len(f"{{{role}}}")]
            tokens += link(role, title, target)
            line.append(f"`{title} <{target}>`" if title else f"`{target}`")
            return
    # Each word of code is an element of its own.
    words = filter(None, _WORDS.split(token.content))
    tokens += el("code", *(one if one == " " else el("span", one, cls="pre") for one in words))
    # A copy has as many signs around it as none within it has.
    inner = token.content
    signs = "`" * (1 + max((len(run) for run in _TICKS.findall(inner)), default=0))
    edge = " " if inner[:1] in {"`", " "} or inner[-1:] in {"`", " "} else ""
    line.append(f"{signs}{edge}{inner}{edge}{signs}")


def _link(token: Token, addresses: list[str], tokens: Tokens, line: list[str]) -> None:
    if token.type == "link_open":
        address = str(token.attrGet("href") or "")
        addresses.append(address)
        if _WEB.match(address):
            tokens.append(start("a", {"href": address}))
        else:
            tokens += text("[")
        line.append("[")
        return
    address = addresses.pop()
    if _WEB.match(address):
        tokens.append("</a>")
        line.append(f"](<{address.replace('|', '%7C')}>)")
    else:
        tokens += text(f"]({address})")
        line.append(f"]({address})")


def shown_paragraphs(written: str, link: Link) -> list[Shown]:
    """Return what stands on a page for each paragraph of an editorial text."""
    found = (shown_words(part, link) for part in _PARTS.split(written))
    return [one for one in found if one.line]
