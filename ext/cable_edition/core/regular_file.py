"""The bytes of a file that an edition is made of.

A pipe or a device may stand under the name of a file, or at the end of a link; whoever reads it
may wait for ever.
"""

from __future__ import annotations

import errno
from pathlib import Path
from stat import S_ISDIR, S_ISREG


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises ``OSError`` if it cannot be read, and if it is no file but a pipe, a device or a socket.
    """
    mode = path.stat().st_mode
    if not (S_ISREG(mode) or S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "Is no file, but a pipe, a device or a socket", str(path))
    return path.read_bytes()
