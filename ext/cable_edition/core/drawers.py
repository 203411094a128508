"""What is told of a cable again and again, in a drawer of its own: small things, made once.

Lists, registers, pictures, the search and the data go over all cables and ask a little of each: a
date, its TAGS, whom it cites. What was made for one build lies in the drawer of the cable for the
next, so that nobody has to load the cable for it. The drawers of an edition are kept together
(:mod:`cable_edition.core.kept_work`), each under all from which the cable is made.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, TypeVar, cast

_Made = TypeVar("_Made")


class _Pickler(pickle.Pickler):
    """Has named tuples loaded without a call of a function in Python for each."""

    def reducer_override(self, one: object) -> Any:
        if isinstance(one, tuple) and type(one).__new__ is not tuple.__new__:
            return tuple.__new__, (type(one), tuple(one))
        return NotImplemented


def pickled(made: object) -> bytes:
    """Return something plain as bytes that are loaded quickly."""
    out = io.BytesIO()
    pickle_into(out, made)
    return out.getvalue()


def pickle_into(file: IO[bytes], made: object) -> None:
    """Write something plain into a file, as :func:`pickled` has it."""
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(made)


class Drawer:
    """What is told of one cable, by what it is.

    ``packed`` is what an earlier build left in it. What is put in is plain and is never changed.
    """

    __slots__ = ("_packed", "_things", "is_changed")

    def __init__(self, packed: bytes = b"") -> None:
        self._packed = packed
        self._things: dict[str, tuple[object, object]] | None = None
        self.is_changed = not packed

    def of(
        self,
        what: str,
        make: Callable[[], _Made],
        parts: object = None,
        holds: Callable[[_Made], bool] | None = None,
    ) -> _Made:
        """Return what is told of the cable, or make it.

        ``parts`` is what it is made of besides the cable: what was made of others is made anew, and
        so is what does not hold.
        """
        things = self._open()
        found = things.get(what)
        if found is not None and found[0] == parts:
            was = cast("_Made", found[1])
            if holds is None or holds(was):
                return was
        made = make()
        things[what] = (parts, made)
        self.is_changed = True
        return made

    def was(self, what: str) -> object:
        """Return what is told of the cable, whatever it was made of besides; or ``None``."""
        found = self._open().get(what)
        return found[1] if found else None

    def packed(self) -> bytes:
        """Return all that is in it, for the next build."""
        if self.is_changed:
            self._packed = pickled(self._open())
            # In memory it need not stand twice; it is unpacked when it is asked for again.
            self._things, self.is_changed = None, False
        return self._packed

    def _open(self) -> dict[str, tuple[object, object]]:
        if self._things is None:
            self._things = {}
            if self._packed:
                with suppress(Exception):
                    # As safe as the file in which it is kept; a damaged one counts as empty.
                    self._things = dict(pickle.loads(self._packed))  # noqa: S301
        return self._things

    def __reduce__(self) -> tuple[type[Drawer], tuple[()]]:
        """Return an empty one: a cable that is copied has its own."""
        return Drawer, ()
