// A field of rows: options, statements, pairs, gaps, lists of texts. One row is one group.

import { h, icon, newId } from "../../widget/js/dom.js";
import { labelled, simpleControl } from "./controls.js";

/**
 * @typedef {import("./controls.js").Shown} Shown
 * @typedef {import("./controls.js").Simple} Simple
 * @typedef {{row: Record<string, any>, node: HTMLElement, parts: Map<string, Simple>}} Line
 */

/**
 * @param {Shown} shown
 * @param {{
 *   say: (name: string, values?: Record<string, unknown>) => string,
 *   changed: () => void,
 *   extra?: (line: Line) => HTMLElement | null,
 * }} tools  ``extra`` adds a button to each row.
 */
export function rowsControl(shown, { say, changed, extra }) {
  const group = newId();
  const columns = shown.columns ?? [];
  const list = h("div", { class: "ks-rows" });
  /** @type {Line[]} */
  let lines = [];
  const adding = h("button", { type: "button", class: "ks-small", onclick: () => add() },
    say("row_add"));

  /** @param {Record<string, any>} row */
  function line(row) {
    /** @type {Map<string, Simple>} */
    const parts = new Map();
    const node = h("div", { class: `ks-row ks-row-${shown.name}`, role: "group" });
    /** @type {Line} */
    const made = { row, node, parts };
    for (const column of columns) {
      const simple = simpleControl(column, row[column.name], { choose: say("choose"), group });
      parts.set(column.name, simple);
      const cell = h("div", { class: `ks-cell ks-cell-${column.control} ks-column-${column.name}` },
        ...labelled(column, simple));
      cell.dataset.when = (column.when ?? []).join(" ");
      simple.input.addEventListener("input", () => { show(made); changed(); });
      node.append(cell);
    }
    const more = extra?.(made);
    node.append(h("div", { class: "ks-row-tools" }, more ?? null,
      tool("up", "row_up", () => move(made, -1)), tool("down", "row_down", () => move(made, 1)),
      tool("cross", "row_remove", () => remove(made))));
    show(made);
    return made;
  }

  /**
   * @param {"up" | "down" | "cross"} drawing
   * @param {string} word
   * @param {() => void} onclick
   */
  function tool(drawing, word, onclick) {
    return h("button", { type: "button", class: "ks-icon", onclick, "data-word": word }, icon(drawing));
  }

  /** Which columns this row has, by its way of answering. @param {Line} made */
  function show(made) {
    const way = made.parts.get("way")?.read();
    for (const cell of made.node.querySelectorAll(".ks-cell")) {
      const when = (/** @type {HTMLElement} */ (cell).dataset.when ?? "").split(" ").filter(Boolean);
      /** @type {HTMLElement} */ (cell).hidden = when.length > 0 && !when.includes(way);
    }
  }

  function number() {
    lines.forEach(({ node }, n) => {
      const name = say("row_n", { n: n + 1 });
      node.setAttribute("aria-label", `${shown.label}: ${name}`);
      for (const button of node.querySelectorAll("[data-word]")) {
        const word = say(/** @type {HTMLElement} */ (button).dataset.word ?? "");
        button.setAttribute("aria-label", `${word}: ${name}`);
        button.setAttribute("title", word);
      }
    });
    list.replaceChildren(...lines.map(({ node }) => node));
  }

  /** @param {Record<string, any>} [row] */
  function add(row) {
    const id = columns.some((one) => one.name === "id") ? { id: freeGap(), way: "accept" } : {};
    const made = line(row ?? id);
    lines.push(made);
    number();
    if (!row) focus(made);
    return made;
  }

  function freeGap() {
    const taken = lines.map(({ parts }) => parts.get("id")?.read());
    let n = 1;
    while (taken.includes(`g${n}`)) n += 1;
    return `g${n}`;
  }

  /** @param {Line} made */
  function focus(made) {
    const first = [...made.parts.values()].find(({ input }) => input.type !== "radio");
    first?.input.focus();
  }

  /** @param {Line} made @param {number} by */
  function move(made, by) {
    const place = lines.indexOf(made);
    const next = place + by;
    if (next < 0 || next >= lines.length) return;
    lines.splice(place, 1);
    lines.splice(next, 0, made);
    number();
    /** @type {HTMLElement} */ (
      made.node.querySelector(`[data-word="${by < 0 ? "row_up" : "row_down"}"]`)).focus();
    changed();
  }

  /** @param {Line} made */
  function remove(made) {
    const place = lines.indexOf(made);
    lines = lines.filter((one) => one !== made);
    number();
    const near = lines[Math.min(place, lines.length - 1)];
    if (near) focus(near);
    else adding.focus();
    changed();
  }

  for (const row of shown.value ?? []) lines.push(line(row));
  number();
  return {
    node: h("div", {}, list, adding),
    add,
    read: () => lines.map(({ row, parts }) => ({
      ...(row.id === undefined ? {} : { id: row.id }),
      ...Object.fromEntries([...parts].map(([name, part]) => [name, part.read()])),
    })),
  };
}
