"""The words of a chapter, which an editor writes: those of its prose stand on its page in order.

With them stands what they are: headings of a level, paragraphs, lists, quotations, cells, code, and
what is emphasized. What the file leaves to others (a directive, a role, a substitution, raw HTML, a
footnote) is a gap: there the page may have anything. Between two gaps it has the words of the file
with their marks, and no others.
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
#: Begins a mark, which stands among the words as one: what begins or ends there.
_MARK = "\ue000"
_WORD = re.compile(rf"{_MARK}/?\w+|\w+")
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
_UNMARKED = {ord(_MARK): None}
#: Parts that show nothing, or nothing but the words in them; what is not named is a gap.
_NO_GAPS = frozenset({"hr", "myst_block_break", "myst_line_comment", "myst_target"})
_EDGES = ("_open", "_close")
#: What builders write for a part of Markdown; what is not named here leaves no mark.
_MARKS = {
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "dd": "dd",
    "dl": "dl",
    "dt": "dt",
    "em": "em",
    "list_item": "li",
    "ordered_list": "ol",
    "paragraph": "p",
    "strong": "strong",
    "table": "table",
    "td": "td",
    "th": "th",
    "tr": "tr",
}
#: Elements of a page that leave no mark: they say nothing of the words in them, or are proved apart
#: (links, what is struck out).
_UNTOLD = frozenset(
    {
        "a", "abbr", "article", "col", "colgroup", "del", "div", "hr", "img", "input", "main", "s",
        "section", "span", "strike", "tbody", "tfoot", "thead", "wbr",
    }
)  # fmt: skip
#: What leaves no mark at its end.
_VOID = frozenset({"", "br"})
_CELLS = frozenset({"td", "th"})
_HEADING = re.compile(r"h[1-6]")
_DEEPEST = 6
#: A field, which an extension of MyST sets as a list.
_FIELD = re.compile(r"^:[^:\s][^:\n]*:(?=\s|\Z)", re.MULTILINE)
#: Takes parts of other files, whose headings count.
_INCLUDE = "{include}"
#: Says who is quoted, below the quotation.
_ATTRIBUTION = "attribution"
#: Of examples for Python Sphinx leaves out what is for its tests.
_EXAMPLE = re.compile(r"doctest:|<BLANKLINE>")
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
_NEAR = 10


@cache
def markdown(*, lists_terms: bool = True) -> MarkdownIt:
    """Return what reads the Markdown of chapters, with all of MyST that parts words.

    ``lists_terms`` tells whether terms with definitions are a list.
    """
    reader = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(colon_fence_plugin)
        .use(dollarmath_plugin)
        .use(amsmath_plugin)
    )
    return reader.use(deflist_plugin) if lists_terms else reader


def chapter_difference(
    source: str, main: html.HtmlElement, brings: Callable[[html.HtmlElement], bool]
) -> str:
    """Return in words where a page differs from the MyST file of its chapter; empty if nowhere.

    ``brings`` tells of an element whether an extension brings it, which is passed over.
    """
    levels = _INCLUDE not in source
    page = " ".join(("", *_words_on(main, brings, levels=levels), ""))
    difference = _difference(_Prose(source, levels=levels).runs(), page)
    if difference and _MARKS["dl"] in _kinds(source):
        # An extension of MyST makes lists of terms, and conf.py need not name it.
        return _difference(_Prose(source, levels=levels, lists_terms=False).runs(), page) and (
            difference
        )
    return difference


def _kinds(source: str) -> set[str]:
    return {_MARKS.get(one.type.removesuffix("_open"), "") for one in markdown().parse(source)}


def _difference(prose: list[str], page: str) -> str:
    runs = [" ".join(("", *_WORD.findall(run), "")) or " " for run in prose]
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
    shown = f"after {_shown(before)!r} " if before else ""
    found_there = " ".join(there[place : place + _NEAR]) or "nothing more"
    return f"{shown}the chapter has {_shown(must)!r}, the page {_shown(found_there)!r}"


def _shown(words: str) -> str:
    """Return words with their marks as tags."""
    return re.sub(rf"{_MARK}(/?\w+)", r"<\1>", words)


def _mark(name: str, *, ends: bool = False) -> str:
    return f" {_MARK}{'/' if ends else ''}{name} "


class _Prose:
    """The words of a MyST file with their marks; ``levels`` tells whether headings have theirs."""

    def __init__(self, source: str, *, levels: bool, lists_terms: bool = True) -> None:
        self._tokens = markdown(lists_terms=lists_terms).parse(source.translate(_UNMARKED))
        self._levels = levels
        self._is_attributed = _ATTRIBUTION in source
        self._headings: list[int] = []

    def runs(self) -> list[str]:
        """Return the words, parted at the gaps; the first and last part may be empty."""
        joined = " ".join(self._blocks()).translate(INVISIBLE)
        return _TOUCHING.sub(_GAP, joined).split(_GAP)

    def _blocks(self) -> Iterator[str]:
        within = has_notes = False
        for number, token in enumerate(self._tokens):
            if token.type == "footnote_reference_open":
                within = has_notes = True
                yield _GAP
            elif token.type == "footnote_reference_close":
                within = False
            elif within:
                continue
            elif token.type == "inline":
                yield _words_of(token)
            elif token.type.endswith(_EDGES):
                # What an inline says decides what the block around it is.
                inner = number - 1 if token.nesting < 0 else number + 1
                yield self._edge(token, self._tokens[inner])
            elif token.type in {"code_block", "fence"} and _is_plain_code(token):
                yield f"{_mark('pre')}{token.content.translate(_UNMARKED)}{_mark('pre', ends=True)}"
            elif _is_gap(token):
                yield _GAP
        if has_notes:
            # They may stand below all else.
            yield _GAP

    def _edge(self, token: Token, inner: Token) -> str:
        """Return what a block leaves where it begins or ends, given the token within."""
        kind = token.type.removesuffix("_open").removesuffix("_close")
        ends = token.nesting < 0
        if kind == "heading":
            return self._heading(token, ends=ends)
        if kind == "paragraph":
            field = _FIELD.search(inner.content)
            # A field ends the paragraph above it.
            is_field = field is not None and (ends or field.start() == 0)
            if is_field or _words_of(inner).split() in ([_GAP], []):
                return _GAP
        if kind == "blockquote" and ends and self._is_attributed:
            return f"{_GAP}{_mark(kind, ends=True)}"
        return _mark(_MARKS[kind], ends=ends) if kind in _MARKS else ""

    def _heading(self, token: Token, *, ends: bool) -> str:
        if token.level:
            # In a list or a quotation it is set otherwise.
            return _GAP
        level = int(token.tag[1])
        if not ends:
            self._headings = [*(one for one in self._headings if one < level), level]
        depth = min(len(self._headings), _DEEPEST) if self._levels else 1
        return _mark(f"h{depth}", ends=ends)


def _words_of(token: Token) -> str:
    words = "".join(_inline(token.children or []))
    box = _TASK.match(words)
    return _TURNED.sub(f" {_GAP} ", words[box.end() :] if box else words)


def _is_plain_code(token: Token) -> bool:
    return "{" not in token.info and not _EXAMPLE.search(token.content)


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
        elif kind == "text":
            yield token.content
        elif kind == "code_inline":
            yield f"{_mark('code')}{token.content}{_mark('code', ends=True)}"
        elif kind == "softbreak":
            yield " "
        elif kind == "hardbreak":
            yield _mark("br")
        elif (name := kind.removesuffix("_open").removesuffix("_close")) in _MARKS:
            yield _mark(_MARKS[name], ends=token.nesting < 0)
        elif (kind == "link_close" and last == "link_open") or not kind.endswith(_EDGES):
            yield _GAP
        last = kind


def _words_on(
    main: html.HtmlElement, brings: Callable[[html.HtmlElement], bool], *, levels: bool
) -> list[str]:
    pieces: list[str] = []

    def read(element: html.HtmlElement) -> None:
        pieces.append((element.text or "").translate(_UNMARKED))
        for child in element:
            if isinstance(child.tag, str):
                between = "" if child.tag in _INLINE else " "
                is_number = not _NUMBERS.isdisjoint(child.get("class", "").split())
                if is_number or brings(child):
                    pieces.append(between)
                else:
                    name = _marked(child, levels=levels)
                    pieces.append(_mark(name) if name else between)
                    read(child)
                    pieces.append(_mark(name, ends=True) if name not in _VOID else between)
            pieces.append((child.tail or "").translate(_UNMARKED))

    read(main)
    return _WORD.findall("".join(pieces).translate(INVISIBLE))


def _marked(element: html.HtmlElement, *, levels: bool) -> str:
    """Return what mark an element leaves; empty for none."""
    name = str(element.tag)
    if name in _UNTOLD or (name == "p" and element.getparent().tag in _CELLS):
        return ""
    return "h1" if not levels and _HEADING.fullmatch(name) else name
