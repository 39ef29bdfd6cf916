// Kinds that bring things together or into order, by lists and buttons: nothing needs dragging.

import { h, icon, newId, plain, safeHtml, setText } from "./dom.js";

/**
 * @typedef {import("./text.js").Item} Item
 * @typedef {import("./choices.js").Control} Control
 * @typedef {import("./choices.js").Tools} Tools
 * @typedef {{id: string, text: string}} Entry
 */

/**
 * A list to choose from beside each entry on the left.
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function matchingControl(item, { say }) {
  /** @type {Entry[]} */
  const left = item.show.left;
  /** @type {Entry[]} */
  const right = item.show.right;
  const ids = left.map(newId);
  const selects = ids.map((id) =>
    h("select", { id },
      h("option", { value: "" }, say("choose")),
      ...right.map((entry) => h("option", { value: entry.id }, plain(entry.text)))));
  // A closed list cuts long texts off, so what was chosen stands below it in full.
  const chosen = left.map(() => h("p", { class: "kq-chosen", "aria-hidden": "true" }));
  const showChosen = () => selects.forEach((select, i) => {
    const text = select.value ? select.selectedOptions[0].text : "";
    setText(chosen[i], text.length > 26 ? text : "");
  });
  const lines = left.map(({ text }, i) =>
    h("div", { class: "kq-match" },
      h("label", { for: ids[i] }, safeHtml("span", {}, text)),
      h("div", {}, selects[i], chosen[i])));
  const node = h("div", { class: "kq-lines", onchange: showChosen }, ...lines);
  return {
    node,
    read: () => Object.fromEntries(
      left.map(({ id }, i) => [id, selects[i].value]).filter(([, value]) => value)),
    write: (response) => {
      left.forEach(({ id }, i) => {
        selects[i].value = response?.[id] ?? "";
      });
      showChosen();
    },
  };
}

/**
 * An ordered list with buttons that move an entry up or down. It is blank until the learner moves
 * something or says that the order may stay: the order at the start is nobody's answer.
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function orderingControl(item, { say, changed }) {
  /** @type {Entry[]} */
  const entries = item.show.entries;
  const list = h("ol", { class: "kq-order" });
  const status = h("p", { class: "kq-hint", role: "status" });
  const rows = new Map(entries.map((entry) => [entry.id, orderRow(entry, say, move)]));
  let order = entries.map(({ id }) => id);
  let touched = false;
  const keep = h("button", { type: "button", class: "kq-quiet", onclick: () => touch(say("kept")) },
    say("keep"));

  /** @param {string} message */
  function touch(message) {
    touched = true;
    const keptByButton = document.activeElement === keep;
    draw();
    // The button that was just pressed vanishes; the focus must not fall out of the list.
    if (keptByButton) rows.get(order[0])?.down.focus();
    changed();
    setText(status, message);
  }

  /**
   * @param {Entry} entry
   * @param {-1 | 1} step
   */
  function move(entry, step) {
    const name = plain(entry.text);
    const from = order.indexOf(entry.id);
    const to = from + step;
    if (to < 0 || to >= order.length) {
      setText(status, say(step < 0 ? "at_top" : "at_bottom", { entry: name }));
      return;
    }
    [order[from], order[to]] = [order[to], order[from]];
    touch(say("moved", { entry: name, place: to + 1, total: order.length }));
    const row = rows.get(entry.id);
    row?.[step < 0 ? "up" : "down"].focus();
    row?.node.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const inside = list.contains(focused);
    list.replaceChildren(...order.map((id) => /** @type {any} */ (rows.get(id)).node));
    order.forEach((id, i) => {
      const row = rows.get(id);
      row?.up.setAttribute("aria-disabled", String(i === 0));
      row?.down.setAttribute("aria-disabled", String(i === order.length - 1));
    });
    // Moving a node in the document takes the focus off it.
    if (inside) focused.focus();
    keep.hidden = touched;
    list.classList.toggle("kq-touched", touched);
    setText(status, touched ? "" : say("untouched"));
  }

  draw();
  return {
    node: h("div", { class: "kq-field" }, list, keep, status),
    read: () => (touched ? [...order] : null),
    write: (response) => {
      touched = Array.isArray(response) && response.length === entries.length
        && response.every((id) => rows.has(id));
      order = touched ? [...response] : entries.map(({ id }) => id);
      draw();
    },
  };
}

/**
 * @param {Entry} entry
 * @param {Tools["say"]} say
 * @param {(entry: Entry, step: -1 | 1) => void} move
 */
function orderRow(entry, say, move) {
  const name = plain(entry.text);
  const up = h("button", {
    type: "button", "aria-label": say("up_name", { entry: name }), onclick: () => move(entry, -1),
  }, icon("up"), say("up"));
  const down = h("button", {
    type: "button", "aria-label": say("down_name", { entry: name }), onclick: () => move(entry, 1),
  }, icon("down"), say("down"));
  const node = h("li", {}, safeHtml("span", { class: "kq-order-text" }, entry.text),
    h("span", { class: "kq-order-buttons" }, up, down));
  return { node, up, down };
}
