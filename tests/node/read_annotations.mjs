// Parses the annotations of files by the W3C format of Recogito's text annotator: of each file
// what was read (words, start, end, purposes of the bodies) and what failed, as JSON.
import { readFileSync } from "node:fs";
// The library draws too, and asks for these when it is loaded; in a page they are the browser's.
globalThis.document ??= { createElement: () => ({ style: {} }), addEventListener() {} };
globalThis.window ??= globalThis;
try { globalThis.navigator ??= { userAgent: "", platform: "" }; } catch { /* Node has one. */ }
const { W3CTextFormat } = await import("@recogito/text-annotator");
const found = {};
for (const path of process.argv.slice(2)) {
  const page = JSON.parse(readFileSync(path, "utf-8"));
  const format = W3CTextFormat(page.id);
  found[path] = page.items.map((item) => {
    const { parsed, error } = format.parse(item);
    if (error) return { id: item.id, error: error.message };
    return {
      id: parsed.id,
      places: parsed.target.selector.map(({ quote, start, end }) => ({ quote, start, end })),
      purposes: parsed.bodies.map((body) => body.purpose),
    };
  });
}
console.log(JSON.stringify(found));
