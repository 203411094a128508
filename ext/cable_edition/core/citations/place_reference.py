"""The reference to a place that is quoted, as the Cite control of a cable's page gives it."""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.citations.item import STAND_INS, CitedCable
from cable_edition.core.citations.patterns import labels, runs

#: The form that points to a place: a note in the style of Chicago.
FORM = "chicago-note"
_NUMBERED = re.compile(r"p([0-9]{1,9}[a-z]{0,9})")
_HEADING = re.compile(r"h([0-9]{1,9})")
_OF_COPY = re.compile(r"in-[a-z0-9]+-(.+)")
_UNNUMBERED = re.compile(r"u[0-9]{1,9}")
_LISTED = re.compile(r"ref-([a-z]|[0-9]{1,9})")
#: Lines above the text that another witness may have otherwise or alone.
_LINES = {
    "to": "TO addressees",
    "info": "INFO addressees",
    "classified-by": "classifying line",
}
#: Those of them that have no address on the page where the base text has them too.
_WITHOUT_ADDRESS = frozenset(["to", "info"])


class Reference(NamedTuple):
    """A reference with stand-ins for its place and the fragment of the address, and its labels.

    ``before`` parts the place off, ``one`` and ``many`` stand before one number and before two.
    """

    text: str
    before: str
    one: str
    many: str


def reference_of(item: CitedCable) -> Reference:
    """Return the reference to a cable, to be filled by :func:`filled`."""
    marks = {"place": STAND_INS.place, "fragment": STAND_INS.fragment}
    text = "".join(marks.get(run.kind, run.text) for run in runs(item, FORM))
    return Reference(text, *labels(item, FORM))


def filled(reference: Reference, first: str, last: str, siglum: str = "") -> str:
    """Return a reference to the places from anchor ``first`` to ``last``; without one, to all.

    ``siglum`` is that of the copy that has the words, if it is not the base text.
    """
    of_copy = _OF_COPY.fullmatch(first), _OF_COPY.fullmatch(last)
    begin, end = (one[1] if one else at for one, at in zip(of_copy, (first, last), strict=True))
    where = _where(reference, begin, end) if first else ""
    where += f" (witness {siglum})" if siglum and where else ""
    place = f"{reference.before}{where}" if where else ""
    fragment = f"#{first}" if first and first not in _WITHOUT_ADDRESS else ""
    return reference.text.replace(STAND_INS.place, place).replace(STAND_INS.fragment, fragment)


def _where(reference: Reference, first: str, last: str) -> str:
    one, other = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if one and other and first != last:
        return f"{reference.many} {one[1]}–{other[1]}"
    named = [_named(reference, anchor) for anchor in dict.fromkeys((first, last)) if anchor]
    return ", to ".join(named)


def _named(reference: Reference, anchor: str) -> str:
    if numbered := _NUMBERED.fullmatch(anchor):
        return f"{reference.one} {numbered[1]}"
    if heading := _HEADING.fullmatch(anchor):
        return f"heading {heading[1]}"
    if listed := _LISTED.fullmatch(anchor):
        return f"reference {listed[1].upper()}"
    if anchor in _LINES:
        return _LINES[anchor]
    return f"{'unnumbered paragraph' if _UNNUMBERED.fullmatch(anchor) else 'closing line'} {anchor}"
