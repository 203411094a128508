"""Sphinx as the edition starts it: what it cannot begin with is told in a line, with its place.

Before Sphinx asks its first extension it has executed conf.py, looked for the language and set up
the extensions that stand before this one. What fails there no extension can take, and Sphinx ends
in a report on itself. So ``make``, ``cable-edition build``, ``serve`` and volumes start it here;
``python -m cable_edition.sphinx_ext`` takes the arguments of ``sphinx-build``. Of what is told here
``-v`` shows where it was raised. ``sphinx-build`` itself, which starts before anything of the
edition, still ends in its report.
"""

from __future__ import annotations

import gc
import sys
import traceback
from bdb import BdbQuit
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.cmd import build as program
from sphinx.errors import ConfigError, ExtensionError, VersionRequirementError

from cable_edition.core.problems import Problem
from cable_edition.core.settings.edition_file import shown_path
from cable_edition.sphinx_ext.conf_py import ConfPy
from cable_edition.sphinx_ext.failing_steps import said_of
from cable_edition.sphinx_ext.moment import check_moment
from cable_edition.sphinx_ext.stopping import EditionError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What Sphinx uses before it looks at the types of values, and what each must be.
_TEXT, _TEXTS = "text", "a list of texts"
_USED_FIRST = {
    "needs_sphinx": _TEXT,
    "language": _TEXT,
    "locale_dirs": _TEXTS,
    "extensions": _TEXTS,
}


class Starting(Sphinx):
    """Sphinx, which ends in one line where it cannot begin."""

    def __init__(self, srcdir: Any, confdir: Any, *arguments: Any, **named: Any) -> None:
        check_moment()
        try:
            super().__init__(srcdir, confdir, *arguments, **named)
        except BdbQuit:
            raise
        except Exception as error:
            if named.get("pdb"):
                raise
            problem = _problem_of(error, Path(confdir or srcdir), getattr(self, "config", None))
            if named.get("verbosity"):
                print(traceback.format_exc(), file=sys.stderr)  # noqa: T201 (there is no log yet)
            place = f"{problem.place}: " if problem.place else ""
            print(f"{place}ERROR: {problem.told}", file=sys.stderr)  # noqa: T201
            raise EditionError(problem.located()) from None
        finally:
            # Without the extension nobody else does.
            gc.enable()


def run_sphinx(arguments: Sequence[str], kind: type[Sphinx] = Starting) -> int:
    """Build as ``sphinx-build`` does with these arguments, and return its status."""
    before = program.Sphinx  # type: ignore[attr-defined]
    program.Sphinx = kind  # type: ignore[attr-defined]
    try:
        return program.main(arguments)
    finally:
        program.Sphinx = before  # type: ignore[attr-defined]


def _problem_of(error: Exception, folder: Path, config: Any) -> Problem:
    """Return what a project begins wrongly with; there is no ``config`` if conf.py is not read."""
    if config is None:
        return _unread(error, folder / "conf.py")
    given = ConfPy(folder, config)
    for name, what in _USED_FIRST.items():
        value = given.value(name)
        if name in given and value is not None and not _is(what, value):
            message = f"`{name}` must be {what}, not {value!r}"[:300]
            return Problem("bad-setting", message, *given.place(name))
    name = "needs_sphinx" if isinstance(error, VersionRequirementError) else ""
    if isinstance(error, ExtensionError) or _stands_in(error, "setup_extension"):
        name = "extensions"
    message = f"Sphinx cannot begin: {said_of(error)}"
    return Problem("bad-setting", message, *given.place(name))


def _unread(error: Exception, path: Path) -> Problem:
    """Return what is wrong with a conf.py that could not be executed, at the line that it is."""
    cause = error.__cause__
    if not isinstance(error, ConfigError) or cause is None:
        # It has nothing in it: its folder is not there, or it is not.
        return Problem("bad-setting", said_of(error), shown_path(path))
    if isinstance(cause, SyntaxError) and cause.filename:
        message = f"it is no Python: {cause.msg}"
        return Problem("bad-setting", message, shown_path(Path(cause.filename)), cause.lineno)
    lines = [
        line
        for frame, line in traceback.walk_tb(cause.__traceback__)
        if Path(frame.f_code.co_filename).resolve() == path.resolve()
    ]
    is_left = isinstance(cause, SystemExit)
    message = "it leaves Python (`sys.exit`)" if is_left else f"it fails: {said_of(cause)}"
    return Problem("bad-setting", message, shown_path(path), lines[-1] if lines else None)


def _is(what: str, value: object) -> bool:
    if what == _TEXT:
        return isinstance(value, str)
    if not isinstance(value, list | tuple | set | frozenset):
        return False
    return all(isinstance(one, str) for one in value)


def _stands_in(error: Exception, function: str) -> bool:
    """Whether a function of this name raised an error, or called what did."""
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(frame.f_code.co_name == function for frame in frames)
