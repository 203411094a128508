"""What each picture looks like, as specifications of Vega and Vega-Lite.

No picture tells anything by colour alone: a number stands in or beside each mark, and the size of
the mark says the same. All ink is that of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cable_edition.core.edition.pictures.reference_arcs import Arc, ArcEnd
from cable_edition.core.myst.row_kinds import (
    PeoplePairRow,
    PortionBarRow,
    TagRow,
    TimelineRow,
    WithheldBarRow,
)
from cable_edition.core.words import say
from cable_edition.sphinx_ext.pictures.drawing import INK, SIZE

_STEP = 26
Spec = dict[str, Any]
_NUMBER: Spec = {"field": "n", "type": "quantitative"}


def people_pairs(rows: Sequence[PeoplePairRow]) -> Spec:
    """Return who appears with whom.

    Each pair stands once, below the diagonal; the order of the names is that of the rows.
    """
    names = list(dict.fromkeys(one for row in rows for one in (row.name, row.other_name)))
    place = {name: index for index, name in enumerate(names)}
    values = []
    for row in rows:
        upper, lower = sorted((row.name, row.other_name), key=place.__getitem__)
        values.append({"across": upper, "down": lower, "n": row.paragraphs})
    return _matrix(values, down=names[1:], across=names[:-1], angle=-40)


def tags_in_time(rows: Sequence[TagRow]) -> Spec:
    """Return the TAGS over time."""
    codes = list(dict.fromkeys(row.tag for row in rows))
    values = [{"down": row.tag, "across": row.time, "n": row.cables} for row in rows]
    periods = sorted({row.time for row in rows})
    return _matrix(values, down=codes, across=periods, angle=0 if len(periods) < 12 else -40)


def _matrix(values: list[Spec], *, down: list[str], across: list[str], angle: int) -> Spec:
    wide = any(len(name) > 4 for name in across)
    step = 34 if not angle else 30
    step = 46 if wide and not angle else step
    axis: Spec = {"labelAngle": angle, "title": None, "domain": False, "ticks": False}
    aligned = {"labelAlign": "left", "labelBaseline": "middle"} if angle else {}
    x = {
        "field": "across",
        "type": "ordinal",
        "sort": across,
        "axis": axis | aligned | {"orient": "top"},
    }
    y = {
        "field": "down",
        "type": "ordinal",
        "sort": down,
        "axis": axis | {"labelAngle": 0},
    }
    most = max(int(value["n"]) for value in values)
    size = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [0, most], "range": [90, _STEP * _STEP]},
    }
    return {
        "width": {"step": step},
        "height": {"step": 28},
        "data": {"values": values},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "square", "color": INK, "opacity": 0.22},
                "encoding": {"size": size},
            },
            {
                "mark": {"type": "text"},
                "encoding": {"text": _NUMBER},
            },
        ],
    }


def portions(rows: Sequence[PortionBarRow]) -> Spec:
    """Return the portions by classification."""
    return _bars_in_groups([(row.classification, row.mark, row.paragraphs) for row in rows])


def withheld(rows: Sequence[WithheldBarRow]) -> Spec:
    """Return the places where words were withheld, by body, exemption, mark and year."""
    rows_of = [(row.title, row.value, row.places) for row in rows]
    return _bars_in_groups(rows_of, last=say("not stated"))


def _bars_in_groups(rows: Sequence[tuple[str, str, int]], last: str = "") -> Spec:
    """Return bars with their numbers, in groups below one another; ``last`` ends each group."""
    wholes = list(dict.fromkeys(whole for whole, _, _ in rows))
    marks = sorted(dict.fromkeys(mark for _, mark, _ in rows), key=lambda mark: mark == last)
    values = [{"whole": whole, "mark": mark, "n": number} for whole, mark, number in rows]
    axis: Spec = {"title": None, "domain": False, "ticks": False}
    y = {"field": "mark", "type": "ordinal", "sort": marks, "axis": axis}
    x = {"field": "n", "type": "quantitative", "axis": None}
    return {
        "data": {"values": values},
        "facet": {
            "row": {
                "field": "whole",
                "sort": wholes,
                "header": {
                    "labelAngle": 0,
                    "labelAlign": "left",
                    "labelAnchor": "start",
                    "labelOrient": "top",
                    "labelPadding": -4,
                },
            }
        },
        "spacing": 14,
        "spec": {
            "width": 420,
            "height": {"step": 24},
            "encoding": {"y": y, "x": x},
            "layer": [
                {"mark": {"type": "bar", "color": INK, "opacity": 0.22, "height": 15}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5},
                    "encoding": {"text": _NUMBER},
                },
            ],
        },
        "resolve": {"scale": {"y": "independent"}},
    }


#: The width of the timeline, and how far numbers above its marks must stand apart, on a phone too.
_TIMELINE, _APART = 580, 20
#: Years below a timeline, each under its mark, as far apart as the larger letters on a phone need.
_YEARS_BELOW: Spec = {
    "title": None,
    "format": "%Y",
    "tickCount": "year",
    "labelOverlap": True,
    "labelFlush": False,
    "labelSeparation": 16,
}
#: From so many years on bars are of years.
_YEARS = 12
#: More dates than this would lie on each other as marks, and are bars.
_MARKS = 60


def timeline(rows: Sequence[TimelineRow]) -> Spec:
    """Return the timeline.

    Up to some dozens of dates are marks on a line: events are rings above it, cables squares, as
    large as their number. More of them, or numbers that would lie on each other, are bars, by month
    or year as the dates are.
    """
    values: list[Spec] = [
        {"date": _whole_date(row.date), "n": number, "kind": kind}
        for row in rows
        for number, kind in ((row.events, "event"), (row.cables, "cable"))
        if number
    ]
    if len(rows) > _MARKS or _crowded(rows):
        return _bars(values, "utcyear" if _by_year(rows) else "utcyearmonth")
    # The axis shows the kinds as they are called in the values.
    names = {"event": say("event"), "cable": say("cable")}
    values = [value | {"kind": names[value["kind"]]} for value in values]
    kinds = list(names.values())
    most = max((int(value["n"]) for value in values), default=1)
    x = {
        "field": "date",
        "type": "temporal",
        "scale": {"type": "utc", "nice": "year"},
        "axis": _YEARS_BELOW | {"orient": "bottom"},
    }
    shape = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": kinds, "range": ["circle", "square"]},
    }
    filled = {
        "condition": {"test": {"field": "kind", "equal": names["cable"]}, "value": INK},
        "value": "transparent",
    }
    y = {
        "field": "kind",
        "type": "nominal",
        "sort": kinds,
        "axis": {"title": None, "domain": False, "ticks": False},
    }
    size = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [1, max(most, 2)], "range": [42, 420]},
    }
    number = {
        "transform": [{"filter": "datum.n > 1"}],
        "mark": {"type": "text", "dy": -14},
        "encoding": {"text": _NUMBER},
    }
    return {
        "width": _TIMELINE,
        "height": {"step": 42},
        "data": {"values": values},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "point", "stroke": INK, "strokeWidth": 1.2, "opacity": 0.85},
                "encoding": {"shape": shape, "fill": filled, "size": size},
            },
            number,
        ],
    }


def _crowded(rows: Sequence[TimelineRow]) -> bool:
    """Whether the numbers above two marks would lie on each other, and read as one number."""
    days = [_day_number(row.date) for row in rows]
    a_day = _TIMELINE / max(days[-1] - days[0], 1)
    for numbers in ([row.events for row in rows], [row.cables for row in rows]):
        many = [day for day, number in zip(days, numbers, strict=True) if number > 1]
        if any((later - day) * a_day < _APART for day, later in pairwise(many)):
            return True
    return False


def _day_number(known: str) -> float:
    """Return about how many days a date is after another; it need not be in the calendar."""
    year, month, day = map(int, _whole_date(known).split("-"))
    return year * 365.25 + month * 30.44 + day


def _by_year(rows: Sequence[TimelineRow]) -> bool:
    """Whether there are more months from the first date to the last than bars find room."""
    return len(rows[0].date) == 4 or int(rows[-1].date[:4]) - int(rows[0].date[:4]) >= _YEARS


def _bars(values: list[Spec], unit: str) -> Spec:
    """Return the number of cables, and that of events, in each month or year."""
    kinds = [kind for kind in ("event", "cable") if any(one["kind"] == kind for one in values)]
    names = {"event": say("events"), "cable": say("cables")}
    axis = _YEARS_BELOW | {"grid": False}
    x = {"field": "date", "type": "temporal", "timeUnit": unit, "axis": axis}
    y_axis: Spec = {"tickCount": 3, "format": "d", "domain": False, "tickMinStep": 1}
    return {
        "data": {"values": values},
        "vconcat": [
            {
                "width": _TIMELINE,
                "height": 70 if kind == "cable" else 40,
                "transform": [{"filter": f"datum.kind === '{kind}'"}],
                "mark": {"type": "bar", "color": INK, "opacity": 0.55},
                "encoding": {
                    "x": x,
                    "y": _NUMBER | {"aggregate": "sum", "axis": y_axis | {"title": names[kind]}},
                },
            }
            for kind in kinds
        ],
        "resolve": {"scale": {"x": "shared"}},
    }


def _whole_date(known: str) -> str:
    """Return a day in the middle of a month or year where no day is known."""
    return {4: f"{known}-07-02", 7: f"{known}-15"}.get(len(known), known)


def references(cables: Sequence[ArcEnd], links: Sequence[Arc]) -> Spec:
    """Return the graph of references as arcs over a row of cables, in the order of their dates."""
    width = max(160, min(680, 24 * len(cables)))
    nodes = [
        {"index": index, "name": one.name, "inside": one.inside} for index, one in enumerate(cables)
    ]
    edges = [{"source": one.citing, "target": one.cited, "kind": one.kind} for one in links]
    return {
        "width": width,
        "padding": {"left": 10, "right": 10, "top": 6, "bottom": 0},
        "autosize": {"type": "pad"},
        "data": [
            {"name": "edges", "values": edges},
            {"name": "cables", "values": nodes},
        ],
        "scales": [
            {
                "name": "place",
                "type": "point",
                "domain": {"data": "cables", "field": "index"},
                "range": "width",
                "padding": 0.6,
            }
        ],
        "marks": [
            {
                "type": "symbol",
                "name": "row",
                "interactive": False,
                "from": {"data": "cables"},
                "encode": {
                    "enter": {
                        "x": {"scale": "place", "field": "index"},
                        "y": {"value": 0},
                        "size": {"value": 46},
                        "fill": {"value": "transparent"},
                    }
                },
            },
            {
                "type": "path",
                "from": {"data": "edges"},
                "encode": {
                    "enter": {
                        "stroke": {"value": INK},
                        "strokeOpacity": {"value": 0.55},
                        "strokeWidth": {"value": 1.2},
                        "strokeDash": [
                            {"test": "datum.kind === 'related'", "value": [4, 3]},
                            {"value": [1, 0]},
                        ],
                    }
                },
                "transform": [
                    {
                        "type": "lookup",
                        "from": "row",
                        "key": "datum.index",
                        "fields": ["datum.source", "datum.target"],
                        "as": ["one", "other"],
                    },
                    {
                        "type": "linkpath",
                        "sourceX": {"expr": "min(datum.one.x, datum.other.x)"},
                        "targetX": {"expr": "max(datum.one.x, datum.other.x)"},
                        "sourceY": {"expr": "0"},
                        "targetY": {"expr": "0"},
                        "shape": "arc",
                    },
                ],
            },
            {
                "type": "symbol",
                "from": {"data": "row"},
                "encode": {
                    "enter": {
                        "x": {"field": "x"},
                        "y": {"field": "y"},
                        "size": {"value": 56},
                        "fill": [
                            {"test": "datum.datum.inside", "value": INK},
                            {"value": "transparent"},
                        ],
                        "stroke": {"value": INK},
                        "strokeWidth": {"value": 1.2},
                    }
                },
            },
            {
                "type": "text",
                "from": {"data": "row"},
                "encode": {
                    "enter": {
                        "x": {"field": "x"},
                        "y": {"value": 9},
                        "fill": {"value": INK},
                        "fontSize": {"value": SIZE},
                        "align": {"value": "right"},
                        "baseline": {"value": "middle"},
                        "angle": {"value": -60},
                        "text": {"field": "datum.name"},
                    }
                },
            },
        ],
    }
