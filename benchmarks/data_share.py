"""What the proof of a folder of data takes: ``python benchmarks/data_share.py --n 1000``.

Writes the data of synthetic cables, of a quarter, a half and all of them, and proves the folder.
Gives the processor seconds of reading the edition, writing the data and proving it. Fails where
anything differs, where the proof of a cable costs more the more cables there are, or where reading
and proving take more than so many times reading and writing, as the commands do both.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.data_check import check_data
from cable_edition.core.settings import EditionFile
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of
from synthetic import Corpus, write_sources

#: The most that reading and proving may take of reading and writing.
SHARE = 2.0
#: The most that a cable may cost in the whole against one in a quarter of it.
GROWTH = 1.5


class Costs(NamedTuple):
    """Processor seconds of one folder of data, and how many differences were found."""

    read: float
    write: float
    proof: float
    found: int


def costs_of(number: int, seed: int) -> Costs:
    """Write and prove the data of so many cables."""
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        root = Path(work)
        corpus = Corpus(seed, number)
        write_sources(corpus, root / "source_cables", "text")
        corpus.world.write_registers(root / "registers")
        file = EditionFile(root)
        begun = time.process_time()
        edition = assemble(root / "source_cables", root / "registers")
        read = time.process_time()
        DataFolder(root / "data", edition, info_of(file)).write()
        written = time.process_time()
        found = list(check_data(root / "data", Against(edition, file, root / "source_cables")))
        proved = time.process_time()
    return Costs(read - begun, written - read, proved - written, len(found))


def main() -> int:
    """Measure, print a line for each number of cables, and tell whether the limits hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--n", type=int, default=1000, help="number of cables")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    each: list[float] = []
    share, found = 0.0, 0
    for number in (options.n // 4, options.n // 2, options.n):
        costs = costs_of(number, options.seed)
        share = (costs.read + costs.proof) / (costs.read + costs.write)
        each.append(costs.proof / number)
        found += costs.found
        print(
            f"{number} cables: read in {costs.read:.2f} s CPU, written in {costs.write:.2f}, "
            f"proved in {costs.proof:.2f} ({each[-1] * 1000:.1f} ms a cable); verify takes "
            f"{share:.2f} of export",
            flush=True,
        )
    growth = each[-1] / each[0]
    print(f"a cable costs {growth:.2f} of what it costs in a quarter; {found} differences")
    return int(share > SHARE or growth > GROWTH or found > 0)


if __name__ == "__main__":
    raise SystemExit(main())
