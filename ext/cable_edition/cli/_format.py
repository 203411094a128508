"""The option ``--format`` of all commands that report: text for people, or JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import rich_click as click

from cable_edition.core.problems import Problem


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
