// A place to write for oneself. The text lives in this page and nowhere else: it is not put on the
// model, not sent, not in localStorage; it goes with the page, or into a Word document that the page
// makes itself when the reader asks for one.

import { saveDocx } from "./own_docx.js";

/**
 * @typedef {object} Model
 * @property {(name: string) => any} get
 */

/**
 * @param {{model: Model, el: HTMLElement}} place
 */
function render({ model, el }) {
  const words = model.get("words") ?? {};
  const say = (/** @type {string} */ name) => words[name] ?? name;
  const id = `kq-reflection-${Math.random().toString(36).slice(2, 10)}`;

  const prompt = document.createElement("label");
  prompt.htmlFor = id;
  prompt.textContent = model.get("prompt") || say("reflection");

  const note = document.createElement("p");
  note.id = `${id}-note`;
  note.className = "kq-hint";
  note.textContent = say("reflection_private");

  const area = document.createElement("textarea");
  area.id = id;
  area.rows = 6;
  // "off" also keeps browsers from putting the text back after a reload.
  area.autocomplete = "off";
  area.setAttribute("aria-describedby", note.id);

  const status = document.createElement("p");
  status.className = "kq-hint";
  status.setAttribute("role", "status");

  const keep = document.createElement("p");
  keep.id = `${id}-keep`;
  keep.className = "kq-hint";
  keep.textContent = say("reflection_save_note");

  const save = button(say("reflection_save"), () => {
    if (!area.value.trim()) {
      status.textContent = say("reflection_nothing");
      return;
    }
    saveDocx({
      title: say("reflection"),
      notes: [say("reflection_file_note")],
      parts: [[prompt.textContent ?? "", area.value.trim()]],
    }, say("reflection_file"));
    status.textContent = say("reflection_saved");
  });
  save.setAttribute("aria-describedby", keep.id);
  const clear = button(say("reflection_clear"), () => {
    area.value = "";
    status.textContent = say("reflection_cleared");
    area.focus();
  });
  area.addEventListener("input", () => {
    status.textContent = "";
  });

  const actions = document.createElement("div");
  actions.className = "kq-actions";
  actions.append(save, clear);
  const card = document.createElement("div");
  card.className = "kq-card kq-field";
  card.append(prompt, note, area, lines(), keep, actions, status);
  const root = document.createElement("div");
  // Several may stand in a lesson: a group, not a landmark.
  root.setAttribute("role", "group");
  root.className = "kit-quiz kq-reflection";
  root.setAttribute("aria-label", say("reflection"));
  root.append(card);
  el.lang = say("language");
  // JupyterLab would take letters for its own commands.
  area.setAttribute("data-lm-suppress-shortcuts", "true");
  el.replaceChildren(root);
  return () => {
    area.value = "";
  };
}

/** Lines to write on, in place of the field, when the page is printed: what was typed is not. */
function lines() {
  const node = document.createElement("div");
  node.className = "kq-paper";
  node.setAttribute("aria-hidden", "true");
  for (let n = 0; n < 5; n += 1) {
    const line = document.createElement("div");
    line.className = "kq-rule";
    node.append(line);
  }
  return node;
}

/**
 * @param {string} text
 * @param {() => void} onclick
 */
function button(text, onclick) {
  const node = document.createElement("button");
  node.type = "button";
  node.textContent = text;
  node.addEventListener("click", onclick);
  return node;
}
