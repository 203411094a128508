"""Twice the hostile text takes twice as long, whatever it repeats, at sizes that nobody sends."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
MEGABYTE = 1_000_000
#: The sizes in megabytes; what takes a second a megabyte is tried at the smaller ones.
LARGE, SMALLER = (6, 12), (3, 6)
KINDS = {
    **dict.fromkeys(
        [
            "digits", "blanks", "tabs", "open brackets", "nested quotes", "capital words",
            "redactions", "labels", "date-time groups", "list items", "tables", "quoted texts",
            "words of references", "serials", "broken words",
            "numbers between hyphens", "spaced groups", "addressees first",
        ],
        LARGE,
    ),
    **dict.fromkeys(
        ["references", "headings", "pilcrows", "numbers", "banners", "page numbers"], SMALLER
    ),
}  # fmt: skip
#: More than twice the time, with what a busy machine adds.
MOST = 2.3
#: So often a pair is timed at most; one that is good is enough, for what is not linear never is.
GOES = 3

_TIMED = """
import gc, json, sys, time
sys.path.insert(0, sys.argv[1])
from parse_speed import OPENING, hostile
from cable_edition.core.reading.parse import parse
gc.disable()
kind, *sizes = json.loads(sys.argv[2])
parse(OPENING + hostile(kind, 1000))
times = []
for size in sizes:
    text = OPENING + hostile(kind, size)
    start = time.process_time()
    parse(text)
    times.append(time.process_time() - start)
print(json.dumps(times))
"""


def times(kind: str, *sizes: int) -> list[float]:
    """Return the processor time of a parse at each size, in a process of its own."""
    command = [sys.executable, "-c", _TIMED, str(BENCHMARKS), json.dumps([kind, *sizes])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[float] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_text_takes_twice_the_time(kind: str) -> None:
    gc.collect()
    pairs = []
    for _ in range(GOES):
        small, large = times(kind, *(size * MEGABYTE for size in KINDS[kind]))
        pairs.append((small, large))
        if large <= MOST * small:
            return
    pytest.fail(f"{kind} at {KINDS[kind]} MB: {pairs}")
