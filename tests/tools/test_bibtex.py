"""BibTeX prints all that a reference to a cable needs, with its own styles."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from cable_edition.core.citations.bibtex import bibtex
from cable_edition.core.citations.item import CitedCable, Slots
from tests.core.citations.cables import OTTAWA, cable

AWKWARD = cable(id="07LIMA3", title="S&R: 5% & $3 #1 a_b {BRACE} ~ ^ \\N", date="2007-12-01")
DOCUMENT = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\begin{document}
\sloppy \nocite{*}
\bibliographystyle{%s}
\bibliography{cables}
\end{document}
"""


def printed(folder: Path, style: str, *entries: str, may_warn: bool = False) -> str:
    """Return the words of the list of references, without blanks."""
    for tool in ("bibtex", "pdflatex"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed: apt-get install texlive-latex-base")
    (folder / "cables.bib").write_text("\n".join(entries), "utf-8")
    (folder / "list.tex").write_text(DOCUMENT % style, "utf-8")
    latex = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "list"]
    for command in (latex, ["bibtex", "list"], latex, latex):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
        assert may_warn or "Warning--" not in done.stdout
    text = "".join(page.extract_text() for page in pypdf.PdfReader(folder / "list.pdf").pages)
    return re.sub(r"\s+|-\n", "", text)


@pytest.mark.parametrize("style", ["plain", "alpha", "abbrv", "unsrt", "apalike"])
def test_every_style_prints_body_title_number_day_edition_and_address(
    tmp_path: Path, style: str
) -> None:
    text = printed(tmp_path, style, bibtex(OTTAWA, Slots("#p4", "¶ 4. ")))
    for words in (
        "U.S.EmbassyOttawa", "S/CRSAMBASSADOR", "Diplomaticcable", "05OTTAWA286", "28January2005",
        "CableEdition,version0.1.0", "https://example.org/edition/cables/05OTTAWA286.html#p4",
        "¶4.Readingtext",
    ):  # fmt: skip
        assert words in text.replace("-", ""), words


@pytest.mark.parametrize("style", ["plain", "apalike"])
def test_signs_of_a_title_are_printed_as_they_are(tmp_path: Path, style: str) -> None:
    text = printed(tmp_path, style, bibtex(AWKWARD))
    assert "S&R:5%&$3#1ab{BRACE}" in text.replace("_", "")


@pytest.mark.parametrize(
    "item",
    [cable(date="2005"), cable(author=""), cable(edition=OTTAWA.edition._replace(base_url=""))],
    ids=["no day", "no body", "no address"],
)
def test_what_is_not_known_breaks_nothing(tmp_path: Path, item: CitedCable) -> None:
    text = printed(tmp_path, "apalike", bibtex(item), may_warn=not item.author)
    assert "05OTTAWA286" in text
