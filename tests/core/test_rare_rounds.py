"""The collector looks rarely while a command or a build runs, and as before when it is over."""

from __future__ import annotations

import gc
import subprocess
import sys

from cable_edition.core.rare_rounds import rare_rounds

_STARTS = """
import gc
rounds = []
gc.callbacks.append(lambda phase, info: rounds.append(phase))
before = gc.get_threshold()
{start}
assert gc.isenabled()
kept = [[] for _ in range(20_000)]
print(len(rounds))
"""


def _rounds(start: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _STARTS.format(start=start)],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return int(done.stdout)


def test_all_is_as_before_after_a_command() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with rare_rounds():
        assert gc.get_threshold() > before
        assert gc.get_freeze_count() > frozen
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_build_begins_with_rounds_that_are_rare() -> None:
    imported = "from cable_edition.core.rare_rounds import begin_rounds; rounds.clear();"
    assert _rounds(f"{imported} gc.disable(); begin_rounds()") == 0
    assert _rounds(imported) > 0
