// Builds elements. Text is always text: nothing from a request can become markup.

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function show(place, ...children) {
  place.replaceChildren(...children.flat());
}

// A sentence that a screen reader says at once.
export function alertBox(sentence) {
  return el("p", { class: "alert", role: "alert" }, sentence);
}
