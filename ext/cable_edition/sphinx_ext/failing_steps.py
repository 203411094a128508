"""What Sphinx or another extension cannot do: told in a line, with the file that it comes from.

Sphinx takes whatever a directive, a theme or an extension raises for a crash of its own, even an
error that it made for its user, and prints a report. So each step that follows on the setup of the
edition is taken here with a net below it. ``sphinx-build -v`` shows where it was raised.

What fails before is told by ``starting.py``, if the edition starts Sphinx: reading conf.py, its
``language``, and the extensions that stand before this one. No extension is asked yet.
"""

from __future__ import annotations

import re
import traceback
from bdb import BdbQuit
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import Directive
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.conf_py import ConfPy
from cable_edition.sphinx_ext.failing_files import failed_file
from cable_edition.sphinx_ext.stopping import EditionError, stop
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


#: Where in the memory of a process a function stands; the next time it is elsewhere.
_ADDRESS = re.compile(r" at 0x[0-9a-f]{1,16}")
#: Longer words of an exception are no sentence.
_LONGEST = 500
#: Step of the application -> the value of conf.py that it takes.
_STEPS = {
    "setup_extension": "extensions",
    "preload_builder": "-b",
    "create_builder": "-b",
    "_init_builder": "html_theme",
}
#: What Pygments raises for a style that there is not.
_NO_STYLE = "ClassNotFound"
#: What is done at these events follows from conf.py alone.
_OF_CONF_PY = frozenset({"config-inited", "builder-inited"})


def _netted(
    step: Callable[..., Any], tell: Callable[[Exception, Any], Problem | None]
) -> Callable[..., Any]:
    """Return ``step``, which stops the build where it raises what ``tell`` makes a problem of."""

    def taken(*arguments: Any, **named: Any) -> Any:
        try:
            return step(*arguments, **named)
        except BdbQuit:
            raise
        except Exception as error:
            problem = tell(error, arguments[0] if arguments else "")
            if problem is None:
                raise
            logger.verbose("%s", traceback.format_exc())
            stop([problem])

    return taken


def said_of(error: BaseException) -> str:
    """Return the words of an exception in one line; of Python's own with its kind."""
    words = _ADDRESS.sub("", " ".join(str(error).split()))
    if not isinstance(error, SphinxError):
        words = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return words[:_LONGEST]


def _line(error: Exception) -> int | None:
    """Return the line of the page at which the last directive or role was taken that raised."""
    line = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        one = frame.f_locals.get("self")
        if isinstance(one, Directive | SphinxRole):
            line = getattr(one, "lineno", None)
    return line if isinstance(line, int) and line > 0 else None


def _of_page(app: Sphinx, what: str) -> Callable[[Exception, Any], Problem | None]:
    def tell(error: Exception, name: Any) -> Problem | None:
        if problem := failed_file(app, error):
            return problem
        if app.pdb or app._exception_on_warning:
            return None
        path = editors_path(app.env.doc2path(name), Path(app.confdir))
        message = f"Sphinx or an extension cannot {what} this page: {said_of(error)}"
        return Problem("sphinx-failed", message, path, _line(error))

    return tell


def _is_for_users(error: Exception) -> bool:
    return isinstance(error, SphinxError)


def _meant(name: str, error: Exception) -> str:
    """Return the value of conf.py that an error is of; no value where it is not known which."""
    if type(error).__name__ == _NO_STYLE:
        return "pygments_style"
    return name if _is_for_users(error) else ""


def _of_conf_py(app: Sphinx, name: str) -> Callable[[Exception, Any], Problem | None]:
    def tell(error: Exception, first: Any) -> Problem | None:
        # What an event asks of an extension of the project raises what its developers must see.
        if app.pdb or (not name and (first not in _OF_CONF_PY or not _is_for_users(error))):
            return None
        if problem := failed_file(app, error):
            return problem
        path, line = ConfPy(Path(app.confdir), app.config).place(_meant(name, error))
        if name == "-b":
            path = name
        return Problem("bad-setting", f"Sphinx cannot use it: {said_of(error)}", path, line)

    return tell


def _of_pages(app: Sphinx) -> None:
    builder: Any = app.builder
    builder.read_doc = _netted(builder.read_doc, _of_page(app, "read"))
    builder.write_doc = _netted(builder.write_doc, _of_page(app, "write"))


def _of_build(app: Sphinx) -> Callable[[Exception, Any], Problem | None]:
    def tell(error: Exception, _first: Any) -> Problem | None:
        if isinstance(error, SphinxParallelError):
            # Sphinx passes on the words of what was raised in the process beside this one.
            kind, _, said = error.message.partition(": ")
            if kind.rpartition(".")[2] == EditionError.__name__:
                for line in said.splitlines():
                    logger.error("%s", line)
                raise EditionError(said)
        if problem := failed_file(app, error):
            return problem
        if app.pdb or app._exception_on_warning:
            return None
        message = f"Sphinx or an extension cannot go on: {said_of(error)}"
        return Problem("sphinx-failed", message)

    return tell


def setup_failing_steps(app: Sphinx) -> None:
    """Put the net below all steps from here on."""
    for name, value in _STEPS.items():
        setattr(app, name, _netted(getattr(app, name), _of_conf_py(app, value)))
    app.build = _netted(app.build, _of_build(app))  # type: ignore[method-assign]
    app.events.emit = _netted(app.events.emit, _of_conf_py(app, ""))  # type: ignore[method-assign]
    app.connect("builder-inited", _of_pages)
