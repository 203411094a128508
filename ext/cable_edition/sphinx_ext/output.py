"""An output holds what its build wrote and nothing else, whatever happened to the builds before.

Sphinx writes what changed and leaves all else as it is: pages that have gone, what a killed build
left half done, warnings of pages that it does not write again. So a note is kept beside the
doctrees, one for each output: which pages it has, whether its last build ended, and whether a page
was warned of. After a build that did not end, or that warned, the next one reads and writes every
page; pages that have gone are removed.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from cable_edition.core import unfinished
from cable_edition.core.late_methods import dataclass
from cable_edition.exports.folder import SITE_FOLDER as DATA_FOLDER
from cable_edition.exports.folder import kind_of
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.packed_pages import targets_in
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class _Note:
    """What is known of an output: its pages, and whether its last build ended without a doubt."""

    pages: list[str] = field(default_factory=list)
    settled: bool = True


def note_path(app: Sphinx, what: str = "edition") -> Path:
    """Return the file beside the doctrees for what is noted of an output; ``what`` names it."""
    name = hashlib.blake2b(bytes(Path(app.outdir)), digest_size=6).hexdigest()
    return Path(app.doctreedir) / f"cable-{what}-{name}.json"


def _read(app: Sphinx) -> _Note:
    try:
        note = _Note(**json.loads(note_path(app).read_text("utf-8")))
        if isinstance(note.pages, list) and all(isinstance(name, str) for name in note.pages):
            return _Note(note.pages, note.settled is True)
        return _Note(settled=False)
    except FileNotFoundError:
        return _Note()
    except (OSError, ValueError, TypeError):
        return _Note(settled=False)


def _write(app: Sphinx, pages: Iterable[str], *, settled: bool) -> None:
    path = note_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(_Note(sorted(pages), settled))), "utf-8")
    part.replace(path)


def _forget_unsettled(app: Sphinx, _config: Config) -> None:
    """Have everything read and written anew where the last build left a doubt."""
    if not _read(app).settled:
        (Path(app.doctreedir) / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        # Sphinx would add to what is there, which may be half an index.
        (Path(app.outdir) / "searchindex.js").unlink(missing_ok=True)


def _begin(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    pages = {*_read(app).pages, *env.found_docs}
    _write(app, pages, settled=False)
    if _is_a_site(app.builder):
        unfinished.begin(Path(app.outdir))
    app.cable_warned_before = app._warncount  # type: ignore[attr-defined]


def _is_a_site(builder: Builder) -> bool:
    """Tell whether an output is a folder of pages; a book is one file, which is written whole."""
    return builder.format == "html" and builder.name != "epub"


def _targets(env: BuildEnvironment) -> dict[str, bytes]:
    """Return what stands for all that a reference can lead to, by page; the rest without one."""
    own = domain_of(env)
    others = {
        own.standing_for((domain.name, kind, name))
        for domain in env.domains.sorted()
        if domain is not own
        for name, _, kind, *_ in domain.get_objects()
    } | {own.standing_for(("cable", "other", name)) for name in state_of(env).edition.wider.places}
    by_page = {page: objects.packed_targets for page, objects in own.objects.items()}
    return {"": b"".join(sorted(others)), **by_page}


def _all_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write every page again where a target has gone: any of them may lead to it."""
    now = _targets(env)
    before = domain_of(env).remember(app.builder, "targets", now) or {}
    gone: set[bytes] = set()
    for page, targets in before.items():
        if now.get(page) != targets:
            gone |= targets_in(targets)
    for targets in now.values() if gone else ():
        gone -= targets_in(targets)
    return sorted(env.found_docs) if gone else []


