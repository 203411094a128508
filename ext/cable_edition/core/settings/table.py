"""The table of settings in the documentation, made from the dataclass.

``python -m cable_edition.core.settings.table FILE`` writes it into a page, between its two marks.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from cable_edition.core.settings.model import SETTINGS, Settings, tables_of

#: The lines between which the table stands in a page; comments in MyST.
BEGIN = "% The settings: python -m cable_edition.core.settings.table docs/editors/settings.md"
END = "% End of the settings"


def settings_table() -> str:
    """Return a Markdown table of the settings for each table of the file, with headings."""
    parts = []
    tables = tables_of(Settings())
    for table in ("", *tables):
        own = [one for name, one in SETTINGS.items() if name.rpartition(".")[0] == table]
        doc = (type(tables[table]) if table else Settings).__doc__ or ""
        heading = f"### `[{table}]`" if table else "### Above the first table"
        rows = "".join(
            f"| `{one.name.rpartition('.')[2]}` | {one.meaning} | {_words(one.default, one.form)} "
            f"| {_value(one.default)} |\n"
            for one in own
        )
        words = " ".join(doc.split())
        parts.append(
            f"{heading}\n\n{words}\n\n| Setting | Meaning | What it must be | If not set |\n"
            f"|---|---|---|---|\n{rows}"
        )
    return "\n".join(parts)


def _words(default: Any, form: Any) -> str:
    return f"a list; each item {form.says}" if isinstance(default, tuple) else str(form.says)


def _value(default: Any) -> str:
    if default in ("", ()):
        return ""
    value = list(default) if isinstance(default, tuple) else default
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def with_table(page: str) -> str:
    """Return the text of a page with the table of now between its marks.

    Raises ``ValueError`` if the marks are not there.
    """
    head, begin, rest = page.partition(f"{BEGIN}\n")
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the table of settings")
    return f"{head}{begin}\n{settings_table()}\n{end}{tail}"


def main(paths: list[str]) -> None:
    """Write the table into each page of ``paths``."""
    for path in map(Path, paths):
        path.write_text(with_table(path.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
