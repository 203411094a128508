"""Sidecars: what the editor says of one cable, in ``ID.yaml`` beside its source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cable_edition.core.ids import is_valid_id
from cable_edition.core.problems import Problem, Severity
from cable_edition.core.releases.declared import RELEASES

_KEYS = {"base", "witnesses"}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The editor's word on one cable: which file is the base text, which are other witnesses."""

    cable: str
    base: str = ""
    witnesses: tuple[str, ...] = ()


def _error(path: Path, line: int | None, code: str, message: str) -> Problem:
    return Problem(code, message, str(path), line, severity=Severity.ERROR)


def load_sidecars(folder: Path) -> tuple[dict[str, Sidecar], list[Problem]]:
    """Read the sidecars of a folder of sources, by canonical id.

    Problems: ``sidecar-yaml`` (not YAML), ``sidecar-name`` (the name is no canonical id),
    ``sidecar-type``, ``unknown-key``.
    """
    sidecars: dict[str, Sidecar] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        cable = path.stem
        if path.name == RELEASES:
            continue
        if not is_valid_id(cable):
            message = "a sidecar is named after a cable, such as 05OTTAWA286.yaml"
            problems.append(_error(path, None, "sidecar-name", message))
            continue
        try:
            data: Any = yaml.safe_load(path.read_text("utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else None
            reason = getattr(error, "problem", None) or "not text in UTF-8"
            problems.append(_error(path, line, "sidecar-yaml", f"not valid YAML: {reason}"))
            continue
        if data is None:
            continue
        if not isinstance(data, dict):
            message = "a sidecar is a mapping such as `base: FILE`"
            problems.append(_error(path, 1, "sidecar-type", message))
            continue
        for key in sorted(data.keys() - _KEYS, key=str):
            message = f"unknown key {key!r}; known are {', '.join(sorted(_KEYS))}"
            problems.append(_error(path, None, "unknown-key", message))
        witnesses = data.get("witnesses") or ()
        if not isinstance(witnesses, (list, tuple)):
            message = "witnesses is a list of file names"
            problems.append(_error(path, None, "sidecar-type", message))
            witnesses = ()
        sidecars[cable] = Sidecar(cable, str(data.get("base") or ""), tuple(map(str, witnesses)))
    return sidecars, problems
