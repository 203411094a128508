// Reads references from standard input as Citation.js does, and writes them as CSL-JSON.
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-csl");
require("@citation-js/plugin-ris");

const text = require("node:fs").readFileSync(0, "utf8");
console.log(JSON.stringify(new Cite(text).format("data", { format: "object" })));
