"""The first places of frequent words in a search, found anew from all places of each.

Nothing here is shared with what writes them (:mod:`cable_edition.core.search`). That each word is
said to stand where it does is proved by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, repeat

from cable_edition.core.proof.search_shards import BROKEN, Shards, Text, first_file, numbers

#: So many places of a word stand apart.
_MOST = 100
_OF_WORD = frozenset({"at", "count", "forms", "places"})


class _Place:
    """A place that has a word: whether in its reading text, and just as it was asked for."""

    def __init__(self) -> None:
        self.is_read = self.is_exact = False

    def how(self) -> int:
        """Return what the file says of it."""
        return 1 + 2 * self.is_read + 4 * self.is_exact


def first_faults(shards: Shards) -> Iterator[tuple[str, str]]:
    """Yield (name of a file, what is wrong) for files of first places.

    Raises :class:`~cable_edition.core.proof.search_shards.ShardError`.
    """
    if not shards.first:
        return
    units, forms = shards.units(), shards.forms()
    texts = {text.number: text for text in shards.texts}
    begins: dict[str, int] = {}
    for text in shards.texts:
        begins.setdefault(text.page, text.number)
    part_of = dict(
        zip(
            (page.address for page in shards.pages),
            chain.from_iterable(repeat(n, count) for n, count in enumerate(shards.parts)),
            strict=False,
        )
    )
    for form in shards.first:
        name = first_file(form)
        said = shards.read(name)
        if form not in units:
            yield name, f"{form[:80]!r} is no word of the search"
            continue
        same = [form, *forms.get(form, ())]
        places = _places(form, {one: units.get(one, []) for one in same}, texts)

        def rank(number: int, places: Mapping[int, _Place] = places) -> tuple[int, bool, bool, int]:
            page = texts[number].page
            is_title = begins[page] == number
            return part_of[page], not places[number].is_exact, not is_title, number

        first = sorted(places, key=rank)[:_MOST]
        right = (same, [len(places)], first, [places[number].how() for number in first])
        try:
            found = (
                str(said["forms"]).split(" "),
                *(numbers(said[key]) for key in ("count", "places", "at")),
            )
            if said.keys() - _OF_WORD:
                yield name, "it says more than it may"
        except BROKEN as error:
            yield name, f"cannot be read: {error}"
            continue
        for one, other, what in zip(
            found, right, ("forms", "number", "places", "kinds"), strict=True
        ):
            if one != other:
                yield name, f"the {what} of the places of {form[:80]!r} are not those of the index"


def _places(
    form: str, units: Mapping[str, list[int]], texts: Mapping[int, Text]
) -> dict[int, _Place]:
    found: dict[int, _Place] = {}
    for one, of_form in units.items():
        for unit in of_form:
            text = texts.get(unit)
            if text is None:
                # Told of where the words are compared with the texts.
                continue
            place = found.setdefault(unit - text.transmitted, _Place())
            place.is_read |= not text.transmitted
            place.is_exact |= one == form
    return found
