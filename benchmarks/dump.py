"""What a dump of cables costs: planned in volumes, and a part of it made an edition.

``python benchmarks/dump.py --n 200000`` writes a table of so many synthetic cables as the Cablegate
collection has it, and a quarter of it; plans volumes of both with one process, and takes out of the
whole what ``--select`` says. With ``--build`` the edition that comes of that is built. All of it
is one run: read the ratios.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from measure import Measure, run
from synthetic import Corpus, raw

#: Texts are made once for so many cables, and stand again under other ids and dates.
_TEXTS = 1000
#: Two posts, a year, some subjects and a word: some hundredth of all.
_SELECT = ("post=OTTAWA,LONDON", "year=2005", "words=international")
#: What the memory for all may be of that for a quarter, and the largest process in MiB.
AIMS = {"memory": 1.10, "peak": 700}


def write_dump(path: Path, corpus: Corpus) -> int:
    """Write the cables into a table of eight columns; return its bytes."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        made = [corpus.cable(index) for index in range(min(_TEXTS, corpus.n))]
        for index in range(corpus.n):
            one = made[index % len(made)]
            own = replace(
                one,
                id=corpus.cable_id(index),
                sent=corpus.sent(index),
                serial=index // 20 + 1,
            )
            head = (
                f"R {own.sent:%d%H%MZ %b %y}\nFM AMEMBASSY {own.city}\nTO SECSTATE WASHDC".upper()
            )
            said = f"Embassy {own.city}", own.classification, ""
            day = f"{own.sent.month}/{own.sent.day}/{own.sent:%Y %H:%M}"
            rows.writerow([index + 1, day, own.id, *said, head, raw(own, "text")])
    return path.stat().st_size


def command(*arguments: str) -> list[str]:
    """Return a command of the product, whose doubts do not count as a failure."""
    product = [sys.executable, "-m", "cable_edition", *arguments]
    return ["sh", "-c", '"$@"; test $? -lt 2', "sh", *product]


def plan(folder: Path, corpus: Corpus) -> tuple[Measure, int, int]:
    """Plan volumes of a dump with one process; return the measure, its volumes and its bytes."""
    dump = folder / f"dump-{corpus.n}.csv"
    size = write_dump(dump, corpus)
    root = folder / f"edition-{corpus.n}"
    (root / "source_cables").mkdir(parents=True)
    (root / "docs").mkdir()
    toml = f'[volumes]\nby = "dates"\nat_most = 5000\ninputs = ["{dump}"]\n'
    (root / "edition.toml").write_text(toml, "utf-8")
    log = folder / "log"
    settings = ["--settings", str(root / "edition.toml")]
    measure = run(command("volumes", "plan", "--jobs", "1", "--format", "json", *settings), log)
    lines = (line for line in log.read_text("utf-8").splitlines() if line.startswith("{"))
    return measure, sum("volume" in json.loads(line) for line in lines), size


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--select", action="append")
    parser.add_argument("--build", action="store_true", help="build what was taken out")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="dump-"))
    log = folder / "log"
    try:
        few, *_ = plan(folder, Corpus(given.seed, given.n // 4))
        every, volumes, size = plan(folder, Corpus(given.seed, given.n))
        chosen = [f"--select={one}" for one in given.select or _SELECT]
        dump = folder / f"dump-{given.n}.csv"
        taken = run(
            command("new", str(folder / "taken"), "--defaults", "--from", str(dump), *chosen), log
        )
        count = sum(1 for _ in (folder / "taken" / "source_cables").glob("[0-9]*"))
        print(
            f"{given.n} records, {size / 2**20:.0f} MiB, {volumes} volumes: planned in "
            f"{every.cpu:.0f} s CPU, {every.rss:.0f} MiB ({few.rss:.0f} for a quarter); "
            f"{count} of them taken in {taken.cpu:.0f} s CPU, {taken.rss:.0f} MiB"
        )
        rows = [
            ("memory of the plan, all / a quarter", every.rss / few.rss, AIMS["memory"]),
            ("peak of any process, MiB", max(every.rss, taken.rss), AIMS["peak"]),
            ("time of the plan, all / a quarter", every.cpu / few.cpu, 4.4),
        ]
        for name, value, aim in rows:
            print(f"{name:36} {value:8.3f}   at most {aim}")
        if given.build:
            root = folder / "taken"
            built = run(command("build", "html", "--settings", str(root / "edition.toml")), log)
            print(f"the {count} built in {built.cpu:.0f} s CPU, {built.rss:.0f} MiB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
