"""The search finds what Sphinx's own finds, by stems that are made once for a site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.search.en import SearchEnglish

from cable_edition.sphinx_ext.site.search_words import EnglishWords

from .conftest import TinyEdition, cable_text

OURS, SPHINX = EnglishWords({}), SearchEnglish({})


@given(st.one_of(st.text(), st.from_regex(r"[a-z]{1,9}(ing|ed|s|ly)?", fullmatch=True)))
def test_a_word_has_the_stem_that_sphinx_gives_it(word: str) -> None:
    for _ in range(2):
        assert OURS.stem(word) == SPHINX.stem(word)
        assert OURS.word_filter(word) == SPHINX.word_filter(word)


def test_one_word_is_stemmed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def stem(_self: SearchEnglish, word: str) -> str:
        asked.append(word)
        return word

    monkeypatch.setattr(SearchEnglish, "stem", stem)
    words = EnglishWords({})
    assert [words.stem("talks"), words.stem("talks"), words.stem("talk")] == [
        "talks",
        "talks",
        "talk",
    ]
    assert asked == ["talks", "talk"]


def test_the_index_of_a_site_is_that_of_sphinx(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add(text=cable_text(paragraphs=("Ministers were meeting in 1975.", "A meeting.")))
    edition.build()
    index = (edition.html / "searchindex.js").read_bytes()
    monkeypatch.setattr(EnglishWords, "__init__", SearchEnglish.__init__)
    edition.build(freshenv=True)
    assert (edition.html / "searchindex.js").read_bytes() == index
    assert b'"meet"' in index
