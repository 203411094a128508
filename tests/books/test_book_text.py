"""Names and words on their way into LaTeX and its index."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from cable_edition.sphinx_ext.book.contents import book_order
from cable_edition.sphinx_ext.book.document_head import day_of
from cable_edition.sphinx_ext.book.index_entries import index_command, plain_key
from cable_edition.sphinx_ext.book.letters import set_other_letters, with_breaks
from cable_edition.sphinx_ext.domain import EntryPlace


def same(text: str) -> str:
    return text


def test_a_person_is_indexed_under_the_family_name() -> None:
    entry = EntryPlace("people/index", "person-roe", "Jane Roe", "", "Roe, Jane")
    assert index_command(entry, same) == r"\index{Roe Jane@Roe, Jane|cableindexpage}"


def test_signs_of_makeindex_in_a_name_are_quoted() -> None:
    entry = EntryPlace("glossary/index", "term-x", 'a!b|c@d"e', "")
    assert index_command(entry, same) == r'\index{a b c d e@a"!b"|c"@d""e|cableindexpage}'


@pytest.mark.parametrize(
    ("name", "key"), [("S/CRS", "S CRS"), ("Émile Zola", "Emile Zola"), ("(C)", "C"), ("§", "0")]
)
def test_the_order_of_the_index_knows_letters_and_digits(name: str, key: str) -> None:
    assert plain_key(name) == key


def test_letters_of_other_scripts_get_another_font() -> None:
    assert set_other_letters("Год 2005, café") == r"\cableother{Год} 2005, café"


def test_a_checksum_may_break_and_loses_nothing() -> None:
    checksum = "ff51b981505734690d387b8e20fbcf38"
    broken = with_breaks(checksum)
    assert broken.replace(r"\allowbreak{}", "") == checksum
    assert max(map(len, broken.split(r"\allowbreak{}"))) == 4


def test_a_command_is_never_broken() -> None:
    assert with_breaks(r"a\_b\sphinxhyphen{}c").count(r"\sphinxhyphen{}\allowbreak{}") == 1


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


def test_a_book_has_its_chapters_then_the_cables_then_the_registers() -> None:
    page = new_document("index")
    names = ["introduction", "cables/index", "people/index", "legal", "editors/index"]
    page += addnodes.toctree("", includefiles=names)
    page += nodes.paragraph()
    order = ["introduction", "legal", "cables/index", "people/index"]
    assert book_order(page, ["editors/*"]) == order
