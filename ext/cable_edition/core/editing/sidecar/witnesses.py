"""The base text and the other witnesses that a sidecar names: each has to be there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from cable_edition.core.editing.sidecar.loading import Sidecar
from cable_edition.core.problems import Problem
from cable_edition.core.reading.sources import source_name


def missing_witnesses(
    sidecars: Iterable[Sidecar],
    held: Mapping[str, Collection[Path]],
    files: Collection[str],
    folder: Path,
) -> Iterator[Problem]:
    """Yield a problem ``witness-missing`` for each witness that is named and is not there.

    ``held`` has the sources of each cable by id, ``files`` the names of all sources in ``folder``,
    as checksums have them. A base text has to be a source of its cable; another witness may be in
    any form. Either may be named without the folders it stands in.
    """
    there = {*files, *(PurePosixPath(name).name for name in files)}
    for sidecar in sidecars:
        sources = held.get(sidecar.cable, ())
        names = dict.fromkeys(source_name(path, folder) for path in sources)
        if sources and sidecar.base and sidecar.base not in {*names, *(p.name for p in sources)}:
            message = (
                f"the base text of {sidecar.cable} is said to be {sidecar.base[:80]!r}, which is "
                f"none of its sources: {', '.join(names)}"
            )
            yield Problem("witness-missing", message, str(sidecar.path), sidecar.base_line)
        for name, line in zip(sidecar.witnesses, sidecar.witness_lines, strict=True):
            if name not in there:
                message = f"there is no witness {name[:80]!r} in the folder of sources"
                yield Problem("witness-missing", message, str(sidecar.path), line)
