"""Entries put into YAML that an editor wrote: every byte that stood there stays as it is.

Nothing is loaded and written anew, so comments, order, quotation marks and the breaks of lines
stay; where an entry belongs is told by the places that the parser gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from cable_edition.core.yaml_files.scalar import plain_scalar
from cable_edition.core.yaml_files.source import Items, Node, Scalar, read_yaml
from cable_edition.core.yaml_files.source import Mapping as Keys

#: Values are wide enough to stand in braces up to so many characters.
_WIDE = 90


class InsertionError(ValueError):
    """A file into which nothing can be put where it belongs; the text says what to do."""


def entry_lines(entry: Mapping[str, Any]) -> list[str]:
    """Return an entry of a list as lines of YAML, the first with its hyphen.

    Values are texts, truth values, numbers, lists and mappings of those.
    """
    lines = _mapping(entry)
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _mapping(entry: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in entry.items():
        if isinstance(value, list) and value:
            lines.append(f"{key}:")
            for item in value:
                flow = _flow(item)
                if isinstance(item, dict) and len(flow) > _WIDE:
                    lines += [f"  {line}" for line in entry_lines(item)]
                else:
                    lines.append(f"  - {flow}")
        else:
            lines.append(f"{key}: {_flow(value)}")
    return lines


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else plain_scalar(value)


def with_entries(
    text: str, entries: Sequence[Sequence[str]], key: str = ""
) -> tuple[str, list[int]]:
    """Return ``text`` with entries added to a list, and the lines on which they begin, from 1.

    Without ``key`` the file is the list, as a register is; else the list is the value of that key
    of its mapping, which is added where it is not there. Raises :class:`InsertionError`.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    root, problems = read_yaml(text.encode("utf-8", "surrogatepass"), "")
    if problems:
        raise InsertionError(f"{problems[0].message} (line {problems[0].line})")
    node = yaml.compose(text, Loader=yaml.SafeLoader) if root is not None else None
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    at, column, head, apart = _place(lines, node, key)
    new: list[str] = [f"{head}{end}"] if head else []
    starts = []
    for entry in entries:
        if apart and (new or (at and lines[at - 1].strip())):
            new.append(end)
        starts.append(at + len(new) + 1)
        new += [f"{' ' * column}{line}{end}" for line in entry]
    lines[at:at] = new
    made = "".join(lines)
    after, faults = read_yaml(made.encode("utf-8", "surrogatepass"), "")
    if faults or not _only_added(root, after, key, len(entries)):
        raise InsertionError("its form is not one that entries can be put into; add them by hand")
    return made, starts


