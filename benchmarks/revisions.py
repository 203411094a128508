"""The program of another revision beside that of the working tree, each run on its own modules."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


class UnknownRevisionError(Exception):
    """A name that git does not know as a revision with a program; the message says so."""


@contextmanager
def program_of(revision: str, repository: Path = ROOT) -> Iterator[Path]:
    """Give a folder with the program (``ext``) of a revision, which is removed afterwards.

    Raises :class:`UnknownRevisionError`. The repository itself is only read.
    """
    with tempfile.TemporaryDirectory(prefix="cable-revision-") as folder:
        packed = Path(folder) / "program.tar"
        command = ["git", "archive", "--format=tar", f"--output={packed}", revision, "--", "ext"]
        done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
        if done.returncode:
            raise UnknownRevisionError(f"git has no program at {revision!r}: {done.stderr.strip()}")
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def environment_of(tree: Path, compiled: Path | None = None) -> dict[str, str]:
    """Return the variables under which Python takes the program from a tree, and no other.

    ``compiled`` is a folder in which Python keeps the compiled modules, whatever the environment
    says: without it a process may compile every module anew, which nobody wants to measure.
    """
    variables = {**os.environ, "PYTHONPATH": str(tree / "ext")}
    if compiled is not None:
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        variables["PYTHONPYCACHEPREFIX"] = str(compiled)
    return variables


def run_code(
    tree: Path,
    code: str,
    *arguments: str | Path,
    cwd: Path | None = None,
    compiled: Path | None = None,
) -> str:
    """Run Python code with the program of a tree; return what it writes to standard output.

    ``compiled`` is that of :func:`environment_of`. Raises ``CalledProcessError`` if the code
    fails; what it writes to standard error is shown.
    """
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment_of(tree, compiled),
        cwd=cwd,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout
