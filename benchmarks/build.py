"""Compare the edition with plain Sphinx + MyST on the same pages, in interleaved pairs.

``python benchmarks/build.py --n 300 1000 --pairs 3 [--json FILE]``; see README.md beside it.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import itertools
import json
import os
import platform
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measure import Measure, run, sphinx_build, spread
from projects import SIDES, Side, write_project
from synthetic import Corpus

_PACKAGES = ("sphinx", "myst-parser", "docutils", "furo", "PyStemmer", "cable-edition")
Results = dict[Side, list[Measure]]


def measure_pairs(n: int, options: argparse.Namespace, work: Path) -> Results:
    """Build both sides ``options.pairs`` times in turn, each time from fresh folders."""
    corpus = Corpus(options.seed, n)
    templates = {}
    for side in SIDES:
        templates[side] = work / f"{side}-{n}"
        write_project(
            side, corpus, templates[side], form=options.form, transmitted=options.transmitted
        )
    results: Results = {side: [] for side in SIDES}
    for pair in range(options.pairs):
        # The side that goes first changes, so that a drift of the machine favours neither.
        for side in SIDES if pair % 2 == 0 else reversed(SIDES):
            results[side].append(_fresh_build(templates[side], work / "run"))
            print(f"  {n:>6} cables, pair {pair + 1}: {_line(side, results[side][-1])}", flush=True)
    return results


def _fresh_build(template: Path, folder: Path) -> Measure:
    shutil.copytree(template, folder)
    try:
        return run(sphinx_build(folder / "docs", folder / "built"), folder / "build.log")
    finally:
        shutil.rmtree(folder)


def _line(side: Side, measure: Measure) -> str:
    return (
        f"{side:<8}{measure.wall:8.2f} s wall {measure.cpu:8.2f} s CPU "
        f"{measure.rss:7.0f} MiB  {measure.warnings} warnings"
    )


def _column(measures: list[Measure], figure: Callable[[Measure], float]) -> list[float]:
    return [figure(measure) for measure in measures]


def summary(n: int, results: Results) -> dict[str, Any]:
    """Return the figures of one size: each build, medians, and edition / plain pair by pair."""
    ratios = {
        name: [figure(a) / figure(b) for a, b in zip(*results.values(), strict=True)]
        for name, figure in _FIGURES.items()
    }
    return {
        "n": n,
        "builds": {side: [m.to_dict() for m in measures] for side, measures in results.items()},
        "median": {
            side: {
                name: round(statistics.median(_column(measures, figure)), 3)
                for name, figure in _FIGURES.items()
            }
            for side, measures in results.items()
        },
        "ratio": {
            name: {
                "median": round(statistics.median(values), 3),
                "range": [round(min(values), 3), round(max(values), 3)],
            }
            for name, values in ratios.items()
        },
    }


_FIGURES: dict[str, Callable[[Measure], float]] = {
    "wall": lambda measure: measure.wall,
    "cpu": lambda measure: measure.cpu,
    "rss": lambda measure: measure.rss,
}


def report(n: int, results: Results) -> None:
    """Print the table of one size."""
    print(f"\n{n} cables: medians and ranges of {len(results['plain'])} pairs")
    for side, measures in results.items():
        wall = _column(measures, _FIGURES["wall"])
        print(
            f"  {side:<8} wall s {spread(wall)}  CPU s {spread(_column(measures, _FIGURES['cpu']))}"
            f"  peak MiB {statistics.median(_column(measures, _FIGURES['rss'])):.0f}"
            f"  pages/s {n / statistics.median(wall):.1f}"
        )
    for name, figure in _FIGURES.items():
        values = [figure(a) / figure(b) for a, b in zip(*results.values(), strict=True)]
        print(f"  edition / plain, {name:<4} {spread(values)}")


def growth(figures: list[dict[str, Any]]) -> list[str]:
    """Return the lines T(larger)/T(smaller) for each two neighbouring sizes, beside linear."""
    lines = []
    for small, large in itertools.pairwise(figures):
        for side in SIDES:
            ratio = large["median"][side]["cpu"] / small["median"][side]["cpu"]
            wall = large["median"][side]["wall"] / small["median"][side]["wall"]
            lines.append(
                f"{side:<8} T({large['n']})/T({small['n']}): wall {wall:.2f}, CPU {ratio:.2f}"
                f"  (linear: {large['n'] / small['n']:.2f})"
            )
    return lines


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES}
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "packages": versions,
    }


def main() -> None:
    """Run the benchmark that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, nargs="+", default=[300, 1000], help="numbers of cables")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("text", "page"), default="text")
    parser.add_argument(
        "--transmitted",
        action="store_true",
        help="give the plain pages the source as a literal block, as the edition's pages have it",
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--work", type=Path, help="folder for the projects (default: temporary)")
    options = parser.parse_args()
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    figures = []
    with tempfile.TemporaryDirectory(prefix="cable-bench-", dir=options.work) as work:
        for n in sorted(options.n):
            results = measure_pairs(n, options, Path(work))
            report(n, results)
            figures.append(summary(n, results))
    for line in growth(figures):
        print(line)
    if options.json:
        found = {"machine": machine(), "options": {**vars(options)}, "sizes": figures}
        options.json.write_text(json.dumps(found, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
