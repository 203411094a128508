"""Programs run within the process of the tests: a new Python takes longer than a small edition.

That each ends as told in a process of its own too is shown in the tests with ``make``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch


def run_program(
    program: Callable[[], int], folder: Path, environment: Mapping[str, str]
) -> CompletedProcess[str]:
    """Return the status of a program run in a folder, and what it wrote."""
    out, err = StringIO(), StringIO()
    with (
        patch.dict(os.environ, environment),
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = program()
    return CompletedProcess((), status, out.getvalue(), err.getvalue())
