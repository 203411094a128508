"""The check of built pages finds any change in either view, and names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from cable_edition.core import unfinished
from cable_edition.core.myst.escape import visible
from cable_edition.core.proof.site.cable_words import first_difference
from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, cable_text, warnings_of

TEXT = cable_text(
    paragraphs=("(C) Jane Roe spoke.", "(SBU) Points:\n\n-- One thing.\n\n-- Another.")
).replace("2. (SBU)", "THE POINTS\n----------\n\n2. (SBU)")


@pytest.fixture
def built(edition: TinyEdition) -> TinyEdition:
    edition.add(text=TEXT)
    edition.build()
    return edition


@pytest.mark.parametrize(
    "body",
    [
        "1. (C)\n\n2. (C) Word.",
        "1. (C) Word.\n\nHEADING\n-------\n\n2. (U)\n\nTHE END\n-------\n\n3. (C) Word.",
        "1. (U)\n\n-- One.\n\n-- Two.\n\n2. (C) Word.",
        "1. (C) Word.\n\n2. (SBU)",
    ],
)
def test_a_mark_without_words_is_on_the_page(edition: TinyEdition, body: str) -> None:
    text = cable_text(paragraphs=("(C) Word.",)).replace("1. (C) Word.", body)
    edition.add(text=text)
    edition.build()
    assert verify_build(edition.html, edition.sources) == (1, [])


def test_a_notice_of_the_edition_is_no_difference(built: TinyEdition) -> None:
    (built.sources / "letter.txt").write_text("Some words in prose.\n", "utf-8")
    built.build()
    assert verify_build(built.html, built.sources) == (1, [])


@pytest.mark.parametrize(("language", "cables"), [("fr", 2), ("de", 2), ("fr", 1), ("fr", 4)])
def test_titles_of_few_neighbours_in_another_language_are_no_difference(
    edition: TinyEdition, language: str, cables: int
) -> None:
    (edition.root / "edition.toml").write_text(f'languages = ["{language}"]\n', "utf-8")
    for serial in range(1, cables + 1):
        edition.add(f"05OTTAWA{serial}")
    edition.build()
    assert verify_build(edition.html, edition.sources) == (cables, [])


#: What no page can carry, and what looks like that which is shown in its place.
ODD_SUBJECTS = (
    "A \0VISIT", "A VI\x01SIT TO", "A \x7f VISIT", "A VISIT \uffff X", "VISIT\0",
    "Mixed \x01 case \x7f of\ufffe", "\u202eRIGHT \x85 \ufeff LEFT", "\\ \u2400 PICTURE",
    "BACK \\u{ffff} SLASH", "ONLY \x00 \\u{0} BOTH",
)  # fmt: skip


@pytest.mark.parametrize("language", ["", "fr"])
def test_odd_characters_in_a_subject_are_no_difference(edition: TinyEdition, language: str) -> None:
    if language:
        (edition.root / "edition.toml").write_text(f'languages = ["{language}"]\n', "utf-8")
    for serial, subject in enumerate(ODD_SUBJECTS, 1):
        edition.add(f"05OTTAWA{serial}", cable_text(serial, subject=subject))
    edition.build()
    assert verify_build(edition.html, edition.sources) == (len(ODD_SUBJECTS), [])
    pages = [path.read_text("utf-8") for path in (edition.html / "cables").glob("05*.html")]
    assert len(pages) == len(ODD_SUBJECTS)
    assert not any(odd in page for page in pages for odd in "\0\x01\x7f\ufffd\uffff")
    (second,) = (page for page in pages if "<title>05OTTAWA2:" in page)
    assert 'rel="prev" title="05OTTAWA1: 2005 A \u2400VISIT"' in second
    fourth = (edition.html / "cables" / "05OTTAWA4.html").read_text("utf-8")
    assert "cable-title-upper" in fourth


@pytest.mark.parametrize("odd", ["\0", "\x01", "\x7f", "\uffff"])
def test_a_lost_character_of_a_subject_is_a_difference(edition: TinyEdition, odd: str) -> None:
    edition.add(text=cable_text(subject=f"A {odd}VISIT"))
    edition.build()
    page = edition.html / "cables" / "05OTTAWA1.html"
    shown = visible(odd)
    page.write_text(page.read_text("utf-8").replace(shown, "", 1), "utf-8")
    assert verify_build(edition.html, edition.sources)[1]


def codes(edition: TinyEdition) -> list[str]:
    _, problems = verify_build(edition.html, edition.sources)
    return [problem.code for problem in problems]


def edit(edition: TinyEdition, change: Callable[[str], str]) -> None:
    path = edition.html / "cables" / "05OTTAWA1.html"
    text = path.read_text("utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, "utf-8")


def test_untouched_page_is_proved(built: TinyEdition) -> None:
    assert verify_build(built.html, built.sources) == (1, [])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("spoke.</span>", "spoke</span>", "words-differ"),
        ("Another.</span>", "Another. One more.</span>", "words-differ"),
        ("THE POINTS<a", "THE POINT<a", "words-differ"),
        (">DICKSON</span>", ">DIXON</span>", "words-differ"),
        ("(SBU)</span>", "(C)</span>", "mark-differs"),
        ("¶ 2</a>", "¶ 3</a>", "number-differs"),
        ('id="p2"', 'id="q2"', "place-missing"),
        (
            '<div class="cable-par" id="p2"',
            '<p class="cable-words">Forged.</p><div class="cable-par" id="p2"',
            "words-added",
        ),
    ],
)
def test_edited_reading_text_is_found(built: TinyEdition, old: str, new: str, code: str) -> None:
    edit(built, lambda page: page.replace(old, new, 1))
    assert code in codes(built)


def test_edited_transmitted_text_is_found_with_the_place(built: TinyEdition) -> None:
    def change(page: str) -> str:
        head, mark, tail = page.partition('<pre class="cable-words"')
        return head + mark + tail.replace("Jane Roe", "Jane Doe", 1)

    edit(built, change)
    _, problems = verify_build(built.html, built.sources)
    assert [problem.code for problem in problems] == ["words-differ"]
    assert "text as transmitted" in problems[0].message
    assert ">>Roe spoke" in problems[0].message


def test_missing_page_is_found(built: TinyEdition) -> None:
    (built.html / "cables" / "05OTTAWA1.html").unlink()
    # The pages that lead to it are told too.
    assert codes(built)[0] == "page-missing"


def test_white_space_does_not_count(built: TinyEdition) -> None:
    edit(built, lambda page: page.replace("Jane Roe</a> spoke", "Jane Roe</a>\n\t spoke"))
    assert codes(built) == []


def test_difference_at_the_end_is_shown() -> None:
    assert first_difference("abc", "ab") == (
        "at character 2: the source has 'ab>>c', the page has 'ab>>'"
    )


def test_a_cable_without_a_paragraph_has_its_lines_outside_of_the_record(
    edition: TinyEdition,
) -> None:
    edition.add(text=cable_text(paragraphs=()) + "\nNNNN\n")
    assert warnings_of(edition.build()) == ""
    (line,) = html.fromstring(edition.page("cables/05OTTAWA1")).xpath("//*[@id='signature']")
    assert line.xpath("ancestor::details") == []
    assert verify_build(edition.html, edition.sources)[1] == []


def test_an_unfinished_site_is_told_in_one_line(built: TinyEdition) -> None:
    (built.html / "cables" / "index.html").unlink()
    unfinished.begin(built.html)
    assert codes(built) == ["output-unfinished"]
    unfinished.end(built.html)
    assert len(codes(built)) > 1


@pytest.mark.parametrize(
    ("more", "allowed", "told"),
    [
        ('extensions.append("sphinxext.opengraph")', [], ['allowed = ["sphinxext.opengraph"]']),
        ('extensions += ["sphinx_copybutton"]', [], []),
        ("", [], []),
        ('extensions.append("sphinxext.opengraph")', ["sphinxext.opengraph"], []),
    ],
)
def test_a_line_names_the_setting_of_an_extension(
    built: TinyEdition, more: str, allowed: list[str], told: list[str]
) -> None:
    # The settings and conf.py are those of `verify`, as if the page had been built by them.
    edit(
        built, lambda text: text.replace("</head>", '<meta property="og:type" content="x"></head>')
    )
    conf = built.docs / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}{more}\n", "utf-8")
    with (built.root / "edition.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[verify]\nallowed = {allowed}\n")
    problems = verify_build(built.html, built.sources)[1]
    lines = [one.message for one in problems if one.code == "extension-unnamed"]
    assert len(lines) == len(told)
    assert all(words in line for words, line in zip(told, lines, strict=True))
    assert [one.code for one in problems if one.code == "page-differs"] == (
        [] if allowed else ["page-differs"]
    )
