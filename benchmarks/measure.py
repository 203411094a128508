"""Time, processor seconds and memory of one command run as a process of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


class BuildError(Exception):
    """A build that was to be measured failed; the message is the end of what it wrote."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One build: seconds of wall clock and of processor (user and system, children included).

    ``rss`` is the peak resident memory of the largest process, in MiB; ``warnings`` counts the
    lines with ``WARNING`` or ``ERROR`` that Sphinx wrote.
    """

    wall: float
    cpu: float
    rss: float
    warnings: int

    def to_dict(self) -> dict[str, float]:
        """Return the figures, rounded to a millisecond and a tenth of a MiB."""
        return {key: round(value, 1 if key == "rss" else 3) for key, value in asdict(self).items()}


def run(command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> Measure:
    """Run a command with its output in ``log`` and measure it; :class:`BuildError` if it fails.

    ``environment`` is all of its variables, if they are not those of this process.
    """
    with log.open("wb") as output:
        begun = time.monotonic()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise BuildError(f"{' '.join(command)} ended with {process.returncode}\n{text[-4000:]}")
    # ru_maxrss is in KiB on Linux, in bytes on macOS.
    rss = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    warnings = sum("WARNING" in line or "ERROR" in line for line in text.splitlines())
    return Measure(wall, used.ru_utime + used.ru_stime, rss, warnings)


def sphinx_build(docs: Path, out: Path, jobs: int = 1) -> list[str]:
    """Return the command that builds ``docs`` into ``out`` with so many processes."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-j", str(jobs), "-q"]
    return [*command, "-d", str(out / "doctrees"), str(docs), str(out / "html")]


def spread(values: Sequence[float]) -> str:
    """Return the median of values with their range: ``12.3 (11.9-13.0)``."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"
