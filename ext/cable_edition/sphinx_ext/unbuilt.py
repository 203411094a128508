"""What ``conf.py`` keeps out of a build, as far as its values are written out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from sphinx.util.matching import compile_matchers

from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem

#: Values of ``conf.py`` with folders in which Sphinx looks for no pages.
_NO_PAGES = ("exclude_patterns", "templates_path", "html_extra_path", "html_static_path")


def unbuilt(lost: Collection[str], shown: str) -> Problem:
    """Return the problem ``bad-setting`` for pages that a build would not find."""
    message = (
        f"{number_of(len(lost), 'page')} of the edition would not be built, first {min(lost)}; "
        "mend `exclude_patterns`, `include_patterns`, `root_doc` or `source_suffix`, which "
        "must have `.md`"
    )
    return Problem("bad-setting", message, shown)


def kept_out(names: Iterable[str], values: Mapping[str, object]) -> set[str]:
    """Return those of some files, named from the folder of ``conf.py``, that Sphinx leaves out.

    ``values`` are those of ``conf.py`` by name; what is no list of texts is passed over.
    """
    patterns = [one for name in _NO_PAGES for one in _texts(values.get(name))]
    included = _texts(values.get("include_patterns")) or ["**"]
    left_out, taken = compile_matchers(patterns), compile_matchers(included)
    return {
        name
        for name in names
        if not any(matches(name) for matches in taken)
        or any(matches(part) for matches in left_out for part in _with_folders(name))
    }


def _with_folders(name: str) -> list[str]:
    return [name, *(str(one) for one in PurePosixPath(name).parents if str(one) != ".")]


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []
