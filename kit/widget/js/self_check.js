// One private field an indicator. What is typed lives in this page and nowhere else: it is not put
// on the model, not sent, not stored, and it goes with the page.

import { h, keepKeys, newId, setText } from "./dom.js";
import { joined } from "./text.js";

/**
 * anywidget calls this for every place the widget is shown in.
 * @param {{model: {get: (name: string) => any}, el: HTMLElement}} place
 */
function render({ model, el }) {
  const words = model.get("words") ?? {};
  const say = (/** @type {string} */ name) => joined(words[name] ?? "");
  const fields = (model.get("entries") ?? []).map((/** @type {string} */ text) => field(text, say));
  const areas = fields.map((/** @type {HTMLElement} */ node) => node.querySelector("textarea"));
  const empty = () => areas.forEach((/** @type {HTMLTextAreaElement} */ area) => { area.value = ""; });
  const titleId = newId();
  const status = h("p", { class: "kq-hint", role: "status" });
  const clear = h("button", {
    type: "button",
    onclick: () => {
      empty();
      setText(status, say("cleared"));
    },
  }, say("clear"));
  const root = h("div", { class: "kit-quiz kq-self-check", role: "group", "aria-labelledby": titleId },
    h("div", { class: "kq-head" },
      h("p", { class: "kq-title", id: titleId }, say("title")),
      h("p", {}, say("private")),
      say("banner") ? h("p", { class: "kq-note", role: "note" }, say("banner")) : null,
      h("p", { class: "kq-hint" }, say("how"))),
    ...fields,
    say("source") ? h("p", { class: "kq-hint" }, say("source")) : null,
    h("div", { class: "kq-actions" }, clear), status);
  root.addEventListener("input", () => setText(status, ""));
  el.lang = model.get("language") ?? "vi";
  el.replaceChildren(root);
  keepKeys(el);
  return empty;
}

/**
 * @param {string} text  The words of the indicator.
 * @param {(name: string) => string} say
 */
function field(text, say) {
  const id = newId();
  const area = h("textarea", {
    id, rows: 3,
    // "off" also keeps browsers from putting the text back after a reload.
    autocomplete: "off",
  });
  const lines = h("div", { class: "kq-paper", "aria-hidden": "true" },
    ...[1, 2, 3].map(() => h("div", { class: "kq-rule" })));
  return h("div", { class: "kq-card kq-field" }, h("label", { for: id }, joined(text)), area, lines);
}
