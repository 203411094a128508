"""A file that a build writes again with the bytes that it had keeps its date.

Sphinx writes its lists, its pages without a chapter and its style sheets at every build, and the
edition its tables of data. What is copied to a host by date, or asked for by a browser that has it,
is then what has changed. Pages of chapters are not among these files: Sphinx writes them only where
it has a reason to, and compares their dates with those of the chapters. Nor is a book: one that was
made again has been made of what the edition says now.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from sphinx.builders.html import StandaloneHTMLBuilder

from cable_edition.core.search.shards import FOLDER as SEARCH
from cable_edition.core.whole_file import write_whole
from cable_edition.exports.folder import SITE_FOLDER as DATA
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.made_from import digest_of_file
from cable_edition.sphinx_ext.output import note_path
from cable_edition.sphinx_ext.output_files import files_at_the_end
from cable_edition.sphinx_ext.site.assets import is_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_WHAT = "dates"
#: Folders whose files are compared before they are written, or written with their pages.
_APART = (SEARCH, "_sources", f"{DATA}/json")
#: Name of a file in the output -> what stands for its bytes, and when it got them (nanoseconds).
_Dates = dict[str, tuple[str, int]]


def _keep(app: Sphinx, exception: Exception | None) -> None:
    """Give files that have the bytes of the last build its date, and note all for the next one."""
    builder = app.builder
    if exception is not None or not _is_dated(builder):
        return
    out = Path(app.outdir)
    pages = {str(builder.get_output_path(name)) for name in app.env.found_docs}
    before, now = _read(app), {}
    with suppress(OSError):
        for path, date in sorted(_files(app, pages)):
            name = path[len(str(out)) + 1 :].replace(os.sep, "/")
            digest, former = before.get(name, ("", 0))
            if former == date:
                now[name] = (digest, date)
                continue
            found = digest_of_file(path)
            if found == digest:
                os.utime(path, ns=(former, former))
            now[name] = (found, former if found == digest else date)
        write_whole(note_path(app, _WHAT), json.dumps(now, indent=0).encode())


def _is_dated(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    return is_site(builder) and isinstance(builder, StandaloneHTMLBuilder)


def _files(app: Sphinx, pages: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the files of an output that are no pages of chapters, with their dates."""
    out = f"{app.outdir}{os.sep}"
    apart = tuple(f"{name}/" for name in _APART)
    for name, one in files_at_the_end(app).files.items():
        if one.is_link or name.startswith(apart) or (name[0] == "." and "/" in name):
            continue
        path = out + name.replace("/", os.sep)
        if path not in pages and "/." not in name.rpartition("/")[0]:
            yield path, one.date


def _read(app: Sphinx) -> _Dates:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        noted = json.loads(note_path(app, _WHAT).read_text("utf-8"))
        return {str(name): (str(digest), int(date)) for name, (digest, date) in noted.items()}
    return {}


def setup_file_dates(app: Sphinx) -> None:
    """Look at the dates when all is written."""
    app.connect("build-finished", _keep, priority=LAST - 2)
