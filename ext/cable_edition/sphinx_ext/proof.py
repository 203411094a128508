"""No build ends well whose pages have other words than the sources.

Whatever a theme, a setting or another extension does to words happens before the page of a cable
is written, or to the written file. So the files are read back when all is done, and compared with
the sources. A page that has been proved is known by digests of all that the proof depends on,
kept beside the doctrees; only what is not known is proved again, and what nobody has touched since
then is not read.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from cable_edition.core.kept_work import digest_of
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.proof.site.cable_words import WHOLE_TEXT, words_problems
from cable_edition.sphinx_ext.book.contents import is_left_out
from cable_edition.sphinx_ext.config import settings_of
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.made_from import touched_at
from cable_edition.sphinx_ext.output import note_path
from cable_edition.sphinx_ext.state import state_of
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from cable_edition.core.edition.assemble import EditedCable, Edition

#: Builders whose files are no pages of one cable each.
_OTHERWISE = (SingleFileHTMLBuilder, SerializingHTMLBuilder)
#: After all that writes pages, and before the search for what is withheld.
_LATE = LAST - 2


def _written(builder: Builder, edition: Edition) -> Iterator[tuple[EditedCable, Path]]:
    """Yield each cable of which an output has a page, with the file."""
    if not isinstance(builder, StandaloneHTMLBuilder) or isinstance(builder, _OTHERWISE):
        return
    is_book = isinstance(builder, Epub3Builder)
    left_out = settings_of(builder.config).book.without if is_book else ()
    for one in edition.cables:
        docname = f"cables/{one.id}"
        if docname in builder.env.all_docs and not is_left_out(docname, left_out):
            yield one, Path(builder.get_output_path(docname))


def _given(program: int, one: EditedCable) -> str:
    """Return what stands for all with which the words of a page must agree."""

    def digest() -> str:
        cable = one.cable
        said = f"{program} {cable.source.name} {cable.source.sha256} {one.emendations!r}"
        text = cable.source.text[cable.extent.start : cable.extent.end]
        return digest_of((said, text)).hex()

    return one.told("proved with", digest, program)


def _page_problems(one: EditedCable, path: Path, page: bytes) -> list[Problem]:
    return words_problems(
        one.cable, page, str(path), one.emendations, is_xml=path.suffix == ".xhtml"
    )


def _prove(app: Sphinx, exception: Exception | None) -> None:
    """Stop the build at the first cable whose page has other words than its source."""
    if exception is not None:
        return
    note = note_path(app, "proved")
    known: dict[str, str] = {}
    since = 0
    with suppress(OSError, ValueError, TypeError):
        known = dict(json.loads(note.read_text("utf-8")))
        since = note.stat().st_ctime_ns
    proved: dict[str, str] = {}
    found: list[tuple[EditedCable, Problem]] = []
    for one, path in _written(app.builder, state_of(app).edition):
        given, was = _given(app.config.cable_fingerprint, one), str(known.get(one.id, ""))
        try:
            if was.startswith(f"{given} ") and touched_at(path.stat()) < since:
                proved[one.id] = was
                continue
            page = path.read_bytes()
        except FileNotFoundError:
            message = "the page of this cable was not written"
            found.append((one, Problem("page-missing", message, str(path))))
            continue
        digest = f"{given} {blake2b(page, digest_size=16).hexdigest()}"
        if was == digest or not (problems := _page_problems(one, path, page)):
            proved[one.id] = digest
        else:
            found += [(one, problem) for problem in problems]
    # With what was told of each cable since the search was written.
    state_of(app).edition.kept.save()
    if proved != known:
        part = note.with_suffix(".part")
        part.write_text(json.dumps(proved, sort_keys=True), "utf-8")
        part.replace(note)
    if found:
        stop([_told(app, found)])


def _told(app: Sphinx, found: list[tuple[EditedCable, Problem]]) -> Problem:
    # A place with an address says most; the whole text has none.
    one, first = min(found, key=lambda each: each[1].message.startswith(WHOLE_TEXT))
    more = ""
    if len(found) > 1:
        more = (
            f" ({number_of(len(found) - 1, 'more place')}; cable-edition verify lists what differs)"
        )
    message = (
        f"{one.id}, {first.message}{more}; take out the extension or setting of conf.py that "
        "changes words, and build again"
    )
    path = editors_path(first.path, Path(app.confdir))
    return replace(first, message=message, path=path)


def setup_proof(app: Sphinx) -> None:
    """Prove the pages when they are written and nothing changes them any more."""
    app.connect("build-finished", _prove, priority=_LATE)
