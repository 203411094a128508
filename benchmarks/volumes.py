"""What an edition in volumes costs: CPU a cable, two workers against one, memory, small changes.

``python benchmarks/volumes.py --n 20000 --at-most 2000`` builds so many synthetic cables in volumes
with one worker and with two, in fresh folders, and ``--at-most`` of them as one edition. Then it
builds the volumes again with nothing changed, and with a word of one cable changed. All of it is
one run on one machine: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measure import Measure, run, sphinx_build
from projects import write_project
from synthetic import Corpus

#: Volumes have no page that checks quotations, and the one build is to make as much as they do.
_ALIKE = '[site]\nquotations = "off"\n'
#: What the largest process may take, in MiB, and what the ratios may be at most.
AIMS = {"cpu": 1.10, "two": 0.58, "peak": 700, "nothing": 0.02, "one": 0.03}


def edition(root: Path, corpus: Corpus, at_most: int) -> Path:
    """Write an edition in volumes into a new folder."""
    write_project("edition", corpus, root, form="text", transmitted=False)
    divided = f'[volumes]\nby = "dates"\nat_most = {at_most}\n'
    (root / "edition.toml").write_text(f"{_ALIKE}{divided}", "utf-8")
    return root


def build(root: Path, jobs: int, log: Path) -> tuple[Measure, float, int]:
    """Build the volumes; return the measure, the peak of any step in MiB, and the steps made."""
    command = [sys.executable, "-m", "cable_edition", "volumes", "build", "--format", "json"]
    command += ["--jobs", str(jobs), "--settings", str(root / "edition.toml")]
    # A doubt about a name is a warning, and ends the run with 1.
    wrapped = ["sh", "-c", '"$@"; test $? -lt 2', "sh", *command]
    measure = run(wrapped, log)
    lines = (line for line in log.read_text("utf-8").splitlines() if line.startswith("{"))
    steps = [one for one in map(json.loads, lines) if "step" in one]
    made = [one for one in steps if one["made"]]
    return measure, max((one["peak_kib"] for one in made), default=0) / 1024, len(made)


def change(root: Path) -> None:
    """Change a word of the first cable."""
    path = min((root / "source_cables").glob("*.txt"))
    text = path.read_text("utf-8")
    at = text.rindex("1.")
    word = text[at:].split()[3]
    path.write_text(text[:at] + text[at:].replace(word, f"{word}x", 1), "utf-8")


def size(folder: Path) -> tuple[int, int]:
    """Return how many files a folder has, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=20000)
    parser.add_argument("--at-most", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="volumes-"))
    try:
        log = folder / "log"
        one = folder / "one"
        write_project(
            "edition", Corpus(given.seed, given.at_most), one, form="text", transmitted=False
        )
        (one / "edition.toml").write_text(_ALIKE, "utf-8")
        alone = run(sphinx_build(one / "docs", folder / "built"), log)
        shutil.rmtree(one)
        shutil.rmtree(folder / "built")
        corpus = Corpus(given.seed, given.n)
        single, _, steps = build(edition(folder / "single", corpus, given.at_most), 1, log)
        shutil.rmtree(folder / "single")
        root = edition(folder / "two", corpus, given.at_most)
        two, peak, _ = build(root, 2, log)
        files, count = size(root / "docs" / "_build" / "site")
        nothing, _, none = build(root, 2, log)
        change(root)
        edited, _, few = build(root, 2, log)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    cpu = (single.cpu / given.n) / (alone.cpu / given.at_most)
    rows = [
        ("CPU a cable, volumes / one build", cpu, AIMS["cpu"]),
        ("wall, two workers / one", two.wall / single.wall, AIMS["two"]),
        ("peak of any process, MiB", max(peak, two.rss), AIMS["peak"]),
        ("nothing changed / full, CPU", nothing.cpu / two.cpu, AIMS["nothing"]),
        ("one cable edited / full, CPU", edited.cpu / two.cpu, AIMS["one"]),
    ]
    print(f"{given.n} cables in volumes of {given.at_most}: {steps} steps with one worker")
    for name, value, aim in rows:
        print(f"{name:36} {value:8.3f}   at most {aim}")
    print(
        f"one build {alone.cpu:.1f} s CPU, {alone.rss:.0f} MiB; volumes {single.cpu:.1f} s CPU, "
        f"{single.wall:.1f} s wall, with two workers {two.wall:.1f} s; nothing changed "
        f"{nothing.wall:.1f} s ({none} steps), one edited {edited.wall:.1f} s ({few} steps)"
    )
    print(f"site: {files} files, {count / given.n / 1024:.1f} KiB a cable")


if __name__ == "__main__":
    main()
