"""What verify takes of what building takes: ``python benchmarks/verify_share.py --n 1000``.

Builds an edition of synthetic cables from nothing, and then proves the site, which reads sources,
sidecars and registers anew: each in a process of its own, as an editor runs them one after the
other. Gives the processor seconds of both and their ratio, and fails where it is above a half, or
where anything differs.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from projects import write_project
from synthetic import Corpus

#: The most that verify may take of the time of a build from nothing.
LIMIT = 0.5


def _seconds(*command: str | Path, cwd: Path) -> tuple[float, int, str]:
    """Return the processor seconds of a Python command, its status, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, check=False, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, done.returncode, done.stdout + done.stderr


def main() -> int:
    """Measure one build and one proof, and print the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--n", type=int, default=1000, help="number of cables")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        root = Path(work) / "edition"
        corpus = Corpus(options.seed, options.n)
        write_project("edition", corpus, root, form="text", transmitted=False)
        build = ("sphinx", "-b", "html", "-j", "1", "-q", "docs", "built")
        built, status, said = _seconds(*build, cwd=root)
        if status:
            print(said)
            return status
        proved, status, said = _seconds("cable_edition", "verify", "built", cwd=root)
    ratio = proved / built
    if status:
        print(said)
    print(f"{options.n} cables: built in {built:.2f} s CPU, proved in {proved:.2f} s: {ratio:.2f}")
    return int(ratio > LIMIT or bool(status))


if __name__ == "__main__":
    raise SystemExit(main())
