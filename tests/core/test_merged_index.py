"""Several indexes as one: the files are those of an index of all pages at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.search import shards as shards_module
from cable_edition.core.search.found import SearchPage, SearchPlace
from cable_edition.core.search.index import make_index
from cable_edition.core.search.merged import Run, merge_indexes
from cable_edition.core.search.shards import shards

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
    names = sorted(set(volumes))
    indexes = [front, *([c for c, v in zip(cables, volumes, strict=True) if v == n] for n in names)]
    runs, done = [], dict.fromkeys(names, 0)
    for name, group in groupby(volumes):
        count = len(list(group))
        runs.append(Run(names.index(name) + 1, done[name], count))
        done[name] += count
    with TemporaryDirectory() as made:
        folders = [Path(made, str(number)) for number in range(len(indexes))]
        for folder, pages in zip(folders, indexes, strict=True):
            folder.mkdir()
            for name, text in written(pages).items():
                (folder / name).write_text(text, "utf-8", newline="\n")
        out = Path(made, "out")
        out.mkdir()
        (out / "t-900.js").write_text("left of an earlier run", "utf-8")
        runs.append(Run(0, 0, len(front)))
        files = merge_indexes(folders, runs, out, english=True)
        return {name: (out / name).read_text("utf-8") for name in files}, {
            path.name for path in out.iterdir()
        }


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
