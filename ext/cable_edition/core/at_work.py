"""Who is at work on an edition: one build or command at a time, for two would mix what they write.

The lock is one of the operating system on a file in the folder of ``edition.toml``, where all who
work on the edition find it; without that file, in the folder of conf.py; without both, on the
folder of sources itself. A build takes that of its conf.py too, for it writes pages there. A lock
goes with the process that holds it, and with the programs to which that gave it, however they end;
the file stays, and means nothing without the lock. A process may take it for itself as often as it
likes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks; there, two at once are not told
    fcntl = None  # type: ignore[assignment]

#: What stands in the folder of an edition, or of its pages.
_OWN = ("edition.toml", "conf.py")
LOCK = ".cable-edition-build.lock"
#: What a build is called to those that wait for it.
A_BUILD = "another build of this edition"
#: How many seconds a command waits for those before it.
PATIENCE = 60.0

#: The locks that this process holds, each an open file.
_HELD: dict[Path, int] = {}


class AtWorkError(Exception):
    """Somebody else is at work; ``who`` says who, and the text what to do."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who}; wait until it has ended")
        self.who = who


def take(folder: Path, what: str) -> bool:
    """Take the lock of the edition in a folder; ``what`` takes it, for those that come after.

    The result tells whether it is taken now, and not held by this process already. Raises
    :class:`AtWorkError` if another has it, ``OSError`` if its file cannot be opened.
    """
    path = _lock_of(folder)
    if fcntl is None or path in _HELD:
        return False
    named = path.name == LOCK
    file = os.open(path, os.O_RDWR | os.O_CREAT if named else os.O_RDONLY, 0o666)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        who = _holder(os.read(file, 200)) if named else "another command on this edition is running"
        os.close(file)
        raise AtWorkError(who) from None
    if named:
        os.truncate(file, 0)
        os.write(file, f"{os.getpid()} {what}\n".encode())
    _HELD[path] = file
    return True


def _lock_of(folder: Path) -> Path:
    whole = folder.resolve()
    return whole / LOCK if any((whole / one).is_file() for one in _OWN) else whole


def _holder(said: bytes) -> str:
    number, _, what = said.decode("utf-8", "replace").strip().partition(" ")
    who = f"{what if what and what.isprintable() else A_BUILD} is running"
    return f"{who} (process {number})" if number.isdecimal() else who


def let_go(folder: Path) -> None:
    """Let the lock of a folder go, if this process has it."""
    file = _HELD.pop(_lock_of(folder), None)
    if file is not None:
        os.close(file)


def let_all_go() -> None:
    """Let every lock go that this process has."""
    while _HELD:
        os.close(_HELD.popitem()[1])


def held() -> tuple[int, ...]:
    """Return the open files of the locks, for programs that go on if this process is killed."""
    return tuple(_HELD.values())


@contextmanager
def at_work(folder: Path, what: str, tell: Callable[[str], object]) -> Iterator[None]:
    """Hold the lock of a folder, and wait for it for a while; ``tell`` hears for whom.

    A folder that cannot be written has no lock: no build writes there either. Raises
    :class:`AtWorkError` if the other does not end.
    """
    taken = False
    with suppress(OSError):
        taken = _wait(folder, what, tell)
    try:
        yield
    finally:
        if taken:
            let_go(folder)


def _wait(folder: Path, what: str, tell: Callable[[str], object]) -> bool:
    end = time.monotonic() + PATIENCE
    told = False
    while True:
        try:
            return take(folder, what)
        except AtWorkError as other:
            if time.monotonic() >= end:
                raise
            if not told:
                tell(f"waiting: {other.who}")
            told = True
            time.sleep(0.1)
