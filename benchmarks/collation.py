"""How long two witnesses take to be compared, beside CollateX, and how the time grows.

    python benchmarks/collation.py [--collatex PYTHON]

``--collatex`` names a Python that has ``collatex==2.3`` and ``Levenshtein`` (an environment of its
own: CollateX is GPL, and no dependency). Both sides are given the same words, 1,000 of them and as
many in a witness with a tenth of them lost, added or changed. Without it only the growth is
measured: from 2,000 to 20,000 words, in paragraphs of 150 words and all in one.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cable_edition.core.collation.apparatus import collate, read_back
from cable_edition.core.collation.units import Unit
from words import draw

_COLLATEX = """
import json, sys, time
from collatex import collate
one, two = json.load(open(sys.argv[1]))
rows = {"witnesses": [
    {"id": name, "tokens": [{"t": f"{word} ", "n": word} for word in row]}
    for name, row in (("A", one), ("B", two))
]}
start = time.perf_counter()
collate(rows, output="json", segmentation=False)
print(time.perf_counter() - start)
"""


def texts(count: int, seed: int) -> tuple[list[str], list[str]]:
    """Return as many words as a cable would have them, and a witness of them."""
    rng = random.Random(seed)
    one = [draw(rng) for _ in range(count)]
    two: list[str] = []
    for word in one:
        chance = rng.random()
        if chance < 0.03:
            continue
        if chance < 0.06:
            two.append(draw(rng))
        two.append(word.upper() if 0.06 <= chance < 0.1 else word)
    return one, two


def units(words: list[str], length: int) -> list[Unit]:
    """Return words as numbered paragraphs of so many words each."""
    return [
        Unit(f"p{n}", "paragraph", " ".join(words[at : at + length]), n, "(C)")
        for n, at in enumerate(range(0, len(words), length), 1)
    ]


def seconds(one: list[Unit], two: list[Unit], repeats: int = 5) -> float:
    """Return the median time of a comparison; what comes back is compared first."""
    back = read_back(one, collate("B", one, two))
    if [unit.words for unit in back] != [unit.words for unit in two]:
        sys.exit("the witness does not come back")
    taken = []
    for _ in range(repeats):
        # Each unit keeps its words once they are parted, so each run has units of its own.
        fresh = [
            [Unit(u.anchor, u.kind, u.words, u.number, u.mark) for u in row] for row in (one, two)
        ]
        start = time.perf_counter()
        collate("B", *fresh)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collatex", help="a Python that has collatex")
    options = parser.parse_args()
    for title, length in (("paragraphs of 150 words", 150), ("one paragraph", 1_000_000)):
        found = {}
        for count in (1_000, 2_000, 20_000):
            one, two = texts(count, 1)
            found[count] = seconds(units(one, length), units(two, length))
            print(f"{title}: {count} words in {found[count] * 1000:.1f} ms")
        print(f"{title}: T(20000)/T(2000) = {found[20_000] / found[2_000]:.1f}")
    if options.collatex:
        one, two = texts(1_000, 1)
        own = seconds(units(one, 1_000_000), units(two, 1_000_000))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "rows.json")
            path.write_text(json.dumps([one, two]), "utf-8")
            command = [options.collatex, "-c", _COLLATEX, str(path)]
            said = subprocess.run(command, check=True, capture_output=True, text=True)
        theirs = float(said.stdout.split()[-1])
        print(f"1,000 words: {own:.4f} s, CollateX {theirs:.1f} s, share {own / theirs:.6f}")


if __name__ == "__main__":
    main()
