"""Which files of an output its builds wrote, and the removal of those that no build writes now.

Pages that have gone are known by their names (``output``). All else that Sphinx, its theme and its
extensions write would stay for ever: what a theme or a setting brought that is in use no more,
pictures and downloads of chapters that changed, an index. So a note beside the doctrees has the
files of each output. A file that nobody of the build wrote stays where it is.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import CONFIG_OK

from cable_edition.core.late_methods import dataclass
from cable_edition.core.unfinished import MARK
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.output import note_path, remove_file
from cable_edition.sphinx_ext.output_files import files_at_the_end, files_of, forget_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from cable_edition.sphinx_ext.output_files import OutputFile

_WHAT = "files"
_COPIES = "_sources/"
#: What Sphinx keeps for itself in an output, and the mark that it is being written.
_OF_SPHINX = (".buildinfo", ".doctrees/", MARK)


@dataclass
class _Note:
    """What is known of an output: its files, those that content brought, and how it was made."""

    files: list[str] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    config: str = ""
    running: bool = False


class OwnedFiles:
    """Keeps the note of one build."""

    def __init__(self) -> None:
        self._before = _Note()
        self._templates: set[str] = set()
        self._is_all_read = False

    def begin(self, app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
        """Read what the last build noted, and note that this one is running."""
        if app.builder.format != "html":
            return
        # Sphinx forgets it once all is read.
        self._is_all_read = env.config_status != CONFIG_OK
        self._before = read_note(app)
        if self._before.running:
            # It was killed, and could not say what it had written.
            since = note_path(app, _WHAT).stat().st_ctime_ns
            self._before.files = sorted(
                {*self._before.files, *written_since(files_of(app.outdir).files, since)}
            )
        _write(app, _Note(self._before.files, self._before.brought, running=True))

    def sweep(self, app: Sphinx, builder: Builder) -> None:
        """Remove what this build will not write again, before it writes the first file."""
        if builder.format != "html":
            return
        before, env = self._before, builder.env
        gone = {*before.brought} - {*_brought(builder)}
        if self._is_all_read or before.config != _config(app):
            # All that is no page is written again by each build.
            pages = {builder.get_outfilename(name) for name in env.found_docs}  # type: ignore[attr-defined]
            kept = {Path(path).relative_to(builder.outdir).as_posix() for path in pages}
            gone |= {name for name in before.files if name not in kept}
            if builder.config.html_copy_source:
                gone = {name for name in gone if not name.startswith(_COPIES)}
        self._remove(app, gone)

    def template(self, app: Sphinx, pagename: str, *_more: Any) -> None:
        """Note a page that is made of a template alone."""
        if pagename not in app.env.found_docs:
            self._templates.add(pagename)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Note the files that there are now."""
        builder = app.builder
        if exception is not None or builder.format != "html":
            return
        brought = _brought(builder)
        if isinstance(builder, StandaloneHTMLBuilder):
            out = Path(builder.outdir)
            pages = (Path(builder.get_outfilename(name)) for name in self._templates)
            brought = [*brought, *(path.relative_to(out).as_posix() for path in pages)]
        if gone := {*self._before.brought} - {*brought}:
            self._remove(app, gone)
            forget_files(app)
        since = note_path(app, _WHAT).stat().st_ctime_ns
        there = files_at_the_end(app).files
        files = {name for name in self._before.files if name in there}
        files |= {*written_since(there, since)}
        _write(app, _Note(sorted(files), sorted(brought), _config(app)))

    def _remove(self, app: Sphinx, names: Iterable[str]) -> None:
        """Remove files that this build has not written itself."""
        out, since = Path(app.outdir).resolve(), note_path(app, _WHAT).stat().st_ctime_ns
        for name in sorted(names):
            path = out / name
            inside = path.parent.resolve().is_relative_to(out)
            if inside and path.is_file() and path.lstat().st_ctime_ns < since:
                remove_file(path, out)


def _write(app: Sphinx, note: _Note) -> None:
    path = note_path(app, _WHAT)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(note)), "utf-8")
    part.replace(path)


def read_note(app: Sphinx) -> _Note:
    """Return what the last build noted of the output; nothing where that cannot be read."""
    with suppress(OSError, ValueError, TypeError):
        note = _Note(**json.loads(note_path(app, _WHAT).read_text("utf-8")))
        if all(isinstance(name, str) for name in (*note.files, *note.brought, note.config)):
            return note
    return _Note()


def was_written(app: Sphinx, path: Path) -> bool:
    """Tell whether a file of the output was written by a build before this one."""
    return path.relative_to(app.outdir).as_posix() in read_note(app).files


def forget_gone(app: Sphinx) -> None:
    """Drop the names of files that are not there any more: a name may be what is withheld."""
    note, out = read_note(app), Path(app.outdir)
    there = (
        [one for one in names if (out / one).is_file()] for names in (note.files, note.brought)
    )
    files, brought = there
    _write(app, replace(note, files=files, brought=brought))


def written_since(files: Mapping[str, OutputFile], since: int) -> list[str]:
    """Return the files of an output that were written since a time, but for those of Sphinx."""
    return [
        name
        for name, one in files.items()
        if one.touched >= since and not name.startswith(_OF_SPHINX)
    ]


def _brought(builder: Builder) -> list[str]:
    """Return the files that content brings: pictures, downloads, and those of ``_static``."""
    env = builder.env
    images = (f"{builder.imagedir}/{name}" for _, name in env.images.values())
    downloads = (f"_downloads/{name}" for _, name in env.dlfiles.values())
    static = (
        f"_static/{path.relative_to(folder).as_posix()}"
        for folder in (Path(builder.confdir, name) for name in builder.config.html_static_path)
        for path in folder.rglob("*")
        if path.is_file()
    )
    return [*images, *downloads, *static]


def _config(app: Sphinx) -> str:
    info = getattr(app.builder, "build_info", None)
    hashes = f"{info.config_hash} {info.tags_hash}" if info else ""
    return f"{hashes} {' '.join(sorted(app.extensions))}"


def setup_owned_files(app: Sphinx) -> None:
    """Note files before anything is proved or searched, so that the search knows them."""
    owned = OwnedFiles()
    app.connect("env-before-read-docs", owned.begin)
    app.connect("write-started", owned.sweep, priority=600)
    app.connect("html-page-context", owned.template)
    app.connect("build-finished", owned.end, priority=LAST - 3)
