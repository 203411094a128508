"""Letters that no font has: TeX sets their numbers, and one line tells of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from cable_edition.press.missing_letters import with_letters_told
from cable_edition.press.typeset import typeset

STYLE = Path(__file__).parents[2] / "ext" / "cable_edition" / "latex" / "cable-edition.sty"
LOG = "Missing character: There is no {} (U+{:04X}) in font FreeSerif!"
TEX = (
    "\\label{\\detokenize{index::doc}} \u4e2d\n"
    "\\label{\\detokenize{cables/05ROME1::doc}} a \u4e2d b\n"
    "\\label{\\detokenize{cables/05ROME2::doc}} none\n"
    "\\label{\\detokenize{cables/05ROME3::doc}} \U0001f600\n"
)


def said(letters: str, tex: str = TEX) -> list[str]:
    log = [LOG.format(one, ord(one)) for one in letters]
    return with_letters_told(["! Before.", *log, *log, "! After."], tex)


def test_all_letters_are_told_in_one_line_with_their_pages_and_packages() -> None:
    first, *rest = said("\u4e2d\U0001f600")
    assert rest == ["! Before.", "! After."]
    assert "\u4e2d (U+4E2D), \U0001f600 (U+1F600) of 05ROME1, 05ROME3, so" in first
    assert "apt install fonts-noto-cjk fonts-symbola, or" in first


@pytest.mark.parametrize(
    ("letter", "package"),
    [
        ("\u3042", "noto-cjk"),
        ("\uac00", "noto-cjk"),
        ("\u2708", "symbola"),
        ("\u1200", "noto-core"),
    ],
)
def test_the_package_is_that_of_the_script(letter: str, package: str) -> None:
    assert f"apt install fonts-{package}, or" in said(letter)[0]


def test_a_letter_of_no_page_is_of_the_book_and_many_are_counted() -> None:
    assert "(U+1200) of the book, so" in said("\u1200")[0]
    assert "of preface, so" in said("\u1200", "\\label{\\detokenize{preface::doc}} \u1200")[0]
    many = "".join(map(chr, range(0x4E00, 0x4E0A)))
    assert "and 2 more letters of the book" in said(many, "")[0]
    tex = "".join(f"\\label{{\\detokenize{{cables/05ROME{n}::doc}}}} \u4e2d\n" for n in range(1, 6))
    assert "of 05ROME1, 05ROME2, 05ROME3 and 2 more pages, so" in said("\u4e2d", tex)[0]


def test_a_log_without_such_a_letter_is_as_it_was() -> None:
    assert with_letters_told(["! A fault."], TEX) == ["! A fault."]


def _has(letter: str) -> bool:
    """Whether a font of this machine, by any name, has a letter."""
    asked = ["fc-list", f":charset={ord(letter):x}", "family"]
    return bool(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())


def test_tex_sets_a_letter_in_the_next_font_or_its_number(tmp_path: Path) -> None:
    """DejaVu Sans, which has the face, comes with every Chromium of Debian; a private one none has.

    The letter of no font stands alone, within a run, and in a heading.
    """
    assert _has("\U0001f600")
    assert not _has("\U000f1234")
    (tmp_path / "latexmkrc").write_text("", "utf-8")
    # The part of the style that is of letters, in a document of its own.
    letters = STYLE.read_text("utf-8").partition("%% --- Page")[0]
    (tmp_path / STYLE.name).write_text(letters, "utf-8")
    tex = tmp_path / "book.tex"
    tex.write_text(
        "\\documentclass{book}\\usepackage{fontspec,xcolor,hyperref}\\newcommand\\sphinxhyphen{-}"
        "\\newcommand\\sphinxhyphenforbookmarks{-}\\usepackage{cable-edition}\\begin{document}"
        "\\chapter{Of \\cableother{\U000f1234}}\\label{\\detokenize{cables/05ROME1::doc}}"
        "A \\cableother{\u0416\u0435\u043d} \\cableother{\U0001f600} "
        "B \\cableother{\U0001f600\U000f1234\u0416} C \\textit{\\cableother{\u0416}} "
        "\\cablertl{\\cableother{\u05db\u05df\\sphinxhyphen{}\u05dc\u05d0 \u05d9, \U000f1234}}"
        "\\end{document}",
        "utf-8",
    )
    made = typeset(tex, lambda _: None)
    assert made.pdf is not None, made.complaints
    words = " ".join(page.extract_text() for page in PdfReader(made.pdf).pages)
    assert "\u0416\u0435\u043d \U0001f600" in words
    assert "\U0001f600[U+F1234]\u0416" in words
    assert "Of [U+F1234]" in words
    assert len(set("\u05db\u05df\u05dc\u05d0\u05d9") & set(words)) == 5
    (complaint,) = made.complaints
    assert "(U+F1234) of 05ROME1, so" in complaint
