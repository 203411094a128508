"""The search of a site: its index is written when all pages are, and Sphinx writes none.

Cables come from the edition, chapters and registers from the pages as they are written. The shards
of an index (:mod:`cable_edition.core.search`) that did not change are not written again, and where
no page has other words than at the build before, none is made; else only the words of the pages
that read otherwise are looked up again, where that can be.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.display import progress_message
from sphinx.util.nodes import clean_astext

from cable_edition.core.edition.search_records import cable_records
from cable_edition.core.kept_work import KeptWork, digest_of
from cable_edition.core.late_methods import dataclass
from cable_edition.core.pages.anchors import FOLDERS
from cable_edition.core.quotations.shards import FOLDER as QUOTATIONS
from cable_edition.core.search.found import SearchPage, SearchPlace
from cable_edition.core.search.index import KeptIndex, make_index
from cable_edition.core.search.page_places import note_places, section_places
from cable_edition.core.search.shards import FOLDER, IndexFiles, KeptFiles, digest_of_text
from cable_edition.core.whole_file import write_whole
from cable_edition.sphinx_ext.config import BUILDERS, settings_of
from cable_edition.sphinx_ext.made_from import digest_of_file, touched_at
from cable_edition.sphinx_ext.output import note_path, remove_file
from cable_edition.sphinx_ext.site.assets import STATIC, TEMPLATES
from cable_edition.sphinx_ext.site.citing import cited_edition
from cable_edition.sphinx_ext.site.quotations import is_on, quotation_files, setup_quotations
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: What Sphinx writes for a search of its own.
_OF_SPHINX = ("searchindex.js", "_static/searchtools.js", "_static/language_data.js")
#: What loads the scripts of the page where none may stand in it.
_APART = "cable-search-apart.js"
_SCRIPTS = ("cable-search-words.js", "cable-search-index.js", "cable-search.js")
#: What the pages of a register are called where a search is narrowed.
_REGISTERS = {
    folder: "TAG" if kind == "tag" else kind.capitalize() for kind, folder in FOLDERS.items()
}


@dataclass(frozen=True)
class _Note:
    """What an index was made of, what stands for its files, and the digest of each by folder."""

    given: str = ""
    standing: str = ""
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def _let_sphinx_index_nothing(app: Sphinx) -> None:
    """Have no index of Sphinx loaded, fed or written; its search page is ours."""
    builder = app.builder
    if builder.name not in BUILDERS or not isinstance(builder, StandaloneHTMLBuilder):
        return
    prepare = builder.prepare_writing

    def prepare_without(docnames: set[str]) -> None:
        builder.search = False
        try:
            prepare(docnames)
        finally:
            builder.search = True

    vars(builder).update(prepare_writing=prepare_without)


def _page_scripts() -> dict[str, str]:
    """Return the words of the scripts that stand in the page of the search, by their names."""
    folders = {STATIC: ("cable-elements.js",), TEMPLATES / "static": _SCRIPTS}
    return {
        name: (folder / name).read_text("utf-8")
        for folder, names in folders.items()
        for name in names
    }


def _add_scripts(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Give the template of the search its scripts, which stand in the page."""
    if pagename == "search" and app.builder.name in BUILDERS:
        context["cable_scripts"] = _page_scripts()
        app.add_js_file(_APART, priority=900)


