"""Numbers of things in words, and that no module or script makes a plural by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cable_edition
from cable_edition.core.nouns import joined, noun, number_of

PACKAGE = Path(cable_edition.__file__).parent
#: ``"cable" if n == 1 else "cables"``, ``f"cable{'' if n == 1 else 's'}"`` and their like.
BY_HAND = re.compile(
    r"""["']([a-z ]*)["'] if [^\n]{1,60} == .?1.? else f?["'](?:\{[^}]{1,40}\} )?\1e?s\b"""
    r"""|["']["'] if [^\n]{1,60} else ["']s["']|["']s["'] if [^\n]{1,60} else ["']["']"""
    # `{n}` is the number of a message that `say_number` says, in whatever language.
    r"""|(?:%d|\{(?!n\})[^}'"]{1,60}\}) (?:(?!if )[a-z]+ )?"""
    r"""(?:cables|places|paragraphs|problems|pages|links|differences|entries|anchors|emendations"""
    r"""|files|sources|notes)\b"""
)


@pytest.mark.parametrize(
    ("number", "words", "expected"),
    [
        (0, ("cable",), "0 cables"),
        (1, ("cable",), "1 cable"),
        (2, ("cable",), "2 cables"),
        (21, ("cable",), "21 cables"),
        (1, ("entry", "entries"), "1 entry"),
        (0, ("entry", "entries"), "0 entries"),
        (1, ("place is", "places are"), "1 place is"),
        (11, ("place is", "places are"), "11 places are"),
    ],
)
def test_a_number_and_its_noun(number: int, words: tuple[str, ...], expected: str) -> None:
    assert number_of(number, *words) == expected
    assert noun(number, *words) == expected.partition(" ")[2]


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), ([2], "2"), ([2, 3], "2 and 3"), (["a", "b", "c", "d"], "a, b, c and d")],
)
def test_things_in_a_sentence(items: list[object], expected: str) -> None:
    assert joined(items) == expected
    assert joined(iter(items)) == expected


@pytest.mark.parametrize(
    "line",
    [
        """f"{count} {'cable' if count == 1 else 'cables'}" """,
        '''"1 cable" if cables == 1 else f"{cables} cables"''',
        """f"place{'s' if more > 1 else ''}" """,
        '''f"{len(problems)} differences in {checked}"''',
        '"cable edition: %d cables"',
    ],
)
def test_what_a_plural_by_hand_looks_like(line: str) -> None:
    assert BY_HAND.search(line.replace("1 cable", "cable"))


def by_hand(ending: str, pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob(f"*{ending}"))
        for line in path.read_text("utf-8").splitlines()
        if pattern.search(line)
    ]


def test_no_plural_is_made_by_hand() -> None:
    assert by_hand(".py", BY_HAND) == []


def test_scripts_share_one_way_to_make_a_plural() -> None:
    (helper,) = by_hand(".js", re.compile(r"[=!]==? 1 \? "))
    assert helper.startswith("static/cable-elements.js: const text = Array.isArray(forms) ? ")
