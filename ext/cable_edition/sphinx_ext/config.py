"""The settings of an edition: one dataclass, exposed as flat ``cable_*`` values of conf.py."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Builders whose pages have room beside the text.
BUILDERS = frozenset({"html", "dirhtml"})


@dataclass(frozen=True, slots=True)
class EditionConfig:
    """How an edition is built; each field is ``cable_<name>`` in conf.py.

    Paths are relative to the folder of conf.py.
    """

    sources: str = "../source_cables"
    """Folder of the raw cables."""
    registers: str = "registers"
    """Folder of the YAML registers."""
    public_record: str = "https://wikileaks.org/plusd/cables/{id}_a.html"
    """Address of a cable's public record; ``{id}`` is its canonical id. Empty: no link."""
    inventory_limit: int = 2000
    """Up to this many cables, each paragraph is in objects.inv; above it only cables are."""
    entries_per_page: int = 250
    """Entries on one page of a register."""
    places_per_entry: int = 200
    """Places listed with an entry; the others go to pages of their own."""
    cables_per_page: int = 500
    """Cables on one page of a list."""
    base_url: str = ""
    """Address at which the edition is published, for permalinks. Empty: they are relative."""
    doi: str = ""
    """DOI of the edition, or with ``{id}`` in it of each cable, without https://doi.org/."""
    search: str = ""
    """``"pagefind"`` for a search by paragraph on a served site; empty: Sphinx's own alone."""

    @classmethod
    def from_sphinx(cls, config: Config) -> EditionConfig:
        """Read the ``cable_*`` values of a Sphinx configuration."""
        return cls(**{field.name: getattr(config, f"cable_{field.name}") for field in fields(cls)})


def _check(_app: Sphinx, config: Config) -> None:
    """Stop at once on a value that cannot work, naming it and what it should be."""
    for field in fields(EditionConfig):
        value: Any = getattr(config, f"cable_{field.name}")
        wanted = type(field.default)
        if not isinstance(value, wanted) or isinstance(value, bool):
            message = (
                f"cable_{field.name} in conf.py must be of type {wanted.__name__}, not {value!r}"
            )
            raise ConfigError(message)
        if isinstance(value, int) and value < 1:
            message = f"cable_{field.name} in conf.py must be at least 1, not {value!r}"
            raise ConfigError(message)
    address = config.cable_public_record
    if address and (urlsplit(address).scheme not in {"http", "https"} or "{id}" not in address):
        message = (
            "cable_public_record in conf.py must be an http or https address with {id} in it, "
            f"not {address!r}"
        )
        raise ConfigError(message)


def _check_folder(app: Sphinx) -> None:
    folder = Path(app.confdir, app.config.cable_sources)
    if not folder.is_dir():
        message = (
            f"cable_sources: there is no folder {folder}. Make it and put the raw cables into it, "
            "or set cable_sources in conf.py."
        )
        raise ConfigError(message)


def setup_config(app: Sphinx) -> None:
    """Declare the values; they are checked before any other extension reads them."""
    for field in fields(EditionConfig):
        app.add_config_value(
            f"cable_{field.name}",
            field.default,
            "env",
            types=frozenset({type(field.default)}),
            description=f"Cable Edition: {field.name.replace('_', ' ')}",
        )
    app.connect("config-inited", _check, priority=400)
    app.connect("builder-inited", _check_folder, priority=400)
