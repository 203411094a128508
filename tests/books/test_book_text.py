"""Names and words on their way into LaTeX and its index."""

from __future__ import annotations

import re
import unicodedata
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from docutils import nodes
from docutils.utils import new_document
from lxml import html
from sphinx import addnodes

from cable_edition.core.proof.books.pdf_check import _may_follow
from cable_edition.core.proof.books.pdf_front import _notice_runs
from cable_edition.core.proof.books.pdf_text import Piece
from cable_edition.core.proof.site.chapter import is_offer
from cable_edition.core.settings.model import Settings
from cable_edition.core.words import speaking
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.book.contents import book_order
from cable_edition.sphinx_ext.book.document_head import day_of
from cable_edition.sphinx_ext.book.index_entries import index_command
from cable_edition.sphinx_ext.book.latex import place_lines
from cable_edition.sphinx_ext.book.letters import set_other_letters, set_words, with_breaks
from cable_edition.sphinx_ext.book.prose import prose, set_prose
from cable_edition.sphinx_ext.book.tables import divide_tables
from cable_edition.sphinx_ext.domain import EntryPlace
from cable_edition.sphinx_ext.names_index import plain_key

if TYPE_CHECKING:
    from cable_edition.core.proof.books.pdf_text import PdfText
    from cable_edition.core.proof.site.known import Known


def same(text: str) -> str:
    return text


def test_a_person_is_indexed_under_the_family_name() -> None:
    entry = EntryPlace("people/index", "person-roe", "Jane Roe", "", "Roe, Jane")
    assert index_command(entry, same) == r"\index{Roe Jane@Roe, Jane|cableindexpage}"


def test_signs_of_makeindex_in_a_name_are_quoted() -> None:
    entry = EntryPlace("glossary/index", "term-x", 'a!b|c@d"e', "")
    assert index_command(entry, same) == r'\index{a b c d e@a"!b"|c"@d""e|cableindexpage}'


def test_cables_in_a_row_with_one_place_of_their_heads_stand_in_a_line() -> None:
    places = {
        "05A1": ["tags"],
        "05A2": ["tags"],
        "05A3": ["classified-by"],
        "05A4": ["tags", "subject"],
        "05A5": ["tags"],
        "05A6": ["p1"],
        "05A7": ["p1"],
    }
    assert [*place_lines(places)] == [
        (["05A1", "05A2"], ["tags"]),
        (["05A3"], ["classified-by"]),
        (["05A4"], ["tags", "subject"]),
        (["05A5"], ["tags"]),
        (["05A6"], ["p1"]),
        (["05A7"], ["p1"]),
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("S/CRS", "S CRS"),
        ("Émile Zola", "Emile Zola"),
        ("(C)", "C"),
        ("§", "0"),
        ("Øster, Łucja", "Oster Lucja"),
        ("Straße", "Strasse"),
        ("Çelik", "Celik"),
    ],
)
def test_the_order_of_the_index_knows_letters_and_digits(name: str, key: str) -> None:
    assert plain_key(name) == key


def test_letters_of_other_scripts_get_another_font() -> None:
    assert set_other_letters("Год 2005, café") == r"\cableother{Год} 2005, café"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("שלום", r"\cableother{שלום}"),
        ("a שלום עולם.", r"a \cablertl{\cableother{שלום עולם}}."),
        ("שלום, עולם 5 כן", r"\cablertl{\cableother{שלום, עולם}} 5 \cableother{כן}"),
        (r"כן\sphinxhyphen{}לא", r"\cablertl{\cableother{כן\sphinxhyphen{}לא}}"),
        ("السلام عليكم", r"\cablertl{\cablearabic{السلام عليكم}}"),
        ("שלום Год", r"\cableother{שלום} \cableother{Год}"),
        ("e\u0301t e\u0301", "e\\cableother{\u0301}t e\\cableother{\u0301}"),
    ],
)
def test_words_from_right_to_left_are_set_as_one(words: str, shown: str) -> None:
    assert set_other_letters(words) == shown


def test_a_long_word_from_right_to_left_has_no_breaks() -> None:
    word = "\u05d0\u05d1" * 20
    assert set_words(word, same) == word


BREAKS = re.compile(r"\\cable(?:sign)?break\{\}")


def test_a_checksum_may_break_and_loses_nothing() -> None:
    checksum = "ff51b981505734690d387b8e20fbcf38"
    broken = with_breaks(checksum, same, 4)
    assert BREAKS.sub("", broken) == checksum
    assert {len(piece) for piece in BREAKS.split(broken)} == {4}


