"""Profile one build of the edition: ``python benchmarks/profile_build.py --n 300 [--top 40]``.

With ``--after "a cable"`` all is built first, unprofiled, and the build after that change profiled.
Prints the functions with the most time of their own, then those with the most time in all. The
profiler itself slows small functions most, so read it for places, and ``build.py`` for figures.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import build_main

from changes import CHANGES
from projects import SIDES, write_project
from synthetic import Corpus


def main() -> None:
    """Profile the build that the command line asks for."""
    parser = argparse.ArgumentParser(description="Profile one build.")
    parser.add_argument("--n", type=int, default=300, help="number of cables")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side", choices=SIDES, default="edition")
    parser.add_argument("--form", choices=("text", "page"), default="text")
    parser.add_argument("--after", choices=CHANGES, help="a change after which to build")
    parser.add_argument("--top", type=int, default=40, help="functions to print in each order")
    parser.add_argument("--stats", type=Path, help="also keep the profile, for pstats or snakeviz")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        root = Path(work) / options.side
        corpus = Corpus(options.seed, options.n)
        write_project(options.side, corpus, root, form=options.form, transmitted=False)
        arguments = ["-b", "html", "-j", "1", "-q", str(root / "docs"), str(root / "built")]
        if options.after:
            subprocess.run([sys.executable, "-m", "sphinx", *arguments], check=True)
            cables = list(corpus)
            CHANGES[options.after](options.side, root, cables[len(cables) // 2].id)
        profile = cProfile.Profile()
        status = profile.runcall(build_main, arguments)
    if options.stats:
        profile.dump_stats(options.stats)
    for order in ("tottime", "cumulative"):
        pstats.Stats(profile).sort_stats(order).print_stats(options.top)
    raise SystemExit(status)


if __name__ == "__main__":
    main()
