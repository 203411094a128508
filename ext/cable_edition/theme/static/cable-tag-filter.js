/* Cables by several TAGS: each TAG that is chosen narrows the cables, and the TAGS that are left have the number
   of cables to which they would lead. The choice is in the address, so it can be kept and sent. */
(() => {
  "use strict";
  const { make, say, sayNumber } = window.cableElements;
  const root = document.querySelector(".cable-tag-filter");
  if (!root) return;
  const SHOWN = 50;
  const base = document.documentElement.dataset.content_root || "./";

  let loading = null;
  const load = () => (loading ||= new Promise((done, failed) => {
    const script = make("script", { src: `${base}_static/cable-tags.js` });
    script.onload = () => (window.cableTags ? done(window.cableTags) : failed());
    script.onerror = failed;
    document.head.append(script);
  }));

  const named = () => {
    const listed = location.hash.startsWith("#with=") ? location.hash.slice(6, 500) : "";
    return [...new Set(listed.split("+"))].filter((code) => /^[A-Z0-9_-]{1,40}$/.test(code));
  };

  const title = make("h2", { textContent: say("Cables by several TAGS"), id: "cable-tag-filter-title", tabIndex: -1 });
  const open = make("button", { type: "button", textContent: say("Choose TAGS") });
  const said = make("p");
  said.setAttribute("role", "status");
  const chosen = make("p", { className: "cable-tag-chosen" });
  const left = make("ul", { className: "cable-tag-left" });
  left.setAttribute("aria-label", say("TAGS to add"));
  const found = make("ol", { className: "cable-tag-found" });
  const more = make("button", { type: "button", textContent: say("Show all"), hidden: true });
  root.append(title, make("p", {}, open), said, chosen, left, found, make("p", {}, more));

  function button(code, text, label, act) {
    const made = make("button", { type: "button", textContent: text });
    made.dataset.code = code;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  async function choose(codes, focus) {
    history.replaceState(null, "", codes.length ? `#with=${codes.join("+")}` : location.pathname + location.search);
    await show(codes);
    const to = focus && root.querySelector(`[data-code="${focus}"]`);
    (to || title).focus();
  }

  async function show(codes) {
    let data;
    try {
      data = await load();
    } catch {
      said.textContent = say("The list of TAGS could not be read.");
      return;
    }
    open.parentElement.hidden = true;
    const places = codes.map((code) => data.codes.indexOf(code));
    const cables = data.cables.filter(([, , , tags]) => places.every((place) => tags.includes(place)));
    const counts = new Map();
    for (const [, , , tags] of cables) for (const place of tags) counts.set(place, (counts.get(place) || 0) + 1);
    const others = [...counts].filter(([place]) => !places.includes(place))
      .sort(([a, many], [b, few]) => few - many || (data.codes[a] < data.codes[b] ? -1 : 1));

    said.textContent = codes.length
      ? sayNumber(cables.length, "{n} cable with {codes}.", "{n} cables with {codes}.", { codes: codes.join(` ${say("and")} `) })
      : say("Choose a first TAG.");
    chosen.replaceChildren(...codes.map((code) =>
      button(code, `${code} ×`, say("Take {code} away", { code }), () => choose(codes.filter((one) => one !== code), ""))));
    left.replaceChildren(...others.map(([place, count]) => {
      const code = data.codes[place];
      return make("li", {}, button(code, `${code} (${count})`, `${code}: ${sayNumber(count, "{n} cable", "{n} cables")}`, () => choose([...codes, code], code)));
    }));
    left.hidden = !others.length;
    list(codes.length ? cables : [], data.address, SHOWN);
  }

  function list(cables, address, most) {
    found.replaceChildren(...cables.slice(0, most).map(([id, date, subject]) =>
      make("li", {}, make("a", { href: base + address.replace("{id}", id), textContent: id }), ` ${date} ${subject}`)));
    more.hidden = cables.length <= most;
    more.textContent = sayNumber(cables.length, "Show all {n}", "Show all {n}");
    more.onclick = () => {
      list(cables, address, Infinity);
      found.querySelectorAll("a")[most].focus();
    };
  }

  open.addEventListener("click", () => choose([], ""));
  addEventListener("hashchange", () => location.hash.startsWith("#with=") && show(named()));
  if (named().length) show(named());
})();
