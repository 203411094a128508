/* What an editor sees in the preview: what the last build said was wrong, and a way to what is
   left to do. No built site has this file; the preview adds it to its answers. */
"use strict";
(async () => {
  const style = document.createElement("style");
  style.textContent = `
    .cable-preview { position: fixed; z-index: 1000; box-sizing: border-box; right: 1rem; bottom: 1rem;
      max-width: min(60rem, calc(100vw - 2rem)); border-radius: 0.5rem; padding: 0.4rem 0.8rem;
      background: #1d2733; color: #fff; font: 14px/1.5 system-ui, sans-serif;
      box-shadow: 0 2px 12px #0006 }
    .cable-preview.wrong { background: #8a1c1c }
    .cable-preview summary { cursor: pointer }
    .cable-preview ol { max-height: 40vh; overflow: auto; margin: 0.5rem 0; padding-left: 2.2rem;
      font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
    .cable-preview a { color: #fff; text-decoration: underline }
    @media print { .cable-preview { display: none } }`;
  let said;
  try {
    said = await (await fetch("/-/said.json", { cache: "no-store" })).json();
  } catch {
    return;
  }
  const make = (name, words) => {
    const made = document.createElement(name);
    made.textContent = words;
    return made;
  };
  const panel = document.createElement("details");
  panel.className = said.built && !said.lines.length ? "cable-preview" : "cable-preview wrong";
  panel.open = !said.built;
  panel.append(make("summary", said.title));
  if (said.lines.length) {
    const list = document.createElement("ol");
    list.append(...said.lines.map((line) => make("li", line)));
    panel.append(list);
  }
  if (said.more) {
    panel.append(make("p", `and ${said.more} more, on the terminal`));
  }
  const link = make("a", "What is left to do");
  link.href = "/-/status";
  panel.append(link);
  document.head.append(style);
  document.body.append(panel);
})();
