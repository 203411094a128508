"""The lines of a YAML file that is being written, each taken for itself.

What one types is broken YAML most of the time, so nothing is asked of a parser here: a line has
blanks, perhaps dashes, perhaps a key, perhaps a value.
"""

from __future__ import annotations

import re

from cable_edition.core.late_methods import dataclass
from cable_edition.core.yaml_files.source import Mapping, Scalar, read_yaml

_DASHES = re.compile(r"(?P<blank>[ ]*)(?P<dashes>(?:-(?:[ ]+|$))*)")
_KEY = re.compile(r"(?P<mark>[\"']?)(?P<key>[\w-]{1,80})(?P=mark)[ ]*:(?:[ ]+|$)")
#: A value that is written on the lines below.
_BLOCK = re.compile(r"[|>][+-]?[0-9]?[+-]?[ ]*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: where it begins with and without its dashes, its key, where its value begins.

    ``dash`` and ``column`` are alike where no dash is there. ``key`` is empty where there is none;
    then ``value`` is all that stands behind the dashes.
    """

    text: str
    dash: int
    column: int
    key: str
    at: int

    @property
    def value(self) -> str:
        """What stands behind the key, or behind the dashes, without a comment."""
        found = self.text[self.at :]
        if found[:1] not in {"'", '"', "{", "["}:
            found = "" if found.startswith("#") else found.partition(" #")[0]
        return found.rstrip()

    @property
    def is_item(self) -> bool:
        """Whether a dash begins it."""
        return self.dash < self.column

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there, or a comment alone."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    @property
    def opens_block(self) -> bool:
        """Whether the value is a text on the lines below, after ``|`` or ``>``."""
        return bool(self.key) and _BLOCK.match(self.value) is not None


def row_of(line: str) -> Row:
    """Return what a line of YAML is, by itself."""
    lead = _DASHES.match(line)
    dash = len(lead["blank"]) if lead else 0
    column = lead.end() if lead else 0
    found = _KEY.match(line, column)
    return Row(line, dash, column, found["key"] if found else "", found.end() if found else column)


def plain(value: str) -> str:
    """Return the words of a value as YAML has it: without quotation marks and escapes.

    A value whose closing mark is not written yet loses the opening one.
    """
    tree, problems = read_yaml(f"x: {value}".encode("utf-8", "replace"), "")
    if not problems and isinstance(tree, Mapping) and tree.pairs:
        node = tree.pairs[0][1]
        return " ".join(node.value.split()) if isinstance(node, Scalar) else ""
    mark = value[:1]
    if mark in {'"', "'"}:
        value = value[1:]
        value = value.replace("''", "'") if mark == "'" else value.replace('\\"', '"')
    return " ".join(value.split())
