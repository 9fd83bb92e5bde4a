// Builds elements. Text always goes in as text nodes, so nothing from outside can become markup.

/**
 * @param {string} tag element name, or `svg:name`
 * @param {Object<string, string|number|boolean|Function>} [attributes] `false` and `null` leave one out; a function listens to the event of that name
 * @param {...(Node|string|number|null|false|Array)} children
 */
export function el(tag, attributes = {}, ...children) {
  const svg = tag.startsWith("svg:");
  const element = svg
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) add(element, child);
    else if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined && child !== false) element.append(String(child));
  }
}

/** A table in a region of its own that can be reached by keyboard; narrow screens get a list. Roles are named because that styling takes them away. */
export function table(caption, columns, rows, empty) {
  if (rows.length === 0) return el("p", { class: "quiet" }, empty);
  return el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": `${caption}, table`, "data-keep": caption },
    el(
      "table",
      { role: "table" },
      el("caption", { class: "hidden" }, caption),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((name) => el("th", { role: "columnheader", scope: "col" }, name)))),
      el("tbody", { role: "rowgroup" }, rows.map((cells) => el("tr", { role: "row" }, cells.map((cell, index) => el("td", { role: "cell", "data-label": columns[index] }, el("div", {}, cell)))))),
    ),
  );
}

/** A titled part of the page. */
export function section(title, ...children) {
  return el("section", { "aria-label": title }, el("h2", {}, title), ...children);
}

/** A place on the page that is built again only when what it shows has changed; focus inside it survives. */
export class Slot {
  constructor(build, attributes = {}) {
    this.element = el("div", attributes);
    this.build = build;
    this.shown = null;
  }

  /** @param {*} key what this place depends on; @param {*} data what it is built from, the key itself where nothing is given */
  show(key, data = key) {
    const now = JSON.stringify(key);
    if (now === this.shown) return;
    this.shown = now;
    const focused = this.element.getRootNode().activeElement;
    const kept = focused && this.element.contains(focused) ? focused.dataset.keep : null;
    const open = [...this.element.querySelectorAll("details[open]")].map((each) => each.dataset.keep);
    const built = this.build(data);
    this.element.replaceChildren(...[built].flat().filter(Boolean));
    for (const details of this.element.querySelectorAll("details")) details.open = open.includes(details.dataset.keep);
    if (kept) this.element.querySelector(`[data-keep="${CSS.escape(kept)}"]`)?.focus({ preventScroll: true });
  }
}