def with_items(text: str, entry: str, key: str, items: Sequence[str]) -> tuple[str, int]:
    """Return ``text`` with texts added to a list of one entry of a register, and their line.

    ``entry`` is the id of the entry, ``key`` that of the list, which is added at the end of the
    entry where it is not there. Raises :class:`InsertionError`.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    root, problems = read_yaml(text.encode("utf-8", "surrogatepass"), "")
    if problems:
        raise InsertionError(f"{problems[0].message} (line {problems[0].line})")
    node = yaml.compose(text, Loader=yaml.SafeLoader) if root is not None else None
    found = _entry_of(node, entry)
    if found is None or found.flow_style:
        raise InsertionError(f"the entry `{entry}` does not stand there key by key")
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    indent = found.start_mark.column
    pair = next((one for one in found.value if one[0].value == key), None)
    quoted = [_flow(one) for one in items]
    if pair is not None and isinstance(pair[1], yaml.SequenceNode) and pair[1].flow_style:
        close = pair[1].end_mark.index - 1
        before = ", " if pair[1].value else ""
        blank = len(text[:close]) - len(text[:close].rstrip(" "))
        made = f"{text[: close - blank]}{before}{', '.join(quoted)}{text[close - blank :]}"
        at = pair[1].end_mark.line
    else:
        if pair is None:
            at, column, head = _end_line(lines, found, indent), indent + 2, [f"{key}:"]
        elif isinstance(pair[1], yaml.SequenceNode):
            column, head = pair[1].start_mark.column, []
            at = _end_line(lines, pair[1], column)
        else:
            at, column, head = pair[0].end_mark.line + 1, indent + 2, []
        new = [f"{' ' * indent}{one}{end}" for one in head]
        lines[at:at] = [*new, *(f"{' ' * column}- {one}{end}" for one in quoted)]
        made, at = "".join(lines), at + len(head)
    after, faults = read_yaml(made.encode("utf-8", "surrogatepass"), "")
    if faults or not _only_items(root, after, entry, key, items):
        raise InsertionError(f"`{key}` of `{entry}` cannot be added to; add {', '.join(quoted)}")
    return made, at + 1


def _entry_of(node: Any, entry: str) -> Any:
    """Return the mapping of a list that has an id."""
    for one in node.value if isinstance(node, yaml.SequenceNode) else ():
        if isinstance(one, yaml.MappingNode) and any(
            name.value == "id" and value.value == entry for name, value in one.value
        ):
            return one
    return None


def _only_items(
    before: Node | None, after: Node | None, entry: str, key: str, items: Sequence[str]
) -> bool:
    """Whether one entry has these texts more at the end of a list, and all else is as it was."""
    if not isinstance(before, Items) or not isinstance(after, Items):
        return False
    return _with_items(before, entry, key, items) == _with_items(after, entry, key, ())


def _with_items(root: Items, entry: str, key: str, items: Sequence[str]) -> list[object]:
    made: list[object] = []
    for one in root.items:
        pairs = (
            {name.value: _bare(value) for name, value in one.pairs}
            if (isinstance(one, Keys))
            else None
        )
        if pairs is not None and pairs.get("id") == (entry, False):
            old = pairs.get(key)
            listed = old if isinstance(old, list) else []
            pairs[key] = [*listed, *((item, False) for item in items)]
        made.append(pairs if pairs is not None else _bare(one))
    return made


def _place(lines: list[str], node: Any, key: str) -> tuple[int, int, str, bool]:
    """Return the line before which entries go, their column, a line for the key, and if apart."""
    last = len(lines)
    if not key:
        if node is None:
            return last, 0, "", True
        if not isinstance(node, yaml.SequenceNode) or (node.flow_style and node.value):
            raise InsertionError("its list stands in brackets; write its entries below one another")
        if node.flow_style:
            raise InsertionError("take the empty brackets out, and entries can be added")
        column = node.start_mark.column
        return last, column, "", len(node.value) < 2 or _parted(lines, node)
    if node is None:
        return last, 2, f"{key}:", False
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise InsertionError("it stands in braces; write its keys below one another")
    indent = node.start_mark.column
    found = next((pair for pair in node.value if pair[0].value == key), None)
    if found is None:
        return last, indent + 2, f"{' ' * indent}{key}:", False
    name, value = found
    if isinstance(value, yaml.ScalarNode) and not value.value and value.style is None:
        return name.end_mark.line + 1, indent + 2, "", False
    if not isinstance(value, yaml.SequenceNode) or value.flow_style:
        raise InsertionError(f"`{key}` is no list of entries below one another; write it so")
    column = value.start_mark.column
    return _end_line(lines, value, column), column, "", False


def _parted(lines: list[str], node: Any) -> bool:
    """Whether blank lines part the entries of a list."""
    second = node.value[1].start_mark.line
    return second > 0 and not lines[second - 1].strip()


def _end_line(lines: list[str], node: Any, column: int) -> int:
    """Return the line behind the last words of a list."""
    leaf = node
    while getattr(leaf, "value", None) and not isinstance(leaf, yaml.ScalarNode):
        if leaf.flow_style:
            break
        last = leaf.value[-1]
        leaf = last[1] if isinstance(last, tuple) else last
    if not (isinstance(leaf, yaml.ScalarNode) and leaf.style in {"|", ">"}):
        return int(leaf.end_mark.line) + 1
    at = int(leaf.end_mark.line)
    # What follows a text of several lines may be comments of what comes next.
    while at > 0 and _is_beside(lines[at - 1], column):
        at -= 1
    return at


def _is_beside(line: str, column: int) -> bool:
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= column)


def _only_added(before: Node | None, after: Node | None, key: str, count: int) -> bool:
    """Whether a tree has so many entries more at the end of its list, and all else as it was."""
    if not key:
        old = before.items if isinstance(before, Items) else ()
        new = after.items if isinstance(after, Items) else ()
        return _bare(old) == _bare(new[: len(new) - count]) and len(new) == len(old) + count
    if not isinstance(after, Keys):
        return False
    kept = {one.value: value for one, value in before.pairs} if isinstance(before, Keys) else {}
    for name, value in after.pairs:
        old_value = kept.pop(name.value, None)
        if name.value != key:
            if _bare(value) != _bare(old_value):
                return False
            continue
        old = old_value.items if isinstance(old_value, Items) else ()
        new = value.items if isinstance(value, Items) else ()
        if len(new) != len(old) + count or _bare(new[: len(old)]) != _bare(old):
            return False
    return not kept


def _bare(node: object) -> object:
    """Return a tree without its lines."""
    if isinstance(node, Scalar):
        return node.value, node.is_null
    if isinstance(node, Items):
        return _bare(node.items)
    if isinstance(node, Keys):
        return [(key.value, _bare(value)) for key, value in node.pairs]
    return [_bare(one) for one in node] if isinstance(node, tuple) else node
