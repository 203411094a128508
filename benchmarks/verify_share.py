"""What verify takes of what building takes: ``python benchmarks/verify_share.py --n 1000``.

Builds an edition of synthetic cables in this process, from nothing, and then proves the site, which
reads sources, sidecars and registers anew. Gives the processor seconds of both and their ratio, and
fails where it is above a half, or where anything differs.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from sphinx.cmd.build import build_main

from cable_edition.core.proof.verify import verify_build
from projects import write_project
from synthetic import Corpus

#: The most that verify may take of the time of a build from nothing.
LIMIT = 0.5
_SHOWN = 20


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
        site = root / "built"
        begun = time.process_time()
        status = build_main(["-b", "html", "-j", "1", "-q", str(root / "docs"), str(site)])
        built = time.process_time() - begun
        if status:
            return status
        begun = time.process_time()
        checked, problems = verify_build(site, root / "source_cables")
        proved = time.process_time() - begun
    ratio = proved / built
    print(f"{checked} cables: built in {built:.2f} s CPU, proved in {proved:.2f} s: {ratio:.2f}")
    for one in problems[:_SHOWN]:
        print(one.located())
    if problems:
        print(f"{len(problems)} differences")
    return int(ratio > LIMIT or bool(problems))


if __name__ == "__main__":
    raise SystemExit(main())
