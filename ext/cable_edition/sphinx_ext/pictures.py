"""Pictures that are drawn when a page is written: the timeline, and bars of numbers.

They are plain SVG and HTML in the page, in the colours of the theme. Positions are in per cent, so
a picture fits any width and its letters keep their size. What a picture shows also stands as
text on the same page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from cable_edition.sphinx_ext.directives import Rows
from cable_edition.sphinx_ext.html import skip
from cable_edition.sphinx_ext.panel import BUILDERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.text import TextTranslator

#: Cells of the timeline across; what falls into one cell is stacked.
CELLS = 100
#: So many dots stand in a stack; a larger number is written over it.
STACK = 5
_AXIS = 62
_HEIGHT = 124
_STEP = 9
_YEAR_STEPS = (1, 2, 5, 10, 20, 50)
_LABELS = 6


class timeline(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The timeline; ``rows`` of (date, number of cables, number of events)."""


class portion_bars(nodes.General, nodes.Element):  # noqa: N801
    """The portion marks; ``rows`` of (mark, meaning, number of paragraphs)."""


class TimelineDirective(Rows):
    """``{cable:timeline}``: rows ``date | cables | events``."""

    node_class: ClassVar[type[nodes.Element]] = timeline
    width = 3


class PortionBarsDirective(Rows):
    """``{cable:portion-bars}``: rows ``mark | meaning | paragraphs``."""

    node_class: ClassVar[type[nodes.Element]] = portion_bars
    width = 3


def _time(date: str) -> float:
    """Return a date as a year with a fraction; a month or a year counts as its middle."""
    parts = [int(part) for part in date.split("-")[:3] if part.isdigit()]
    if len(parts) == 1:
        return parts[0] + 0.5
    if len(parts) == 2:
        return parts[0] + (parts[1] - 0.5) / 12
    return parts[0] + (parts[1] - 1) / 12 + parts[2] / 372


