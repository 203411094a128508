"""Rows of a directive: typed, or told with page and line where one is not as it should be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from docutils import nodes
from docutils.parsers.rst.states import RSTState

from cable_edition.core.myst.rows import read_rows
from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.warnings import page_path, report

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

Row = TypeVar("Row", bound=tuple[Any, ...])


class RowsTaken(NamedTuple, Generic[Row]):
    """The rows of a directive, and as paragraphs the lines that are none."""

    rows: tuple[Row, ...]
    others: list[nodes.Node]


def take_rows(
    directive: SphinxDirective, kinds: tuple[type[Row], ...], *, may_be_empty: bool = False
) -> RowsTaken[Row]:
    """Return the rows of a directive, each of one of ``kinds``.

    A line that is no row is reported (``bad-generated-row``) and comes back as a plain paragraph,
    so that its words stay on the page. A directive without a line is reported too.
    """
    read = read_rows(
        directive.content,
        kinds,
        name=directive.name,
        line=_first_line(directive),
    )
    for bad in read.bad:
        report(replace(bad.problem, path=_path(directive)))
    if not (read.rows or read.bad or may_be_empty):
        tell(directive, f"{directive.name} has no row")
    others: list[nodes.Node] = [
        nodes.paragraph(bad.words, bad.words, classes=["cable-bad-row"]) for bad in read.bad
    ]
    for paragraph in others:
        directive.set_source_info(paragraph)
    return RowsTaken(read.rows, others)


def tell(directive: SphinxDirective, message: str) -> None:
    """Report what is wrong with a directive of the edition (``bad-generated-row``)."""
    problem = Problem("bad-generated-row", message, _path(directive), directive.lineno)
    report(problem)


def _path(directive: SphinxDirective) -> str:
    source, _ = directive.get_source_info()
    return page_path(source, directive.env)


def _first_line(directive: SphinxDirective) -> int:
    """Return the line on which the content begins; MyST counts from the directive's own."""
    above = 0 if isinstance(directive.state, RSTState) else directive.lineno
    return above + directive.content_offset + 1
