"""A zip whose bytes depend on the names and contents of its files alone."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from pathlib import Path

_MODE = 0o100644
_UNIX = 3


def write_zip(folder: Path, archive: Path, timestamp: dt.datetime) -> None:
    """Write the files of ``folder``, under its name, into ``archive``.

    Entries stand in the order of their names, all with the same time (``timestamp``, from 1980 on)
    and the same rights; links and empty folders are left out. The compressed bytes are those of
    the zlib at hand, whose versions may differ.
    """
    part = archive.with_name(f".{archive.name}.part")
    paths = sorted(
        (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()),
        key=lambda path: path.relative_to(folder).as_posix(),
    )
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for path in paths:
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, timestamp.timetuple()[:6])
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, target.open(entry, "w") as out:
                shutil.copyfileobj(source, out)
    part.replace(archive)
