"""What a build would stop at in the folder of ``conf.py``: found without running ``conf.py``.

Its values are read where they are written out. The chapters are those that Sphinx would find.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.edition.failing_links import Chapters, failing_links
from cable_edition.core.myst.markup import MARKER
from cable_edition.core.problems import Problem
from cable_edition.core.proof.open_files import (
    chapters_in,
    open_in_chapters,
    open_in_conf_py,
    open_in_files,
    open_in_names,
)
from cable_edition.core.proof.page_places import in_the_way, pages_of, taken
from cable_edition.core.proof.past_releases import past_releases
from cable_edition.core.proof.published_files import published_files
from cable_edition.core.settings.conf_values import first_page, literals, said_once, syntax_fault
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.cli._edition import ChosenEdition
    from cable_edition.core.edition.assemble import Edition


def document_faults(chosen: ChosenEdition, edition: Edition) -> Iterator[Problem]:
    """Yield every problem of conf.py, chapters and their files by which a build would stop.

    Problems: ``bad-setting``, ``unknown-setting``, ``page-taken``, ``withheld-open``, and
    ``link-broken``, which the build tells as a warning of Sphinx.
    """
    documents = chosen.file.documents
    conf = documents / "conf.py"
    given = {name: value for name, (value, _) in literals(conf).items()}
    chapters = [documents / one for one in _found(documents, given)]
    redacted = tuple(edition.redacted.values())
    named = {
        path.relative_to(documents).with_suffix("").as_posix(): shown_path(path)
        for path in chapters
    }
    yield from open_in_conf_py(redacted, conf)
    yield from links_that_fail(chosen, edition)
    yield from open_in_names(redacted, named)
    yield from open_in_chapters(redacted, [Path(shown_path(path)) for path in chapters])
    files = published_files(documents, given, chapters) if redacted else {}
    yield from open_in_files(
        redacted, {Path(shown_path(path)): name for path, name in files.items()}
    )
    if conf.is_file():
        yield from _of_conf_py(chosen, edition, given, named)
    history = past_releases(edition, chosen.file.archives)[0]
    if way := in_the_way(chapters, documents):
        for name in sorted(
            way.keys() & {one for one, _ in pages_of(edition, chosen.file.settings, history)}
        ):
            yield taken(shown_path(way[name]))


def links_that_fail(chosen: ChosenEdition, edition: Edition) -> list[Problem]:
    """Return a problem ``link-broken`` for each link of chapters, notes and entries that fails."""
    documents = chosen.file.documents
    conf = documents / "conf.py"
    given = {name: value for name, (value, _) in literals(conf).items()}
    if not said_once(conf, "extensions"):
        given.pop("extensions", None)
    made = MARKER.encode()
    own = {
        (documents / one).relative_to(documents).with_suffix("").as_posix(): shown_path(
            documents / one
        )
        for one in _found(documents, given)
        if _start(documents / one, len(made)) != made
    }
    history = past_releases(edition, chosen.file.archives)[0]
    pages = partial(pages_of, edition, chosen.file.settings, history)
    return failing_links(edition, Chapters(documents, own, pages, given))


def _start(path: Path, length: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError:
        return b""  # Sphinx tells of it.


def _found(documents: Path, given: dict[str, Any]) -> list[str]:
    from cable_edition.sphinx_ext.unbuilt import kept_out  # noqa: PLC0415 - Sphinx is slow to start

    names = [path.relative_to(documents).as_posix() for path in chapters_in(documents)]
    out = kept_out(names, given)
    return [name for name in names if name not in out]


def _of_conf_py(
    chosen: ChosenEdition, edition: Edition, given: dict[str, Any], chapters: dict[str, str]
) -> Iterator[Problem]:
    from cable_edition.sphinx_ext.config import faults_of_conf_py  # noqa: PLC0415
    from cable_edition.sphinx_ext.unbuilt import kept_out, unbuilt  # noqa: PLC0415

    documents = chosen.file.documents
    if fault := syntax_fault(documents / "conf.py"):
        said = f"this file is no Python ({fault[0]}), so nothing can be built; mend it"
        yield Problem("bad-setting", said, shown_path(documents / "conf.py"), fault[1])
    yield from faults_of_conf_py(documents, given)
    lost = set()
    usual = [*(f"cables/{one.id}.md" for one in edition.cables), "people/index.md"]
    if {"exclude_patterns", "include_patterns"} & given.keys():
        history = past_releases(edition, chosen.file.archives)[0]
        every = [f"{name}.md" for name, _ in pages_of(edition, chosen.file.settings, history)]
        lost = {name.removesuffix(".md") for name in kept_out([*every, *usual], given)}
    if (first := first_page(documents / "conf.py")) not in chapters:
        lost.add(first)
    if lost:
        yield unbuilt(lost, shown_path(documents / "conf.py"))
