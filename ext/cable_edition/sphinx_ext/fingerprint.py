"""Which program made a page: what it left from an earlier one is made anew."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition import version

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

PACKAGE = Path(version.__file__).parent
_COMPILED = "__pycache__"


def fingerprint(package: Path) -> int:
    """Return a number that stands for every file of the program, its tables of data too.

    Sphinx keeps pages that are not outdated; with another program all are, also without a new
    version of it.
    """
    digest = hashlib.blake2b(digest_size=6)
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name != _COMPILED)
        place = Path(folder).relative_to(package).as_posix()
        for name in sorted(files):
            with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123 - many
                data = file.read()
            digest.update(f"{place}/{name} {len(data)}\n".encode())
            digest.update(data)
    return int.from_bytes(digest.digest())


@cache
def libraries() -> tuple[str, ...]:
    """Return the installed packages with their versions: a reading may be that of another one."""
    folders = [Path(folder) for folder in sys.path if folder and Path(folder).is_dir()]
    return tuple(sorted({one.name for folder in folders for one in folder.glob("*.dist-info")}))


@cache
def this_program() -> int:
    """Return the number of the program that this process loaded: one for all of its builds."""
    return fingerprint(PACKAGE)


def _drop_old_settings(_app: Sphinx, builder: Builder) -> None:
    """Remove the note that Sphinx keeps of the settings before; it is no part of an output."""
    if builder.format == "html":
        (Path(builder.outdir) / ".buildinfo.bak").unlink(missing_ok=True)


def setup_fingerprint(app: Sphinx, program: int) -> None:
    """Make every format of HTML write all pages again after another program.

    What was read is shared by all formats, and read again once: the version of the extension sees
    to that.
    """
    app.add_config_value("cable_fingerprint", program, "html", int)
    app.connect("write-started", _drop_old_settings)
