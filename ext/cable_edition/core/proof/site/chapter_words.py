"""The words of a chapter, which an editor writes: those of its prose stand on its page in order.

What the file leaves to others (a directive, a role, a substitution, raw HTML, a footnote) is a gap:
there the page may have any words. Between two gaps it has the words of the file and no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

if TYPE_CHECKING:
    from lxml import html
    from markdown_it.token import Token

#: Stands for a gap. Markdown has no such character: it is read as another one.
_GAP = "\0"
_WORD = re.compile(r"\w+")
#: What an extension of MyST may turn into something else: substitutions, attributes, formulas,
#: smileys, signs of copyright.
_TURNED = re.compile(
    r"\{\{[^{}]*\}\}|\{[^{}]*\}|\$[^$]+\$|\|[^|\s][^|]*\||:[\w+-]+:|\((?:c|r|tm|p)\)", re.IGNORECASE
)
#: The box of a task in a list.
_TASK = re.compile(r"\[[ xX]\]\s")
#: A word that touches a gap may go on in it.
_TOUCHING = re.compile(r"\w*\0[\w\0]*")
#: Shown by no browser.
INVISIBLE = {0xAD: None, 0x200B: None, 0x200C: None, 0x200D: None, 0x2060: None}
#: Parts that show nothing, or nothing but the words in them; what is not named is a gap.
_NO_GAPS = frozenset({"hr", "myst_block_break", "myst_line_comment", "myst_target"})
_EDGES = ("_open", "_close")
#: Elements that part no words.
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins",
        "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
        "var", "wbr",
    }
)  # fmt: skip
#: What themes and extensions set before a heading.
_NUMBERS = frozenset({"section-number", "caption-number"})
_NEAR = 6


@cache
def markdown() -> MarkdownIt:
    """Return what reads the Markdown of chapters, with all of MyST that parts words."""
    return (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(colon_fence_plugin)
        .use(deflist_plugin)
        .use(dollarmath_plugin)
        .use(amsmath_plugin)
    )


def chapter_difference(
    source: str, main: html.HtmlElement, brings: Callable[[html.HtmlElement], bool]
) -> str:
    """Return in words where a page differs from the MyST file of its chapter; empty if nowhere.

    ``brings`` tells of an element whether an extension brings it, which is passed over.
    """
    runs = [" ".join(("", *_WORD.findall(run), "")) or " " for run in _prose(source)]
    page = " ".join(("", *_words_on(main, brings), ""))
    at = 0
    for number, run in enumerate(runs):
        if number == 0:
            found = 0 if page.startswith(run) else -1
        elif number == len(runs) - 1:
            found = len(page) - len(run) if page.endswith(run) else -1
            found = -1 if found < at else found
        else:
            found = page.find(run, at)
        if found < 0 or (len(runs) == 1 and page != run):
            return _told(run.split(), page[at:], from_start=number == 0)
        at = found + len(run) - 1
    return ""


def _told(words: list[str], page: str, *, from_start: bool) -> str:
    """Say which of the words of a run are not on the page, and what stands there.

    ``from_start`` tells that the page must begin with them.
    """
    there, alike, place = page.split(), 0, 0
    if from_start:
        pairs = zip(words, there, strict=False)
        alike = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(words), len(there)))
        place = alike
    else:
        while alike < len(words):
            found = page.find(" ".join(("", *words[: alike + 1], "")))
            if found < 0:
                break
            alike += 1
            place = len(page[:found].split()) + alike
    before = " ".join(words[max(0, alike - 3) : alike])
    must = " ".join(words[alike : alike + _NEAR]) or "nothing more"
    shown = f"after {before!r} " if before else ""
    found_there = " ".join(there[place : place + _NEAR]) or "nothing more"
    return f"{shown}the chapter has {must!r}, the page {found_there!r}"


def _prose(source: str) -> list[str]:
    """Return the words of a MyST file, parted at its gaps; the first and last part may be empty."""
    joined = " ".join(_blocks(markdown().parse(source))).translate(INVISIBLE)
    return _TOUCHING.sub(_GAP, joined).split(_GAP)


def _blocks(tokens: Iterable[Token]) -> Iterator[str]:
    within = has_notes = False
    for token in tokens:
        if token.type == "footnote_reference_open":
            within = has_notes = True
            yield _GAP
        elif token.type == "footnote_reference_close":
            within = False
        elif within:
            continue
        elif token.type == "inline":
            words = "".join(_inline(token.children or []))
            box = _TASK.match(words)
            yield _TURNED.sub(f" {_GAP} ", words[box.end() :] if box else words)
        elif _is_gap(token):
            yield _GAP
    if has_notes:
        # They may stand below all else.
        yield _GAP


def _is_gap(block: Token) -> bool:
    if block.type == "front_matter":
        # MyST can make a heading of it.
        return "title" in block.content
    return block.type not in _NO_GAPS and not block.type.endswith(_EDGES)


def _inline(tokens: Iterable[Token]) -> Iterator[str]:
    links = 0
    last = ""
    for token in tokens:
        kind = token.type
        if kind == "link_open" and (token.markup == "autolink" or links):
            links += 1
            yield _GAP
        elif kind == "link_close" and links:
            links -= 1
        elif links:
            pass
        elif kind in {"text", "code_inline"}:
            yield token.content
        elif kind in {"softbreak", "hardbreak"}:
            yield " "
        elif (kind == "link_close" and last == "link_open") or not kind.endswith(_EDGES):
            yield _GAP
        last = kind


def _words_on(main: html.HtmlElement, brings: Callable[[html.HtmlElement], bool]) -> list[str]:
    pieces: list[str] = []

    def read(element: html.HtmlElement) -> None:
        pieces.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                between = "" if child.tag in _INLINE else " "
                pieces.append(between)
                is_number = not _NUMBERS.isdisjoint(child.get("class", "").split())
                if not is_number and not brings(child):
                    read(child)
                pieces.append(between)
            pieces.append(child.tail or "")

    read(main)
    return _WORD.findall("".join(pieces).translate(INVISIBLE))
