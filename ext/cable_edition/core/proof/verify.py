"""The proof of what was built: each kind of output has a checker that shares no code with writers.

A checker takes the folder or file and what it is proved against, and yields what differs.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.output_kind import OutputKind, kind_of, unknown
from cable_edition.core.settings import EditionFile
from cable_edition.core.settings.edition_file import load_from
from cable_edition.core.unfinished import is_unfinished

#: Objects made, and rounds through the young and the middle ones, before the next round.
_THRESHOLDS = (1_000_000, 20, 50)
Check = Callable[[Path, Against], Iterator[Problem]]
_UNFINISHED = (
    "what wrote this folder was stopped or failed before its end, or is still at work; "
    "write it again, then prove it"
)

#: The checker of each kind of output, a module and its function: the others are not loaded.
CHECKS: Mapping[OutputKind, tuple[str, str]] = {
    OutputKind.SITE: ("site.site_check", "check_site"),
    OutputKind.DATA: ("data.data_check", "check_data"),
    OutputKind.BAG: ("data.bag_check", "check_bag"),
    OutputKind.EPUB: ("books.epub_check", "check_epub"),
    OutputKind.PDF: ("books.pdf_check", "check_pdf"),
}


def verify_output(
    output: Path,
    file: EditionFile,
    sources: Path | None = None,
    registers: Path | None = None,
) -> tuple[int, list[Problem]]:
    """Prove a folder or file of whatever kind against the edition of the settings ``file``.

    Folders that are not named are those of the settings. Returns how many cables the edition has,
    and the problems: those of its files that are errors and count, those of the checker, and
    ``output-unknown`` where the folder is no output of an edition, or ``output-unfinished`` where
    it was not written to its end.
    """
    with _rarely_collected():
        return _verified(output, file, sources, registers)


def _verified(
    output: Path, file: EditionFile, sources: Path | None, registers: Path | None
) -> tuple[int, list[Problem]]:
    against = read_anew(file, sources, registers)
    problems = [one for one in against.edition.problems if one.is_error]
    return len(against.edition.cables), [*problems, *_differences(output, against)]


def verify_against(output: Path, against: Against) -> list[Problem]:
    """Prove a folder or file against an edition that was read; return what differs."""
    with _rarely_collected():
        return _differences(output, against)


def _differences(output: Path, against: Against) -> list[Problem]:
    # The edition stays until the end: a walk through all of it for garbage would find none.
    gc.freeze()
    kind = kind_of(output)
    if kind is None:
        return [Problem("output-unknown", unknown(output), str(output))]
    if output.is_dir() and is_unfinished(output):
        # What lacks follows from that, and would be told in a line for each page.
        return [Problem("output-unfinished", _UNFINISHED, str(output))]
    module, name = CHECKS[kind]
    check: Check = getattr(import_module(f"cable_edition.core.proof.{module}"), name)
    return list(check(output, against))


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Let the garbage collector look less often: its rounds take a tenth of a large proof."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def verify_build(build: Path, sources: Path) -> tuple[int, list[Problem]]:
    """Prove an output of the edition around a folder of sources (:func:`verify_output`)."""
    file, problems = load_from(sources.parent)
    checked, found = verify_output(build, file, sources)
    return checked, [*problems, *found]
