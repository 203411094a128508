"""The settings of an edition: ``edition.toml``, read into one dataclass."""

from cable_edition.core.settings.edition_file import (
    NAME,
    EditionFile,
    load_file,
    load_from,
    load_of_documents,
)
from cable_edition.core.settings.model import UNRELEASED, Settings, short_name

__all__ = [
    "NAME",
    "UNRELEASED",
    "EditionFile",
    "Settings",
    "load_file",
    "load_from",
    "load_of_documents",
    "short_name",
]
