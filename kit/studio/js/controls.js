// The simple fields: a line, an area, a choice, a tick, several ticks.

import { h, newId } from "../../widget/js/dom.js";

/**
 * @typedef {{value: string, label: string}} Choice
 * @typedef {object} Shown  A field, or a column of rows, as Python describes it.
 * @property {string} name
 * @property {string} label
 * @property {string} [help]
 * @property {string} control
 * @property {Choice[]} choices
 * @property {any} [value]
 * @property {any[]} [columns]
 * @property {string[]} [when]
 * @property {boolean} [foreign]
 *
 * @typedef {object} Simple  One control.
 * @property {HTMLElement} node
 * @property {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} input
 * @property {() => any} read
 */

/** @param {HTMLTextAreaElement} area */
function grow(area) {
  area.style.height = "auto";
  if (area.scrollHeight) area.style.height = `${area.scrollHeight + 4}px`;
}

/** As high as its text at any width: a pane is shown, a phone is turned. @param {HTMLTextAreaElement} area */
function keepGrown(area) {
  let width = 0;
  area.addEventListener("input", () => grow(area));
  new ResizeObserver(() => {
    if (area.clientWidth === width) return;
    width = area.clientWidth;
    grow(area);
  }).observe(area);
}

/**
 * A control without its label.
 * @param {Shown} shown
 * @param {any} value
 * @param {{choose: string, group?: string}} words  ``group`` names the radios that exclude each other.
 * @returns {Simple}
 */
export function simpleControl(shown, value, words) {
  const id = newId();
  if (shown.control === "check" || shown.control === "radio") {
    const type = shown.control === "check" ? "checkbox" : "radio";
    const input = h("input", { id, type, name: words.group ?? null, checked: value === true });
    return { node: input, input, read: () => input.checked };
  }
  if (shown.control === "select") {
    const listed = shown.choices.some((one) => one.value === value) || !value
      ? shown.choices : [...shown.choices, { value, label: value }];
    const input = h("select", { id }, h("option", { value: "" }, words.choose),
      ...listed.map((one) => h("option", { value: one.value, selected: one.value === value }, one.label)));
    return { node: input, input, read: () => input.value };
  }
  if (shown.control === "area") {
    const input = h("textarea", { id, rows: 1 });
    input.value = value ?? "";
    keepGrown(input);
    return { node: input, input, read: () => input.value };
  }
  const input = h("input", { id, type: "text", autocomplete: "off" });
  input.value = value ?? "";
  return { node: input, input, read: () => input.value };
}

/**
 * A label with its control.
 * @param {Shown} shown
 * @param {Simple} simple
 */
export function labelled(shown, simple) {
  const tick = shown.control === "check" || shown.control === "radio";
  const label = h("label", { for: simple.input.id, class: tick ? "ks-tick" : "ks-label" });
  if (tick) label.append(simple.node, h("span", {}, shown.label));
  else label.append(shown.label);
  return tick ? [label] : [label, simple.node];
}

/**
 * Several ticks under one name.
 * @param {Shown} shown
 * @param {() => void} changed
 */
export function ticksControl(shown, changed) {
  const boxes = shown.choices.map((one) => {
    const input = h("input", { type: "checkbox", id: newId(), onchange: changed });
    input.checked = (shown.value ?? []).includes(one.value);
    return { one, input };
  });
  const node = h("div", { class: "ks-ticks" }, ...boxes.map(({ one, input }) =>
    h("label", { class: "ks-tick", for: input.id }, input, h("span", {}, one.label))));
  return {
    node,
    read: () => boxes.filter(({ input }) => input.checked).map(({ one }) => one.value),
  };
}
