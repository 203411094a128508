"""One step of a volume, in a process of its own: ``python -m cable_edition.volumes.step``.

A second build of Sphinx in one process keeps words and roles of the first, so each step has a fresh
process. It ends when whoever started it ends, however that is: its standard input closes then.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import rich_click as click

#: How a process ends that nobody waits for any more.
LEFT_ALONE = 75


def _end_with_starter() -> None:
    # Not by ``sys.stdin``, whose lock a process that ends would wait for.
    os.read(0, 1)
    os._exit(LEFT_ALONE)


def main(step: str, folder: str) -> int:
    """Make the ``digest`` of the volume in a folder, or its pages (``build``); return the status.

    What is wrong is on the standard error, a line each.
    """
    threading.Thread(target=_end_with_starter, daemon=True).start()
    if step == "build":
        return _build(Path(folder))
    from cable_edition.volumes.digest import digest_volume  # noqa: PLC0415

    problems = digest_volume(Path(folder))
    for one in problems:
        click.echo(one.located(), err=True)
    return 2 if problems else 0


def _build(folder: Path) -> int:
    from cable_edition.core.edition.wider import FRONT  # noqa: PLC0415
    from cable_edition.core.settings.edition_file import NAME, load_file  # noqa: PLC0415
    from cable_edition.sphinx_ext.starting import run_sphinx  # noqa: PLC0415
    from cable_edition.volumes.apart import write_apart  # noqa: PLC0415

    file = load_file(folder / NAME)[0]
    os.environ[FRONT] = str(file.sources.resolve())
    docs = file.documents
    built = docs / "_build"
    write_apart(built / "html")
    return run_sphinx(
        [
            *("--nitpicky", "--fail-on-warning", "--quiet", "-b", "html"),
            *("-d", str(built / "doctrees"), str(docs), str(built / "html")),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
