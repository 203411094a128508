"""Files of a volume that the site has too, under a second name, are set apart when they change.

A builder writes into the file that there is, and so it would into the site. Nothing is copied
before it is written to: of most files of a volume an edit changes nothing.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from cable_edition.core.whole_file import part_of

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_APPEND


def write_apart(folder: Path) -> None:
    """Have files below ``folder`` that have a second name set apart when this process opens them.

    It holds until the process ends. What a program writes that the process starts is not seen.
    """
    below = tuple({f"{os.path.abspath(folder)}{os.sep}", f"{os.path.realpath(folder)}{os.sep}"})  # noqa: PTH100

    def opened(event: str, given: tuple[object, ...]) -> None:
        if event == "open":
            name, _, flags = given
            if isinstance(flags, int) and flags & _WRITES and isinstance(name, str | bytes):
                path = os.path.abspath(os.fsdecode(name))  # noqa: PTH100 (as fast as can be)
                if path.startswith(below):
                    _set_apart(path, flags)

    sys.addaudithook(opened)


def _set_apart(path: str, flags: int) -> None:
    with suppress(FileNotFoundError):
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink < 2 or flags & os.O_EXCL:
            return
        if flags & os.O_TRUNC and flags & os.O_CREAT:
            # Nothing of it is asked for.
            os.unlink(path)  # noqa: PTH108
            return
        part = part_of(Path(path))
        shutil.copy2(path, part)
        part.replace(path)
