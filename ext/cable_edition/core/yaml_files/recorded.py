"""A JSON Schema of what a reader of YAML takes, had by letting the reader read.

Instead of the keys of a mapping it is given :class:`RecordedFields`, which gives plausible values
and remembers what was asked for. So a schema says what the code checks, and changes with it. It
says what one key can tell: what it means, what a value is, what a mapping must have whatever else
is in it, and which keys it takes; and which list a mapping needs where another key has one word.
All else (a quotation that does not stand in a cable, two entries with one id) is for the checker
alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from collections.abc import Mapping as Meanings
from typing import Any, TypeVar

from cable_edition.core.yaml_files.fields import CABLE_ID, DATE, Fields
from cable_edition.core.yaml_files.source import Mapping, Node, Scalar

Schema = dict[str, Any]
_Choice = TypeVar("_Choice", bound=str)

#: A value that is one text: the edition takes each as the words that stand there.
_SCALARS = ["string", "number", "boolean"]
_WORDS: Schema = {"type": _SCALARS, "pattern": r"\S"}
#: More than any mapping has keys, twice.
_MOST_CASES = 60


def schema_of(read: Callable[[Fields], object], what: str, keys: Collection[str]) -> Schema:
    """Return the schema of the mappings that ``read`` takes, called ``what``, with these keys."""
    runs = [RecordedFields(what, keys, present) for present in _cases(keys)]
    for run in runs:
        read(run)
    return _schema(what, keys, runs)


def _cases(keys: Collection[str]) -> list[frozenset[str]]:
    """Return which keys are there in each run: all, all but one, and one alone.

    What is asked of a key may hang on another.
    """
    every = frozenset(keys)
    return [every, *(every - {key} for key in keys), *(frozenset({key}) for key in keys)]


def _schema(what: str, keys: Collection[str], runs: list[RecordedFields]) -> Schema:
    found: dict[str, list[Schema]] = {key: [] for key in keys}
    needed = [
        key
        for key in keys
        if (without := [run for run in runs if not run.has(key)])
        and all(run.lacks(key) for run in without)
    ]
    for run in runs:
        for key, schema in run.asked().items():
            if schema not in found[key]:
                found[key].append(schema)
    properties = {}
    for key, schemas in found.items():
        one = _any_of(schemas)
        if key not in needed:
            one = _or_nothing(one)
        elif not any(run.wants_words(key) for run in runs):
            one = _or_empty(one)
        properties[key] = _told(one, keys[key] if isinstance(keys, Meanings) else "")
    made: Schema = {
        "description": what,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    rules = [rule for rule in runs[0].rules() if all(rule in run.rules() for run in runs)]
    if needed:
        made["required"] = needed
    if rules:
        made |= rules[0] if len(rules) == 1 else {"allOf": rules}
    return made


def _told(schema: Schema, meaning: str) -> Schema:
    """Return a schema that tells what its key means, before the form that the value must have."""
    if not meaning:
        return schema
    form = schema.get("description", "") if "pattern" in schema else ""
    said = f"{meaning}. It takes {form}." if form else f"{meaning}."
    return {"description": said, **schema} | {"description": said}


def _any_of(schemas: list[Schema]) -> Schema:
    if not schemas:
        return {}
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _fitting(pattern: str, flags: int, form: str) -> Schema:
    """Return the schema of a text that has a form; blanks around it are none of it.

    YAML takes some words for numbers and truth values; those are named that have the form.
    """
    kinds = ["string"]
    for kind, words in (("number", ("5", "2005", "1.5", "1" * 64)), ("boolean", ("true",))):
        if any(re.fullmatch(pattern, word, flags) for word in words):
            kinds.append(kind)
    # A schema knows no flags.
    ignored = flags & re.IGNORECASE
    fitting = r"\S" if ignored else rf"^\s*(?:{pattern})\s*$"
    return {"type": kinds, "description": form, "pattern": fitting}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_nothing(schema: Schema) -> Schema:
    """Return a schema that takes a key with nothing behind it, too, as one that is not there."""
    made = _or_empty(schema)
    if "enum" in made:
        return {**made, "enum": [*made["enum"], None]}
    if "anyOf" in made:
        return {**made, "anyOf": [*made["anyOf"], {"type": "null"}]}
    if "type" in made:
        kinds = made["type"] if isinstance(made["type"], list) else [made["type"]]
        return {**made, "type": [*kinds, "null"]}
    return made


def _or_empty(schema: Schema) -> Schema:
    """Return a schema that takes a text of no words, too."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], ""]}
    if "pattern" in schema:
        return {**schema, "pattern": rf"^\s*$|{schema['pattern']}"}
    if "anyOf" in schema:
        return {**schema, "anyOf": [_or_empty(one) for one in schema["anyOf"]]}
    return schema


