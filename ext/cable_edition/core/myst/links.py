"""What a chapter in Markdown links to, with the line: roles, links, pictures, contents, files.

The chapter is parsed as MyST parses it, so that nothing in code is taken for a link. Directives
whose content MyST parses are gone into; of others only what they name is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from cable_edition.core.cable.fold import fold

if TYPE_CHECKING:
    from markdown_it.token import Token

#: What something links by: the name of a role, a link of Markdown, a picture, an entry of the
#: contents, a file that a directive shows or takes in.
Way = Literal["role", "link", "picture", "contents", "file"]

_DIRECTIVE = re.compile(r"\{(?P<name>[\w:+-]{1,60})\}[ \t]*(?P<argument>[^\n]*)")
_OPTION = re.compile(r":(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_TITLED = re.compile(r"(?P<title>.*?)\s*<(?P<target>[^<>]*)>\s*", re.DOTALL)
#: Directives that show a file, named by what stands behind them.
_SHOWS = frozenset({"figure", "image", "include", "literalinclude"})
#: Directives whose content is parsed as the page is.
_PARSED = frozenset(
    (
        *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note"),
        *("seealso", "tip", "warning", "topic", "sidebar", "epigraph", "highlights", "container"),
        *("pull-quote", "compound", "figure", "table", "list-table", "centered", "rubric"),
        *("versionadded", "versionchanged", "deprecated", "dropdown", "card", "grid", "grid-item"),
        *("grid-item-card", "tab-set", "tab-item", "card-carousel", "div"),
    )
)
_DEEPEST = 8
#: How a chapter calls a place: before it, as an option of a directive, in braces.
_LABELS = re.compile(
    r"^[ \t]*\((?P<before>[^()\n]{1,300})\)=[ \t]*$|^[ \t]*:?name:[ \t]*(?P<option>[^\n]{1,300})$"
    r"|\{[^{}\n]{0,200}#(?P<braces>[\w:.-]{1,100})|^[ \t]*\.\. _(?P<rst>[^:\n]{1,300}):",
    re.MULTILINE,
)


class Linked(NamedTuple):
    """A link of a chapter: by what, the name of the role if it is one, its target, the line."""

    way: Way
    role: str
    target: str
    line: int


@cache
def _reader() -> MarkdownIt:
    return (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(colon_fence_plugin)
        .use(deflist_plugin)
    )


def links_of(text: str) -> Iterator[Linked]:
    """Yield what a chapter links to, in the order of its file; lines count from 1."""
    yield from _links(text, 1, _DEEPEST)


def labels_of(text: str) -> Iterator[str]:
    """Yield the names that a file gives to places, as Sphinx looks them up.

    Some that stand in code may be among them: what is called so is not told as missing.
    """
    for found in _LABELS.finditer(text):
        yield label(next(one for one in found.groups() if one is not None))


def label(name: str) -> str:
    """Return a name of a place as Sphinx compares it: in small letters, white space folded."""
    return fold(name.strip("`'\" \t")).lower()


def target_of(body: str) -> str:
    """Return what a role leads to: what stands in pointed brackets at its end, or all of it.

    Empty where the role is told not to link (``!``).
    """
    titled = _TITLED.fullmatch(body.strip())
    found = (titled["target"] if titled else body).strip()
    return "" if body.startswith("!") else found.removeprefix("~")


def _links(text: str, first: int, deepest: int) -> Iterator[Linked]:
    """Yield the links of a text whose first line is ``first``."""
    for token in _reader().parse(text):
        line = first + (token.map[0] if token.map else 0)
        if token.type == "inline":
            yield from _inline(token.children or (), line)
        elif token.type in {"fence", "colon_fence"}:
            yield from _directive(token, line, deepest)


def _inline(tokens: Iterable[Token], line: int) -> Iterator[Linked]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            line += 1
        elif token.type == "myst_role":
            yield Linked("role", str(token.meta["name"]), target_of(token.content), line)
            line += token.content.count("\n")
        elif token.type == "link_open" and token.info != "auto":
            yield Linked("link", "", str(token.attrGet("href") or ""), line)
        elif token.type == "image":
            yield Linked("picture", "", str(token.attrGet("src") or ""), line)


def _directive(token: Token, line: int, deepest: int) -> Iterator[Linked]:
    found = _DIRECTIVE.fullmatch(token.info.strip())
    if found is None:
        return
    name, argument = found["name"], found["argument"].strip()
    if name in _SHOWS and argument:
        yield Linked("file", name, argument, line)
    options, content = _parted(token.content.splitlines())
    # The fence itself is the line before the content.
    begin = line + 1 + len(token.content.splitlines()) - len(content)
    if name == "toctree":
        if "glob" not in options:
            for at, entry in enumerate(content, begin):
                if entry.strip():
                    yield Linked("contents", "", target_of(entry), at)
    elif name in _PARSED and deepest:
        yield from _links("\n".join(content), begin, deepest - 1)


def _parted(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the options of a directive and the lines of its content."""
    options: dict[str, str] = {}
    if lines and lines[0].strip() == "---":
        end = next((at for at, one in enumerate(lines[1:], 1) if one.strip() == "---"), 0)
        pairs = (one.partition(":") for one in lines[1:end])
        return {key.strip(): value.strip() for key, _, value in pairs}, lines[end + 1 :]
    for at, one in enumerate(lines):
        option = _OPTION.fullmatch(one.strip())
        if option is None:
            return options, lines[at:]
        options[option["key"]] = option["value"]
    return options, []
