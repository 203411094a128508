"""The moment for now, looked at while ``conf.py`` is read, before Sphinx takes it for a number.

Sphinx 9.0 reads ``SOURCE_DATE_EPOCH`` while it loads its own builders, before any extension, and
what is no number ends there in a crash report. No extension can be earlier; ``conf.py`` is.
"""

from __future__ import annotations

import os
import sys
from bdb import BdbQuit

from sphinx.errors import ConfigError

from cable_edition.core.problems import Problem
from cable_edition.core.settings.epoch import EPOCH, epoch_of


class _MomentError(ConfigError, BdbQuit):
    """Sphinx lets the first through when ``conf.py`` raises it, and makes no report of the second.

    See ``stopping.py``: what is wrong has been told.
    """


def check_moment() -> None:
    """Tell in one line a moment that no format can hold, and end the build with status 2.

    One that is set and empty is none, for Sphinx too.
    """
    try:
        if epoch_of(os.environ) is None:
            os.environ.pop(EPOCH, None)
    except ValueError as error:
        line = f"{EPOCH}: ERROR: {Problem('bad-setting', str(error), EPOCH).told}"
        print(line, file=sys.stderr)  # noqa: T201 (Sphinx has set up no log yet)
        raise _MomentError(line) from None
