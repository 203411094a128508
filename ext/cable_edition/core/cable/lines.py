"""Lines of a source: problems are given the line on which their offset stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cable_edition.core.cable.model import Source


def located(
    problems: Iterable[Problem], source: Source, before: tuple[int, int] = (0, 0)
) -> tuple[Problem, ...]:
    """Return ``problems`` in the order of the source, each with line and name of the source.

    Those without an offset come first. Lines count from 1 in the file. ``before`` is a place that
    none of them stands before, and the number of lines of ``source.text`` that end before it.
    """
    text = source.text
    done: list[Problem] = []
    cursor, ended = before
    line = source.line + ended + 1
    for problem in sorted(problems, key=lambda item: -1 if item.offset is None else item.offset):
        if problem.offset is None:
            done.append(replace(problem, path=source.name))
            continue
        line += text.count("\n", cursor, problem.offset)
        cursor = max(cursor, problem.offset)
        code, message, offset = problem.code, problem.message, problem.offset
        done.append(Problem(code, message, source.name, line, offset))
    return tuple(done)


def line_at(source: Source, offset: int) -> tuple[str, int]:
    """Return the line of the source around ``offset``, and the column of the offset in it."""
    start = source.text.rfind("\n", 0, offset) + 1
    end = source.text.find("\n", offset)
    line = source.text[start : len(source.text) if end < 0 else end]
    return line.rstrip("\r"), offset - start
