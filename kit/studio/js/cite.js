// Citations: typed, or chosen in the text of a source with the mouse or the keyboard.

import { h, newId, setText } from "../../widget/js/dom.js";
import { rowsControl } from "./rows.js";

/**
 * @typedef {import("./controls.js").Shown} Shown
 * @typedef {import("./wire.js").Wire} Wire
 */

/**
 * @param {Shown} shown
 * @param {Wire} wire
 * @param {() => void} changed
 */
export function citeControl(shown, wire, changed) {
  const say = wire.say.bind(wire);
  const sources = wire.model.get("start")?.sources ?? [];
  const rows = rowsControl(shown, { say, changed });
  const listId = newId();
  const names = h("datalist", { id: listId },
    ...sources.map((/** @type {any} */ one) => h("option", { value: one.id }, one.title)));
  const suggest = () => {
    for (const input of rows.node.querySelectorAll(".ks-column-source input")) {
      input.setAttribute("list", listId);
    }
  };
  suggest();
  rows.node.addEventListener("focusin", suggest);
  const texts = sources.filter((/** @type {any} */ one) => one.text);
  const open = h("button", { type: "button", class: "ks-small", onclick: () => picker() },
    say("pick_open"));
  const node = h("div", {}, rows.node, names,
    texts.length ? open : h("p", { class: "ks-help" }, say("pick_no_texts")));

  function picker() {
    const dialog = pickerDialog(wire, texts, (cite) => {
      rows.add(cite);
      changed();
    });
    node.append(dialog);
    dialog.addEventListener("close", () => { dialog.remove(); open.focus(); });
    dialog.showModal();
  }
  return { node, read: rows.read };
}

/**
 * @param {Wire} wire
 * @param {{id: string, title: string}[]} sources
 * @param {(cite: Record<string, string>) => void} taken
 */
function pickerDialog(wire, sources, taken) {
  const say = wire.say.bind(wire);
  const titleId = newId();
  const sourceId = newId();
  const textId = newId();
  const findId = newId();
  /** @type {{paragraph: number, start: number, end: number} | null} */
  let selected = null;
  /** @type {string[]} */
  let paragraphs = [];

  const choice = h("select", { id: sourceId, onchange: () => load() },
    ...sources.map((one) => h("option", { value: one.id }, `${one.title} (${one.id})`)));
  const query = h("input", { id: findId, type: "text", oninput: () => list() });
  const places = h("ol", { class: "ks-paragraphs" });
  const one = h("textarea", {
    // Not readonly: the caret would not be seen. Nothing can be typed into it all the same.
    id: textId, "aria-readonly": "true", inputmode: "none", rows: 5,
    onbeforeinput: (/** @type {Event} */ event) => event.preventDefault(),
  });
  const oneLabel = h("label", { for: textId, class: "ks-label" });
  const reading = h("div", { class: "ks-one", hidden: true }, oneLabel,
    h("p", { class: "ks-help" }, say("pick_keys")), one);
  const phrase = h("p", { class: "ks-phrase", role: "status" });
  const trouble = h("p", { class: "ks-trouble", role: "alert" });
  const use = h("button", { type: "button", class: "kq-primary", onclick: () => take() },
    say("pick_use"));
  const dialog = h("dialog", { class: "ks-dialog", "aria-labelledby": titleId },
    h("h3", { id: titleId, class: "ks-title" }, say("pick_title")),
    h("p", { class: "ks-help" }, say("pick_help")),
    h("label", { for: sourceId, class: "ks-label" }, say("column_source")), choice,
    h("label", { for: findId, class: "ks-label" }, say("pick_find")), query,
    h("div", { class: "ks-scroll", tabindex: 0, role: "group", "aria-label": say("pick_list") }, places),
    reading, phrase, trouble,
    h("div", { class: "ks-bar" }, use,
      h("button", { type: "button", onclick: () => dialog.close() }, say("close"))));

  async function load() {
    const said = await wire.ask({ do: "source", source: choice.value });
    paragraphs = said.paragraphs ?? [];
    reading.hidden = true;
    mark(null);
    list();
  }

  function list() {
    const wanted = query.value.normalize("NFC").toLowerCase().trim();
    const found = paragraphs.map((text, n) => ({ text, n: n + 1 }))
      .filter(({ text }) => text.normalize("NFC").toLowerCase().includes(wanted));
    places.replaceChildren(...found.map(({ text, n }) => {
      const words = h("p", { "data-n": n }, text);
      return h("li", {}, h("button", {
        type: "button", class: "ks-small", onclick: () => read(n),
      }, say("paragraph_n", { n })), words);
    }));
  }

  /** A paragraph alone, in a field where the keys select. @param {number} n */
  function read(n) {
    reading.hidden = false;
    one.value = paragraphs[n - 1];
    one.dataset.n = String(n);
    setText(oneLabel, say("paragraph_n", { n }));
    mark(null);
    one.focus();
    one.setSelectionRange(0, 0);
  }

  /** @param {{paragraph: number, start: number, end: number} | null} found */
  function mark(found) {
    selected = found;
    const text = found ? paragraphs[found.paragraph - 1].slice(found.start, found.end).trim() : "";
    setText(phrase, text ? say("pick_phrase", { phrase: text }) : "");
    setText(trouble, "");
  }

  const look = () => {
    const [start, end] = [one.selectionStart, one.selectionEnd];
    if (start < end) mark({ paragraph: Number(one.dataset.n), start, end });
  };
  for (const event of ["select", "keyup", "mouseup"]) one.addEventListener(event, look);
  places.addEventListener("mouseup", () => {
    const found = getSelection();
    if (!found || found.isCollapsed || !found.rangeCount) return;
    const range = found.getRangeAt(0);
    const place = range.startContainer.parentElement?.closest("p[data-n]");
    if (!place || range.startContainer !== place.firstChild) return;
    const inside = range.endContainer === range.startContainer;
    const end = inside ? range.endOffset : (place.textContent ?? "").length;
    const n = Number(/** @type {HTMLElement} */ (place).dataset.n);
    mark({ paragraph: n, start: range.startOffset, end });
  });

  async function take() {
    const place = selected ?? { paragraph: Number(one.dataset.n) || 1, start: 0, end: 0 };
    const said = await wire.ask({ do: "pick", source: choice.value, ...place });
    if (!said.picked) return setText(trouble, said.trouble ?? "");
    taken(said.picked);
    dialog.close();
  }
  load();
  return dialog;
}