class _Scale:
    """From a date to per cent of the width; the axis begins and ends with a year."""

    def __init__(self, dates: Sequence[str]) -> None:
        times = [_time(date) for date in dates]
        self.first, self.last = int(min(times)), int(max(times)) + 1

    def at(self, time: float) -> float:
        return 2 + 96 * (time - self.first) / (self.last - self.first)

    def years(self) -> list[int]:
        span = self.last - self.first
        step = next((one for one in _YEAR_STEPS if span / one <= _LABELS), 100)
        start = -(-self.first // step) * step
        return list(range(start, self.last + 1, step))


def draw_timeline(rows: Sequence[tuple[str, str, str]]) -> str:
    """Return the timeline as a figure: events above the axis as rings, cables below as squares."""
    scale = _Scale([row[0] for row in rows])
    cables: dict[int, int] = {}
    events: dict[int, int] = {}
    for date, cable_number, event_number in rows:
        cell = int(scale.at(_time(date)) / 100 * CELLS)
        cables[cell] = cables.get(cell, 0) + int(cable_number)
        events[cell] = events.get(cell, 0) + int(event_number)
    counts = sum(cables.values()), sum(events.values())
    parts = "".join((*_ticks(scale), *_stacks(events, above=True), *_stacks(cables, above=False)))
    words = (
        f"{_count(counts[1], 'event')} and {_count(counts[0], 'cable')} "
        f"from {rows[0][0][:4]} to {rows[-1][0][:4]}"
    )
    return (
        '<figure class="cable-timeline">\n'
        f'<svg role="img" aria-label="Timeline: {words}" width="100%" height="{_HEIGHT}">'
        f"{parts}</svg>\n<figcaption>"
        '<span class="cable-timeline-key cable-key-event">event</span> '
        '<span class="cable-timeline-key cable-key-cable">cable</span> '
        f"{words}; each stands in the list below.</figcaption></figure>\n"
    )


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _ticks(scale: _Scale) -> Iterator[str]:
    yield f'<line class="cable-axis" x1="0" x2="100%" y1="{_AXIS}" y2="{_AXIS}"/>'
    for year in scale.years():
        x = f"{scale.at(year):.2f}%"
        yield f'<line class="cable-axis" x1="{x}" x2="{x}" y1="{_AXIS - 4}" y2="{_AXIS + 4}"/>'
        yield f'<text x="{x}" y="{_HEIGHT - 6}" text-anchor="middle">{year}</text>'


def _stacks(numbers: dict[int, int], *, above: bool) -> Iterator[str]:
    side = -1 if above else 1
    for cell, number in sorted(numbers.items()):
        x = (cell + 0.5) / CELLS * 100
        for place in range(min(number, STACK)):
            y = _AXIS + side * (_STEP + place * _STEP)
            if above:
                yield f'<circle class="cable-event" cx="{x:.2f}%" cy="{y}" r="3"/>'
            else:
                yield (
                    f'<svg x="{x:.2f}%" y="{y}" overflow="visible">'
                    '<rect class="cable-dot" x="-3.5" y="-3.5" width="7" height="7"/></svg>'
                )
        if number > STACK:
            y = _AXIS + side * (STACK * _STEP + 8) + (0 if above else 6)
            yield f'<text x="{x:.2f}%" y="{y}" text-anchor="middle">{number}</text>'


def draw_bars(rows: Sequence[tuple[str, str, str]]) -> str:
    """Return a table of portion marks; a bar stands beside each number."""
    most = max(int(row[2]) for row in rows)
    out = []
    for mark, meaning, number in rows:
        width = f"{int(number) / most * 100:.1f}%"
        out.append(
            f'<tr><th scope="row">{escape(mark)}</th><td>{escape(meaning)}</td>'
            f'<td class="cable-number-cell">{number}</td><td class="cable-bar-cell">'
            f'<svg aria-hidden="true" width="100%" height="12">'
            f'<rect class="cable-dot" width="{width}" height="12"/></svg></td></tr>\n'
        )
    head = '<th scope="col">Mark</th><th scope="col">Meaning</th><th scope="col">Paragraphs</th>'
    return (
        '<table class="cable-bars"><caption>Paragraphs by portion mark</caption>'
        f"<thead><tr>{head}<td></td></tr></thead><tbody>\n{''.join(out)}</tbody></table>\n"
    )


def _visit_timeline(self: HTML5Translator, node: timeline) -> None:
    if self.builder.name in BUILDERS:
        self.body.append(draw_timeline(node["rows"]))
    raise nodes.SkipNode


def _visit_bars(self: HTML5Translator, node: portion_bars) -> None:
    self.body.append(draw_bars(node["rows"]))
    raise nodes.SkipNode


def _bars_text(self: TextTranslator, node: portion_bars) -> None:
    self.new_state(2)
    for mark, meaning, number in node["rows"]:
        self.add_text(f"{mark} {meaning}: {number}\n")
    self.end_state(wrap=False)
    raise nodes.SkipNode


def _bars_latex(self: LaTeXTranslator, node: portion_bars) -> None:
    for mark, meaning, number in node["rows"]:
        self.body.append(f"\n\n\\noindent {self.encode(f'{mark} {meaning}: {number}')}\n\n")
    raise nodes.SkipNode


def setup_pictures(app: Sphinx) -> None:
    """Add the directives and their nodes; where no picture can stand, the text has it all."""
    app.add_directive_to_domain("cable", "timeline", TimelineDirective)
    app.add_directive_to_domain("cable", "portion-bars", PortionBarsDirective)
    app.add_node(
        timeline,
        html=(_visit_timeline, None),
        latex=(skip, None),
        text=(skip, None),
        man=(skip, None),
        texinfo=(skip, None),
    )
    app.add_node(
        portion_bars,
        html=(_visit_bars, None),
        latex=(_bars_latex, None),
        text=(_bars_text, None),
        man=(skip, None),
        texinfo=(skip, None),
    )
