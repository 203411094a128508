"""Whether the working tree is as fast as another revision, in interleaved pairs.

``python benchmarks/compare.py REVISION [--pairs 9] [--n 100] [--only build|parse]`` builds an
edition of N synthetic cables, and parses the same cables, with the program of the revision and with
that of the working tree, each time in a process of its own; the one that goes first changes from
pair to pair. The compiled modules are kept from run to run, in a folder that is removed. Printed
are the ratios new / old pair by pair, and their median. The exit status is 1 if the median of the
processor time of either is above ``--limit`` (1.05).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import run, sphinx_build, spread
from projects import write_project
from revisions import ROOT, UnknownRevisionError, environment_of, program_of, run_code
from synthetic import Corpus, raw

#: Seconds of wall clock and of the processor.
Seconds = tuple[float, float]
#: Parses every file of a folder some times; the first time, which loads modules, does not count.
_PARSE = """
import sys, time
from pathlib import Path
import cable_edition
files = [(path.name, path.read_bytes()) for path in sorted(Path(sys.argv[1]).iterdir())]
for number in range(int(sys.argv[2]) + 1):
    if number == 1:
        wall, cpu = time.monotonic(), time.process_time()
    for name, data in files:
        cable_edition.parse(data, name=name)
print(time.monotonic() - wall, time.process_time() - cpu)
"""


class Build:
    """Building the edition of N cables, from fresh folders each time."""

    def __init__(self, corpus: Corpus, work: Path) -> None:
        self._template, self._run = work / "edition", work / "run"
        self._compiled = work / "compiled"
        write_project("edition", corpus, self._template, form="text", transmitted=False)

    def __call__(self, tree: Path) -> Seconds:
        """Build with the program of a tree."""
        shutil.copytree(self._template, self._run)
        try:
            command = sphinx_build(self._run / "docs", self._run / "built")
            found = run(command, self._run / "build.log", environment_of(tree, self._compiled))
        finally:
            shutil.rmtree(self._run)
        return found.wall, found.cpu


class Parse:
    """Parsing the same cables, in lines and flattened, some times over."""

    def __init__(self, corpus: Corpus, work: Path, rounds: int) -> None:
        self._folder, self._rounds = work / "texts", rounds
        self._compiled = work / "compiled"
        self._folder.mkdir()
        for cable in corpus:
            for form in ("text", "page"):
                path = self._folder / f"{cable.id}-{form}.txt"
                path.write_text(raw(cable, form), encoding="utf-8")

    def __call__(self, tree: Path) -> Seconds:
        """Parse with the program of a tree."""
        taken = run_code(tree, _PARSE, self._folder, str(self._rounds), compiled=self._compiled)
        wall, cpu = taken.split()
        return float(wall), float(cpu)


def ratios(work: Callable[[Path], Seconds], old: Path, new: Path, pairs: int) -> list[Seconds]:
    """Return new / old of wall clock and processor for each pair."""
    # Once each, for the bytecode of the modules; it does not count.
    for tree in (old, new):
        work(tree)
    found = []
    for pair in range(pairs):
        order = (old, new) if pair % 2 == 0 else (new, old)
        taken = {tree: work(tree) for tree in order}
        found.append((taken[new][0] / taken[old][0], taken[new][1] / taken[old][1]))
    return found


def main() -> int:
    """Compare what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("revision", help="what git calls it: a tag, a branch, HEAD~3")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--n", type=int, default=100, help="number of cables")
    parser.add_argument("--rounds", type=int, default=5, help="how often each cable is parsed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("build", "parse"))
    parser.add_argument("--limit", type=float, default=1.05)
    options = parser.parse_args()
    slower = False
    try:
        with (
            program_of(options.revision) as old,
            tempfile.TemporaryDirectory(prefix="cable-bench-") as folder,
        ):
            corpus, work = Corpus(options.seed, options.n), Path(folder)
            tasks: dict[str, Callable[[Path], Seconds]] = {}
            if options.only != "parse":
                tasks["build"] = Build(corpus, work)
            if options.only != "build":
                tasks["parse"] = Parse(corpus, work, options.rounds)
            for name, task in tasks.items():
                pairs = ratios(task, old, ROOT, options.pairs)
                for kind, values in zip(("wall", "CPU"), zip(*pairs, strict=True), strict=True):
                    print(f"{name}, new / old, {kind:<4} {spread(values)}", flush=True)
                slower |= statistics.median(cpu for _, cpu in pairs) > options.limit
    except UnknownRevisionError as error:
        parser.error(str(error))
    return int(slower)


if __name__ == "__main__":
    sys.exit(main())
