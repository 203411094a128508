/* Search by paragraph with Pagefind, on a served site. From a local disk, or where the index cannot
   be loaded, Sphinx's own search goes on as if this script were not there. */
(() => {
  "use strict";

  const { numberOf } = window.cableElements;
  const box = document.getElementById("cable-search");
  if (!box || !/^https?:$/.test(location.protocol) || typeof Search === "undefined") return;

  const PAGE = 20;
  const ORDER = ["Post", "Year", "Classification", "TAG", "Person", "Register"];
  const form = box.querySelector("form");
  const field = box.querySelector("#cable-query");
  const said = box.querySelector("#cable-search-said");
  const list = box.querySelector("ol");
  const more = box.querySelector("#cable-search-more");
  const own = document.getElementById("search-results");
  const fieldset = box.querySelector("fieldset");
  const asked = new URLSearchParams(location.search);
  const sphinxSearch = Search.performSearch;
  const bundle = new URL(box.dataset.bundle, document.baseURI).href;
  const root = new URL("../", bundle).href;
  let found = [];
  let shown = 0;
  let round = 0;

  Search.performSearch = () => {};

  /* An excerpt comes as escaped text with <mark> in it; it goes in as text and marks alone. */
  const decode = (text) => new DOMParser().parseFromString(text.replace(/</g, "&lt;"), "text/html").documentElement.textContent;
  const excerpt = (html) => {
    const place = document.createElement("span");
    html.split(/(<mark>.*?<\/mark>)/s).forEach((part) => {
      const marked = /^<mark>(.*)<\/mark>$/s.exec(part);
      const node = marked ? document.createElement("mark") : document.createTextNode(decode(part));
      if (marked) node.textContent = decode(marked[1]);
      place.append(node);
    });
    return place;
  };

  const item = (result) => {
    const address = new URL(result.raw_url || result.url, root);
    address.pathname = new URL((result.raw_url || result.url).replace(/^\/+/, ""), root).pathname;
    address.searchParams.set("highlight", field.value.replaceAll('"', ""));
    const link = document.createElement("a");
    link.href = address.href;
    link.textContent = result.meta.title;
    const line = document.createElement("p");
    line.append(excerpt(result.excerpt));
    const entry = document.createElement("li");
    entry.append(link, line);
    if (result.meta.date) {
      const date = document.createElement("span");
      date.className = "cable-search-date";
      date.textContent = result.meta.date;
      link.after(" ", date);
    }
    return entry;
  };

  const chosen = () => {
    const filters = {};
    for (const select of fieldset.querySelectorAll("select")) {
      const values = [...select.selectedOptions].map((one) => one.value).filter(Boolean);
      if (values.length) filters[select.name] = values;
    }
    return filters;
  };

  const showMore = async () => {
    const now = round;
    const part = await Promise.all(found.slice(shown, shown + PAGE).map((one) => one.data()));
    if (now !== round) return;
    list.append(...part.map(item));
    shown += part.length;
    more.hidden = shown >= found.length;
  };

  const run = async (pagefind) => {
    round += 1;
    const filters = chosen();
    const words = field.value.trim();
    const address = new URLSearchParams();
    if (words) address.set("q", words);
    for (const [name, values] of Object.entries(filters)) values.forEach((v) => address.append(name, v));
    history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
    list.replaceChildren();
    more.hidden = true;
    shown = 0;
    if (!words && !Object.keys(filters).length) {
      said.textContent = "";
      return;
    }
    const now = round;
    const answer = await pagefind.search(words || null, { filters });
    if (now !== round) return;
    found = answer.results;
    said.textContent = `${numberOf(found.length, "place")} found.`;
    await showMore();
  };

  const addFilters = (all, pagefind) => {
    for (const name of ORDER.filter((one) => all[one])) {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.name = name;
      select.append(new Option("any", ""));
      for (const [value, count] of Object.entries(all[name])) {
        select.append(new Option(`${value} (${count})`, value));
      }
      /* TAGS narrow one another down: a second choice asks for both. */
      if (name === "TAG") select.multiple = asked.getAll("TAG").length > 1;
      asked.getAll(name).forEach((value) => {
        const option = [...select.options].find((one) => one.value === value);
        if (option) option.selected = true;
      });
      select.addEventListener("change", () => run(pagefind));
      label.append(`${name} `, select);
      fieldset.append(label);
    }
  };

  (async () => {
    try {
      const pagefind = await import(bundle);
      await pagefind.options({ excerptLength: 40 });
      const all = await pagefind.filters();
      own.hidden = true;
      box.hidden = false;
      field.value = asked.get("q") || "";
      addFilters(all, pagefind);
      form.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        event.preventDefault();
        run(pagefind);
      });
      more.addEventListener("click", showMore);
      await run(pagefind);
    } catch (error) {
      console.warn("The search by paragraph could not be loaded; the simple one is used.", error);
      Search.performSearch = sphinxSearch;
      box.hidden = true;
      own.hidden = false;
      if (asked.get("q")) Search.performSearch(asked.get("q"));
    }
  })();
})();
