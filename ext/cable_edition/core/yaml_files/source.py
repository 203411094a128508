"""YAML as editors write it, read into a tree in which every value knows its line.

Values stay as written: a country code ``NO``, a code ``3D`` or a date are words, never a truth
value, a number or an object. What could run code or blow a file up (tags, anchors, aliases,
endless nesting) is refused with its line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.regular_file import read_file

#: More levels than any register or sidecar has.
MAX_DEPTH = 20
_NESTING = f"more than {MAX_DEPTH} levels of lists and mappings"

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
#: The characters that YAML 1.1 does not allow in a stream.
_UNPRINTABLE = late("[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Those of them that ASCII has.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: What libyaml 0.2.6 says where nesting is too deep for itself, before it gives any event of it.
_TOO_DEEP = "exceeded maximum nesting depth"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or text as written; ``quoted`` tells ``"true"`` from ``true``."""

    value: str
    line: int
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing stands there: an empty value, ``~`` or ``null`` without quotes."""
        return not self.quoted and self.value in _NULLS


@dataclass(frozen=True, slots=True)
class Items:
    """A list, written with dashes or in square brackets."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; a key is always a scalar, and may come twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Items | Mapping


class _Refused(Exception):  # noqa: N818
    """A construct this reader does not take, with its line counted from 1."""

    def __init__(self, code: str, message: str, line: int) -> None:
        super().__init__(message)
        self.code, self.message, self.line = code, message, line


def read_yaml_file(path: Path, name: str) -> tuple[Node | None, list[Problem]]:
    """Read the YAML file at ``path``, called ``name`` in problems; a missing file is ``None``."""
    try:
        data = read_file(path)
    except OSError as error:
        if not os.path.lexists(path):
            return None, []
        return None, [_error("unreadable-file", f"cannot be read: {error.strerror}", name, None)]
    return read_yaml(data, name)


def read_yaml(data: bytes, name: str) -> tuple[Node | None, list[Problem]]:
    """Read UTF-8 ``data`` into a tree, or return the problem that prevents it.

    An empty document is ``None`` without a problem. Codes: ``broken-yaml``, ``not-utf8``,
    ``yaml-alias``, ``yaml-tag``, ``yaml-nesting``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [_error("not-utf8", "save the file as UTF-8", name, line)]
    if bad := (_CONTROL if text.isascii() else _UNPRINTABLE).search(text):
        message = f"remove the control character U+{ord(bad[0]):04X}"
        line = text.count("\n", 0, bad.start()) + 1
        return None, [_error("broken-yaml", message, name, line)]
    try:
        return _tree(text), []
    except _Refused as error:
        return None, [_error(error.code, error.message, name, error.line)]
    except yaml.YAMLError as error:
        return None, [_explain(error, name)]


def _error(code: str, message: str, name: str, line: int | None) -> Problem:
    return Problem(code, message, name, line)


def _explain(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or "the text cannot be read"
    if what == _TOO_DEEP and mark:
        return _error("yaml-nesting", _NESTING, name, mark.line + 1)
    return _error(
        "broken-yaml",
        f"broken YAML: {what}; check indentation, colons and quotation marks from here upwards",
        name,
        mark.line + 1 if mark else None,
    )


class _Open:
    """A list or mapping whose end has not been met."""

    __slots__ = ("children", "is_mapping", "line")

    def __init__(self, line: int, *, is_mapping: bool) -> None:
        self.line, self.is_mapping = line, is_mapping
        self.children: list[Node] = []

    def add(self, node: Node) -> None:
        at_key = self.is_mapping and len(self.children) % 2 == 0
        if at_key and not isinstance(node, Scalar):
            raise _Refused("broken-yaml", "a key must be one plain word", node.line)
        self.children.append(node)

    def close(self) -> Node:
        if not self.is_mapping:
            return Items(tuple(self.children), self.line)
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return Mapping(tuple((k, v) for k, v in pairs if isinstance(k, Scalar)), self.line)


def _tree(text: str) -> Node | None:
    stack: list[_Open] = []
    root: Node | None = None
    for event in _events(text):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise _Refused("broken-yaml", "only one YAML document a file; remove `---`", line)
        done: Node | None = None
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("yaml-alias", "write the value out; `*name` is not taken", line)
        if isinstance(event, yaml.NodeEvent):
            _refuse_labels(event, line)
        if isinstance(event, yaml.ScalarEvent):
            done = Scalar(event.value, line, quoted=event.style is not None and event.style != "")
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) == MAX_DEPTH:
                raise _Refused("yaml-nesting", _NESTING, line)
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            stack.append(_Open(line, is_mapping=is_mapping))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop().close()
        if done is not None:
            if stack:
                stack[-1].add(done)
            else:
                root = done
    return None if isinstance(root, Scalar) and root.is_null else root


def _events(text: str) -> Iterator[Any]:
    # The parser gives events one by one, so a refused file is never read to its end.
    yield from yaml.parse(text, Loader=_LOADER)


def _refuse_labels(event: Any, line: int) -> None:
    if event.anchor is not None:
        raise _Refused("yaml-alias", "remove `&name`; anchors are not taken", line)
    if getattr(event, "tag", None) is not None:
        raise _Refused("yaml-tag", f"remove the tag `{event.tag}`; values are plain words", line)
