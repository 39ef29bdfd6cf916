// Choosing a citation in the text of a source: with the mouse, a finger or the keyboard.

import { h, newId, setText } from "../../widget/js/dom.js";
import { lettersTo, wordTaps } from "./taps.js";

/**
 * @typedef {import("./wire.js").Wire} Wire
 * @typedef {{text: string, marked: boolean}[]} Parts
 * @typedef {{paragraph: number, start: number, end: number, text: string}} Stretch
 */

// Words are looked for in a pause of typing.
const SEEKING_PAUSE = 200;

/**
 * @param {Wire} wire
 * @param {{id: string, title: string}[]} sources
 * @param {(cite: Record<string, string>) => void} taken
 */
export function pickerDialog(wire, sources, taken) {
  const say = wire.say.bind(wire);
  const [titleId, sourceId, textId, findId] = [newId(), newId(), newId(), newId()];
  /** @type {Stretch | null} */
  let selected = null;
  let timer = 0;
  let asked = 0;

  const choice = h("select", { id: sourceId, onchange: () => list() },
    ...sources.map((one) => h("option", { value: one.id }, `${one.title} (${one.id})`)));
  const query = h("input", { id: findId, type: "text", autocomplete: "off", oninput: () => {
    clearTimeout(timer);
    timer = setTimeout(list, SEEKING_PAUSE);
  } });
  const found = h("p", { class: "ks-help", role: "status" });
  const ways = h("div", { class: "ks-bar" });
  const places = h("ol", { class: "ks-paragraphs", "aria-label": say("pick_list") });
  const one = h("textarea", {
    // Not readonly: the caret would not be seen. Nothing can be typed into it all the same.
    id: textId, "aria-readonly": "true", inputmode: "none",
    onbeforeinput: (/** @type {Event} */ event) => event.preventDefault(),
  });
  const oneLabel = h("label", { for: textId, class: "ks-label" });
  const reading = h("div", { class: "ks-one", hidden: true }, oneLabel,
    h("p", { class: "ks-help" }, say("pick_keys")), one,
    h("button", { type: "button", class: "ks-small", onclick: () => unread() }, say("pick_back")));
  const seeking = h("div", {}, h("label", { for: findId, class: "ks-label" }, say("pick_find")), query,
    found, ways, places);
  const phrase = h("p", { class: "ks-phrase", role: "status" });
  const trouble = h("p", { class: "ks-trouble", role: "alert" });
  const dialog = h("dialog", { class: "ks-dialog", "aria-labelledby": titleId },
    h("div", { class: "ks-dialog-body" },
      h("h3", { id: titleId, class: "ks-title" }, say("pick_title")),
      h("p", { class: "ks-help" }, say("pick_help")),
      h("label", { for: sourceId, class: "ks-label" }, say("column_source")), choice, seeking, reading),
    h("div", { class: "ks-dialog-foot" }, phrase, trouble, h("div", { class: "ks-bar" },
      h("button", { type: "button", class: "kq-primary", onclick: () => take() }, say("pick_use")),
      h("button", { type: "button", onclick: () => dialog.close() }, say("close")))));

  /** The paragraphs that have the words, or all. */
  async function list() {
    asked += 1;
    const mine = asked;
    const said = await wire.ask({ do: "source", source: choice.value, query: query.value });
    if (mine !== asked || !said.paragraphs) return;
    [reading.hidden, seeking.hidden] = [true, false];
    mark(null);
    const count = said.paragraphs.length;
    setText(found, count ? say("pick_count", { count, total: said.total })
      : say("pick_none", { query: query.value.trim() }));
    ways.replaceChildren(...count ? [] : waysOut(said.elsewhere ?? {}));
    places.replaceChildren(...said.paragraphs.map(paragraphNode));
  }

  /** Where to go when nothing was found. @param {Record<string, number>} elsewhere */
  function waysOut(elsewhere) {
    const others = sources.filter(({ id }) => elsewhere[id]);
    const go = (/** @type {string} */ word, /** @type {() => void} */ act) =>
      h("button", { type: "button", class: "ks-small", onclick: () => { act(); query.focus(); list(); } }, word);
    return [go(say("pick_clear"), () => { query.value = ""; }),
      ...others.map(({ id, title }) => go(say("pick_elsewhere", { title, count: elsewhere[id] }),
        () => { choice.value = id; }))];
  }

  /** @param {{n: number, parts: Parts}} paragraph */
  function paragraphNode({ n, parts }) {
    const words = h("p", { "data-n": n },
      ...parts.map(({ text, marked }) => marked ? h("mark", {}, text) : document.createTextNode(text)));
    return h("li", {}, h("button", {
      type: "button", class: "ks-small", "data-read": n, onclick: () => read(n, words.textContent ?? ""),
    }, say("paragraph_n", { n })), words);
  }

  /** A paragraph alone, in a field where the keys select. @param {number} n @param {string} text */
  function read(n, text) {
    reading.hidden = false;
    seeking.hidden = true;
    one.value = text;
    one.dataset.n = String(n);
    setText(oneLabel, say("paragraph_n", { n }));
    mark(null);
    one.style.height = "auto";
    one.style.height = `${one.scrollHeight + 4}px`;
    one.focus();
    one.setSelectionRange(0, 0);
  }

  function unread() {
    [reading.hidden, seeking.hidden] = [true, false];
    mark(null);
    /** @type {HTMLElement | null} */ (places.querySelector(`[data-read="${one.dataset.n}"]`))?.focus();
  }

  /** @param {Stretch | null} stretch */
  function mark(stretch) {
    selected = stretch;
    const text = stretch?.text.trim() ?? "";
    setText(phrase, text ? say("pick_phrase", { phrase: text }) : "");
    setText(trouble, "");
  }

  /** What is selected now; a press on a button takes the selection away, and that changes nothing. */
  function look() {
    if (!reading.hidden) {
      const [start, end] = [one.selectionStart, one.selectionEnd];
      if (start < end) choose({ paragraph: Number(one.dataset.n), start, end, text: one.value.slice(start, end) });
      return;
    }
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const place = range.startContainer.parentElement?.closest("p[data-n]");
    if (!place || !places.contains(place)) return;
    const whole = place.textContent ?? "";
    const start = lettersTo(place, range.startContainer, range.startOffset);
    const end = place.contains(range.endContainer)
      ? lettersTo(place, range.endContainer, range.endOffset) : whole.length;
    const paragraph = Number(/** @type {HTMLElement} */ (place).dataset.n);
    if (start < end) choose({ paragraph, start, end, text: whole.slice(start, end) });
  }

  /** @param {Stretch} stretch */
  function choose(stretch) {
    const same = selected && ["paragraph", "start", "end"].every((name) =>
      /** @type {any} */ (selected)[name] === /** @type {any} */ (stretch)[name]);
    if (!same) mark(stretch);
  }

  async function take() {
    const place = selected ?? { paragraph: Number(one.dataset.n) || 1, start: 0, end: 0 };
    const { paragraph, start, end } = place;
    const said = await wire.ask({ do: "pick", source: choice.value, paragraph, start, end });
    if (!said.picked) return setText(trouble, said.unpicked ?? said.trouble ?? "");
    taken(said.picked);
    dialog.close();
  }

  // A finger's selection tells of itself by this event alone.
  document.addEventListener("selectionchange", look);
  wordTaps(places);
  for (const event of ["select", "keyup", "mouseup"]) one.addEventListener(event, look);
  dialog.addEventListener("close", () => document.removeEventListener("selectionchange", look));
  list();
  return dialog;
}
