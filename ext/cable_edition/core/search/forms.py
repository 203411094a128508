"""Which words are forms of one word: *force*, *forces*; but not *organ* and *organization*.

Two words of a text are forms of one word if the Snowball stemmer gives both one stem **and** they
differ by an ending of inflection alone. The first without the second would take *international* for
a form of *interned*. The table of forms is made here, once, and is in the index, so that a browser
stems nothing. For a word that is nowhere in the edition a browser makes the regular forms by
``regular_forms``, and says that it found those.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cache
from itertools import chain, islice
from typing import Any

import Stemmer

_VOWELS = "aeiouy"
#: One syllable that ends in vowel and consonant, which is written twice: stop, stopping.
_SHORT = re.compile(r"[^aeiou]*[aeiouy][bcdfghjklmnpqrstvz]")
_LONG = re.compile(r".*[aeiou][^aeiou]+[aeiou][bcdfghjklmnpqrstvz]")
#: A form already, of which there are no more: forces, forced.
_ENDED = re.compile(r".*(?:[^suia]s|[aeiouy].*[^e]ed)")
#: The last letters of those and of all forms that have an ending of inflection.
_LAST = "sdg"
#: A form that may have a plural: meeting.
_NOUN = re.compile(r".*[aeiouy].*ing")
_HISSING = ("s", "x", "z", "ch", "sh")
#: A shorter word has no forms.
_LEAST = 3
#: A longer one has none either: it is no word of a language.
_MOST = 40
#: Endings of inflection, and what may stand in their place in the plain form.
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("d", ""), ("ing", ""),
           ("ing", "e"), ("ying", "ie"))  # fmt: skip
#: The forms related to so many are stemmed together.
_AT_ONCE = 500
_PLAIN = re.compile(r"[a-z]+")


def regular_forms(plain: str) -> list[str]:
    """Return the regular forms of an English word: *stop*, *stops*, *stopped*, *stopping*."""
    if not _LEAST <= len(plain) <= _MOST or not _PLAIN.fullmatch(plain):
        return []
    if plain[-1] in _LAST:
        if _ENDED.fullmatch(plain):
            return []
        if _NOUN.fullmatch(plain):
            return [f"{plain}s"]
    last, before = plain[-1], plain[-2]
    if last == "y" and before not in _VOWELS:
        return [f"{plain[:-1]}ies", f"{plain[:-1]}ied", f"{plain}ing"]
    if last == "e":
        dropped = plain if before in "eoy" else plain[:-1]
        return [f"{plain}s", f"{plain}d", f"{dropped}ing"]
    plurals = [f"{plain}es"] if plain.endswith(_HISSING) else [f"{plain}s"]
    plurals += [f"{plain}es"] if last == "o" else []
    doubled = [f"{plain}{last}ed", f"{plain}{last}ing"]
    if _SHORT.fullmatch(plain):
        return [*plurals, *doubled]
    single = [f"{plain}ed", f"{plain}ing"]
    return [*plurals, *single, *(doubled if _LONG.fullmatch(plain) else [])]


def plain_forms(form: str) -> list[str]:
    """Return the words of which ``form`` is a regular form."""
    if form[-1:] not in _LAST or len(form) > _MOST or not _PLAIN.fullmatch(form):
        return []
    found = []
    for ending, other in ENDINGS:
        if form.endswith(ending):
            plain = form[: len(form) - len(ending)] + other
            found.append(plain)
            if not other and plain[-1:] == plain[-2:-1] and ending in {"ed", "ing"}:
                found.append(plain[:-1])
    return [plain for plain in dict.fromkeys(found) if form in regular_forms(plain)]


def related_forms(form: str) -> list[str]:
    """Return the regular forms of the words of which ``form`` is one, without ``form``."""
    found = [
        other for plain in (form, *plain_forms(form)) for other in (plain, *regular_forms(plain))
    ]
    return [other for other in dict.fromkeys(found) if other != form]


def form_groups(forms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return form -> all forms of its word, itself among them.

    ``forms`` are folded words of an English edition; those that stand alone are left out.
    """
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    own = [form for form in forms if _PLAIN.fullmatch(form) and len(form) >= _LEAST]
    for form, same in zip(own, stems_of(own), strict=True):
        by_stem[same].append(form)
    groups: dict[str, tuple[str, ...]] = {}
    for alike in by_stem.values():
        if len(alike) > 1:
            groups |= _groups_of(alike)
    return groups


def form_groups_after(
    groups: Mapping[str, tuple[str, ...]], before: Set[str], now: Set[str]
) -> dict[str, tuple[str, ...]]:
    """Return the :func:`form_groups` of the forms ``now``; ``groups`` are those of ``before``."""
    changed = {form for form in before ^ now if _PLAIN.fullmatch(form) and len(form) >= _LEAST}
    # A stem begins as its word does.
    letters, stems = {form[0] for form in changed}, {*stems_of([*changed])}
    near = [form for form in before | now if form[:1] in letters]
    found = zip(near, stems_of(near), strict=True)
    touched = {form for form, stem in found if stem in stems}
    kept = {form: same for form, same in groups.items() if form not in touched}
    return kept | form_groups(touched & now)


def _groups_of(same: list[str]) -> dict[str, tuple[str, ...]]:
    """Divide the words of one stem into those that have a plain form in common."""
    leads: dict[str, set[str]] = {}
    for form in same:
        met = {form}
        for plain in (form, *plain_forms(form)):
            met |= leads.get(plain, set())
            leads[plain] = met
        for other in met:
            for plain in (other, *plain_forms(other)):
                leads[plain] = met
    return {form: tuple(sorted(leads[form])) for form in same if len(leads[form]) > 1}


def apart(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return form -> which of its :func:`related_forms` have another stem: of *new* that is *news*.

    They are numbers and not words, for they stand nowhere in the edition.
    """
    found = {}
    own = [form for form in forms if _PLAIN.fullmatch(form) and len(form) >= _LEAST]
    for first in range(0, len(own), _AT_ONCE):
        some = [(form, *related_forms(form)) for form in own[first : first + _AT_ONCE]]
        stems = iter(stems_of([*chain(*some)]))
        for form, *others in some:
            same = next(stems)
            other = [n for n, one in enumerate(islice(stems, len(others))) if one != same]
            if other:
                found[form] = tuple(other)
    return found


def stems_of(forms: list[str]) -> list[str]:
    """Return the stems of words in small letters, by the English stemmer of Snowball."""
    found: list[str] = _stemmer().stemWords(forms)
    return found


@cache
def _stemmer() -> Any:
    # It keeps no stems: most words are met once, and to keep them takes longer than to stem them.
    return Stemmer.Stemmer("english", 0)
