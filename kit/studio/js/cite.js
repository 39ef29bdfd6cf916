// Citations: typed, or chosen in the text of a source.

import { h, newId } from "../../widget/js/dom.js";
import { pickerDialog } from "./picker.js";
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
  const undeclared = wire.model.get("start")?.undeclared ?? [];
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
    texts.length ? open : h("p", { class: "ks-help" }, say("pick_no_texts")),
    undeclared.length ? h("p", { class: "ks-help" }, say("pick_undeclared", { files: undeclared.join(", ") })) : null);

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
