// Lets a reader show the paragraphs of some portion marks alone. Without this script all are shown.
(() => {
  const box = document.querySelector(".cable-portions");
  const items = box ? [...box.querySelectorAll("li[data-portion]")] : [];
  if (items.length < 2) return;

  const { say, sayNumber } = window.cableElements;
  const paragraphs = [...document.querySelectorAll(".cable-par")];
  const boxes = items.map((item, index) => {
    const check = document.createElement("input");
    check.type = "checkbox";
    check.checked = true;
    check.id = `cable-portion-${index}`;
    check.value = item.dataset.portion;
    const label = document.createElement("label");
    label.htmlFor = check.id;
    label.textContent = check.value ? say("Show {mark}", { mark: check.value }) : say("Show paragraphs without a mark");
    label.className = "cable-portion-label";
    item.prepend(check, label);
    check.addEventListener("change", filter);
    return check;
  });
  const status = document.createElement("p");
  status.className = "cable-portion-status";
  status.setAttribute("role", "status");
  box.append(status);

  function filter() {
    const wanted = new Set(boxes.filter((one) => one.checked).map((one) => one.value));
    let shown = 0;
    for (const one of paragraphs) {
      const hide = !wanted.has(one.dataset.mark ?? "");
      one.classList.toggle("cable-portion-hidden", hide);
      shown += hide ? 0 : 1;
    }
    status.textContent = shown === paragraphs.length
      ? sayNumber(shown, "All {n} paragraphs are shown.", "All {n} paragraphs are shown.")
      : sayNumber(shown, "{n} of {all} paragraphs are shown.", "{n} of {all} paragraphs are shown.", { all: paragraphs.length });
  }

  // A link to a paragraph wins over the filter.
  function reveal() {
    const place = location.hash.length > 1
      && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && place.closest(".cable-portion-hidden")) {
      for (const one of boxes) one.checked = true;
      filter();
      place.scrollIntoView();
    }
  }
  addEventListener("hashchange", reveal);
  addEventListener("pageshow", () => {
    if (boxes.some((one) => !one.checked)) filter();
    reveal();
  });
})();
