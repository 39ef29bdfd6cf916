// What a question needs besides when it is printed: closed lists opened, other words on how to
// answer. On screen it is not there.

import { h, plain, safeHtml } from "./dom.js";

/**
 * @typedef {import("./text.js").Item} Item
 * @typedef {import("./choices.js").Tools["say"]} Say
 * @typedef {{id: string, text: string}} Entry
 */

/**
 * @param {Item} item
 * @param {Say} say
 */
export function paperPart(item, say) {
  const how = ["matching", "ordering"].includes(item.kind) ? say(`paper_${item.kind}`) : "";
  const node = h("div", { class: "kq-paper", "aria-hidden": "true" },
    how ? h("p", {}, how) : null, ...listsOf(item, say));
  return node.childNodes.length ? node : null;
}

/**
 * What the lists of the item hold, which nobody can open on paper.
 * @param {Item} item
 * @param {Say} say
 */
function listsOf({ kind, show }, say) {
  if (kind === "matching") {
    return [h("ol", { type: "A" },
      ...show.right.map((/** @type {Entry} */ { text }) => safeHtml("li", {}, text)))];
  }
  const gaps = (show.parts ?? []).filter((/** @type {any} */ part) => typeof part === "object");
  return gaps.flatMap((/** @type {any} */ gap, /** @type {number} */ n) => gap.options
    ? [h("p", {}, `${say("gap", { number: n + 1 })}: `,
      gap.options.map((/** @type {Entry} */ { text }) => plain(text)).join(" / "))]
    : []);
}
