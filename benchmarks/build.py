"""Compare the edition with plain Sphinx + MyST on the same pages, in interleaved pairs.

``python benchmarks/build.py --n 300 1000 --pairs 3 2 [--json FILE]``; see README.md beside it.
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
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from changes import CHANGES
from measure import Measure, run, sphinx_build, spread
from projects import SIDES, Side, write_project
from synthetic import Corpus

_PACKAGES = ("sphinx", "myst-parser", "docutils", "furo", "PyStemmer", "cable-edition")
#: What is built -> side -> the measures of all rounds.
Results = dict[str, dict[Side, list[Measure]]]
_FULL, _BESIDE = "all", "all, -j 2"


def measure_pairs(
    n: int, pairs: int, options: argparse.Namespace, work: Path
) -> tuple[Results, Sizes]:
    """Build both sides ``pairs`` times in turn, from fresh folders, then after each change.

    With ``--jobs`` each round builds all once more with two processes.
    """
    corpus = Corpus(options.seed, n)
    cable = list(corpus)[n // 2].id
    templates = {side: _template(side, corpus, options, work) for side in SIDES}
    results: Results = {}
    sizes = Sizes(dict.fromkeys(SIDES, 0.0), {side: {} for side in SIDES})
    for pair in range(pairs):
        # The side that goes first changes, so that a drift of the machine favours neither.
        for side in SIDES if pair % 2 == 0 else reversed(SIDES):
            for what, measure in _builds(side, templates[side], work / "run", cable, sizes):
                results.setdefault(what, {one: [] for one in SIDES})[side].append(measure)
                said = f"{n:>6} cables, pair {pair + 1}, {what:<9}: {_line(side, measure)}"
                print(f"  {said}", flush=True)
            if options.jobs:
                measure = _beside(templates[side], work / "run")
                results.setdefault(_BESIDE, {one: [] for one in SIDES})[side].append(measure)
                print(f"  {n:>6} cables, pair {pair + 1}, -j 2: {_line(side, measure)}", flush=True)
    return results, sizes


def _template(side: Side, corpus: Corpus, options: argparse.Namespace, work: Path) -> Path:
    folder = work / f"{side}-{corpus.n}"
    write_project(side, corpus, folder, form=options.form, transmitted=options.transmitted)
    if options.site and side == "edition":
        settings = "\n".join(("[site]", *options.site))
        (folder / "edition.toml").write_text(f"{settings}\n", encoding="utf-8")
    return folder


def alone(n: int, options: argparse.Namespace, work: Path) -> Measure:
    """Build the edition of a size once, without the plain pages and without changes."""
    template = _template("edition", Corpus(options.seed, n), options, work)
    measure = run(sphinx_build(template / "docs", template / "built"), template / "build.log")
    shutil.rmtree(template)
    print(f"  {n:>6} cables, alone, {_FULL}: {_line('edition', measure)}", flush=True)
    return measure


@dataclass(frozen=True)
class Sizes:
    """What the last round wrote: KiB of the site a cable, and files written after each change."""

    site: dict[Side, float]
    written: dict[Side, dict[str, int]]


def _builds(
    side: Side, template: Path, folder: Path, cable: str, sizes: Sizes
) -> Iterator[tuple[str, Measure]]:
    shutil.copytree(template, folder)
    site = folder / "built" / "html"
    command = sphinx_build(folder / "docs", folder / "built")
    try:
        yield _FULL, run(command, folder / "build.log")
        files = [path for path in site.rglob("*") if path.is_file()]
        cables = sum(1 for _ in (site / "cables").glob("*.html")) - 1
        sizes.site[side] = sum(path.stat().st_size for path in files) / 1024 / max(cables, 1)
        for what, change in CHANGES.items():
            change(side, folder, cable)
            begun = time.time_ns()
            yield what, run(command, folder / "build.log")
            sizes.written[side][what] = sum(
                path.stat().st_mtime_ns >= begun for path in site.rglob("*") if path.is_file()
            )
    finally:
        shutil.rmtree(folder)


def _beside(template: Path, folder: Path) -> Measure:
    shutil.copytree(template, folder)
    try:
        command = sphinx_build(folder / "docs", folder / "built", jobs=2)
        return run(command, folder / "build.log")
    finally:
        shutil.rmtree(folder)


def _line(side: Side, measure: Measure) -> str:
    return (
        f"{side:<8}{measure.wall:8.2f} s wall {measure.cpu:8.2f} s CPU "
        f"{measure.rss:7.0f} MiB  {measure.warnings} warnings"
    )


def _column(measures: list[Measure], figure: Callable[[Measure], float]) -> list[float]:
    return [figure(measure) for measure in measures]


def summary(n: int, results: Results, sizes: Sizes) -> dict[str, Any]:
    """Return the figures of one size: each build, medians, and edition / plain pair by pair."""
    return {
        "n": n,
        "builds": {what: _summed(one) for what, one in results.items()},
        **asdict(sizes),
    }


def _summed(sides: dict[Side, list[Measure]]) -> dict[str, Any]:
    ratios = {
        name: [figure(a) / figure(b) for a, b in zip(*sides.values(), strict=True)]
        for name, figure in _FIGURES.items()
    }
    return {
        "builds": {side: [m.to_dict() for m in measures] for side, measures in sides.items()},
        "median": {
            side: {
                name: round(statistics.median(_column(measures, figure)), 3)
                for name, figure in _FIGURES.items()
            }
            for side, measures in sides.items()
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


def report(n: int, results: Results, sizes: Sizes) -> None:
    """Print the tables of one size: a row for each kind of build."""
    print(f"\n{n} cables: medians and ranges of {len(results[_FULL]['plain'])} pairs")
    print(
        f"  {'built':<10}{'edition CPU s':>27}{'plain CPU s':>27}{'edition / plain':>27}  peak MiB"
    )
    for what, sides in results.items():
        columns = (_column(sides[side], _FIGURES["cpu"]) for side in SIDES)
        ratio = [a.cpu / b.cpu for a, b in zip(*sides.values(), strict=True)]
        memory = [statistics.median(_column(sides[side], _FIGURES["rss"])) for side in SIDES]
        cells = "".join(f"{spread(values):>27}" for values in (*columns, ratio))
        print(f"  {what:<10}{cells}  {memory[0]:.0f} / {memory[1]:.0f}")
    if _BESIDE in results:
        for side in SIDES:
            pairs = zip(results[_BESIDE][side], results[_FULL][side], strict=True)
            print(
                f"  {side}, wall of -j 2 over -j 1: {spread([a.wall / b.wall for a, b in pairs])}"
            )
    for side in SIDES:
        written = ", ".join(f"{what} {count}" for what, count in sizes.written[side].items())
        print(f"  {side}: {sizes.site[side]:.1f} KiB of the site a cable; files written: {written}")


def growth(figures: list[dict[str, Any]]) -> list[str]:
    """Return the lines T(larger)/T(smaller) for each two neighbouring sizes, beside linear."""
    lines = []
    for small, large in itertools.pairwise(figures):
        for what in large["builds"]:
            for side in SIDES:
                first, second = (one["builds"][what]["median"][side] for one in (small, large))
                wall, cpu = (second[name] / first[name] for name in ("wall", "cpu"))
                lines.append(
                    f"{side:<8} {what:<10} T({large['n']})/T({small['n']}): "
                    f"wall {wall:.2f}, CPU {cpu:.2f}  (linear: {large['n'] / small['n']:.2f})"
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
    parser.add_argument(
        "--pairs",
        type=int,
        nargs="+",
        default=[3],
        help="rounds of each size in order; the last number goes for the sizes that are left",
    )
    parser.add_argument(
        "--alone", type=int, help="build the edition of so many cables once, for the growth"
    )
    parser.add_argument(
        "--site",
        nargs="+",
        metavar="LINE",
        help="lines of [site] in edition.toml, as 'quotations = \"off\"'",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("text", "page"), default="text")
    parser.add_argument(
        "--transmitted",
        action="store_true",
        help="give the plain pages the source as a literal block, as the edition's pages have it",
    )
    parser.add_argument(
        "--jobs", action="store_true", help="build all once more with two processes (-j 2)"
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--work", type=Path, help="folder for the projects (default: temporary)")
    options = parser.parse_args()
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    figures = []
    with tempfile.TemporaryDirectory(prefix="cable-bench-", dir=options.work) as work:
        pairs = itertools.chain(options.pairs, itertools.repeat(options.pairs[-1]))
        for n, rounds in zip(sorted(options.n), pairs, strict=False):
            results, sizes = measure_pairs(n, rounds, options, Path(work))
            report(n, results, sizes)
            figures.append(summary(n, results, sizes))
        for line in growth(figures):
            print(line)
        if options.alone:
            once = alone(options.alone, options, Path(work))
            for one in figures:
                first = one["builds"][_FULL]["median"]["edition"]["cpu"]
                print(
                    f"edition  {_FULL:<10} T({options.alone})/T({one['n']}): "
                    f"CPU {once.cpu / first:.2f}  (linear: {options.alone / one['n']:.2f})"
                )
    if options.json:
        found = {"machine": machine(), "options": {**vars(options)}, "sizes": figures}
        options.json.write_text(json.dumps(found, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
