// Kinds that are answered by writing.

import { h, keepWhole, newId, safeHtml, plain, setText } from "./dom.js";
import { countWords } from "./text.js";

/**
 * @typedef {import("./text.js").Item} Item
 * @typedef {import("./choices.js").Control} Control
 * @typedef {import("./choices.js").Tools} Tools
 * @typedef {{gap: string, input: string, options?: {id: string, text: string}[]}} Gap
 */

/** Fields that suggest nothing: no earlier entries, no capitals, no red waves under Vietnamese. */
const PLAIN_ENTRY = { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" };

// "decimal" only where digits, comma and point are enough: that keyboard has no hyphen, no slash.
/** @type {Record<string, string>} */
const INPUT_MODES = { number: "decimal", percent: "decimal" };

/** Kinds whose response is one short text; each has a format example in the catalogue. */
const EXAMPLES = ["number", "percent", "range", "date", "month", "docnum"];

/** Kinds that want digits → the catalogue's sentence for a text in which nothing is a number. */
/** @type {Record<string, string>} */
const WANT_DIGITS = { number: "type_a_number", percent: "type_a_percentage", range: "type_a_range" };

// Words that Python may read as a number; what it makes of them it says itself.
const NUMBERS = /\d|không|một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|t[ỷỉ]/i;

/**
 * What to say, without asking Python, of a text that is no number where one is wanted; "" for none.
 * @param {string} input
 * @param {string} text
 * @param {Tools} tools
 */
function noNumber(input, text, { say }) {
  const wrong = input in WANT_DIGITS && text.trim() && !NUMBERS.test(text.normalize("NFC"));
  return wrong ? say(WANT_DIGITS[input]) : "";
}

/**
 * The sentence that shows how to write an entry, or null if anything goes.
 * @param {string} input
 * @param {Tools} tools
 * @param {boolean} whole  Whether people or things are counted: 12,5 of them would be no example.
 */
function example(input, { say }, whole = false) {
  if (whole && input === "number") return say("example_count");
  return EXAMPLES.includes(input) ? say(`example_${input}`) : null;
}

/**
 * @param {string} input
 * @param {Record<string, any>} attributes
 */
function entry(input, attributes) {
  return h("input", { ...PLAIN_ENTRY, inputmode: INPUT_MODES[input] ?? null, ...attributes });
}

/**
 * One short text: text, number, percent, range, date, docnum.
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function entryControl(item, tools) {
  const { input: type = "text", unit = "" } = item.show;
  const [id, exampleId, labelId, unitId] = [newId(), newId(), newId(), newId()];
  const shown = example(type, tools, Boolean(unit) || item.kind === "survey");
  const input = entry(type, {
    id, class: `kq-entry kq-entry-${type}`, "aria-describedby": shown && exampleId,
    "aria-labelledby": unit ? `${labelId} ${unitId}` : null,
  });
  return {
    node: h("div", { class: "kq-field" },
      h("label", { for: id, id: labelId }, tools.say("answer")),
      h("div", { class: "kq-with-unit" }, input, unit ? h("span", { id: unitId }, unit) : null),
      shown && keepWhole(h("p", { class: "kq-hint", id: exampleId }, shown))),
    read: () => input.value,
    hint: () => noNumber(type, input.value, tools),
    write: (response) => {
      input.value = response ?? "";
    },
  };
}

/**
 * A text of several lines.
 * @param {Tools} tools
 * @param {number} lines
 * @param {HTMLElement | null} [below]  Described under the field.
 * @returns {Control & {area: HTMLTextAreaElement}}
 */
export function freeText({ say }, lines, below = null) {
  const id = newId();
  if (below) below.id = newId();
  const area = h("textarea", { id, rows: lines, "aria-describedby": below?.id });
  return {
    area,
    node: h("div", { class: "kq-field" }, h("label", { for: id }, say("answer")), area, below),
    read: () => area.value,
    write: (response) => {
      area.value = response ?? "";
    },
  };
}

/**
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function essayControl(item, tools) {
  const { say } = tools;
  const [min, max] = item.show.words ?? [];
  const wish = min && max ? say("words_wanted", { min, max }) : max ? say("words_most", { max }) : "";
  const counted = h("span");
  const { area, ...control } = freeText(tools, 9, h("p", { class: "kq-hint" }, wish, " ", counted));
  const count = () => setText(counted, say("words_written", { count: countWords(area.value) }));
  area.addEventListener("input", count);
  count();
  return {
    ...control,
    write: (response) => {
      control.write(response);
      count();
    },
  };
}

/**
 * Several short texts in any order; blank ones are left out of the response.
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function setControl(item, { say }) {
  const ids = Array.from({ length: item.show.count }, newId);
  const inputs = ids.map((id) => entry("text", { id, class: "kq-entry" }));
  const lines = ids.map((id, i) =>
    h("div", { class: "kq-line" }, h("label", { for: id }, say("part", { number: i + 1 })), inputs[i]));
  return {
    node: h("div", { class: "kq-lines" }, ...lines),
    read: () => inputs.map((input) => input.value).filter((text) => text.trim()),
    write: (response) => inputs.forEach((input, i) => {
      input.value = response?.[i] ?? "";
    }),
  };
}

/**
 * A text with fields and lists inside.
 * @param {Item} item
 * @param {Tools} tools
 * @returns {Control}
 */
export function clozeControl(item, tools) {
  /** @type {(string | Gap)[]} */
  const parts = item.show.parts;
  const gaps = parts.filter((part) => typeof part === "object");
  const exampleIds = gaps.map(newId);
  const fields = gaps.map((gap, i) => gapField(gap, i + 1, exampleIds[i], tools));
  const sentence = h("p", { class: "kq-cloze" });
  parts.forEach((part, i) => {
    if (typeof part === "object") sentence.append(fields[gaps.indexOf(part)]);
    else sentence.append(safeHtml("span", {}, part));
    if (wantsSpace(part, parts[i + 1])) sentence.append(" ");
  });
  const notes = gaps.flatMap((gap, i) => {
    const text = example(gap.input, tools);
    const about = `${tools.say("gap", { number: i + 1 })}: ${text}`;
    return text ? [keepWhole(h("p", { class: "kq-hint", id: exampleIds[i] }, about))] : [];
  });
  return {
    node: h("div", { class: "kq-field" }, sentence, ...notes),
    read: () => Object.fromEntries(
      gaps.map(({ gap }, i) => [gap, fields[i].value]).filter(([, text]) => text.trim())),
    write: (response) => gaps.forEach(({ gap }, i) => {
      fields[i].value = response?.[gap] ?? "";
    }),
  };
}

/**
 * The texts around a gap come without their outer spaces: one goes back in, but not inside
 * brackets and quotes and not before a comma or a full stop.
 * @param {string | Gap} part
 * @param {string | Gap | undefined} next
 */
function wantsSpace(part, next) {
  const opens = typeof part === "string" && /[(“"«]$/u.test(part);
  const goesOn = typeof next !== "string" || /^[\p{L}\p{N}(“"«<–]/u.test(next);
  return !opens && goesOn;
}

/**
 * @param {Gap} gap
 * @param {number} number
 * @param {string} exampleId
 * @param {Tools} tools
 */
function gapField(gap, number, exampleId, tools) {
  const name = { "aria-label": tools.say("gap", { number }) };
  if (gap.input !== "select") {
    const described = example(gap.input, tools) && exampleId;
    return entry(gap.input, { ...name, class: `kq-gap kq-gap-${gap.input}`, "aria-describedby": described });
  }
  return h("select", { ...name, class: "kq-gap kq-gap-select" },
    h("option", { value: "" }, tools.say("choose")),
    ...(gap.options ?? []).map(({ id, text }) => h("option", { value: id }, plain(text))));
}
