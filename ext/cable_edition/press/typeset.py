"""Typesetting: latexmk and XeLaTeX, until the pages stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.at_work import held
from cable_edition.core.whole_file import part_of
from cable_edition.press.missing_letters import with_letters_told
from cable_edition.press.tex_log import complaints, index_complaints

if TYPE_CHECKING:
    from collections.abc import Callable

_RUN = re.compile(r"Run number ([0-9]{1,3}) of rule '([a-z]{1,20})")
_STEPS = {
    "xelatex": "setting the pages",
    "makeindex": "sorting the index",
    "xdvipdfmx": "writing the PDF",
}
#: What LaTeX leaves beside a document; none of it may reach the next book.
_LEFT = ("aux", "fdb_latexmk", "fls", "idx", "ilg", "ind", "log", "out", "pdf", "toc", "xdv")


class Typeset(NamedTuple):
    """A typeset document: the PDF, or ``None`` if LaTeX gave up, and what is wrong with it."""

    pdf: Path | None
    complaints: list[str]


def typeset(tex: Path, tell: Callable[[str], None]) -> Typeset:
    """Make the PDF of a LaTeX document beside it; ``tell`` hears of each step.

    Under ``SOURCE_DATE_EPOCH`` the same document gives the same bytes wherever it stands.
    """
    for ending in _LEFT:
        tex.with_suffix(f".{ending}").unlink(missing_ok=True)
    environment = {
        **os.environ,
        "FORCE_SOURCE_DATE": "1",
        "max_print_line": "1000",
        "error_line": "254",
        "half_error_line": "238",
        # A font that is not installed is not made either.
        "MKTEXTFM": "0",
        "TZ": "UTC",
    }
    command = [
        "latexmk",
        "-norc",
        "-r",
        "latexmkrc",
        "-pdfxe",
        "-interaction=nonstopmode",
        "-halt-on-error",
        tex.name,
    ]
    with subprocess.Popen(  # noqa: S603 - fixed words and a name of Sphinx's
        command,
        cwd=tex.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        # Killed, this process would leave TeX at work.
        pass_fds=held(),
    ) as process:
        for line in process.stdout or ():
            found = _RUN.search(line)
            if found and found[2] in _STEPS:
                tell(f"{_STEPS[found[2]]}, run {found[1]}")
    log = _read(tex.with_suffix(".log"))
    found_faults = complaints(log) + index_complaints(_read(tex.with_suffix(".ilg")))
    found_faults = with_letters_told(found_faults, _read(tex))
    pdf = tex.with_suffix(".pdf")
    if process.returncode or not pdf.is_file():
        return Typeset(None, found_faults or [f"latexmk failed; see {tex.with_suffix('.log')}"])
    return Typeset(pdf, found_faults)


def publish(pdf: Path, folder: Path) -> Path:
    """Copy a PDF to the folder where readers find it; return its place."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / pdf.name
    Path(shutil.copyfile(pdf, part_of(target))).replace(target)
    return target


def _read(path: Path) -> str:
    return path.read_text("utf-8", errors="replace") if path.is_file() else ""
