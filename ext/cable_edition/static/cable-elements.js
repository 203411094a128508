/* What several scripts make: words in the language of the edition, elements, and windows over the page with a title
   and a button that closes them. */
(() => {
  "use strict";

  /* An element with properties and children; strings become text. */
  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /* The words of a site in another language than English are in cable-words.js: message -> translation, and which form
     a number takes. Messages and their values are as in the program (core/words.py). */
  const words = window.cableWords || {};
  const filled = (text, values) => text.replace(/\{([a-z]+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const say = (message, values = {}) => filled(words[message] || message, values);

  /* A message with a number, {n}: the first form for 1 in English, else the second. */
  const sayNumber = (count, one, many, values = {}) => {
    const forms = words[one];
    const text = Array.isArray(forms) ? forms[window.cablePlural(count)] : count === 1 ? one : many;
    const n = Array.isArray(forms) ? count.toLocaleString(document.documentElement.lang || undefined) : count;
    return filled(text, { n, ...values });
  };

  /* A message in which nodes stand for values, as the children of an element. */
  const sayWith = (message, nodes) =>
    say(message).split(/\{([a-z]+)\}/).map((part, number) => (number % 2 ? nodes[part] : part));

  /* A modal window named by its title, an element with an id. It closes by its button, by Escape and by a press
     beside it. */
  function dialog(title, className, ...children) {
    const close = make("button", { type: "button", textContent: say("Close") });
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

  window.cableElements = { make, say, sayNumber, sayWith, dialog };
})();
