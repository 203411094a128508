"""The tables of an edition in the manual, made from what the program says of them.

``python -m cable_edition.core.edition.data_tables_page FILE`` writes them into a page, between its
two marks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cable_edition.core.edition.data_tables import TABLES, Table

#: The lines between which the tables stand in a page; comments in MyST.
BEGIN = "% The tables: python -m cable_edition.core.edition.data_tables_page docs/data.md"
END = "% End of the tables"


def described() -> str:
    """Return a heading and a Markdown table of the columns for each table."""
    return "\n".join(_described(table) for table in TABLES)


def _described(table: Table) -> str:
    rows = "".join(
        f"| `{one.name}` | {one.type}{f' ({one.unit})' if one.unit else ''} | {one.meaning} "
        f"| {one.source} |\n"
        for one in table.columns
    )
    key = ", ".join(f"`{name}`" for name in table.key)
    named = f"; {key} {'name' if len(table.key) > 1 else 'names'} it" if key else ""
    return (
        f"### {table.title} (`{table.name}`)\n\nOne row is {table.row}{named}.\n\n"
        f"| Column | Type | Meaning | From |\n|---|---|---|---|\n{rows}"
    )


def with_tables(page: str) -> str:
    """Return the text of a page with the tables of now between its marks.

    Raises ``ValueError`` if the marks are not there.
    """
    head, begin, rest = page.partition(f"{BEGIN}\n")
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the tables")
    return f"{head}{begin}\n{described()}\n{end}{tail}"


def main(paths: list[str]) -> None:
    """Write the tables into each page of ``paths``."""
    for path in map(Path, paths):
        path.write_text(with_tables(path.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