@pytest.mark.parametrize(
    "run",
    [
        "X" * 60,
        "http://example.org/a/b?c=d&e=f#" + "9" * 60,
        "DIA//DHO-2/DHO-3/DHO-4/DHO-5/DHO-6/DHO-7",
        "а́б" * 20,
        "{\\}" * 20,
        "👩\u200d🚀" * 12,
    ],
)
def test_a_run_without_a_blank_may_break_everywhere_and_loses_nothing(run: str) -> None:
    def encode(text: str) -> str:
        return "".join(f"<{letter}>" if letter in "&#{}\\" else letter for letter in text)

    shown = set_words(f"Before {run} after", encode)
    assert BREAKS.sub("", shown) == encode(f"Before {run} after")
    pieces = BREAKS.split(shown.removeprefix("Before ").removesuffix(" after"))
    assert max(map(len, pieces)) <= 4
    assert all(unicodedata.category(piece[0])[0] != "M" for piece in pieces)
    assert not any(piece.startswith("\u200d") or piece.endswith("\u200d") for piece in pieces)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "S/CRS spoke of S&R.",
        "internationalization",
        "A" * 24,
        "one two three four five six seven eight nine ten",
        "a\u00a0b " * 30,
    ],
)
def test_words_of_a_usual_length_are_left_to_tex(text: str) -> None:
    assert set_words(text, same) == text


def test_a_break_after_a_sign_is_better_than_one_in_a_name() -> None:
    shown = set_words("https://example.org/lamps/of/the/coast", same)
    assert shown.startswith(r"h\cablebreak{}t\cablebreak{}")
    assert r"/\cablesignbreak{}l\cablebreak{}a" in shown
    assert not shown.endswith("{}")


def test_a_long_name_fits_into_an_entry_of_makeindex() -> None:
    entry = EntryPlace("people/index", "person-x", "X" * 200, "", "X" * 200)
    command = index_command(entry, same)
    assert r"\cablebreak{}" in command
    assert len(command) < 1024


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('He said "no" and left.', "He said “no” and left."),
        ("It's the Office's own.", "It’s the Office’s own."),
        ("'nobody' (\"the range\")", "‘nobody’ (“the range”)"),
        ("1976-2007, ¶¶ 4-6; pp. 12-15.", "1976–2007, ¶¶ 4–6; pp. 12–15."),
        (
            "on 2005-01-28, in 2005-11, 3-1, F-16, 1-2-3",
            "on 2005-01-28, in 2005-11, 3-1, F-16, 1-2-3",
        ),
        ("a dash -- as sent", "a dash -- as sent"),
        ("C:\\lamps\\old", "C:\\lamps\\old"),
    ],
)
def test_editorial_prose_has_curly_marks_and_dashes_for_ranges(written: str, shown: str) -> None:
    assert prose(written, "en") == shown


def test_the_words_of_a_cable_and_code_keep_their_marks() -> None:
    def text(words: str) -> nodes.paragraph:
        return nodes.paragraph("", words)

    sent = 'He said "no", 4-6.'
    cable = addnodes.start_of_file(docname="cables/05OTTAWA1")
    cable += ours.par("", ours.block("", sent, ids=["p1"]))
    cable += ours.cable_note("", text(sent), ids=["n-x"])
    listed = addnodes.start_of_file("", text(sent), docname="references/index")
    chapter = addnodes.start_of_file("", text(sent), docname="introduction")
    chapter += nodes.paragraph("", "", nodes.literal("", sent), nodes.Text(" is 'code'"))
    chapter += nodes.literal_block("", sent)
    chapter += addnodes.start_of_file("", text(sent), docname="cables/index")
    book = new_document("<book>")
    book += [cable, listed, chapter]
    set_prose(book, "en")
    well = "He said “no”, 4–6."
    found = [node.astext() for node in book.findall(nodes.Text)]
    assert found == [sent, well, sent, well, sent, " is ‘code’", sent, sent]


def table(rows: int, words: str) -> nodes.table:
    group = nodes.tgroup("", nodes.colspec(colwidth=50), nodes.colspec(colwidth=50), cols=2)
    cells = (("A", words) for _ in range(rows))
    group += nodes.tbody(
        "",
        *(
            nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in row))
            for row in cells
        ),
    )
    return nodes.table("", group)


@pytest.mark.parametrize(
    ("rows", "words", "divided"),
    [(15, "short", False), (16, "short", True), (3, "long " * 40, True), (3, "long " * 30, False)],
)
def test_a_table_that_may_be_higher_than_a_page_is_divided(
    rows: int, words: str, divided: bool
) -> None:
    book = new_document("<book>")
    book += table(rows, words)
    divide_tables(book)
    (found,) = book.findall(nodes.table)
    assert ("longtable" in found["classes"]) is divided
    widths = [column["colwidth"] for column in found.findall(nodes.colspec)]
    assert (widths[0] < widths[1] or words == "short") if divided else widths == [50, 50]


@pytest.mark.parametrize(
    ("words", "rows", "kept"),
    [("", 16, True), ("Some words before it.", 16, False), ("", 15, False)],
)
def test_a_heading_stays_with_the_long_table_right_below_it(
    words: str, rows: int, kept: bool
) -> None:
    book = new_document("<book>")
    section = nodes.section("", nodes.title("", "Heading"), ids=["heading"])
    section += nodes.container("", nodes.paragraph("", words), table(rows, "short"))
    book += section
    divide_tables(book)
    before = [one.astext() for one in book[: book.index(section)]]
    assert before == ([r"\cabletableneed{}"] if kept else [])


