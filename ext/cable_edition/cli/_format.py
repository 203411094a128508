"""The option ``--format`` of all commands that report: text for people, or JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import rich_click as click

from cable_edition.core.problems import CODES, Problem

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
#: A warning or error as Sphinx writes it; it and docutils give some no place, others no code.
_FAULT = re.compile(
    r"(?:(?P<path>[^\s:][^:]*):(?:(?P<line>\d+):)? )?(?P<severity>WARNING|ERROR|CRITICAL|SEVERE): "
    r"(?P<message>.*?)(?: \[(?P<code>[\w.-]+)\])?"
)


def format_option(each: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command ``--format``; ``each`` says what has an object of JSON to itself.

    The command is called with ``as_json``, true or false.
    """
    return click.option(
        "--format",
        "as_json",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        callback=lambda _context, _parameter, value: value == "json",
        help=f"Text for people, or one JSON object a line for {each}.",
    )


def asked_for_json() -> bool:
    """Whether the command that runs was called with ``--format json``."""
    context = click.get_current_context(silent=True)
    return bool(context and context.params.get("as_json"))


def tell_json(item: dict[str, Any]) -> None:
    """Write an object of JSON in a line."""
    click.echo(json.dumps(item, ensure_ascii=False))


def problem_item(problem: Problem) -> dict[str, Any]:
    """Return a problem as a command writes it for programs."""
    return {
        "path": problem.path,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "line": problem.line,
        "action": problem.known.action,
    }


def fault_item(line: str) -> dict[str, Any] | None:
    """Return what a build says in a line as a fault for programs; ``None`` if it is none."""
    found = _FAULT.fullmatch(_COLOURS.sub("", line).strip())
    if found is None:
        return None
    code, place = found["code"] or "", found["line"]
    return {
        "path": found["path"] or "",
        "code": code,
        "severity": "warning" if found["severity"] == "WARNING" else "error",
        "message": found["message"],
        "line": int(place) if place else None,
        "action": CODES[code].action if code in CODES else "",
    }
