"""How often the garbage collector looks, in programs that hold most of what they make.

At the thresholds that Python begins with its rounds take a twentieth of a build and of the start of
a command: modules, an edition and its pages stay to the end, and the collector finds nothing.
"""

from __future__ import annotations

import atexit
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Objects made, and rounds through the young and the middle ones, before the next round.
_OF_BUILDS = (50_000, 20, 20)
#: Most commands are at their end by then.
_OF_COMMANDS = (200_000, 20, 20)


def begin_rounds() -> None:
    """Let the collector look rarely, if it did not before, and never at what is there already."""
    _pass_over_at_exit()
    gc.freeze()
    gc.set_threshold(*_OF_BUILDS)
    gc.enable()


@contextmanager
def rare_rounds() -> Iterator[None]:
    """Let the collector look at what is made in this block, and seldom."""
    before = gc.get_threshold()
    _pass_over_at_exit()
    gc.freeze()
    gc.set_threshold(*_OF_COMMANDS)
    try:
        yield
    finally:
        end_rounds(before)


def end_rounds(thresholds: tuple[int, int, int]) -> None:
    """Let the collector look as often as before, at all that there is."""
    # Frozen, what is there counts for nothing: the lower threshold has no round begin at once.
    gc.freeze()
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def _pass_over_at_exit() -> None:
    # A process that ends looks through all that it has, for nothing; not at what is frozen.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
