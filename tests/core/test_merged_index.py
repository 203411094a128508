"""Several indexes as one: the files are those of an index of all pages at once."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import accumulate, groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.proof.search_shards import ShardError, Shards
from cable_edition.core.search import merged_words
from cable_edition.core.search import shards as shards_module
from cable_edition.core.search.found import SearchPage, SearchPlace
from cable_edition.core.search.index import make_index
from cable_edition.core.search.index_parts import IndexPart, Span, Word, head_of
from cable_edition.core.search.merged import Run, merge_indexes
from cable_edition.core.search.numbers import encode, steps
from cable_edition.core.search.shards import DEEPEST, divided, file_part, shards
from cable_edition.core.search.standing import first_unit, last_unit, shifted

WORDS = ["lamp", "lamps", "lamplight", "harbor", "harbors", "S&R", "news", "new", "ærø", "05ROME1"]


def page(number: int, texts: Sequence[str], part: str = "Cables") -> SearchPage:
    places = [
        SearchPlace(f"p{n}", f"¶ {n}", text, text.upper() if n % 3 == 2 else "")
        for n, text in enumerate(texts, 1)
    ]
    filters = {"Year": [str(2000 + number % 3)]} if number % 2 else {"Post": ["Rome"]}
    return SearchPage(f"pages/{number}", part, f"Page {number}", tuple(places), "", filters)


def written(pages: Sequence[SearchPage]) -> dict[str, str]:
    index = make_index(pages, english=True)
    return shards(index, [f"{one.docname}.html" for one in index.pages])


def merged(
    cables: Sequence[SearchPage], volumes: Sequence[int], front: Sequence[SearchPage]
) -> tuple[dict[str, str], set[str]]:
    """Return the files of the index of cables, each in a volume of its number, and of a front."""
    with TemporaryDirectory() as made:
        out = Path(made, "out")
        out.mkdir()
        (out / "t-900.js").write_text("left of an earlier run", "utf-8")
        return merged_in(Path(made), cables, volumes, front)


def merged_in(
    made: Path,
    cables: Sequence[SearchPage],
    volumes: Sequence[int],
    front: Sequence[SearchPage],
    kept: Path | None = None,
) -> tuple[dict[str, str], set[str]]:
    """As :func:`merged`, in a folder; ``kept`` has what was kept of the index there."""
    names = sorted(set(volumes))
    indexes = [front, *([c for c, v in zip(cables, volumes, strict=True) if v == n] for n in names)]
    runs, done = [], dict.fromkeys(names, 0)
    for name, group in groupby(volumes):
        count = len(list(group))
        runs.append(Run(names.index(name) + 1, done[name], count))
        done[name] += count
    folders = [made / str(number) for number in range(len(indexes))]
    for folder, pages in zip(folders, indexes, strict=True):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in written(pages).items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    out = made / "out"
    runs.append(Run(0, 0, len(front)))
    files = merge_indexes(folders, runs, out, english=True, kept=kept)
    found = {name: (out / name).read_text("utf-8") for name in files}
    return found, {path.name for path in out.iterdir()}


texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4
)


@given(st.lists(st.tuples(texts, st.integers(0, 3)), min_size=1, max_size=12), texts)
def test_the_index_of_volumes_is_that_of_all_pages(
    given_pages: list[tuple[list[str], int]], chapter: list[str]
) -> None:
    cables = [page(number, some) for number, (some, _) in enumerate(given_pages)]
    front = [page(90, chapter, "Chapters"), page(91, ["lamp harbor"], "Registers")]
    files, there = merged(cables, [volume for _, volume in given_pages], front)
    assert files == written([*cables, *front])
    assert there == set(files)


def test_words_of_most_places_are_passed_over_in_a_large_edition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shards_module, "_LARGE", 5)
    cables = [page(number, ["the lamp", f"the harbor {number}"]) for number in range(6)]
    files, _ = merged(cables, [0, 0, 1, 1, 0, 0], [page(90, ["the end"], "Chapters")])
    assert '"common":"harbor the"' in files["index.js"]
    assert files == written([*cables, page(90, ["the end"], "Chapters")])


def test_a_file_of_many_words_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards_module, "LIMIT", 60)
    cables = [page(number, [" ".join(WORDS[number:])]) for number in range(8)]
    files, _ = merged(cables, [0, 1, 2, 0, 1, 2, 0, 1], [page(90, ["lam lamp"], "Chapters")])
    assert files == written([*cables, page(90, ["lam lamp"], "Chapters")])
    assert len([name for name in files if name.startswith("w-l")]) > 1


def test_beginnings_of_very_many_words_stand_in_further_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"LIMIT": 60, "HEADS": 20, "GROUP": 12}.items():
        monkeypatch.setattr(shards_module, name, value)
    cables = [page(number, [" ".join(WORDS[number:])]) for number in range(8)]
    front = [page(90, ["lam lamp"], "Chapters")]
    files, _ = merged_in(tmp_path, cables, [0, 1, 2, 0, 1, 2, 0, 1], front)
    assert files == written([*cables, *front])
    groups = [name for name in files if name.startswith("h-")]
    assert len(groups) > 2
    assert '"words":""' in files["index.js"]
    # Each index is read again so, by what joins them and by the proof.
    told = {*IndexPart(tmp_path / "out").heads}
    assert {f"w-{file_part(head)}.js" for head in told} == {
        name for name in files if name.startswith("w-")
    }
    found = Shards(tmp_path / "out")
    assert set(found.names) == found.given
    lost = tmp_path / "out" / groups[-1]
    lost.write_text(lost.read_text("utf-8").replace('","', '","b '), "utf-8")
    with pytest.raises(ShardError, match="is not looked up in"):
        Shards(tmp_path / "out")


@given(st.sets(st.text("ab1&", min_size=1, max_size=5), min_size=1, max_size=40))
def test_a_word_is_looked_up_in_the_file_that_has_it(forms: set[str]) -> None:
    heads = [*divided(sorted(forms), lambda form: len(form) + 4, 20)]
    groups = divided(heads, len, 8)
    for form in forms:
        of_file = head_of(form, heads)
        asked = [f"{form}$"[:end] for end in range(DEEPEST, 0, -1)]
        group = next(one for one in asked if one in groups)
        assert of_file in groups[group]


edits = st.lists(st.tuples(st.integers(0, 11), texts), min_size=1, max_size=3)


@given(
    st.lists(st.tuples(texts, st.integers(0, 3)), min_size=1, max_size=12),
    st.lists(edits, min_size=1, max_size=3),
)
def test_after_an_edit_the_index_is_as_if_made_anew(
    given_pages: list[tuple[list[str], int]], rounds: list[list[tuple[int, list[str]]]]
) -> None:
    every = [some for some, _ in given_pages]
    volumes = [volume for _, volume in given_pages]
    with TemporaryDirectory() as made:
        for edit in [[], *rounds]:
            for number, now in edit:
                every[number % len(every)] = now
            cables = [page(number, some) for number, some in enumerate(every)]
            front = [page(90, [" ".join(WORDS[: len(every[0])])], "Chapters")]
            files, there = merged_in(Path(made), cables, volumes, front, Path(made, "kept"))
            assert files == written([*cables, *front])
            assert there == set(files)


def joined_after_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: str
) -> tuple[dict[str, str], set[str]]:
    """Return the files of an index after a page was edited, and the words that were joined."""
    seen: set[str] = set()
    joined = merged_words.joined

    def noted(same: Sequence[Word], spans: dict[int, list[Span]]) -> tuple[str, str]:
        seen.update(word.form for word in same)
        return joined(same, spans)

    monkeypatch.setattr(merged_words, "joined", noted)
    monkeypatch.setattr(shards_module, "LIMIT", 60)
    every = [[" ".join(WORDS)], ["ærø lamp"], ["harbor news"], ["lamplight"]]
    front = [page(90, ["lamp"], "Chapters")]
    for text in ("harbors news", edited):
        every[2] = [text]
        cables = [page(number, some) for number, some in enumerate(every)]
        seen.clear()
        files, _ = merged_in(tmp_path, cables, [0, 0, 1, 1], front, tmp_path / "kept")
        assert files == written([*cables, *front])
    return files, seen


def test_only_words_of_files_that_changed_are_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, seen = joined_after_an_edit(tmp_path, monkeypatch, "harbor news")
    assert "harbor" in seen
    assert not {"lamp", "lamplight", "ærø", "news"} & seen


def test_a_word_that_comes_has_the_words_of_its_forms_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, _ = joined_after_an_edit(tmp_path, monkeypatch, "harbors lamped")
    assert any('"lamp lamps"' in text for text in files.values())


@pytest.mark.parametrize("data", [b"", b"\x80\x04N.", b"no pickle"])
def test_of_a_damaged_file_nothing_is_taken(tmp_path: Path, data: bytes) -> None:
    cables = [page(0, ["lamp harbor"]), page(1, ["news"])]
    (tmp_path / "kept").write_bytes(data)
    files, _ = merged_in(tmp_path, cables, [0, 1], [page(9, ["new"])], tmp_path / "kept")
    assert files == written([*cables, page(9, ["new"])])


def test_a_file_that_was_taken_away_is_made_again(tmp_path: Path) -> None:
    cables = [page(0, ["lamp harbor"]), page(1, ["news"])]
    for name in ("w-l.js", "t-0.js", "filters.js"):
        merged_in(tmp_path, cables, [0, 1], [page(9, ["new"])], tmp_path / "kept")
        (tmp_path / "out" / name).unlink()
        files, _ = merged_in(tmp_path, cables, [0, 1], [page(9, ["new"])], tmp_path / "kept")
        assert files == written([*cables, page(9, ["new"])])


def rising_numbers() -> st.SearchStrategy[list[int]]:
    steps_between = st.one_of(st.integers(1, 12), st.integers(1, 300), st.integers(1, 70000))
    return st.lists(steps_between, min_size=1, max_size=120).map(lambda s: [*accumulate(s)])


@given(rising_numbers(), st.integers(-1, 0), st.integers(0, 9000))
def test_units_are_shifted_as_numbers_are(numbers: list[int], after: int, shift: int) -> None:
    marks = encode(steps(numbers))
    assert first_unit(marks) == numbers[0]
    assert last_unit(marks) == numbers[-1]
    behind = numbers[0] + shift - 1 if after else -1
    moved = [number + shift - behind - 1 for number in numbers]
    assert shifted(marks, shift, behind) == encode(steps(moved))
