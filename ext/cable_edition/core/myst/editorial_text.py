"""Editorial Markdown, as editors write it in registers and sidecars, made safe MyST.

Known are emphasis, strong, code, links to http and https addresses, and the edition's own roles
with a plain target. Whatever else is written stands in the page as the characters it is made of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.escape import escape, escape_role, unescape_visible, visible

#: Roles an editor may use in a register or a note.
ROLES = ("cable:cable", "cable:par", "cable:person", "cable:org", "cable:tag", "term")

_ROLE_NAME = re.compile(r"\{(" + "|".join(ROLES) + r")\}$")
_TITLED = re.compile(r"(?P<title>[^<>`]+?) ?<(?P<target>[^<>`]*)>")
_TARGET = re.compile(r"[^\W_][\w .,:;#/&+'()-]*")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")
#: Two blanks or a backslash at the end of a line.
_HARD_BREAK = re.compile(r"(?:[ ]{2,}|\\)\n")
#: What an editor wrote that looks as a character does which is shown by its code point.
_LIKE_OURS = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=u\{)")
_SHOWN = re.compile(r"\\u\{[0-9a-f]{1,6}\}|[\u2400-\u2421]")
_TICKS = re.compile("`+")
#: What the parser below takes for a mark.
_MEANING = re.compile(r"[\\`*_\[\]]")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False})
    parser.enable(["emphasis", "link", "escape", "backticks"])
    # Joined text would hide which characters the editor escaped: \{term}`x` is not a role.
    return parser.disable("text_join")


_PARSER = _parser()
#: Parts texts of elsewhere into blocks; what is inline in them is left to the parser above.
# A definition of a link stands as it is: nothing here would know it again.
_BLOCKS = MarkdownIt("commonmark").disable("reference")


def inline(text: str) -> str:
    """Return one line of MyST for the editorial Markdown ``text``; empty text stays empty.

    White space is folded. The line is safe at the start of a block and in the middle of one.
    """
    return "".join(_markup(_pieces(text)))


def blocks(text: str) -> str:
    """Return MyST paragraphs for ``text``, whose paragraphs are parted by blank lines."""
    lines = (inline(part) for part in _PARAGRAPH_END.split(text))
    return "\n\n".join(line for line in lines if line)


def roles_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the roles of the editorial Markdown ``text``: the name of each, and its target."""
    for piece in _pieces(text):
        if piece.kind == "role":
            titled = _TITLED.fullmatch(piece.content)
            yield piece.name, titled["target"] if titled else piece.content


def plain(text: str) -> str:
    """Return the words of the editorial Markdown ``text`` without marks, roles or addresses."""
    return "".join(_words(_pieces(text)))


def as_editorial(text: str, *, is_markdown: bool) -> str:
    """Return text that somebody wrote elsewhere as editorial Markdown, paragraph by paragraph.

    Of a plain text :func:`plain` has the words again, white space folded; a mark of Markdown in it
    is escaped. One that is Markdown keeps its marks: what is not known here stands as characters.
    Its blocks become paragraphs, for editorial Markdown has no others: each item of a list is one,
    with its sign before it, and so is each line that ends with a hard break.
    """
    text = text.replace("\r\n", "\n")
    if is_markdown:
        parts = _blocks_of(text) or _PARAGRAPH_END.split(text)
    else:
        parts = [_MEANING.sub(r"\\\g<0>", part) for part in _PARAGRAPH_END.split(text)]
    return "\n\n".join(filter(None, map(fold, parts)))


def _blocks_of(text: str) -> list[str]:
    """Return the blocks of Markdown as paragraphs, their inline marks as they are.

    Nothing is returned where a letter would be lost: the parser gives up what is nested too deep.
    """
    found: list[str] = []
    languages: list[str] = []
    lists: list[str] = []
    sign = ""
    for token in _BLOCKS.parse(text):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append("-" if token.type == "bullet_list_open" else "")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            # A number with a full stop is what it looks like; no list is begun in the page.
            sign = f"{lists[-1] or token.info + token.markup} "
        elif token.type in {"inline", "fence", "code_block", "html_block"}:
            languages += [token.info] if token.type == "fence" else []
            for part in _HARD_BREAK.split(token.content):
                found.append(sign + part)
                sign = ""
    kept = "".join([*found, *languages])
    return found if _letters(kept) == _letters(text) else []


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


