/* What several scripts make: elements, numbers of things, and windows over the page with a title and a button that
   closes them. */
(() => {
  "use strict";

  /* An element with properties and children; strings become text. */
  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /* A number and its noun, as `number_of` of the program writes them: 1 place, 2 places. */
  const numberOf = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

  /* A modal window named by its title, an element with an id. It closes by its button, by Escape and by a press
     beside it. */
  function dialog(title, className, ...children) {
    const close = make("button", { type: "button", textContent: "Close" });
    const made = make("dialog", { className }, make("div", { className: "cable-cite-head" }, title, close), ...children);
    made.setAttribute("aria-labelledby", title.id);
    close.addEventListener("click", () => made.close());
    made.addEventListener("click", (event) => {
      if (event.target === made) made.close();
    });
    /* Sphinx's own script takes the key for the search marks, and so from the window. */
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      made.close();
    });
    document.body.append(made);
    return made;
  }

  window.cableElements = { make, numberOf, dialog };
})();