def _write(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if error or builder.name not in BUILDERS or not isinstance(builder, StandaloneHTMLBuilder):
        return
    with progress_message("writing the search index"):
        pages = list(_pages(app, builder))
        english = (app.config.language or "en").split("_")[0].split("-")[0] == "en"
        addresses = {page.docname: builder.get_target_uri(page.docname) for page in pages}
        standing = {page.docname: _standing_for(page) for page in pages}
        given = digest_of(
            [
                repr((app.config.cable_fingerprint, english, addresses)),
                repr((cited_edition(app.config), settings_of(app.config).base_url, is_on(app))),
                repr([one.cables for one in state_of(app).edition.releases.declared.releases]),
                *standing.values(),
            ]
        ).hex()
        note, out, kept = note_path(app, "searched"), Path(app.outdir), state_of(app).edition.kept
        known, since = _read(note), _time_of(note)
        written = {
            name: _written(out / name, known.files.get(name, {}), since)
            for name in (FOLDER, QUOTATIONS)
        }
        if known.given != given or known.standing != _standing(written):
            indexed = _write_index(app, pages, (english, addresses, standing), note, written)
            kept.save()
            texts = quotation_files(app, indexed)
            digests = {name: digest_of_text(text) for name, text in texts.items()}
            _write_files(out, QUOTATIONS, digests, texts.__getitem__, written)
            kept.save()
            # A file is named after words, so that their names are kept where the words are.
            noted = _Note(given, _standing(written), written if kept.keeps else {})
            write_whole(note, json.dumps(asdict(noted)).encode())
    for name in _OF_SPHINX:
        Path(app.outdir, name).unlink(missing_ok=True)


def _write_index(
    app: Sphinx,
    pages: Sequence[SearchPage],
    told: tuple[bool, Mapping[str, str], Mapping[str, str]],
    note: Path,
    written: dict[str, dict[str, str]],
) -> Sequence[SearchPage]:
    """Write the files of the index, and return the pages in its order.

    ``told`` is whether pages are English, and for each its address and what stands for it. The
    index, which takes much memory, is gone before anything else is made of the pages.
    """
    english, addresses, standing = told
    kept, kind = state_of(app).edition.kept, f"search {note.stem}"
    before, files_before = _kept_before(kept.last(kind))
    index = make_index(pages, english=english, before=before)
    names = [page.docname for page in index.pages]
    folder, there = Path(app.outdir, FOLDER), written[FOLDER]
    folder.mkdir(exist_ok=True)

    def made(name: str, text: str, digest: str) -> None:
        if there.get(name) != digest:
            (folder / name).write_bytes(text.encode("utf-8", "replace"))
            there[name] = digest

    found = IndexFiles(
        index,
        [addresses[name] for name in names],
        [standing[name] for name in names],
        files_before,
        made,
    )
    _write_files(Path(app.outdir), FOLDER, found.digests, found.text, written)
    kept.keep_last(kind, (index.kept(), found.kept()))
    return index.pages


def _kept_before(kept: object) -> tuple[KeptIndex | None, KeptFiles | None]:
    """Return what an earlier build kept of the index and of its files."""
    if isinstance(kept, tuple) and len(kept) == len(("index", "files")):
        index, files = kept
        if isinstance(index, KeptIndex) and isinstance(files, KeptFiles):
            return index, files
    return None, None


def _standing_for(page: SearchPage) -> str:
    head = repr((page.docname, page.part, page.title, page.date, page.filters, page.copies))
    return digest_of([head, page.told("places", lambda: _digest_of_places(page))]).hex()


def _digest_of_places(page: SearchPage) -> str:
    return digest_of(
        text
        for place in page.places
        for text in (place.anchor, place.label, place.words, place.transmitted)
    ).hex()


def _read(path: Path) -> _Note:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        note = _Note(**json.loads(path.read_text("utf-8")))
        if isinstance(note.files, dict) and all(
            isinstance(one, dict) for one in note.files.values()
        ):
            return note
    return _Note()


def _time_of(note: Path) -> int:
    with suppress(OSError):
        return note.stat().st_ctime_ns
    return 0


def _written(folder: Path, known: Mapping[str, str], since: int) -> dict[str, str]:
    """Return what stands for each file of a folder, by its name.

    ``known`` has that of files as they were, which holds for those unchanged since a time.
    """
    if not folder.is_dir():
        return {}
    digests = {}
    with os.scandir(folder) as found:
        for one in found:
            if one.is_file():
                stands = one.name in known and touched_at(one.stat()) < since
                digests[one.name] = known[one.name] if stands else digest_of_file(one.path)
    return digests


def _standing(written: Mapping[str, Mapping[str, str]]) -> str:
    """Return what stands for the files of the index as they are in the output."""
    return digest_of(
        f"{folder}/{name} {files[name]}"
        for folder, files in written.items()
        for name in sorted(files)
    ).hex()


def _write_files(
    out: Path,
    name_of_folder: str,
    digests: Mapping[str, str],
    text: Callable[[str], str],
    written: dict[str, dict[str, str]],
) -> None:
    """Have these files in a folder and none beside them; ``written`` says which there are."""
    folder, there = out / name_of_folder, written[name_of_folder]
    for name in there.keys() - digests.keys():
        remove_file(folder / name, out)
    if not digests:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        written[name_of_folder] = {}
        return
    folder.mkdir(exist_ok=True)
    for name, digest in digests.items():
        if there.get(name) != digest:
            (folder / name).write_bytes(text(name).encode("utf-8", "replace"))
    written[name_of_folder] = dict(digests)


def _pages(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[SearchPage]:
    """Yield what is found: cables by date, then all else in the order of the contents."""
    state, env = state_of(app), app.env
    with_notes = {f"cables/{one.id}" for one in state.edition.cables if one.notes}
    for page in () if state.edition.wider.whole else cable_records(state.edition):
        # The cables of volumes are in the index of each.
        if _is_left_out(env, page.docname):
            continue
        notes = note_places(_bytes(builder, page.docname)) if page.docname in with_notes else ()
        yield replace(page, places=(*page.places, *notes)) if notes else page
    for docname in () if state.edition.wider.is_volume else _in_order(env):
        # What is around the cables of a volume is found in the front.
        if docname in state.cables or _is_left_out(env, docname):
            continue
        title = clean_astext(env.longtitles[docname]) if docname in env.longtitles else docname
        kind = _REGISTERS.get(docname.partition("/")[0]) if docname in state.generated else None
        if kind or docname not in state.generated:
            places = _sections(state.edition.kept, _bytes(builder, docname))
            filters = {"Register": [kind]} if kind else {}
            yield SearchPage(
                docname, "Registers" if kind else "Chapters", title, places, "", filters
            )
        else:
            yield SearchPage(docname, "Lists", title, (SearchPlace("", "", title),))


def _sections(kept: KeptWork, page: bytes) -> tuple[SearchPlace, ...]:
    """Return the places of a written page, which lie in a drawer like what is told of a cable."""

    def found() -> list[tuple[str, ...]]:
        places = section_places(page)
        return [(at.anchor, at.label, at.words, at.transmitted) for at in places]

    drawer = kept.drawer("pages", (sha256(page).hexdigest(),))
    return tuple(SearchPlace(*row) for row in drawer.of("places", found))


def _bytes(builder: StandaloneHTMLBuilder, docname: str) -> bytes:
    return Path(builder.get_output_path(docname)).read_bytes()


def _is_left_out(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page asks not to be found, as Sphinx has it, or has no file."""
    asked = env.metadata.get(docname, {})
    return docname not in env.found_docs or "no-search" in asked or "nosearch" in asked


def _in_order(env: BuildEnvironment) -> list[str]:
    """Return all pages in the order of the contents, then those that stand in none."""
    found: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in found:
            found[docname] = None
            waiting += reversed(env.toctree_includes.get(docname, []))
    return [*(name for name in found if name in env.found_docs), *sorted(env.found_docs - {*found})]


def setup_search(app: Sphinx) -> None:
    """Connect it."""
    app.connect("builder-inited", _let_sphinx_index_nothing)
    app.connect("html-page-context", _add_scripts)
    app.connect("build-finished", _write)
    setup_quotations(app)
