/* The page of the reading list: shows it, shares it as a link, and writes it out as citations. */
(async () => {
  "use strict";
  const { make, say, sayNumber } = window.cableElements;
  const list = window.cableList;
  const root = document.getElementById("cable-reading-list");
  if (!list || !root) return;
  const STYLES = [
    ["chicago-note", say("Chicago, notes")],
    ["chicago", say("Chicago, bibliography")],
    ["mla", say("MLA, works cited")],
    ["apa", say("APA, reference list")],
  ];
  const at = (name) => root.querySelector(`[data-part="${name}"]`);
  const base = document.documentElement.dataset.content_root || "./";

  const edition = new Promise((done) => {
    const script = make("script", { src: `${base}_static/cable-ids.js` });
    script.onload = script.onerror = () => done({ ids: new Set(window.cableIds || []), address: window.cableAddress || "" });
    document.head.append(script);
  });

  /* A link that was shared has no citations: they are on the page of the cable, which is only to be had from a server. */
  const pages = new Map();
  async function cited(id, address) {
    if (!/^https?:$/.test(location.protocol)) return null;
    if (!pages.has(id))
      pages.set(id, fetch(address).then(async (answer) => {
        if (!answer.ok) return null;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return window.cableCiting.of(page, new URL(address, location.href).href);
      }).catch(() => null));
    return pages.get(id);
  }

  const addressOf = ({ ids, address }, id) => (ids.has(id) && address ? base + address.replace("{id}", id) : "");

  async function whole(item) {
    if (item.texts) return item;
    const address = addressOf(await edition, item.id);
    const page = address && await cited(item.id, address);
    if (!page) return item;
    const [first, last] = [page.places[page.indexOf(item.from)], page.places[page.indexOf(item.to)]];
    return item.from && !(first && last) ? item : list.itemOf(page, first, last, item.reading);
  }

  const tell = (text) => {
    at("said").textContent = "";
    at("said").textContent = text;
  };
  const text = (runs) => runs.map((run) => (typeof run === "string" ? run : run[1])).join("");

  function citation(item, style) {
    if (!item.texts || !item.texts[style]) return [say("No citation is at hand: open the place and add it there.")];
    return item.texts[style].map((run) => (typeof run === "string" ? run : make("i", { textContent: run[1] })));
  }

  async function rows(items, style, buttons) {
    const known = await edition;
    return items.map((item) => {
      const address = addressOf(known, item.id);
      const label = address
        ? make("a", { href: address + (item.from ? `#${item.from}` : ""), textContent: item.label })
        : make("span", { textContent: say("{place} (not in this edition)", { place: item.label }) });
      const row = make("li", {}, make("p", { className: "cable-list-place" }, label));
      if (address || item.texts) row.append(make("p", { className: "cable-list-citation" }, ...citation(item, style)));
      row.append(...buttons(item));
      return row;
    });
  }

  /* ---- exports ---- */

  /* Two places of one cable are two entries, so each has a key of its own. */
  const keyOf = ({ id, from, to, reading }) =>
    [id, from, ...(to !== from ? [to] : []), ...(reading ? [] : ["transmitted"])].filter(Boolean).join("-");

  const EXPORTS = {
    bibtex: ["BibTeX", "bib", "application/x-bibtex", (items) =>
      items.map((item) => text(item.texts.bibtex).replace(/^@techreport\{[^,]*,/, `@techreport{${keyOf(item)},`)).join("\n")],
    ris: ["RIS", "ris", "application/x-research-info-systems", (items) =>
      items.map((item) => text(item.texts.ris).replace(/^ID {2}- .*$/m, `ID  - ${keyOf(item)}`).replace(/\r?\n/g, "\r\n")).join("")],
    csl: ["CSL-JSON", "json", "application/vnd.citationstyles.csl+json", (items) =>
      `${JSON.stringify(items.flatMap((item) => JSON.parse(text(item.texts.csl)).map((one) => ({ ...one, id: keyOf(item) }))), null, 2)}\n`],
    text: [say("formatted references"), "txt", "text/plain", (items, style) =>
      items.map((item) => text(item.texts[style])).join("\n\n") + "\n"],
  };

  function save(kind) {
    const [name, ending, type, write] = EXPORTS[kind];
    const items = list.read().filter((item) => item.texts);
    if (!items.length) return tell(say("There is nothing to save yet."));
    const blob = new Blob([write(items, at("style").value)], { type: `${type};charset=utf-8` });
    const link = make("a", { href: URL.createObjectURL(blob), download: `reading-list.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return tell(sayNumber(items.length, "{n} place saved as {form}.", "{n} places saved as {form}.", { form: name }));
  }

  async function copyLink() {
    const link = `${location.href.split("#")[0]}#list=${list.read().map(list.name).join(",")}`;
    at("link").value = link;
    at("link").hidden = false;
    try {
      await navigator.clipboard.writeText(link);
      tell(say("The link is copied. It holds the places, and nothing about you."));
    } catch {
      at("link").select();
      tell(say("The link is selected; copy it with the keyboard."));
    }
  }

  /* ---- the two lists ---- */

  function remover(item) {
    const button = make("button", { type: "button", textContent: say("Remove") });
    button.setAttribute("aria-label", say("Remove {place}", { place: item.label }));
    button.addEventListener("click", async () => {
      const items = list.read();
      const index = items.findIndex((one) => list.name(one) === list.name(item));
      list.write(items.filter((_, other) => other !== index));
      await show();
      const left = at("items").querySelectorAll("button");
      (left[Math.min(index, left.length - 1)] || at("title")).focus();
      tell(say("{place} is taken out.", { place: item.label }));
    });
    return [button];
  }

  async function show() {
    const items = list.read();
    at("items").replaceChildren(...await rows(items, at("style").value, remover));
    at("empty").hidden = items.length > 0;
    at("tools").hidden = !items.length;
  }

  async function showShared() {
    const items = list.fromLink(location.hash);
    at("shared").hidden = !items.length;
    if (!items.length) return;
    const found = await Promise.all(items.map(whole));
    at("shared-items").replaceChildren(...await rows(found, at("style").value, () => []));
    at("take").onclick = async () => {
      const said = list.add(...found);
      await show();
      const words = { full: say("The list is full: it holds {count} places.", { count: list.MOST }), lost: say("This browser keeps no list.") };
      tell(words[said] || say("All places of the link are in your list."));
    };
  }

  at("style").append(...STYLES.map(([value, name]) => make("option", { value, textContent: name })));
  at("style").addEventListener("change", () => Promise.all([show(), showShared()]));
  for (const button of root.querySelectorAll("[data-save]")) button.addEventListener("click", () => save(button.dataset.save));
  at("share").addEventListener("click", copyLink);
  at("clear").addEventListener("click", async () => {
    if (!confirm(say("Take every place out of the list?"))) return;
    list.write([]);
    await show();
    at("title").focus();
    tell(say("The list is empty."));
  });
  addEventListener("hashchange", showShared);
  addEventListener("storage", show);
  await Promise.all([show(), showShared()]);
  root.hidden = false;
})();
