"""The generator of the benchmarks: what it promises, and its twin in bare MyST."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import lxml.html
import pytest

import words
from measure import sphinx_build
from projects import write_project
from synthetic import Corpus, SynthCable, raw, text_of


@pytest.fixture(params=[0, 7, 42])
def cable(request: pytest.FixtureRequest) -> SynthCable:
    return Corpus(3, 100).cable(request.param)


def test_one_seed_gives_one_corpus() -> None:
    assert [raw(cable, "text") for cable in Corpus(3, 5)] == [
        raw(cable, "text") for cable in Corpus(3, 5)
    ]
    assert raw(Corpus(3, 5).cable(0), "text") != raw(Corpus(4, 5).cable(0), "text")


def test_ids_and_words_are_distinct() -> None:
    corpus = Corpus(3, 500)
    assert len({corpus.cable_id(index) for index in range(500)}) == 500
    assert len({words.word_of_rank(rank) for rank in range(words.RANKS)}) == words.RANKS


def test_vocabulary_grows_as_in_the_real_cable() -> None:
    # 562 distinct words in the first 1,400 of 05OTTAWA286.
    rng = random.Random(1)  # noqa: S311
    distinct = [len({words.draw(rng) for _ in range(1400)}) for _ in range(20)]
    assert sum(distinct) / 20 == pytest.approx(562, rel=0.03)


def test_a_cable_has_its_links_and_length(cable: SynthCable) -> None:
    assert len(list(cable.mentions)) + len(cable.tags) + len(cable.references) in (25, 26)
    assert 1300 < sum(len(text_of(part.tokens).split()) for part in cable.paragraphs) < 1700


def test_the_twin_shows_the_words_of_each_paragraph(tmp_path: Path) -> None:
    corpus = Corpus(3, 2)
    write_project("plain", corpus, tmp_path / "twin", form="text", transmitted=True)
    command = sphinx_build(tmp_path / "twin" / "docs", tmp_path / "built")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    for cable in corpus:
        page = lxml.html.parse(tmp_path / "built" / "html" / "cables" / f"{cable.id}.html")
        shown = " ".join(page.getroot().text_content().split())
        for part in cable.paragraphs:
            assert f"{part.n}. {part.marking} {text_of(part.tokens)}" in shown
