/* Keys for reading, and the window that lists them. Keys of one letter can get in the way of speech input and of
   screen readers, so they can be switched off there (WCAG 2.2, 2.1.4); that is kept in this browser. */
(() => {
  "use strict";
  const item = document.querySelector(".cable-keys-item");
  if (!item || typeof HTMLDialogElement === "undefined") return;
  const { make, say } = window.cableElements;
  const KEY = "cable-edition-keys";
  const isOn = () => {
    try {
      return localStorage.getItem(KEY) !== "off";
    } catch {
      return true;
    }
  };

  /* Sphinx's own key for the search. */
  const sphinx = typeof DOCUMENTATION_OPTIONS === "object" ? DOCUMENTATION_OPTIONS : {};
  const obey = (on) => {
    sphinx.ENABLE_SEARCH_SHORTCUTS = on;
  };

  const paragraphs = [...document.querySelectorAll(".cable-par[id]")];
  const link = (place) => place.querySelector("a[href]:not(.cable-cite-link)") || place.querySelector("a[href]");

  /* The paragraph that has the focus, or the first that begins in the window; -1 before all of them. */
  function current() {
    const focused = document.activeElement && document.activeElement.closest(".cable-par[id]");
    if (focused) return paragraphs.indexOf(focused);
    const below = paragraphs.findIndex((one) => one.getBoundingClientRect().top > 0);
    return below < 0 ? paragraphs.length - 1 : below;
  }

  function go(by) {
    const focused = document.activeElement && document.activeElement.closest(".cable-par[id]");
    const to = focused || by < 0 ? current() + by : current();
    const place = paragraphs[Math.max(0, Math.min(paragraphs.length - 1, to))];
    const number = link(place);
    if (number) number.focus({ preventScroll: true });
    place.scrollIntoView({ block: "start" });
  }

  function cite() {
    const place = paragraphs[current()];
    const control = place && place.querySelector("a.cable-cite-link");
    if (!control) return;
    control.focus();
    control.click();
  }

  function changeView() {
    const other = document.querySelector("input[name=cable-view]:not(:checked)");
    if (other) other.click();
  }

  const list = document.querySelector("a.cable-list-link");
  const views = () => document.querySelector("input[name=cable-view]");
  const KEYS = [
    ["?", say("this list"), () => show(), () => true],
    ["/", say("search"), null, () => true],
    ["j", say("next paragraph"), () => go(1), () => paragraphs.length],
    ["k", say("previous paragraph"), () => go(-1), () => paragraphs.length],
    ["c", say("cite this paragraph"), cite, () => document.querySelector(".cable-par .cable-cite-link")],
    ["v", say("reading text, or text as transmitted"), changeView, views],
    ["l", say("reading list"), () => list.click(), () => list],
    ["← →", say("previous page, next page"), null, () => document.querySelector("link[rel=prev], link[rel=next]")],
  ];

  let dialog = null;

  function build() {
    const title = make("h2", { id: "cable-keys-name", tabIndex: -1, textContent: say("Keyboard") });
    const rows = KEYS.filter(([, , , there]) => there()).map(([key, what]) =>
      make("tr", {}, make("th", { scope: "row" }, make("kbd", { textContent: key })), make("td", { textContent: what })));
    const box = make("input", { type: "checkbox", checked: isOn() });
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(KEY, box.checked ? "on" : "off");
      } catch {
        // It then holds for this page alone.
      }
      on = box.checked;
      obey(on);
    });
    dialog = window.cableElements.dialog(title, "cable-cite-dialog cable-keys-dialog",
      make("table", {}, make("tbody", {}, ...rows)),
      make("p", {}, say("Tab and Enter reach and open everything; Escape closes a window or a card.")),
      make("p", {}, make("label", {}, box, " ", say("Use the keys of one letter or sign"))));
  }

  function show() {
    if (!dialog) build();
    dialog.showModal();
    dialog.querySelector("h2").focus();
  }

  let on = isOn();
  obey(on);
  item.querySelector("button").addEventListener("click", show);

  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const at = event.target;
    if (at.closest && at.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog")) return;
    const found = KEYS.find(([key, , act, there]) => key === event.key && act && there());
    if (!found) return;
    event.preventDefault();
    found[2]();
  });
})();
