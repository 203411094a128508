"""A data class whose methods are made late is the one that Python's own decorator makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cable_edition
from cable_edition.core import late_methods

PACKAGE = Path(cable_edition.__file__).parent
Decorator = Callable[..., Any]


def _lamp(dataclass: Decorator, **how: bool) -> Any:
    @dataclass(**how)
    class Lamp:
        """A lamp of a lighthouse."""

        name: str
        height: int = 3
        colors: list[str] = dataclasses.field(default_factory=list, compare=False)
        note: str = dataclasses.field(default="", repr=False)

        def __post_init__(self) -> None:
            if self.height < 0:
                raise ValueError(self.height)

    return Lamp


def _with_own_methods(dataclass: Decorator, **how: bool) -> Any:
    @dataclass(**how)
    class Own:
        name: str

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

        def __hash__(self) -> int:
            return 7

    return Own


def _tall(dataclass: Decorator, **how: bool) -> Any:
    lamp = _lamp(dataclass, **how)

    @dataclass(**how)
    class Tall(lamp):  # type: ignore[misc, valid-type]
        floors: tuple[int, ...] = (1, 2)

    return Tall


def _answer(ask: Callable[[Any], Any], made: Any) -> object:
    try:
        return ask(made)
    except Exception as error:  # noqa: BLE001 - the error is what is compared
        return type(error), re.sub(r"\w+\.<locals>\.", "", str(error))


ASKED: dict[str, Callable[[Any], Any]] = {
    "words": lambda made: repr(made("north")).rpartition("<locals>.")[2],
    "words first of another": lambda made: repr(made("north", 4)).rpartition("<locals>.")[2],
    "equal": lambda made: made("north") == made("north"),
    "not equal": lambda made: made("north") == made("south"),
    "equal to another class": lambda made: made("north") == "north",
    "in a set": lambda made: len({made("north"), made("north"), made("south")}),
    "hash": lambda made: hash(made("north")),
    "setting": lambda made: setattr(made("north"), "name", "south"),
    "deleting": lambda made: delattr(made("north"), "name"),
    "too few": lambda made: made(),
    "too many": lambda made: made("north", 1, [], "", (), 3, 4),
    "by name": lambda made: made(name="north").name,
    "unknown": lambda made: made("north", depth=1),
    "replaced": lambda made: dataclasses.replace(made("north"), name="south").name,
    "fields": lambda made: [field.name for field in dataclasses.fields(made)],
    "as a tuple": lambda made: dataclasses.astuple(made("north")),
    "to match": lambda made: made.__match_args__,
    "has a dictionary": lambda made: hasattr(made("north"), "__dict__"),
    "copied": lambda made: copy.copy(made("north")).name,
    "docstring": lambda made: made.__doc__.partition("(")[0],
    "own lists": lambda made: made("north").colors is made("north").colors,
    "asked after": lambda made: made("north", -1),
    "order": lambda made: made("north") < made("south"),
}


@pytest.mark.parametrize("how", [
    {"frozen": frozen, "slots": slots, "eq": eq, "repr": repr_}
    for frozen in (True, False) for slots in (True, False)
    for eq, repr_ in ((True, True), (False, True), (True, False))
])  # fmt: skip
@pytest.mark.parametrize("make", [_lamp, _tall, _with_own_methods])
def test_it_answers_as_one_of_python(make: Callable[..., Any], how: dict[str, bool]) -> None:
    for name, ask in ASKED.items():
        made, of_python = make(late_methods.dataclass, **how), make(dataclasses.dataclass, **how)
        if name in {"hash", "words", "words first of another"} and not (how["eq"] and how["repr"]):
            continue  # what `object` says of each differs
        for _ in range(2):
            answer, expected = _answer(ask, made), _answer(ask, of_python)
            if name == "hash" and isinstance(expected, int):
                assert isinstance(answer, int)
                answer = expected = answer == expected
            assert answer == expected, name


@late_methods.dataclass(frozen=True, slots=True)
class _Kept:
    """One that is pickled."""

    name: str
    rows: tuple[str, ...] = ()


@late_methods.dataclass(slots=True)
class _Changing:
    name: str
    rows: list[str] = dataclasses.field(default_factory=list)


def test_one_that_was_pickled_is_the_same_again() -> None:
    for one in (_Kept("north", ("a",)), _Changing("north", ["a"])):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(one, protocol)) == one  # noqa: S301


def test_methods_are_those_of_python_after_their_first_call() -> None:
    made, of_python = (
        _lamp(late_methods.dataclass, frozen=True),
        _lamp(dataclasses.dataclass, frozen=True),
    )
    before = vars(made)["__init__"]
    assert made("north") == made("north")
    for name in ("__init__", "__eq__"):
        assert vars(made)[name].__code__.co_code == vars(of_python)[name].__code__.co_code
    assert vars(made)["__init__"] is not before


def test_all_data_classes_of_the_program_are_made_so() -> None:
    own = {PACKAGE / "core" / "late_methods.py"}
    told = re.compile(
        r"^ *from dataclasses import .*\bdataclass\b|\bdataclasses\.dataclass\b", re.MULTILINE
    )
    for path in set(PACKAGE.rglob("*.py")) - own:
        assert not told.search(path.read_text("utf-8")), path
