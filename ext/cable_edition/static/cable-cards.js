/* A card for a name, term, TAG or emended place: its meaning, without leaving the line.

   It comes by pointer, by keyboard focus or by the first tap; it stays while the pointer is on it,
   and goes with Escape. It is a tooltip: text only, tied to its link by aria-describedby. Without
   this script the link and its title remain. */
(() => {
  "use strict";

  const LINKS = "a.cable-mention, a.cable-emendation";
  const { say } = window.cableElements;
  const KINDS = {
    "cable-person": say("Person"),
    "cable-organization": say("Organization"),
    "cable-term": say("Term"),
    "cable-tag": say("TAG"),
    "cable-post": say("Post"),
  };
  const WAIT = 180;
  const GRACE = 220;
  const GAP = 6;

  const article = document.querySelector("article");
  if (!article || !article.querySelector(LINKS)) return;

  const card = document.createElement("div");
  card.className = "cable-card";
  card.id = "cable-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  let current = null;
  let timer = 0;
  let tapped = null;

  const line = (name, text) => {
    const element = document.createElement("span");
    element.className = `cable-card-${name}`;
    element.textContent = text;
    return element;
  };

  /* What the panel of this page says of the same entry: its name and its places. */
  const panelEntries = new Map();
  for (const name of document.querySelectorAll(".cable-panel-name")) {
    const entry = name.closest("li");
    panelEntries.set(name.getAttribute("href"), entry).set(`#${entry.id}`, entry);
  }

  /* The browser's own tip would come on top of the card. */
  const tipOf = (link) => {
    if (link.hasAttribute("title")) {
      link.dataset.tip = link.getAttribute("title");
      link.removeAttribute("title");
    }
    return link.dataset.tip || "";
  };

  const fill = (link) => {
    const tip = tipOf(link);
    if (link.classList.contains("cable-emendation")) {
      card.replaceChildren(line("kind", say("Emendation")), line("tip", tip));
      return Boolean(tip);
    }
    const entry = panelEntries.get(link.getAttribute("href"));
    const named = entry && (entry.querySelector(".cable-panel-word") || entry.querySelector(".cable-panel-name"));
    const name = named ? named.textContent : link.textContent;
    const kind = Object.keys(KINDS).find((one) => link.classList.contains(one));
    const parts = [line("name", name)];
    if (kind) parts.push(line("kind", KINDS[kind]));
    if (tip) parts.push(line("tip", tip));
    const places = entry ? [...entry.querySelectorAll(".cable-panel-places a")] : [];
    if (places.length > 1) {
      parts.push(line("places", say("Here: {places}", { places: places.map((one) => one.textContent).join(", ") })));
    }
    card.replaceChildren(...parts);
    return Boolean(tip || places.length > 1);
  };

  const place = (link) => {
    const box = link.getClientRects()[0] || link.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, width - card.offsetWidth - 8));
    const below = box.bottom + GAP;
    const fits = below + card.offsetHeight <= window.innerHeight || box.top < card.offsetHeight + GAP;
    const top = fits ? below : box.top - card.offsetHeight - GAP;
    card.style.transform = `translate(${Math.round(left + window.scrollX)}px, ${Math.round(top + window.scrollY)}px)`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (!current) return;
    current.removeAttribute("aria-describedby");
    current = null;
    tapped = null;
    card.hidden = true;
  };

  const show = (link) => {
    clearTimeout(timer);
    if (link === current) return;
    hide();
    if (!fill(link)) return;
    current = link;
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  };

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const linkOf = (event) =>
    event.target instanceof Element ? event.target.closest(`article :is(${LINKS})`) : null;

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link) {
      tipOf(link);
      later(() => show(link), WAIT);
    } else if (card.contains(event.target)) {
      clearTimeout(timer);
    } else if (current && document.activeElement !== current) {
      later(hide, GRACE);
    } else {
      clearTimeout(timer);
    }
  });

  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && link.matches(":focus-visible")) show(link);
    else if (!link) hide();
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === current) later(hide, 0);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) {
      event.stopPropagation();
      hide();
    }
  });

  /* A finger has no hover: the first tap shows the card, the second follows the link. */
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link) {
      if (!card.contains(event.target)) hide();
      return;
    }
    if (event.pointerType !== "touch" || tapped === link) return;
    show(link);
    if (current === link) {
      tapped = link;
      event.preventDefault();
    }
  });

  window.addEventListener("resize", hide);

  /* Words that say nothing lead to their entry in the panel. It is unfolded and, on a narrow screen, drawn in; the text
     stays where it is, and Escape leads back to it. */
  const reveal = (entry, from) => {
    document.querySelector(".cable-panel-here")?.classList.remove("cable-panel-here");
    entry.classList.add("cable-panel-here");
    entry.closest("details").open = true;
    const drawer = document.getElementById("__toc");
    if (drawer && entry.getBoundingClientRect().left >= document.documentElement.clientWidth) drawer.checked = true;
    const on = entry.querySelector(".cable-panel-name");
    on.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "nearest" });
    on.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      if (drawer) drawer.checked = false;
      from.focus();
    };
  };
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    const entry = link && panelEntries.get(link.getAttribute("href"));
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!entry || link.hash !== `#${entry.id}` || event.defaultPrevented || elsewhere) return;
    event.preventDefault();
    hide();
    reveal(entry, link);
  });
})();
