"""How the proof of a site reads what is the same again and again: names of files, lines, words."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from cable_edition.core.cable.fold import fold
from cable_edition.core.proof.search_shards import text_in
from cable_edition.core.proof.site.reader import Reader
from cable_edition.core.proof.site.site_files import entries_below, suffix_of
from cable_edition.core.proof.site.source_copies import plain_lines
from cable_edition.core.proof.site.tokens import settled, spaced

#: White space of every kind, what stands between lines that are folded together, and words.
MARKS = st.text(st.sampled_from(" \t\r\n\f\v\u00a0\u2003\0\\ab\u00e9"), max_size=80)


@given(
    st.sampled_from(
        ["", ".", "..", "a", ".a", "a.", "a.b", "..a", "a.b.c", "d.e/f", "d/.e", "d.e/.f.g"]
    )
)
def test_endings_are_those_of_paths(name: str) -> None:
    assert suffix_of(name) == Path(name).suffix


def test_files_are_named_in_the_order_of_their_paths_and_links_are_not_followed(
    tmp_path: Path,
) -> None:
    for name in ("b/c.html", "b.html", "b-d/e", "b/a/f", ".g/h"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).touch()
    (tmp_path / "site" / "away").symlink_to(tmp_path)
    (tmp_path / "site" / "nowhere").symlink_to(tmp_path / "none")
    folder = tmp_path / "site"
    found = entries_below(folder)
    expected = [one.relative_to(folder).as_posix() for one in sorted(folder.rglob("*"))]
    assert [name for name, _ in found] == expected
    assert [name for name, one in found if one.is_symlink()] == ["away", "nowhere"]


@given(st.lists(MARKS, max_size=6))
def test_lines_that_are_folded_together_are_those_folded_one_by_one(lines: list[str]) -> None:
    folded = [fold(line.replace("\\", "")) for line in lines]
    assert plain_lines(lines) == [line for line in folded if line]


@given(MARKS)
def test_white_space_is_one_blank_in_short_texts_and_long_ones(text: str) -> None:
    for one in (text, text * 3, f"{text}{'x' * 80}"):
        assert spaced(one).strip(" ") == fold(one)
        assert (spaced(one)[:1] == " ") == (one[:1] != "" and fold(one[:1]) == "")


@given(st.lists(st.tuples(st.sampled_from(["pre", "p", "td", "b"]), MARKS), max_size=5))
def test_words_read_before_are_read_alike_in_every_element(parts: list[tuple[str, str]]) -> None:
    for _ in range(2):
        for tag, words in parts:
            said = spaced(words).strip(" ") if tag == "pre" else spaced(words)
            is_layout = said == "" or (said == " " and tag == "td")
            tokens = [f"<{tag}>", f"={words}", f"</{tag}>"]
            between = [] if is_layout else [f"={said}"]
            assert settled(tokens) == [tokens[0], *between, tokens[2]]


def test_ends_of_lines_are_read_as_line_feeds(tmp_path: Path) -> None:
    for data in (b"a\nb\n", b"a\r\nb\r", "\u00e9\r\r\n\n".encode(), b""):
        (tmp_path / "a").write_bytes(data)
        assert text_in(tmp_path / "a") == (tmp_path / "a").read_text("utf-8")


def test_only_a_box_that_a_theme_styles_leaves_no_token_around_a_table() -> None:
    themed = {"scroll"}
    reader = Reader({}, lambda *_: False, styles=themed.__contains__)

    def read(around: str) -> list[str]:
        page = html.fragment_fromstring(
            f"<section>{around.replace('*', '<table><tr><td>1</td></tr></table>')}</section>"
        )
        return reader.inner("index", page)

    bare = read("*")
    assert read('<div class="scroll">*</div>') == bare
    assert read('<div class="cable-picture-table scroll">*</div>') != bare
    assert read('<div class="other">*</div>') != bare
    assert read('<div class="scroll other">*</div>') != bare
    assert read('<div class="scroll"><p>2</p></div>*') != bare
