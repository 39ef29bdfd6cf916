// Making elements. Text goes in as text; only `safeHtml` takes HTML, and only the server's.

/**
 * An element. Attributes that are null or false are left out; `onclick` and the like are listeners.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * An element with HTML that the server has cleaned (stems, options, explanations).
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} attributes
 * @param {string} html
 */
export function safeHtml(tag, attributes, html) {
  const node = h(tag, attributes);
  node.innerHTML = html ?? "";
  if (VIETNAMESE.test(node.textContent ?? "")) node.lang = "vi";
  keepWhole(node);
  return node;
}

// The same as kit/text/tongue.py: on a page in English, a screen reader reads a bank's own words.
const VIETNAMESE = /[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]/;

// The same as kit/together.py: 6-12-2023, 5-7%, 34-CT/TU, a personal code, DH-03, đoạn 5.
const JOINED = new RegExp("(?<![\\p{L}\\d_/–-])(?:" +
  "\\d[\\p{L}\\d_]*(?:[-–/][\\p{L}\\d_]+)+" +
  "|[A-Z0-9]{4}-[A-Z0-9]{4}(?![\\p{L}\\d_-])" +
  "|[A-Z]+-\\d+(?![\\p{L}\\d_])" +
  "|(?:[Đđ]oạn|[Pp]aragraph) \\d+(?![\\p{L}\\d_–/-]))", "gu");
// What is longer would not fit on a phone in large type.
const LONGEST = 30;

/**
 * Dates, ranges and document numbers in spans of their own, which no line breaks apart.
 * @template {HTMLElement} Element
 * @param {Element} node
 * @returns {Element}
 */
export function keepWhole(node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    const found = [...text.data.matchAll(JOINED)].filter(([one]) => one.length <= LONGEST);
    if (!found.length) continue;
    let end = 0;
    const parts = found.flatMap((one) => {
      const before = text.data.slice(end, one.index);
      end = one.index + one[0].length;
      return [before, h("span", { class: "kq-whole" }, one[0])];
    });
    text.replaceWith(...parts, text.data.slice(end));
  }
  return node;
}

/**
 * The text of server-cleaned HTML, for places that take no markup (<option>, names, lists).
 * @param {string} html
 */
export function plain(html) {
  const template = document.createElement("template");
  template.innerHTML = html ?? "";
  return (template.content.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * Set text only when it changes, so that live regions stay quiet otherwise.
 * @param {HTMLElement} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * The same for a sentence with a date or a document number in it, which no line breaks apart.
 * @param {HTMLElement} node
 * @param {string} text
 */
export function setWhole(node, text) {
  if (node.textContent === text) return;
  node.textContent = text;
  keepWhole(node);
}

// Every widget on a page loads this module anew, so a counter alone would repeat.
const ID_PREFIX = `kq-${Math.random().toString(36).slice(2, 8)}`;
let idCount = 0;

/** An id no other element of the page has. */
export function newId() {
  idCount += 1;
  return `${ID_PREFIX}-${idCount}`;
}

const ICON_PATHS = {
  check: "M4 12.5l5 5L20 6.5",
  cross: "M6 6l12 12M18 6L6 18",
  half: "M12 3a9 9 0 0 1 0 18zM12 3a9 9 0 0 0 0 18v-2.5a6.5 6.5 0 0 1 0-13z",
  dash: "M6 12h12",
  flag: "M6 21V4h11l-2.5 4.5L17 13H6",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  left: "M14.5 5.5L8 12l6.5 6.5",
  right: "M9.5 5.5L16 12l-6.5 6.5",
  alert: "M12 5v9M12 18.5v.01",
};

/**
 * A small line drawing beside words that say the same; hidden from screen readers.
 * @param {keyof typeof ICON_PATHS} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `kq-icon kq-icon-${name}`);
  path.setAttribute("d", ICON_PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * JupyterLab takes letters and arrows for its own commands, unless the very element that has the
 * focus says no.
 * @param {HTMLElement} el
 */
export function keepKeys(el) {
  const mark = (/** @type {Event} */ event) => {
    if (event.target instanceof Element) {
      event.target.setAttribute("data-lm-suppress-shortcuts", "true");
    }
  };
  el.addEventListener("focusin", mark);
}
