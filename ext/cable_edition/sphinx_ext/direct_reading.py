"""Generated pages are read the short way: their fences go straight to the directives.

A generated page is a row of fences of the ``cable`` domain with little between them. MyST makes
tokens of the whole page, a tree of the tokens, and for each fence a parser's state that hardly any
directive asks for. Here the lines are parted into fences and what stands between; a fence is run
as MyST runs it, and all else is given to MyST where it stands. Options, arguments that are wrong,
a directive that is not of this package: MyST has them. A page with anything that could make a
fence something else than it looks goes to MyST as a whole.

MyST is the reference. ``cable_read_by_myst = True`` in ``conf.py`` has it read every page, and the
tests compare the trees and the outputs of both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.states import MarkupError
from docutils.statemachine import StringList
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.mocking import MockState, MockStateMachine
from myst_parser.parsers.directives import (
    DirectiveParsingResult,
    parse_directive_arguments,
    parse_directive_text,
)
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser

from cable_edition.sphinx_ext.faithful import is_generated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from markdown_it import MarkdownIt
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx

SETTING = "cable_read_by_myst"
#: The directives that are run here; those of others go through MyST.
_OURS = ("cable:", "cable_edition.")
_FENCE = re.compile(r"(`{3,}|:{3,}|~{3,})(.*)")
_INFO = re.compile(r"\{cable:[a-z-]+\}(?: [^`]*)?")
#: What may begin a fence or a quotation of one, other than at the first column.
_INDENTED = re.compile(r"[ \t>*+0-9.)-]+(?:`{3}|:{3}|~{3})")
#: What is known of a whole page: footnotes, targets of links.
_OF_PAGE = re.compile(r"\[\^|\]:|<|\A---")


class Fence(NamedTuple):
    """A fence of the domain: the number of its first line from 0, what stands in it."""

    line: int
    marker: str
    info: str
    content: str


class Between(NamedTuple):
    """What stands between two fences, with the number of its first line from 0."""

    line: int
    text: str


def parts_of(page: str) -> list[Fence | Between] | None:
    """Return a page in parts; ``None`` if it cannot be parted for sure."""
    if "\r" in page or "\0" in page:
        return None
    found: list[Fence | Between] = []
    between: list[str] = []
    lines = page.split("\n")
    begun = at = 0
    while at < len(lines):
        fence = _FENCE.fullmatch(lines[at])
        if fence is None:
            between.append(lines[at])
            at += 1
            continue
        marker, info = fence.groups()
        end = _end_of(lines, at + 1, marker)
        if end is None or "`" in info:
            return None
        if _INFO.fullmatch(info):
            if not _close(found, begun, between):
                return None
            content = "".join([f"{line}\n" for line in lines[at + 1 : end]])
            found.append(Fence(at, marker, info, content))
            begun = end + 1
        else:
            between += lines[at : end + 1]
        at = end + 1
    return found if _close(found, begun, between) else None


def _end_of(lines: list[str], at: int, marker: str) -> int | None:
    """Return the line that ends a fence; ``None`` if there is none, or one that may be."""
    sign = marker[0]
    for number in range(at, len(lines)):
        line = lines[number]
        if sign in line:
            bare = line.strip(" \t")
            if len(bare) >= len(marker) and not bare.strip(sign):
                return number if line == marker else None
    return None


def _close(found: list[Fence | Between], begun: int, between: list[str]) -> bool:
    """Take what was between; ``False`` if it says something of what stands elsewhere."""
    text = "\n".join(between)
    between.clear()
    if not text.strip():
        return True
    last = text.rstrip().rpartition("\n")[2].lstrip()
    if last.startswith("{") or _OF_PAGE.search(text) or any(map(_INDENTED.match, text.split("\n"))):
        return False
    found.append(Between(begun, text))
    return True


class _State:
    """What a directive is given for a state of the parser: MyST's, made when it is asked for."""

    def __init__(self, renderer: SphinxRenderer, machine: MockStateMachine, line: int) -> None:
        self._given = (renderer, machine, line)
        self.document = renderer.document
        self.reporter = renderer.document.reporter
        self.state_machine = machine

    def __getattr__(self, name: str) -> Any:
        known = vars(self)
        if "_made" not in known:
            known["_made"] = MockState(*self._given)
        return getattr(known["_made"], name)