def _forget_gone(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove what Sphinx keeps of pages that have gone; it would keep their words for ever."""
    kept = Path(app.doctreedir)
    for name in _names_below(kept, ".doctree"):
        if name.removesuffix(".doctree") not in env.found_docs:
            remove_file(kept / name, kept)


def _page_path(builder: Builder, docname: str) -> Path | None:
    """Return the file of a page, or ``None`` in formats that have all pages in one file."""
    if isinstance(builder, StandaloneHTMLBuilder):
        return Path(builder.get_output_path(docname))
    suffix = getattr(builder, "out_suffix", "")
    return Path(builder.outdir) / f"{docname}{suffix}" if suffix else None


def _names_below(folder: Path, suffix: str) -> list[str]:
    """Return the files of a suffix below a folder by their names from there, in order."""
    found = []
    for root, _, files in os.walk(folder):
        inside = Path(root).relative_to(folder).as_posix()
        before = "" if inside == "." else f"{inside}/"
        found += [f"{before}{name}" for name in files if name.endswith(suffix)]
    return sorted(found)


def _copies(builder: Builder) -> dict[str, str]:
    """Return the copies of sources in an output, each with its docname."""
    folder = Path(builder.outdir).resolve() / "_sources"
    suffixes = tuple(builder.config.source_suffix)
    return {
        f"{folder}/{copy}": next((name.removesuffix(s) for s in suffixes if name.endswith(s)), name)
        for copy in _names_below(folder, ".txt")
        for name in [copy.removesuffix(".txt")]
    }


def _remove_gone(app: Sphinx, builder: Builder) -> None:
    """Remove the pages of earlier builds that this edition has not, with their sources."""
    out, env = Path(builder.outdir).resolve(), builder.env
    sources = _copies(builder)
    for docname in sorted({*_read(app).pages, *sources.values()} - env.found_docs):
        page = _page_path(builder, docname)
        if page and page.resolve().is_relative_to(out):
            remove_file(page.resolve(), out)
    for path, docname in sources.items():
        if docname not in env.found_docs:
            remove_file(Path(path), out)
    if isinstance(builder, SerializingHTMLBuilder):
        _remove_copies(builder, sources)


def _remove_copies(builder: SerializingHTMLBuilder, sources: dict[str, str]) -> None:
    """Remove what the builders of JSON and pickles would copy, and copy over nothing that is there.

    That is the source of each page that changed, and the environment.
    """
    (Path(builder.outdir) / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    for copy, docname in sources.items():
        if docname in builder.env.found_docs:
            path = Path(copy)
            source = Path(builder.env.doc2path(docname))
            if path.read_bytes() != source.read_bytes():
                path.unlink()


def forget_pages(app: Sphinx, names: Collection[str]) -> None:
    """Remove pages with their copies, their doctrees, and what is noted of them, by docname."""
    out, kept = Path(app.outdir).resolve(), Path(app.doctreedir)
    for name in names:
        if page := _page_path(app.builder, name):
            remove_file(page.resolve(), out)
        remove_file(kept / f"{name}.doctree", kept)
    for path, name in _copies(app.builder).items():
        if name in names:
            remove_file(Path(path), out)
    (kept / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    _write(app, {*_read(app).pages} - {*names}, settled=False)


def is_of_the_build(app: Sphinx, path: Path) -> bool:
    """Tell whether a file of the output was written by this build, or by one before as a page.

    That is what changed since the build noted its beginning, all pages, all data files, and all in
    the folders that Sphinx keeps for itself (``_sources``, ``_images``).
    """
    out = Path(app.outdir)
    folder, _, name = path.relative_to(out).as_posix().partition("/")
    if folder.startswith("_") or (folder == DATA_FOLDER and kind_of(name)):
        return True
    if path.stat().st_ctime_ns >= note_path(app).stat().st_ctime_ns:
        return True
    return any(_page_path(app.builder, name) == path for name in app.env.found_docs)


def remove_file(path: Path, out: Path) -> None:
    """Remove a file of an output, if it is there, and the folders that it leaves empty."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        while (path := path.parent) != out:
            path.rmdir()


def _mend_index(app: Sphinx) -> Iterable[tuple[str, dict[str, object], str]]:
    """Make the search index what a clean build makes it.

    Sphinx keeps the terms of pages that have gone, with no page, and forgets the index entries of
    pages that it does not write.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is None:
        return []
    for mapping in (indexer._mapping, indexer._title_mapping):
        for word in [word for word, pages in mapping.items() if not pages]:
            del mapping[word]
    entries = app.env.domaindata["index"]["entries"]
    kept, known = indexer._index_entries, indexer._titles
    fed = {name: kept[name] for name in known if name in kept}
    kept.clear()
    kept.update((name, fed.get(name) or _entries(entries.get(name, ()))) for name in sorted(known))
    indexer._objtypes.clear()
    indexer._objnames.clear()
    return []


def _entries(
    entries: Iterable[tuple[str, str, str, str, str | None]],
) -> list[tuple[str, str, str]]:
    from sphinx.util.index_entries import split_index_msg  # noqa: PLC0415

    found: set[tuple[str, str, str]] = set()
    for kind, value, target, main, _ in entries:
        with suppress(ValueError):
            words = split_index_msg(kind, value)
            found |= {(word, target or "", main) for word in words}
    return sorted(found)


def _end(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        warned = app._warncount > getattr(app, "cable_warned_before", 0)
        _write(app, app.env.found_docs, settled=not warned)
        unfinished.end(Path(app.outdir))


def is_settled(app: Sphinx) -> bool:
    """Tell whether the build that is ending has left no doubt of any page."""
    return _read(app).settled


def setup_output(app: Sphinx) -> None:
    """Keep the note, and remove what has gone before anything is written or packed."""
    app.connect("config-inited", _forget_unsettled, priority=420)
    app.connect("env-before-read-docs", _begin)
    app.connect("env-updated", _all_again)
    app.connect("env-updated", _forget_gone)
    app.connect("write-started", _remove_gone)
    app.connect("html-collect-pages", _mend_index, priority=900)
    # After the search for what is withheld: what it finds leaves the output unsettled.
    app.connect("build-finished", _end, priority=LAST)
