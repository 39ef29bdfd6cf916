// The form of an item, or of a bank: made from what Python says of its fields.

import { h, keepWhole, newId } from "../../widget/js/dom.js";
import { citeControl } from "./cite.js";
import { labelled, simpleControl, ticksControl } from "./controls.js";
import { rowsControl } from "./rows.js";

/**
 * @typedef {import("./controls.js").Shown} Shown
 * @typedef {import("./wire.js").Wire} Wire
 * @typedef {{field: string, message: string, hint: string, stops: boolean, rows?: number[]}} Finding
 */

/**
 * @param {Wire} wire
 * @param {{bank: string, uid: number | null, kind: string, fields: Shown[]}} form
 */
export function formView(wire, form) {
  const say = wire.say.bind(wire);
  wire.isAt(form.bank, form.uid);
  /** @type {Map<string, {node: HTMLElement, notes: HTMLElement, controls: (rows?: Set<number>) => Element[]}>} */
  const fields = new Map();
  const whole = notesList();
  const kinds = form.uid === null ? [] : [kindField(wire, form.kind)];
  const node = h("div", { class: "ks-form" }, whole, ...kinds, ...form.fields.map((shown) => {
    const made = fieldNode(wire, shown);
    fields.set(shown.name, made);
    return made.node;
  }));

  /** What is wrong, each at its field. @param {Finding[]} findings */
  function mark(findings) {
    fillNotes(whole, findings.filter(({ field }) => !fields.has(field)), say);
    for (const [name, { node: field, notes, controls }] of fields) {
      const mine = findings.filter((one) => one.field === name);
      fillNotes(notes, mine, say);
      const stops = mine.some((one) => one.stops);
      field.classList.toggle("ks-noted", mine.length > 0);
      field.classList.toggle("ks-faulty", stops);
      for (const control of controls()) control.removeAttribute("aria-invalid");
      if (stops) for (const control of controls(rowsOf(mine))) control.setAttribute("aria-invalid", "true");
    }
  }

  /** @param {string} field @param {string} message */
  function refuse(field, message) {
    const made = fields.get(field);
    if (made) fillNotes(made.notes, [{ field, message, hint: say("not_taken"), stops: true }], say);
  }

  /** @param {string} name @param {string} value */
  function put(name, value) {
    const input = fields.get(name)?.node.querySelector("input");
    if (input && document.activeElement !== input) input.value = value;
  }
  return { node, mark, refuse, put };
}

/** The rows that must be mended; none where it is the field as a whole. @param {Finding[]} findings */
function rowsOf(findings) {
  const stopping = findings.filter(({ stops }) => stops).map(({ rows }) => rows ?? []);
  return new Set(stopping.every(({ length }) => length) ? stopping.flat() : []);
}

function notesList() {
  return h("ul", { class: "ks-findings", id: newId() });
}

/** @param {HTMLElement} list @param {Finding[]} findings @param {(word: string) => string} say */
function fillNotes(list, findings, say) {
  const text = findings.map(({ message, hint, stops }) => `${stops} ${message}\n${hint}`).join("\n");
  if (list.dataset.text === text) return;
  list.dataset.text = text;
  list.replaceChildren(...findings.map(({ message, hint, stops }) =>
    keepWhole(h("li", { class: stops ? "ks-stops" : null },
      stops ? h("span", { class: "ks-badge ks-badge-stops" }, say("must")) : null,
      h("strong", {}, message), hint ? ` ${hint}` : ""))));
}

/** @param {Wire} wire @param {string} kind */
function kindField(wire, kind) {
  const choices = wire.model.get("start")?.kinds ?? [];
  const shown = { name: "kind", label: wire.say("field_kind"), control: "select", choices };
  const simple = simpleControl(shown, kind, { choose: wire.say("choose") });
  simple.input.addEventListener("change", () => {
    if (simple.read()) wire.ask({ do: "kind", kind: simple.read() });
  });
  return h("div", { class: "ks-field" }, ...labelled(shown, simple),
    h("p", { class: "ks-help" }, wire.say("help_kind")));
}

/** @param {Wire} wire @param {Shown} shown */
function fieldNode(wire, shown) {
  const say = wire.say.bind(wire);
  const help = h("p", { class: "ks-help", id: newId() }, shown.help ?? "");
  const notes = notesList();
  const described = `${help.id} ${notes.id}`;
  if (shown.foreign) {
    const node = h("div", { class: "ks-field" }, h("p", { class: "ks-label" }, shown.label),
      h("p", { class: "ks-help" }, say("foreign")), notes);
    return { node, notes, controls: () => [] };
  }
  if (["rows", "cite", "checks"].includes(shown.control)) {
    const changed = () => wire.type(shown.name, control.read());
    const control = shown.control === "cite" ? citeControl(shown, wire, changed)
      : shown.control === "checks" ? ticksControl(shown, changed)
        : rowsControl(shown, { say, changed });
    const node = h("fieldset", { class: "ks-field", "aria-describedby": described },
      h("legend", { class: "ks-label" }, shown.label), help, control.node, notes);
    node.addEventListener("focusout", () => wire.sendTyped(shown.name));
    const controls = (/** @type {Set<number>} */ rows = new Set()) => [...node.querySelectorAll(".ks-row")]
      .filter((_, n) => !rows.size || rows.has(n + 1))
      .flatMap((row) => [...row.querySelectorAll("input, textarea")]);
    return { node, notes, controls };
  }
  const simple = simpleControl(shown, shown.value, { choose: say("choose") });
  simple.input.setAttribute("aria-describedby", described);
  simple.input.addEventListener("input", () => wire.type(shown.name, simple.read()));
  simple.input.addEventListener("blur", () => wire.sendTyped(shown.name));
  const node = h("div", { class: "ks-field" }, ...labelled(shown, simple), help, notes);
  return { node, notes, controls: () => [simple.input] };
}