class _Reading:
    """Reads the parts of one page into its document."""

    def __init__(self, md: MarkdownIt, document: nodes.document) -> None:
        self._md = md
        self._env: dict[str, Any] = {}
        self._renderer: Any = md.renderer
        self._document = document
        self._kinds: dict[str, type[Directive] | None] = {}

    def read(self, parts: Iterable[Fence | Between]) -> None:
        """Read all parts, as MyST renders a page."""
        renderer, document = self._renderer, self._document
        self._md.options["document"] = document
        renderer.setup_render(self._md.options, self._env)
        renderer._render_initialise()
        if not hasattr(document.reporter, "get_source_and_line"):
            # As MyST does for the first directive of a page.
            document.reporter.get_source_and_line = lambda line: (document["source"], line)
        for part in parts:
            if isinstance(part, Between):
                self._between(part)
            else:
                self._fence(part)
        renderer._render_finalise()

    def _between(self, part: Between) -> None:
        tokens = self._md.parse(f"{part.text}\n", self._env)
        for token in tokens:
            if token.map:
                token.map = [token.map[0] + part.line, token.map[1] + part.line]
        self._renderer._render_tokens(tokens)

    def _fence(self, part: Fence) -> None:
        renderer, position = self._renderer, part.line + 1
        braced, _, rest = part.info.strip().partition(" ")
        name, first = braced[1:-1], rest.strip()
        block = f"{part.marker}{part.info}\n{part.content}{part.marker}\n"
        self._document.current_line = position
        kind = self._kind(name)
        content = part.content
        if part.marker[0] == ":" and content.startswith(":::"):
            content = f"\n{content}"
        parsed = _parsed(kind, first, content, position) if kind else None
        if kind is None or parsed is None:
            found = renderer.run_directive(name, first, content, position, block_text=block)
        else:
            machine = MockStateMachine(renderer, position)
            found = kind(
                name=name,
                arguments=parsed.arguments,
                options=parsed.options,
                content=StringList(parsed.body, self._document["source"]),
                lineno=position,
                content_offset=parsed.body_offset,
                block_text=block,
                state=_State(renderer, machine, position),  # type: ignore[arg-type]
                state_machine=machine,  # type: ignore[arg-type]
            ).run()
        renderer.current_node += found

    def _kind(self, name: str) -> type[Directive] | None:
        """Return the class of a directive; ``None`` where it is none of this package."""
        if name not in self._kinds:
            language = self._renderer.language_module_rst
            kind, messages = directives.directive(name, language, self._document)
            is_ours = kind is not None and any(
                one.__module__.startswith(_OURS[1]) for one in kind.__mro__
            )
            self._kinds[name] = kind if is_ours and not messages else None
        return self._kinds[name]


def _parsed(
    kind: type[Directive], first: str, content: str, position: int
) -> DirectiveParsingResult | None:
    """Return options, arguments and lines of a directive; ``None`` where MyST has to tell."""
    try:
        if kind.option_spec and content.lstrip()[:1] in {":", "-"}:
            parsed = parse_directive_text(kind, first, content, line=position)
            return None if parsed.warnings else parsed
        if not kind.has_content:
            return None
        lines, offset, arguments = content.splitlines(), 0, []
        if kind.required_arguments or kind.optional_arguments:
            arguments = parse_directive_arguments(kind, first)
        elif first:
            return None
    except MarkupError:
        return None
    blank = bool(lines) and not lines[0].strip()
    return DirectiveParsingResult(
        arguments, {}, lines[1:] if blank else lines, offset + blank, [], blank
    )


#: The parser of generated pages; its syntax is the same for all of them.
_MADE: list[MarkdownIt] = []


def _parser_for(config: MdParserConfig) -> MarkdownIt:
    if not _MADE or _MADE[0].options["myst_config"] is not config:
        _MADE[:] = [create_md_parser(config, SphinxRenderer)]
    return _MADE[0]


class GeneratedPageParser(MystParser):
    """Reads generated pages the short way, and all others as MyST does."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page into its document."""
        env = document.settings.env
        parts = parts_of(inputstring) if is_generated(env) and not env.config[SETTING] else None
        if parts is None:
            super().parse(inputstring, document)
        else:
            _Reading(_parser_for(env.myst_config), document).read(parts)


def setup_direct_reading(app: Sphinx) -> None:
    """Take the place of MyST's parser, unless another extension has."""
    app.add_config_value(SETTING, default=False, rebuild="env", types=bool)
    if app.registry.source_parsers.get("markdown") is MystParser:
        app.add_source_parser(GeneratedPageParser, override=True)
