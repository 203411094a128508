"""Data classes whose methods are made when they are first called.

Of a frozen data class with slots Python's own decorator compiles six functions, 0.6 ms, before
anybody asks for one of them; that of all classes of this program was a tenth of the time in which
an edition of one cable is built, and many of them stand for what such an edition does not have.
Here the fields and slots are made at once, by Python's decorator, and each method by it as well,
when it is called for the first time. From then on the class has the method that it would have had.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        eq: bool = True,
        repr: bool = True,  # noqa: A002 - as Python calls it
    ) -> Any:
        """Decorate a class as ``dataclasses.dataclass`` does with the same arguments.

        What its body defines stays as it is. Until the first object is made, ``inspect.signature``
        does not know the arguments of the class.
        """

        def made(cls: type) -> type:
            return _decorated(cls, frozen=frozen, slots=slots, eq=eq, repr_=repr)

        return made if cls is None else made(cls)


@dataclasses.dataclass(frozen=True, slots=True)
class _Frozen:
    """Has the methods by which frozen objects with slots are pickled."""


_PICKLED = {name: vars(_Frozen)[name] for name in ("__getstate__", "__setstate__")}


def _no_setting(self: object, name: str, _value: object) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deleting(self: object, name: str) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


#: What a frozen class answers, which Python's decorator would compile for each.
_FROZEN = {"__setattr__": _no_setting, "__delattr__": _no_deleting}


def _decorated(cls: type, *, frozen: bool, slots: bool, eq: bool, repr_: bool) -> type:
    own = dict(vars(cls))
    # A class without a docstring is given its signature by Python, which takes long to make.
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    _late(made, {"__init__": {"init": True, "frozen": frozen}}, own)
    if repr_:
        _late(made, {"__repr__": {"repr": True}}, own)
    if eq:
        _late(made, {"__eq__": {"eq": True}}, own)
        if frozen:
            _late(made, {"__hash__": {"eq": True, "unsafe_hash": True}}, own)
        elif own.get("__hash__") is None:
            made.__hash__ = None
    if frozen:
        for name, function in {**_FROZEN, **(_PICKLED if slots else {})}.items():
            if name not in own:
                setattr(made, name, function)
    return made  # type: ignore[no-any-return]


def _late(cls: type, methods: Mapping[str, dict[str, bool]], own: Mapping[str, Any]) -> None:
    """Give a class methods that are made when they are called, unless its body has its own."""
    for name, wanted in methods.items():
        # A body that compares has no hash, says Python; one is made all the same, as of old.
        if own.get(name) is None:
            setattr(cls, name, _caller(cls, name, wanted))


def _caller(cls: type, name: str, wanted: dict[str, bool]) -> Callable[..., Any]:
    def method(self: object, *given: Any, **named: Any) -> Any:
        made = _method(cls, name, wanted)
        setattr(cls, name, made)
        return made(self, *given, **named)

    method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return method


def _method(cls: Any, name: str, wanted: dict[str, bool]) -> Callable[..., Any]:
    """Have Python's decorator make one method, for a class that has the same fields."""
    fields = {field.name: field for field in dataclasses.fields(cls)}
    body: dict[str, Any] = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
        "__annotations__": {key: field.type for key, field in fields.items()},
        **fields,
    }
    if hasattr(cls, "__post_init__"):
        body["__post_init__"] = cls.__post_init__
    none = {"init": False, "repr": False, "eq": False, "match_args": False}
    twin: type = dataclasses.dataclass(**{**none, **wanted})(type(cls.__name__, (), body))
    return vars(twin)[name]  # type: ignore[no-any-return]
