"""What data take: ``python benchmarks/data_share.py --n 1000``, and with ``--tables`` the tables.

Writes the data of synthetic cables, of a quarter, a half and all of them, and proves the folder.
Gives the processor seconds of reading the edition, writing the data and proving it. Fails where
anything differs, where the proof of a cable costs more the more cables there are, or where reading
and proving take more than so many times reading and writing, as the commands do both.

With ``--tables`` it builds the site of the cables, and in the same run, each in a process of its
own, writes the tables from an edition that is read already, as a build of the site does at its end,
and by the command, which reads all anew. It gives both as shares of the processor seconds of the
build, and the largest memory: before and after the tables were written, and of the command.
``--no-site`` gives the memory alone, and ``--withheld`` has a name of one cable withheld, so that
the command searches what it wrote for it. Fails where a share or a memory is above what is asked.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
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
from projects import write_project
from synthetic import Corpus, write_sources

#: The most that reading and proving may take of reading and writing.
SHARE = 2.0
#: The most that a cable may cost in the whole against one in a quarter of it.
GROWTH = 1.5
#: The most that tables may take of a build of the site: of an edition in memory, by the command.
WARM, COLD = 0.1, 0.25
#: The most memory, in MiB.
MEMORY = 300
_TABLES = ("tables", "parquet")


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


def tables_of(root: Path) -> None:
    """Write the tables of the edition in ``root``, and print what that takes."""
    edition = assemble(root / "source_cables", root / "registers", in_file=True)
    before, begun = _memory(), time.process_time()
    DataFolder(root / "data", edition, info_of(EditionFile(root))).write(_TABLES)
    print(time.process_time() - begun, before, _memory())


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(*command: str | Path, cwd: Path) -> tuple[float, str]:
    """Return the processor seconds of a Python command that ends well, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *command], cwd=cwd, check=True, stdout=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, done.stdout.decode()


def _command(root: Path) -> tuple[float, float]:
    """Return the processor seconds and the memory, in MiB, of the command that writes tables."""
    command = ("-m", "cable_edition", "export", *_TABLES, "--out", "out")
    process = subprocess.Popen([sys.executable, *command], cwd=root, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _withhold(sources: Path) -> None:
    """Have the editors of a project withhold the signature of its first cable, and of no other."""
    first = min(sources.glob("*.txt"))
    text = first.read_text("utf-8")
    before, _, after = text.rpartition(text.split()[-1])
    first.write_text(f"{before}QUILLMANSON{after}", "utf-8")
    entry = "redactions:\n  - {name: QUILLMANSON, reason: At risk., date: 2026-11-30}\n"
    first.with_suffix(".yaml").write_text(entry, "utf-8")


def share_of_tables(number: int, seed: int, *, site: bool, withheld: bool) -> int:
    """Build a site and write its tables, print the shares; return 1 if one is too large."""
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        root = Path(work) / "edition"
        corpus = Corpus(seed, number)
        write_project("edition", corpus, root, form="text", transmitted=False)
        if not (root / "registers").is_dir():
            corpus.world.write_registers(root / "registers")
        if withheld:
            _withhold(root / "source_cables")
        _, said = _seconds(Path(__file__).resolve(), "--write", root, cwd=root)
        warm, before, after = map(float, said.split())
        print(
            f"{number} cables: tables written in {warm:.2f} s CPU; largest memory "
            f"{before:.0f} MiB with the edition read, {after:.0f} with the tables written",
            flush=True,
        )
        cold, peak = _command(root)
        print(f"by the command in {cold:.2f} s CPU; largest memory {peak:.0f} MiB", flush=True)
        is_large = max(after, peak) > MEMORY
        if not site:
            return int(is_large)
        build = ("-m", "sphinx", "-b", "html", "-j", "1", "-q", "docs", "built")
        built, _ = _seconds(*build, cwd=root)
    print(
        f"{number} cables: site built in {built:.2f} s CPU; tables of an edition that is read "
        f"{warm / built:.3f} of it, by the command ({cold:.2f} s) {cold / built:.3f}"
    )
    return int(warm / built > WARM or cold / built > COLD or is_large)


def main() -> int:
    """Measure, print a line for each number of cables, and tell whether the limits hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--n", type=int, default=1000, help="number of cables")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", action="store_true", help="measure the tables, with the site")
    parser.add_argument("--no-site", action="store_true", help="their memory alone")
    parser.add_argument("--withheld", action="store_true", help="of an edition that withholds")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        tables_of(options.write)
        return 0
    if options.tables:
        return share_of_tables(
            options.n, options.seed, site=not options.no_site, withheld=options.withheld
        )
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
