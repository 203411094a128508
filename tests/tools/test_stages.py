"""No test of this repository is outside the three stages, or in two of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def collected(*stage: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *stage],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return {line for line in done.stdout.splitlines() if "::" in line}


def test_every_test_belongs_to_one_stage() -> None:
    fast, outputs, long = (collected("--stage", stage) for stage in ("fast", "outputs", "long"))
    assert not fast & outputs
    assert not fast & long
    assert not outputs & long
    assert collected() == fast | outputs | long
    assert fast
    assert outputs
    assert long
