"""Templates are compiled once for all builds of a test run, not anew for each application."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

_COMPILE = Environment.compile
_COMPILED: dict[tuple[object, ...], Any] = {}


def _compile_once(
    self: Environment,
    source: Any,
    name: str | None = None,
    filename: str | None = None,
    raw: bool = False,
    defer_init: bool = False,
) -> Any:
    """Compile a template; the same text in an environment of the same kind gives the same code."""
    kind = (type(self), tuple(sorted(self.extensions)), self.trim_blocks, self.lstrip_blocks)
    plain = isinstance(source, str) and isinstance(self.autoescape, bool)
    if not plain or raw:
        return _COMPILE(self, source, name, filename, raw, defer_init)  # type: ignore[call-overload]
    key = (kind, self.autoescape, source, name, filename, defer_init)
    if key not in _COMPILED:
        _COMPILED[key] = _COMPILE(self, source, name, filename, raw, defer_init)  # type: ignore[call-overload]
    return _COMPILED[key]


def compile_once() -> None:
    """Let all builds of this process share compiled templates."""
    Environment.compile = _compile_once  # type: ignore[method-assign]
