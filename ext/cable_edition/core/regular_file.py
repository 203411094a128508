"""The bytes of a file that an edition is made of.

A pipe or a device may stand under the name of a file, or at the end of a link; whoever reads it
may wait for ever.
"""

from __future__ import annotations

import errno
from pathlib import Path
from stat import S_ISDIR, S_ISREG


def regular(path: Path) -> Path:
    """Return ``path`` where a file or a folder stands there.

    Raises ``OSError`` if it is a pipe, a device or a socket, or if there is nothing.
    """
    mode = path.stat().st_mode
    if not (S_ISREG(mode) or S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "Is no file, but a pipe, a device or a socket", str(path))
    return path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether what stands at ``path`` is in ``folder``, wherever a link there leads."""
    if not path.is_symlink():
        return True
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; raises ``OSError`` if it cannot be read, or is no file."""
    return regular(path).read_bytes()