class _Piece(NamedTuple):
    """One piece of a text: words, code, a role, an emphasis mark, or one end of a link."""

    kind: Literal["text", "code", "role", "mark", "link", "link-end"]
    #: The words, the code, the words of the role, the mark itself, the address of the link.
    content: str
    #: The name of a role.
    name: str = ""


def _pieces(text: str) -> Iterator[_Piece]:
    # Controls are shown before parsing, since the parser treats their pictures otherwise beside
    # emphasis marks; backslashes belong to the parser, but for one that the editor wrote as ours.
    whole = _LIKE_OURS.sub(r"\1\\u{5c}", fold(text))
    source = "".join(c if c == "\\" else visible(c) for c in whole)
    parsed = _PARSER.parseInline(source)
    words: list[str] = []
    named = None
    addresses: list[str] = []
    for token in (parsed[0].children or []) if parsed else []:
        if token.type in {"text", "text_special"}:
            words.append(token.content)
            # Only characters that the editor did not escape can name a role.
            named = _ROLE_NAME.search(token.content) if token.type == "text" else None
            continue
        role = named if token.type == "code_inline" and _is_role_body(token.content) else None
        if role:
            words[-1] = words[-1][: role.start()]
        if any(words):
            yield _Piece("text", "".join(words))
        words, named = [], None
        if role:
            yield _Piece("role", token.content.strip(" "), role[1])
        elif token.type == "code_inline":
            yield _Piece("code", token.content)
        elif token.type == "link_open":
            addresses.append(str(token.attrGet("href") or ""))
            yield _Piece("link", addresses[-1])
        elif token.type == "link_close":
            yield _Piece("link-end", addresses.pop())
        else:
            yield _Piece("mark", token.markup)
    if any(words):
        yield _Piece("text", "".join(words))


def _is_role_body(body: str) -> bool:
    titled = _TITLED.fullmatch(body.strip(" "))
    return bool(_TARGET.fullmatch(titled["target"] if titled else body.strip(" ")))


def _markup(pieces: Iterable[_Piece]) -> Iterator[str]:
    first = True
    for kind, content, name in pieces:
        if kind == "text":
            yield escape(_hidden(content), line_start=first)
        elif kind == "code":
            yield _code(content)
        elif kind == "role":
            titled = _TITLED.fullmatch(content)
            body = (
                f"{escape_role(_hidden(titled['title']))} <{titled['target']}>"
                if titled
                else content
            )
            yield f"{{{name}}}`{body}`"
        elif kind == "mark":
            yield content
        elif _WEB.match(content):
            yield "[" if kind == "link" else f"](<{_address(content)}>)"
        else:
            yield r"\[" if kind == "link" else rf"\]({escape(content, line_start=False)})"
        first = False


def _hidden(shown: str) -> str:
    """Return words with the characters back that :func:`_pieces` has shown."""
    return _SHOWN.sub(_character, shown)


def _character(match: re.Match[str]) -> str:
    one = unescape_visible(match[0])
    # A backslash is shown so before what looks like a code point alone.
    before = "u{" if one == "\\" else ""
    return one if visible(one + before) == match[0] + before else match[0]


def _address(href: str) -> str:
    """Return a normalised address (percent-encoded ASCII) for a link target in pointed brackets."""
    return href.replace("&", r"\&").replace("|", "%7C")


def _code(content: str) -> str:
    longest = max((len(run) for run in _TICKS.findall(content)), default=0)
    ticks = "`" * (longest + 1)
    edge = " " if content.startswith(("`", " ")) or content.endswith(("`", " ")) else ""
    return f"{ticks}{edge}{content}{edge}{ticks}"


def _words(pieces: Iterable[_Piece]) -> Iterator[str]:
    for kind, content, _ in pieces:
        if kind == "role":
            titled = _TITLED.fullmatch(content)
            yield _hidden(titled["title"] if titled else content)
        elif kind in {"text", "code"}:
            yield _hidden(content)
