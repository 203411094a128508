"""The first places of frequent words: what a browser would rank first, and proved by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.proof import search_firsts
from cable_edition.core.proof.search_firsts import first_faults
from cable_edition.core.proof.search_shards import Shards, numbers
from cable_edition.core.search import first_places
from cable_edition.core.search.found import SearchPage, SearchPlace
from cable_edition.core.search.index import make_index
from cable_edition.core.search.shards import IndexFiles, digest_of_text, shards
from tests.core.test_merged_index import merged, merged_in, page, texts, written


@contextmanager
def limits(longest: int, places: int = 100) -> Iterator[None]:
    """Words have files of first places beyond so many marks, of so many of these."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_places, "LONGEST", longest)
        patch.setattr(first_places, "PLACES", places)
        patch.setattr(search_firsts, "_MOST", places)
        yield


def faults(files: dict[str, str]) -> list[tuple[str, str]]:
    with TemporaryDirectory() as made:
        for name, text in files.items():
            Path(made, name).write_text(text, "utf-8")
        read = Shards(Path(made))
        assert read.given == set(files)
        return list(first_faults(read))


def words_with(files: dict[str, str]) -> list[str]:
    return sorted(name[2:-3] for name in files if name.startswith("q-"))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(texts, st.integers(0, 2)), min_size=1, max_size=8),
    texts,
    st.integers(3, 30),
    st.integers(1, 4),
)
def test_those_of_volumes_are_those_of_one_build_and_are_proved(
    cables: list[tuple[list[str], int]], chapter: list[str], longest: int, places: int
) -> None:
    pages = [page(number, some) for number, (some, _) in enumerate(cables)]
    front = [page(90, chapter, "Chapters"), page(91, ["lamp harbor"], "Registers")]
    with limits(longest, places):
        files, there = merged(pages, [volume for _, volume in cables], front)
        assert files == written([*pages, *front])
        assert there == set(files)
        assert faults(files) == []
    assert not words_with(written([*pages, *front]))


def cables(words: Sequence[str]) -> list[SearchPage]:
    return [page(number, [f"{word} {number}", "no more"]) for number, word in enumerate(words)]


def test_a_word_beyond_the_limit_alone_has_them() -> None:
    front = [page(90, ["lamp"], "Chapters")]
    files, _ = merged(cables(["lamp"] * 9), [0] * 9, front)
    assert not words_with(files)
    assert "first" not in files["index.js"]
    many = [page(number, ["harbor"] * 60) for number in range(4)]
    with limits(200):
        files, _ = merged([*cables(["lamp"] * 9), *many], [0] * 13, front)
        assert words_with(files) == ["harbor"]
        assert '"first":"harbor"' in files["index.js"]


def test_they_are_ranked_by_part_then_as_typed_then_titles() -> None:
    def cable(name: str, *said: str) -> SearchPage:
        places = tuple(SearchPlace(f"p{n}", "", text) for n, text in enumerate(said))
        return SearchPage(name, "Cables", name, places)

    pages = [cable("a", "x", "lamps", "lamp"), cable("b", "lamp"), cable("c", "lamps", "LAMP")]
    pages.append(SearchPage("d", "Chapters", "d", (SearchPlace("", "", "lamp"),)))
    with limits(1):
        files = written(pages)
    said = json.loads(files["q-lamp.js"].removeprefix('cableSearch("q-lamp",')[:-3])
    assert said["forms"] == "lamp lamps"
    assert numbers(said["count"]) == [6]
    # Pages begin at 0, 16, 32 and 48.
    assert numbers(said["places"]) == [16, 2, 33, 32, 1, 48]
    assert numbers(said["at"]) == [7, 7, 7, 3, 3, 7]


def test_after_an_edit_they_are_those_of_all_anew(tmp_path: Path) -> None:
    front = [page(90, ["lamp end"], "Chapters")]
    kept = tmp_path / "kept"
    with limits(3, 2):
        for words in (
            ["lamp", "lamps", "harbor", "lamp"],
            ["lamp", "lamp", "harbor", "lamp"],
            ["harbor", "lamp", "harbor", "new"],
            ["new", "new", "new", "new"],
            ["lamp", "lamps", "harbor", "lamp", "news"],
        ):
            numbered = [number % 2 for number in range(len(words))]
            files, there = merged_in(tmp_path, cables(words), numbered, front, kept)
            assert files == written([*cables(words), *front])
            assert there == set(files)


@settings(max_examples=40)
@given(st.lists(texts, min_size=2, max_size=6), st.data())
def test_of_a_changed_page_they_are_made_as_of_a_clean_build(
    said: list[list[str]], drawn: st.DataObject
) -> None:
    after = [*said]
    after[drawn.draw(st.integers(0, len(said) - 1))] = drawn.draw(texts)

    def site(of: list[list[str]]) -> list[SearchPage]:
        return [page(number, some) for number, some in enumerate(of)]

    with limits(4, 2):
        first = make_index(site(said), english=True)
        addresses = [one.docname for one in first.pages]
        before = IndexFiles(first, addresses, list(map(repr, first.pages))).kept()
        made = make_index(site(after), english=True, before=first.kept())
        some = IndexFiles(made, addresses, list(map(repr, made.pages)), before)
        every = shards(make_index(site(after), english=True), addresses)
        assert some.digests == {name: digest_of_text(text) for name, text in every.items()}
        assert {name: some.text(name) for name in some.digests} == every


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"forms":"lamp lamps"', '"forms":"lamp"', "the forms of the places"),
        (r'"count":"0.', '"count":"0:', "the number of the places"),
        (r'"places":"0(.)(.)', r'"places":"0\2\1', "the places of the places"),
        (r'"places":"0.', '"places":"0', "the places of the places"),
        (r'"at":"0.', '"at":"0!', "the kinds of the places"),
        (r'"at":"0', '"at":"a', "cannot be read"),
        (r'"at":"[^"]*"', '"more":""', "cannot be read"),
        (r"\}\);", ',"more":""});', "more than it may"),
    ],
)
def test_a_proof_tells_what_is_changed(old: str, new: str, told: str) -> None:
    with limits(3):
        files = written(cables(["lamp", "lamps", "lamp"]))
        assert faults(files) == []
        files["q-lamp.js"], count = re.subn(old, new, files["q-lamp.js"])
        assert count == 1
        found = faults(files)
    assert [name for name, _ in found] == ["q-lamp.js"]
    assert told in found[0][1]


def test_a_proof_tells_a_word_that_is_nowhere() -> None:
    with limits(3):
        files = written(cables(["lamp", "lamps", "lamp"]))
        files["index.js"] = re.sub('"first":"[^"]*"', '"first":"camp"', files["index.js"])
        files["q-camp.js"] = files["q-lamp.js"].replace("q-lamp", "q-camp")
        for name in words_with(files):
            if name != "camp":
                del files[f"q-{name}.js"]
        assert faults(files) == [("q-camp.js", "'camp' is no word of the search")]
