"""The proof of a built site: what a reader sees is what source, sidecar and registers say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.site.cable_words import words_problems


def check_site(folder: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in the folder of a site.

    Problems: ``page-missing``, ``page-without-cable``, and those of
    :func:`~cable_edition.core.proof.site.cable_words.words_problems`.
    """
    for one in against.edition.cables:
        path = folder / "cables" / f"{one.id}.html"
        if not path.is_file():
            message = "the page of this cable was not built"
            yield Problem("page-missing", message, str(path))
            continue
        yield from words_problems(one.cable, path.read_bytes(), str(path), one.emendations)
    yield from _without_cable(folder / "cables", against)


def _without_cable(folder: Path, against: Against) -> Iterator[Problem]:
    known = {one.id for one in against.edition.cables} | {
        gone.cable for gone in against.edition.releases.departed
    }
    message = "the edition has no such cable; this page is left from an earlier build"
    for path in sorted(folder.glob("*.html")):
        if is_valid_id(path.stem) and path.stem not in known:
            yield Problem("page-without-cable", message, str(path))
