"""A build that would write what stands already writes nothing, and does not even read the cables.

After a build that ended without a doubt, a note beside the doctrees says what the output was made
from and what all of its files are, to the byte. If both are the same at the next build, the output
is that of a clean build, and proved to be; only what the editor was told is told again. A build
that is asked for all pages or for some, for more words than usual (``-v``) or for a fresh
environment (``-E``) goes its usual way, and so does each of an edition that withholds words.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.osutil import relpath

from cable_edition.core.at_work import LOCK
from cable_edition.core.late_methods import dataclass
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.whole_file import write_whole
from cable_edition.sphinx_ext.build_lock import release_build
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.made_from import (
    dependencies,
    digest_of_file,
    file_digests,
    files_below,
    made_from,
)
from cable_edition.sphinx_ext.output import is_settled, note_path
from cable_edition.sphinx_ext.output_files import files_at_the_end, forget_files
from cable_edition.sphinx_ext.page_folder import JOURNAL, MANIFEST, PageFolder
from cable_edition.sphinx_ext.state import state_of
from cable_edition.sphinx_ext.warnings import tell_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Note:
    """What an output was made from, what it is, and what the editor was told of the edition."""

    given: str
    beside: dict[str, str]
    pages: dict[str, str]
    output: dict[str, str]
    told: list[dict[str, Any]]
    day: str


class StandingOutput:
    """Lets one build leave its output as it stands, or has it generated and notes what came."""

    def __init__(self, generate: Callable[[Sphinx], None]) -> None:
        self._generate = generate
        self._given = ""
        self._before: dict[str, str] = {}

    def begin(self, app: Sphinx) -> None:
        """Generate the pages, unless nothing would come of it."""
        note = _read(app)
        if app.builder.format == "html":
            with suppress(OSError):
                self._given = made_from(app, _own_files(app))
        if note and self._given and self._stands(app, note):
            tell_all((Problem(**one) for one in note.told), app.config)
            app.build = partial(self._leave, app, app.build)  # type: ignore[method-assign]
        else:
            self._void(app, note)
            self._generate(app)

    def _void(self, app: Sphinx, note: _Note | None) -> None:
        """Have no note while the build runs, but remember what the last one knew of files."""
        if note and not self._before:
            self._before = note.pages | note.output
        with suppress(OSError):
            # Its time parts what stood before the build from what the build writes.
            write_whole(_path(app), b"")

    def _stands(self, app: Sphinx, note: _Note) -> bool:
        if app.fresh_env_used or app.verbosity > 0 or note.day not in {"", _today()}:
            return False
        with suppress(OSError):
            if note.given != self._given or any(
                digest_of_file(Path(path)) != one for path, one in note.beside.items()
            ):
                return False
            pages, output = file_digests(map(str, _own_files(app))), file_digests(_output(app))
            self._before = pages | output
            return note.pages == pages and note.output == output
        return False

    def _leave(
        self,
        app: Sphinx,
        build: Callable[..., None],
        force_all: bool = False,
        filenames: Sequence[Path] = (),
    ) -> None:
        """Take the place of the step in which Sphinx reads and writes."""
        if force_all or filenames:
            self._void(app, _read(app))
            self._generate(app)
            build(force_all, filenames)
            return
        release_build(app)
        logger.info("cable edition: nothing has changed, the output stands as it was built")
        if app._warncount and app._fail_on_warnings:
            app.statuscode = 1
            logger.info(
                "build finished with problems, %s (with warnings treated as errors)",
                number_of(app._warncount, "warning"),
            )
        elif app.builder.epilog:
            place = {"outdir": relpath(app.outdir), "project": app.config.project}
            logger.info("\n%s", app.builder.epilog % place)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Note what came, if it is beyond doubt."""
        try:
            self._note(app, exception)
        finally:
            forget_files(app)

    def _note(self, app: Sphinx, exception: Exception | None) -> None:
        if exception is not None or not self._given or not _is_beyond_doubt(app):
            return
        told = [dict(_values(one)) for one in state_of(app).told]
        with suppress(OSError):
            beside = {path: digest_of_file(Path(path)) for path in dependencies(app)}
            day = _today() if told else ""
            # What the build did not touch is what it was; if it is not, the next build sees that.
            begun = _begun(app)
            pages = file_digests(map(str, _own_files(app)), self._before, begun)
            output = _digests_at_the_end(app, self._before, begun)
            note = _Note(self._given, beside, pages, output, told, day)
            # A line for each, and written by the quick encoder, which knows no indents.
            written = json.dumps(dict(_values(note)), separators=(",\n", ":"))
            write_whole(_path(app), written.encode())


def _values(one: _Note | Problem) -> Iterator[tuple[str, Any]]:
    """Yield the fields with what they hold, which is plain; nothing is copied."""
    return ((field.name, getattr(one, field.name)) for field in fields(one))


def _is_beyond_doubt(app: Sphinx) -> bool:
    """Tell whether an output may be left as it stands; nothing is kept of what is withheld."""
    return state_of(app).edition.kept.keeps and is_settled(app)


def _path(app: Sphinx) -> Path:
    return note_path(app, "standing")


def _read(app: Sphinx) -> _Note | None:
    with suppress(OSError, ValueError, TypeError):
        note = _Note(**json.loads(_path(app).read_text("utf-8")))
        if isinstance(note.pages, dict) and isinstance(note.output, dict):
            return note
    return None


def _today() -> str:
    """Return the day, on which it depends what is told of releases."""
    return datetime.now(UTC).date().isoformat()


def _own_files(app: Sphinx) -> list[Path]:
    docs = Path(app.srcdir)
    pages = [docs / f"{name}.md" for name in PageFolder(docs).listed()]
    return [*pages, docs / MANIFEST, docs / JOURNAL]


def _output(app: Sphinx) -> Iterator[str]:
    return files_below(Path(app.outdir), Path(app.doctreedir).resolve())


def _digests_at_the_end(app: Sphinx, known: Mapping[str, str], since: int) -> dict[str, str]:
    """Return what stands for each file of the output, as :func:`.file_digests`.

    Raises ``OSError`` where a folder of it is a link.
    """
    out, kept = Path(app.outdir), Path(app.doctreedir).resolve()
    seen = files_at_the_end(app)
    if seen.has_linked_folder:
        message = f"{out} has a link to a folder"
        raise NotADirectoryError(message)
    inside = out.resolve()
    is_within = kept.is_relative_to(inside) and kept != inside
    own = (f"{kept.relative_to(inside).as_posix()}/",) if is_within else ()
    found = {}
    for name, one in seen.files.items():
        if name.startswith(own) or name.rpartition("/")[2] == LOCK:
            continue
        path = os.path.join(out, name)  # noqa: PTH118 (a large edition has many)
        was = known.get(path) if one.touched < since else None
        # What has gone since, as the mark of a build that is not done, has no digest.
        if digest := was or digest_of_file(path):
            found[path] = digest
    return found


def _begun(app: Sphinx) -> int:
    """Return the time of the note that the build has when it begins."""
    return _path(app).stat().st_ctime_ns


def setup_standing(app: Sphinx, generate: Callable[[Sphinx], None]) -> None:
    """Have the pages generated when the builder is ready, or leave all as it stands."""
    output = StandingOutput(generate)
    app.connect("builder-inited", output.begin)
    app.connect("build-finished", output.end, priority=LAST)