@pytest.mark.parametrize("head", ["Paragraphs", "Paragraphes", "Absätze"])
def test_a_narrow_column_of_a_wide_table_has_room_for_its_longest_word(head: str) -> None:
    wide = "Confidential, as it was said"
    rows = [(wide, "(C)", wide, head), *[(wide, "no portion mark", wide, "44")] * 20]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=50) for _ in range(4)), cols=4)
    group += nodes.tbody(
        "",
        *(
            nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in row))
            for row in rows
        ),
    )
    book = new_document("<book>")
    book += nodes.table("", group)
    divide_tables(book)
    widths = [column["colwidth"] for column in book.findall(nodes.colspec)]
    # A line of the book has 318 points, a cell 12 points of white, a letter of its tables 3.9.
    assert 318 * widths[3] / sum(widths) - 12 > 3.9 * len(head)
    assert widths[0] == widths[2] > max(widths[1], widths[3])


@pytest.mark.parametrize(
    ("language", "heads", "others"),
    [
        ("en", ["CITED BY", "EMENDATIONS"], ["CITÉ PAR"]),
        ("fr", ["CITÉ PAR", "CORRECTIONS"], ["CITED BY"]),
        ("de", ["ANGEFÜHRT VON", "EMENDATIONEN"], ["CITED BY"]),
    ],
)
def test_what_stands_below_a_cable_is_known_in_the_language_of_the_book(
    language: str, heads: list[str], others: list[str]
) -> None:
    with speaking(language):
        for words in [*heads, *others]:
            piece = Piece(page=1, x=60.0, y=300.0, size=9.0, text=words)
            assert _may_follow([piece], "05OTTAWA1") is (words in heads), words


@pytest.mark.parametrize(
    ("language", "before"),
    [
        ("en", "The whole edition to keep: "),
        ("fr", "L’édition entière à conserver\N{NO-BREAK SPACE}: "),
        ("de", "Die ganze Edition zum Behalten: "),
    ],
)
def test_the_line_that_offers_the_books_is_known_in_the_language_of_the_site(
    language: str, before: str
) -> None:
    links = '<a href="downloads/a.pdf">PDF</a>, <a href="downloads/a.epub">EPUB</a>'

    def line(said: str) -> html.HtmlElement:
        return html.fragment_fromstring(f'<p class="cable-downloads">{said}</p>')

    with speaking(language):
        assert is_offer(line(f"{before}{links}."))
        assert not is_offer(line(f"{before}{links}, and more."))
        assert not is_offer(line(f"Elsewhere: {links}."))
        assert not is_offer(line(f"{before}{links.replace('downloads/', '//a.example/')}."))


@pytest.mark.parametrize("editors", [(), ("Ann Other",)])
def test_the_reference_to_cite_by_names_nobody_where_no_editor_is_named(
    editors: tuple[str, ...],
) -> None:
    settings = Settings(title="Lamps", editors=editors)
    known = SimpleNamespace(against=SimpleNamespace(settings=settings), title="Lamps")
    text = SimpleNamespace(info={"/Author": "The editors"}, pieces=[])
    runs = _notice_runs(cast("PdfText", text), cast("Known", known), None)
    (cited,) = (run.words for run in runs if run.words.startswith("The edition is cited as: "))
    assert cited.removeprefix("The edition is cited as: ").split(". ")[0] == (
        "Ann Other" if editors else "Lamps"
    )


def test_columns_whose_words_have_no_room_share_a_line_as_they_are_long() -> None:
    book = new_document("<book>")
    book += table(20, "https://example.org/" + "x" * 90)
    divide_tables(book)
    narrow, wide = (column["colwidth"] for column in book.findall(nodes.colspec))
    assert (narrow, wide) == (10, 30)


@pytest.mark.parametrize(
    ("created", "shown"),
    [
        ("2005-01-28 20:38:00", "28 January 2005"),
        ("2005-13-28", "2005-13-28"),
        ("unknown", "unknown"),
    ],
)
def test_a_day_is_written_out_if_it_is_one(created: str, shown: str) -> None:
    assert day_of(created) == shown


@pytest.mark.parametrize(
    ("names", "order"),
    [
        # Chapters above the cables lead to them, those below tell about the edition.
        (
            ["introduction", "cables/index", "people/index", "legal", "editors/index"],
            ["introduction", "cables/index", "people/index", "legal"],
        ),
        (
            ["people/index", "introduction", "cables/index"],
            ["introduction", "cables/index", "people/index"],
        ),
        # Where none stands above, all come first: a book does not begin without a word.
        (["cables/index", "legal", "people/index"], ["legal", "cables/index", "people/index"]),
        (["introduction", "legal"], ["introduction", "legal"]),
    ],
)
def test_a_book_has_its_chapters_about_the_cables_and_registers(
    names: list[str], order: list[str]
) -> None:
    page = new_document("index")
    page += addnodes.toctree("", includefiles=names)
    page += nodes.paragraph()
    assert book_order(page, ["editors/*"]) == order
