"""What the search for withheld names takes of a build: ``python benchmarks/leak_share.py --n 100``.

Builds editions of synthetic cables in this process: of N, of 2 N with as many withheld names, and
of 2 N with twice as many. For each it gives the processor seconds inside the two searches (of
sources and pages before anything is written, of every file of the output), for each cable, and as a
share of those of the whole build. It fails where the share is above a fifth, or where a cable costs
a third more among twice as many, or with twice as many names.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from unittest.mock import patch

from cable_edition.core.problems import Problem
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.sphinx_ext import generate
from projects import write_project
from proof_share import measure, timed
from synthetic import Corpus

#: The most that the search may take of a build from nothing.
LIMIT = 0.20
#: The most that a cable may cost beside the same in a smaller edition.
GROWTH = 1.33
_SYLLABLES = "ba de fi go hu ja ke li mo nu".split()
_FIRST = re.compile(r"^1\. (?:\([A-Z/]+\) )?", re.MULTILINE)


_LEAKS = LeakSearch.leaks


def _searched(search: LeakSearch, folder: Path) -> list[tuple[Path, Problem]]:
    return list(_LEAKS(search, folder))


def name(number: int) -> tuple[str, str]:
    """Return a made-up name that no synthetic word is like."""
    code = "".join(_SYLLABLES[int(digit)] for digit in f"{number:04}")
    return f"Zybb{code}", f"Quux{code[::-1]}"


def withhold(corpus: Corpus, sources: Path, names: int) -> None:
    """Let so many cables, evenly spread, name somebody and withhold him."""
    ids = [cable.id for cable in corpus]
    for number, cable_id in enumerate(ids[:: max(1, len(ids) // names)][:names]):
        words = " ".join(name(number))
        path = sources / f"{cable_id}.txt"
        text = path.read_text("utf-8")
        path.write_text(_FIRST.sub(rf"\g<0>{words} came. ", text, count=1), "utf-8")
        entry = f"  - {{name: {words}, reason: At risk., date: 2026-11-23}}\n"
        path.with_suffix(".yaml").write_text(f"redactions:\n{entry}", "utf-8")


def cost(size: int, names: int, seed: int) -> tuple[float, float]:
    """Return what a cable costs in processor milliseconds, and the share of the build."""
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        root = Path(work) / "edition"
        corpus = Corpus(seed, size)
        write_project("edition", corpus, root, form="text", transmitted=False)
        withhold(corpus, root / "source_cables", names)
        whole, spent = measure(root)
    searched = sum(spent.values())
    parts = ", ".join(f"{part} {seconds:.2f} s" for part, seconds in spent.items())
    print(
        f"{size} cables, {names} withheld names: {whole:.2f} s CPU, {parts}: "
        f"{1000 * searched / size:.1f} ms a cable, {searched / whole:.1%} of the build",
        flush=True,
    )
    return 1000 * searched / size, searched / whole


def main() -> int:
    """Measure the builds that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--n", type=int, default=100, help="number of cables, the smaller one")
    parser.add_argument("--names", type=int, default=10, help="number of names, the smaller one")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generate.withholding_faults = timed("before", generate.withholding_faults)
    with patch.object(LeakSearch, "leaks", timed("after", _searched)):
        small, share = cost(options.n, options.names, options.seed)
        large, _ = cost(2 * options.n, options.names, options.seed)
        named, _ = cost(2 * options.n, 2 * options.names, options.seed)
    print(
        f"a cable among twice as many: {large / small:.2f}; with twice the names besides: ", end=""
    )
    print(f"{named / small:.2f}")
    return int(share > LIMIT or max(large, named) / small > GROWTH)


if __name__ == "__main__":
    raise SystemExit(main())
