"""What each layer of an edition costs that a setting switches: ``python benchmarks/layers.py``.

Builds an edition of N synthetic cables as it is by default, without each layer that is on by
default, and with each that is not, in turns, and prints the processor seconds of each beside those
of the default and of the same pages in plain MyST (``build.py`` says what these are), with the size
of the site a cable.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from measure import Measure, run, sphinx_build, spread
from projects import write_project
from synthetic import Corpus

#: What is built -> the lines of ``edition.toml`` that make it so.
LAYERS = {
    "as it is": "",
    "without the check of quotations": 'quotations = "off"',
    "without data files": "data = []",
    "with all data files": 'data = ["all"]',
    "with Markdown of each page": 'markdown = "on"',
    "with Web Annotations": 'annotations = "on"',
    "with DTS of cables": 'dts = "cables"',
    "with DTS of paragraphs": 'dts = "paragraphs"',
}
_PLAIN = "plain MyST"


def main() -> None:
    """Run the benchmark that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1000, help="number of cables")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    corpus = Corpus(options.seed, options.n)
    measured: dict[str, list[Measure]] = {what: [] for what in (_PLAIN, *LAYERS)}
    sizes: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        for turn in range(options.rounds):
            for what in (*measured,) if turn % 2 == 0 else reversed((*measured,)):
                folder = Path(work) / "run"
                measure, sizes[what] = _built(what, corpus, folder)
                measured[what].append(measure)
                print(f"  {what:<32} {measure.cpu:8.2f} s CPU", flush=True)
    print(f"\n{options.n} cables, {options.rounds} rounds")
    print(f"{'':<32} {'CPU s':>9} {'of the default':>22} {'of plain':>22}  KiB a cable")
    for what, ones in measured.items():
        cpu = [one.cpu for one in ones]
        print(
            f"{what:<32} {statistics.median(cpu):>9.1f} {_ratio(cpu, measured['as it is']):>22} "
            f"{_ratio(cpu, measured[_PLAIN]):>22} {sizes[what]:>12.1f}"
        )


def _built(what: str, corpus: Corpus, folder: Path) -> tuple[Measure, float]:
    """Return what a build took, and the KiB of its site a cable; the folder is gone afterwards."""
    side = "plain" if what == _PLAIN else "edition"
    write_project(side, corpus, folder, form="text", transmitted=False)
    if lines := LAYERS.get(what):
        (folder / "edition.toml").write_text(f"[site]\n{lines}\n", encoding="utf-8")
    try:
        measure = run(sphinx_build(folder / "docs", folder / "built"), folder / "build.log")
        files = (path for path in (folder / "built" / "html").rglob("*") if path.is_file())
        return measure, sum(path.stat().st_size for path in files) / 1024 / corpus.n
    finally:
        shutil.rmtree(folder)


def _ratio(cpu: list[float], others: list[Measure]) -> str:
    return spread([mine / one.cpu for mine, one in zip(cpu, others, strict=True)])


if __name__ == "__main__":
    main()
