// One private field an indicator. What is typed lives in this page and nowhere else: it is not put
// on the model, not sent, not stored, and it goes with the page. Whoever wants to keep it saves a
// Word document that the page makes itself: it goes from the page's memory to that person's disk.

import { h, keepKeys, keepWhole, newId, setText } from "./dom.js";
import { saveDocx } from "./own_docx.js";

/**
 * anywidget calls this for every place the widget is shown in.
 * @param {{model: {get: (name: string) => any}, el: HTMLElement}} place
 */
function render({ model, el }) {
  const words = model.get("words") ?? {};
  const say = (/** @type {string} */ name) => words[name] ?? "";
  /** @type {string[]} */
  const entries = model.get("entries") ?? [];
  const fields = entries.map((text) => field(text, say));
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
  const save = h("button", {
    type: "button",
    onclick: () => {
      /** @type {[string, string][]} */
      const parts = entries.map((text, n) => [text, areas[n]?.value.trim() ?? ""]);
      const written = parts.filter(([, text]) => text);
      if (written.length) {
        const notes = [words.file_note, words.banner, words.source];
        saveDocx({ title: words.title, notes, parts: written }, words.file);
      }
      setText(status, say(written.length ? "saved" : "nothing"));
    },
  }, say("save"));
  const root = h("div", { class: "kit-quiz kq-self-check", role: "group", "aria-labelledby": titleId },
    h("div", { class: "kq-head" },
      h("p", { class: "kq-title", id: titleId }, say("title")),
      h("p", {}, say("private")),
      say("banner") ? h("p", { class: "kq-note", role: "note" }, say("banner")) : null,
      h("p", { class: "kq-hint" }, say("how"))),
    ...fields,
    say("source") ? h("p", { class: "kq-hint" }, say("source")) : null,
    h("p", { class: "kq-hint" }, say("save_note")),
    h("div", { class: "kq-actions" }, save, clear), status);
  root.addEventListener("input", () => setText(status, ""));
  el.lang = model.get("language") ?? "vi";
  el.replaceChildren(keepWhole(root));
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
  return h("div", { class: "kq-card kq-field" }, h("label", { for: id }, text), area, lines);
}
