"""Values of Sphinx that say what a setting says; without ``edition.toml`` there are no others.

A build takes them from ``conf.py`` as Sphinx has run it, a command as they are written out there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cable_edition.core.settings.conf_values import literals
from cable_edition.core.settings.forms import BASE, LANGUAGE

#: A value of Sphinx -> the setting that says the same.
TWINS = {
    "project": "title",
    "author": "editors",
    "copyright": "copyright",
    "project_copyright": "copyright",
    "language": "languages",
    "html_baseurl": "base_url",
}


def as_setting(setting: str, value: Any) -> Any:
    """Return a value of Sphinx as that of its setting; ``None`` if it cannot be one."""
    if not isinstance(value, str) or not value:
        return None
    if setting == "editors":
        return (value,)
    if setting == "languages":
        tag = value.replace("_", "-")
        return (tag,) if LANGUAGE.fits(tag) else None
    if setting == "base_url":
        return value if BASE.fits(value) else None
    return value


def written_out(conf: Path) -> dict[str, Any]:
    """Return setting -> value for what a ``conf.py`` writes out; nothing of it is run."""
    given = {name: value for name, (value, _) in literals(conf).items()}
    found = {TWINS[name]: as_setting(TWINS[name], given[name]) for name in TWINS if name in given}
    return {setting: value for setting, value in found.items() if value is not None}
