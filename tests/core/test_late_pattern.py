"""A pattern that is compiled late is as any other from its first use on."""

from __future__ import annotations

import pickle
import re

import pytest

from cable_edition.core.citations import title_case
from cable_edition.core.late_pattern import late

TEXT = "A lamp, two LAMPS and a lamp."


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_it_finds_what_the_pattern_finds(flags: int) -> None:
    made, pattern = late(r"\blamps?\b", flags), re.compile(r"\blamps?\b", flags)
    for _ in range(2):
        found = [match.span() for match in made.finditer(TEXT)]
        assert found == [match.span() for match in pattern.finditer(TEXT)]
        assert made.sub("x", TEXT) == pattern.sub("x", TEXT)
        assert bool(made.fullmatch("LAMP")) == bool(pattern.fullmatch("LAMP"))
    assert made.pattern == pattern.pattern


def test_it_is_compiled_when_it_is_used() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.search("")


def test_another_process_is_sent_the_pattern_itself() -> None:
    sent = pickle.loads(pickle.dumps(late("lamps?", re.IGNORECASE)))  # noqa: S301
    assert sent == re.compile("lamps?", re.IGNORECASE)


@pytest.mark.parametrize(
    "subject",
    [
        "VISIT TO NEW DELHI AND DELHI",
        "GUINEA-BISSAU, GUINEA AND PAPUA NEW GUINEA",
        "CANADA'S LAMPS; XCANADA; CANADAX; CANADA_",
        "NIGER NIGERIA NIGER",
        "THE UNITED ARAB EMIRATES; UNITED",
        "",
    ],
)
def test_places_are_those_that_one_pattern_of_all_names_finds(subject: str) -> None:
    names = sorted(title_case._place_names(), key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    assert list(title_case._places(subject)) == [
        (match.start(), match[0]) for match in pattern.finditer(subject)
    ]
