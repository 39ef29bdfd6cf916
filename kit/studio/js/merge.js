// Somebody else has saved the bank meanwhile: both versions, item by item, and a choice.

import { h, newId } from "../../widget/js/dom.js";

/** @typedef {import("./wire.js").Wire} Wire */

/**
 * @param {Wire} wire
 * @param {any[]} changes
 */
export function mergeView(wire, changes) {
  const say = wire.say.bind(wire);
  const heading = h("h2", { class: "ks-title", tabindex: -1 }, say("merge_title"));
  /** @type {Record<string, string>} */
  const choices = {};

  /** @param {any} change */
  function choiceOf(change) {
    const name = newId();
    choices[change.name] = change.choices[0].side;
    return h("fieldset", { class: "ks-choice" }, h("legend", { class: "ks-label" }, say("merge_keep")),
      ...change.choices.map((/** @type {{side: string, word: string}} */ { side, word }, /** @type {number} */ n) => {
        const input = h("input", {
          type: "radio", name, id: newId(), checked: n === 0,
          onchange: () => { choices[change.name] = side; },
        });
        return h("label", { class: "ks-tick", for: input.id }, input, h("span", {}, say(word)));
      }));
  }

  /** @param {any} change */
  function changeNode(change) {
    const rows = change.parts.map((/** @type {any} */ part) => h("tr", {},
      h("th", { scope: "row" }, part.label), h("td", {}, part.mine), h("td", {}, part.theirs)));
    return h("li", { class: "ks-change" },
      h("h3", {}, change.label),
      h("p", { class: "ks-help" }, say(change.what)),
      rows.length ? h("div", { class: "ks-versions", tabindex: 0, role: "group", "aria-label": change.label },
        h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("merge_field")),
          h("th", { scope: "col" }, say("merge_mine")), h("th", { scope: "col" }, say("merge_theirs")))),
        h("tbody", {}, ...rows))) : null,
      change.choices.length ? choiceOf(change) : null);
  }

  const node = h("section", { class: "ks-merge" }, heading, h("p", {}, say("merge_help")),
    h("ul", { class: "ks-changes" }, ...changes.map(changeNode)),
    h("div", { class: "ks-bar" },
      h("button", { type: "button", class: "kq-primary", onclick: () => wire.ask({ do: "merge", choices }) },
        say("merge_save")),
      h("button", { type: "button", onclick: () => wire.ask({ do: "leave_merge" }) }, say("merge_leave"))));
  return { node, heading };
}
