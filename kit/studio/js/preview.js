// The learner's view: the quiz widget itself, with the keyless booklet of the item on the page.

import { h } from "../../widget/js/dom.js";

/** @typedef {import("./wire.js").Wire} Wire */
/** @type {{render: (place: {model: any, el: HTMLElement, signal: AbortSignal}) => void}} */
// @ts-ignore: stands above when the modules are joined
const learners = quizWidget;

/** @param {Wire} wire */
export function previewView(wire) {
  const place = h("div", { class: "ks-learner" });
  const node = h("div", {}, h("p", { class: "ks-help" }, wire.say("preview_help")), place);
  /** @type {AbortController | null} */
  let ending = null;

  /** @param {{booklet: any, state: any} | null} preview */
  function show(preview) {
    ending?.abort();
    ending = new AbortController();
    place.replaceChildren();
    if (!preview) {
      place.append(h("p", { class: "ks-help" }, wire.say("preview_none")));
      return;
    }
    /** @type {Map<string, Set<(value: any) => void>>} */
    const listeners = new Map();
    const traits = { ...preview, words: wire.model.get("quiz_words") };
    const model = {
      get: (/** @type {string} */ name) => /** @type {any} */ (traits)[name],
      on: (/** @type {string} */ event, /** @type {(value: any) => void} */ listener) =>
        listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
      off: (/** @type {string} */ event, /** @type {(value: any) => void} */ listener) =>
        listeners.get(event)?.delete(listener),
      send: (/** @type {any} */ message) => wire.model.send({ quiz: message }),
    };
    wire.onQuiz = (reply) => listeners.get("msg:custom")?.forEach((listener) => listener(reply));
    const el = h("div", {});
    place.append(el);
    learners.render({ model, el, signal: ending.signal });
  }
  return { node, show };
}
