// Kinds that are answered by ticking: radios and checkboxes, the whole row is the target.

import { h, newId, safeHtml } from "./dom.js";
import { entryControl, freeText } from "./entries.js";

/**
 * @typedef {import("./text.js").Item} Item
 * @typedef {object} Control  One item's fields.
 * @property {HTMLElement} node
 * @property {() => unknown} read  The response as Python wants it.
 * @property {(response: any) => void} write  Show a response in the fields.
 * @property {() => string} [hint]  What can be told of the response before Python has seen it.
 *
 * @typedef {object} Tools  What a control may use.
 * @property {(name: string, values?: Record<string, unknown>) => string} say
 * @property {() => void} changed  For changes that are no input event.
 *
 * @typedef {object} Choice
 * @property {any} value
 * @property {string} html
 */

/**
 * Rows with a radio or a checkbox each.
 * @param {"radio" | "checkbox"} type
 * @param {Choice[]} choices
 */
function rows(type, choices) {
  const name = newId();
  const inputs = choices.map(({ value }) => h("input", { type, name, value: String(value) }));
  const labels = choices.map(({ html }, i) =>
    h("label", { class: "kq-option" }, inputs[i], safeHtml("span", { class: "kq-option-text" }, html)),
  );
  const chosen = () => choices.filter((_, i) => inputs[i].checked).map(({ value }) => value);
  const choose = (/** @type {any[]} */ values) =>
    choices.forEach(({ value }, i) => {
      inputs[i].checked = values.includes(value);
    });
  return { labels, chosen, choose };
}

/** @param {Item} item */
function optionsOf(item) {
  return item.show.options.map((/** @type {{id: string, text: string}} */ option) => ({
    value: option.id, html: option.text,
  }));
}

/**
 * One of several: null while nothing is chosen.
 * @param {Choice[]} choices
 * @param {string} [className]
 * @returns {Control}
 */
function oneOf(choices, className = "kq-options") {
  const { labels, chosen, choose } = rows("radio", choices);
  return {
    node: h("div", { class: className }, ...labels),
    read: () => chosen()[0] ?? null,
    write: (response) => choose([response]),
  };
}

/**
 * @param {Item} item
 * @returns {Control}
 */
export function singleControl(item) {
  return oneOf(optionsOf(item));
}

/**
 * @param {Item} item
 * @returns {Control}
 */
export function multipleControl(item) {
  const { labels, chosen, choose } = rows("checkbox", optionsOf(item));
  return {
    node: h("div", { class: "kq-options" }, ...labels),
    read: chosen,
    write: (response) => choose(Array.isArray(response) ? response : []),
  };
}

/** @param {Tools} tools */
function trueFalse({ say }) {
  return [
    { value: true, html: say("true") },
    { value: false, html: say("false") },
  ];
}

/**
 * @param {Item} _item
 * @param {Tools} tools
 * @returns {Control}
 */
export function trueFalseControl(_item, tools) {
  return oneOf(trueFalse(tools), "kq-options kq-pair");
}

/**
 * Statements, each a group of its own with True and False.
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function clusterControl(item, tools) {
  /** @type {{id: string, text: string}[]} */
  const statements = item.show.statements;
  const groups = statements.map(() => oneOf(trueFalse(tools), "kq-options kq-pair"));
  const fieldsets = statements.map(({ text }, i) =>
    h("fieldset", { class: "kq-statement" },
      h("legend", {}, safeHtml("span", {}, text)), groups[i].node),
  );
  return {
    node: h("div", { class: "kq-statements" }, ...fieldsets),
    read: () => Object.fromEntries(
      statements.map(({ id }, i) => [id, groups[i].read()]).filter(([, value]) => value !== null)),
    write: (response) => statements.forEach(({ id }, i) => groups[i].write(response?.[id])),
  };
}

/**
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function surveyControl(item, tools) {
  if (item.show.input) return entryControl(item, tools);
  if (!item.show.options?.length) return freeText(tools, 4);
  return item.show.many ? multipleControl(item) : singleControl(item);
}
