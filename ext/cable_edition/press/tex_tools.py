"""Which parts of TeX a book needs, and how to say in one line that some are missing."""

from __future__ import annotations

import shutil
import subprocess

PROGRAMS = ("xelatex", "latexmk", "makeindex", "kpsewhich")
FILES = (
    "fontspec.sty",
    "polyglossia.sty",
    "titlesec.sty",
    "tabulary.sty",
    "microtype.sty",
    "texgyrepagella-regular.otf",
    "lmmonolt10-regular.otf",
)
#: Debian's packages that hold all of them.
PACKAGES = (
    "latexmk texlive-xetex texlive-latex-extra texlive-fonts-recommended texlive-plain-generic "
    "fonts-texgyre lmodern fonts-freefont-otf"
)


def missing_tex() -> str:
    """Return one line that says what is missing and how to install it, or nothing."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if not missing:
        asked = subprocess.run(  # noqa: S603 - fixed words
            ["kpsewhich", *FILES],  # noqa: S607 - TeX stands wherever the path finds it
            capture_output=True,
            text=True,
            check=False,
        )
        there = {line.rpartition("/")[2] for line in asked.stdout.splitlines()}
        missing = [name for name in FILES if name not in there]
    if not missing:
        return ""
    return (
        f"the PDF needs TeX, and {', '.join(missing)} cannot be found; "
        f"on Debian or Ubuntu: apt install {PACKAGES}"
    )