class RecordedFields(Fields):
    """Fields of a mapping of which the keys ``present`` are there, with whatever is asked for."""

    def __init__(self, what: str, keys: Collection[str], present: frozenset[str]) -> None:
        super().__init__(Mapping((), 1), "", [], what=what, keys=keys)
        self.keys = keys
        self._present = present
        self._asked_of: dict[str, list[Schema]] = {}
        self._needed: set[str] = set()
        self._lacking: list[str] = []
        self._rules: list[Schema] = []
        self._list = ""
        self._words_taken: dict[str, bool] = {}
        self._mappings: dict[str, list[RecordedFields]] = {}
        self._single: dict[str, RecordedFields] = {}

    def asked(self) -> dict[str, Schema]:
        """Return what was asked of each key."""
        found = {key: _any_of(schemas) for key, schemas in self._asked_of.items()}
        for key, runs in self._mappings.items():
            items = [dict(_WORDS)] if self._words_taken.get(key) else []
            if runs:
                items.append(_schema(runs[0].what, runs[0].keys, runs))
            found[key] = _list(_any_of(items))
        for key, run in self._single.items():
            found[key] = _schema(run.what, run.keys, [run])
        return found

    def lacks(self, key: str) -> bool:
        """Whether this run, in which ``key`` was not there, said that it is needed."""
        return key in self._needed or any(f"`{key}`" in said for said in self._lacking)

    def rules(self) -> list[Schema]:
        """Return what was said to be needed where a key has a certain word."""
        return self._rules

    def wants_words(self, key: str) -> bool:
        """Whether this run asked for words behind the key, and not for the key alone."""
        return key in self._needed

    @property
    def failed(self) -> bool:
        """Whether anything was wrong: yes, so that the reader makes nothing of what it read."""
        return True

    def failed_at(self, line: int) -> bool:  # noqa: ARG002
        """Whether a problem was noted at a line; none is."""
        return False

    def note(self, code: str, message: str, line: int | None = None) -> None:  # noqa: ARG002
        """Remember what is said to be missing."""
        if code == "missing-key":
            self._lacking.append(message)

    def has(self, key: str) -> bool:
        """Whether the key is there in this run."""
        return key in self._present

    def line_of(self, key: str) -> int:  # noqa: ARG002
        """Return a line."""
        return 1

    def _take(self, key: str, schema: Schema) -> bool:
        """Remember what a key takes; return whether it is there."""
        asked = self._asked_of.setdefault(key, [])
        if schema not in asked:
            asked.append(schema)
        return key in self._present

    def text(self, key: str, *, required: bool = False, lines: bool = False) -> str:  # noqa: ARG002
        """Return words."""
        known = self._asked_of.get(key)
        there = key in self._present if known else self._take(key, dict(_WORDS))
        if required and not there:
            self._needed.add(key)
        return "x" if there else ""

    def identifier(self, key: str, pattern: re.Pattern[str], form: str) -> str:
        """Return an id."""
        if self._take(key, _fitting(pattern.pattern, pattern.flags, form)):
            return "x"
        self._needed.add(key)
        return ""

    def flag(self, key: str) -> bool:
        """Return true where the key is there."""
        return self._take(key, {"enum": [True, False, "true", "false"]})

    def choice(self, key: str, choices: tuple[_Choice, ...], default: _Choice) -> _Choice:
        """Return the word for which there need be none."""
        self._take(key, {"enum": list(choices)})
        return default

    def date(self, key: str, *, required: bool = False) -> str:
        """Return a day."""
        there = self._take(key, _fitting(DATE.pattern, 0, "a date: 2005-01-28, 2005-01 or 2005"))
        if required and not there:
            self._needed.add(key)
        return "2005-01-28" if there else ""

    def located_texts(self, key: str) -> tuple[tuple[str, int], ...]:
        """Return a list of words."""
        return (("x", 1),) if self._take(key, _list(dict(_WORDS))) else ()

    def distinct_ids(self, key: str, pattern: str, form: str) -> tuple[tuple[str, int], ...]:
        """Return a list of words that have a form."""
        schema = {**_list(_fitting(pattern, 0, form)), "uniqueItems": True}
        return (("x", 1),) if self._take(key, schema) else ()

    def lacks_beside(self, key: str, words: str, other: str, *, default: bool = False) -> bool:
        """Remember which list is needed beside a word."""
        value: Schema = {"enum": [words, None]} if default else {"const": words}
        case: Schema = {"properties": {key: value}}
        there = {"type": "array", "minItems": 1}
        rule = {
            "if": case if default else {**case, "required": [key]},
            "then": {"properties": {other: there}, "required": [other]},
        }
        if rule not in self._rules:
            self._rules.append(rule)
        return False

    def cables(self, key: str = "cables") -> tuple[str, ...]:
        """Return a list of ids."""
        items = _fitting(CABLE_ID.pattern, 0, "the id of a cable: 05OTTAWA286")
        return ("05OTTAWA1",) if self._take(key, _list(items)) else ()

    def nodes(self, key: str) -> tuple[Node, ...]:
        """Return a word and mappings; what the reader does with each tells which it takes."""
        if key not in self._present:
            return ()
        self._list = key
        self._words_taken[key] = True
        self._mappings[key] = []
        return (Scalar("x", 1), *(Mapping((), number) for number in range(_MOST_CASES)))

    def child(self, node: Node, what: str, keys: Collection[str]) -> Fields | None:
        """Return the fields of a mapping of the list that was asked for last."""
        if not isinstance(node, Mapping):
            self._words_taken[self._list] = False
            return None
        cases = _cases(keys)
        made = RecordedFields(what, keys, cases[min(node.line, len(cases) - 1)])
        if node.line < len(cases):
            self._mappings[self._list].append(made)
        return made

    def mapping(self, key: str, what: str, keys: Collection[str]) -> Fields | None:
        """Return the fields of a mapping, with all of its keys."""
        if key not in self._present:
            return None
        made = RecordedFields(what, keys, frozenset(keys))
        self._single[key] = made
        return made
