#!/usr/bin/env bash
# The query parser of tantivy 0.27.0 (Python) refuses the word IN: "MINISTER IN OTTAWA", copied from a telegram, is a syntax error to it, where
# "Minister in Ottawa" finds the page.
#
# Guessed: AND, OR and NOT in capitals are operators, as in other query languages, and all other words are words.
# The documentation: the query grammar of Tantivy (Rust) has a set, `title: IN [a b c]`; the Python package does not speak of it. A list in
# brackets must follow IN; without one it is not taken for a word. `parse_query_lenient` takes it for one, and reports no error.
# Why it matters: telegrams and teletypes were written in capitals, and readers search for what they copy from them. The error names
# no word, and so to a reader the whole query is wrong.
# Here: no word is an operator in the search (docs/how-to-search.md).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0
cat > "$work/asked.py" << 'END'
from importlib.metadata import version

import tantivy

print("tantivy", version("tantivy"))
schema = tantivy.SchemaBuilder().add_text_field("text", stored=True).build()
index = tantivy.Index(schema)
writer = index.writer(15_000_000, 1)
writer.add_document(tantivy.Document(text="THE MINISTER SPOKE IN OTTAWA TO THE PRESS"))
writer.commit()
index.reload()
for query in ("Minister in Ottawa", "MINISTER IN OTTAWA", '"SPOKE IN OTTAWA"', "MINISTER TO THE PRESS", "SPOKE IN"):
    try:
        print(f"{query}: {index.searcher().search(index.parse_query(query, ['text'])).count}")
    except ValueError as error:
        print(f"{query}: {error}")
lenient, errors = index.parse_query_lenient("MINISTER IN OTTAWA", ["text"])
print(f"lenient: {index.searcher().search(lenient).count}, errors: {errors}")
END
found=$("$work/venv/bin/python" "$work/asked.py")
printf '%s\n' "$found"
expected='tantivy 0.27.0
Minister in Ottawa: 1
MINISTER IN OTTAWA: Syntax Error: MINISTER IN OTTAWA
"SPOKE IN OTTAWA": 1
MINISTER TO THE PRESS: 1
SPOKE IN: Syntax Error: SPOKE IN
lenient: 1, errors: []'
[ "$found" = "$expected" ] || { echo "tantivy reads IN otherwise now"; exit 1; }
