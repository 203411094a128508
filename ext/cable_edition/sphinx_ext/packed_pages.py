"""What Sphinx keeps of each page from build to build, packed until somebody asks for the page.

Sphinx loads all that it keeps when a build begins, and writes all of it again when pages were read.
Of the pages that a build does not read nobody asks for most of that. So what is large of a page,
its contents and the objects on it, is kept as bytes of its own: it is loaded when it is asked for,
and written as it was where it was not.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, MutableMapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from cable_edition.core.drawers import pickled

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Bytes that stand for one object that a reference can lead to.
_SIGN = 12


class CableObject(NamedTuple):
    """An object of a page: type of the domain, full name, anchor, and the name to show."""

    objtype: str
    name: str
    anchor: str
    shown: str


def sign_of(shown: object) -> bytes:
    """Return what stands for something shown, to be remembered without its words."""
    return blake2b(repr(shown).encode("utf-8", "surrogatepass"), digest_size=_SIGN).digest()


class PageObjects(Mapping[str, CableObject]):
    """The objects of a page by name, with what stands for them.

    ``packed`` is what was kept of them: rows, digest and targets.
    """

    __slots__ = ("_digest", "_packed", "_rows", "_targets")

    def __init__(self, packed: tuple[bytes, bytes, bytes] | None = None) -> None:
        self._rows: dict[str, CableObject] | None = None if packed else {}
        self._packed, self._digest, self._targets = packed or (b"", b"", b"")

    def add(self, one: CableObject) -> None:
        """Add an object, in the place of another of its name."""
        self._open()[one.name] = one
        self._packed = self._digest = self._targets = b""

    @property
    def digest(self) -> bytes:
        """What stands for all that is known of the objects."""
        self._pack()
        return self._digest

    @property
    def packed_targets(self) -> bytes:
        """What stands for each place that a reference can lead to, for :func:`targets_in`.

        It is the same for the same places.
        """
        self._pack()
        return self._targets

    def __getitem__(self, name: str) -> CableObject:
        return self._open()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open())

    def __len__(self) -> int:
        return len(self._open())

    def __reduce__(self) -> tuple[type[PageObjects], tuple[tuple[bytes, bytes, bytes]]]:
        """Return it packed, however it is now."""
        self._pack()
        return PageObjects, ((self._packed, self._digest, self._targets),)

    def _open(self) -> dict[str, CableObject]:
        if self._rows is None:
            # As safe as the file of Sphinx in which it stands.
            rows = pickle.loads(self._packed)  # noqa: S301
            self._rows = {row[1]: CableObject(*row) for row in rows}
        return self._rows

    def _pack(self) -> None:
        if not self._packed:
            rows = list(map(tuple, self._open().values()))
            self._packed = pickled(rows)
            self._digest = sign_of(sorted(rows))
            self._targets = b"".join(
                sorted(sign_of(("cable", objtype, name)) for objtype, name, *_ in rows)
            )


def targets_in(packed: bytes) -> frozenset[bytes]:
    """Return the signs that stand in a row."""
    return frozenset(packed[at : at + _SIGN] for at in range(0, len(packed), _SIGN))


class PackedTrees(MutableMapping[str, Any]):
    """A small tree for each page, as bytes until it is asked for.

    A tree that was asked for may have been changed, so it is packed anew.
    """

    __slots__ = ("_packed", "_trees")

    def __init__(self, packed: dict[str, bytes]) -> None:
        self._packed = packed
        self._trees: dict[str, Any] = {}

    def __getitem__(self, page: str) -> Any:
        if page in self._trees:
            return self._trees[page]
        # As safe as the file of Sphinx in which it stands.
        tree = self._trees[page] = pickle.loads(self._packed.pop(page))  # noqa: S301
        return tree

    def __setitem__(self, page: str, tree: Any) -> None:
        self._packed.pop(page, None)
        self._trees[page] = tree

    def __delitem__(self, page: str) -> None:
        if page in self._trees:
            del self._trees[page]
        else:
            del self._packed[page]

    def __contains__(self, page: object) -> bool:
        return page in self._trees or page in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter([*self._packed, *self._trees])

    def __len__(self) -> int:
        return len(self._packed) + len(self._trees)

    def __reduce__(self) -> tuple[type[PackedTrees], tuple[dict[str, bytes]]]:
        """Return it packed; the trees in memory stay as they are."""
        made = {page: pickle.dumps(tree, 5) for page, tree in self._trees.items()}
        return PackedTrees, (self._packed | made,)


def _pack_contents(_app: Sphinx, env: BuildEnvironment, *_given: object) -> list[str]:
    """Have the contents of pages packed, where Sphinx holds them in a plain dictionary."""
    if type(env.tocs) is dict:
        trees = PackedTrees({})
        for page, tree in env.tocs.items():
            trees[page] = tree
        env.tocs = trees  # type: ignore[assignment]
    return []


def setup_packed_pages(app: Sphinx) -> None:
    """Connect it: when what was kept is known, before pages are read."""
    app.connect("env-get-outdated", _pack_contents)
