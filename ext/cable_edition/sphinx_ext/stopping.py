"""How an edition stops a build: a line for each fault, exit status 2, and no crash report.

Sphinx takes every exception for a crash of its own: it prints versions, the last messages and a
traceback, and asks for a report to its developers. One exception it leaves alone, because whoever
raised it has told its user already: that of a debugger that was quit (``BdbQuit``, in
``sphinx/_cli/util/errors.py``). ``sphinx-build`` ends with status 2 then, and says nothing more.
"""

from __future__ import annotations

from bdb import BdbQuit
from multiprocessing import parent_process
from typing import TYPE_CHECKING, NoReturn

from sphinx.errors import SphinxError
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cable_edition.core.problems import Problem

logger = logging.getLogger(__name__)


class EditionError(SphinxError, BdbQuit):
    """The build ends here; what is wrong has been told, and is its text, a line for each fault."""

    category = "The edition cannot be built"


def stop(problems: Sequence[Problem]) -> NoReturn:
    """Tell each problem in a line (``path:line: ERROR: message [code]``) and end the build."""
    lines = []
    for problem in problems:
        place = f"{problem.place}: " if problem.place else ""
        # Sphinx would put ERROR before the place, or take a place without a line for a page.
        lines.append(f"{place}ERROR: {problem.told}")
        logger.error("%s", lines[-1])
    # Of a process that reads pages beside others, the words of the exception are all that is left.
    beside = parent_process() is not None
    raise EditionError("\n".join(lines if beside else [one.located() for one in problems]))
