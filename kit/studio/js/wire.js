// The line to Python: every message is answered, and every answer brings what the page shows.

import { fill } from "../../widget/js/text.js";

/**
 * @typedef {object} Model  The part of anywidget's model that is used here.
 * @property {(name: string) => any} get
 * @property {(event: string, listener: (message: any) => void) => void} on
 * @property {(event: string, listener: (message: any) => void) => void} off
 * @property {(message: any) => void} send
 */

// An answer that has not come by then will hardly come.
const PATIENCE = 30_000;
// Typing is sent in a pause.
const PAUSE = 350;

export class Wire {
  /**
   * @param {Model} model
   * @param {AbortSignal} signal
   */
  constructor(model, signal) {
    this.model = model;
    this.words = model.get("words") ?? {};
    /** @type {string} */
    this.language = model.get("start")?.language ?? "vi";
    this.count = 0;
    /** @type {Map<number, (said: Record<string, any>) => void>} */
    this.asked = new Map();
    /** @type {Map<string, {timer: number, message: Record<string, any>}>} */
    this.typed = new Map();
    /** @type {(view: Record<string, any>, said: Record<string, any>) => void} */
    this.onView = () => {};
    /** @type {(reply: any) => void} */
    this.onQuiz = () => {};
    this.onWaiting = () => {};
    this.silent = false;
    /** Which form is on the page: until the next one has come, typing is for this one. */
    this.form = {};
    const receive = (/** @type {any} */ reply) => this.receive(reply);
    model.on("msg:custom", receive);
    signal.addEventListener("abort", () => model.off("msg:custom", receive));
  }

  /** Something is on its way, or typed and not yet sent. */
  get waiting() {
    return this.asked.size > 0 || this.typed.size > 0;
  }

  /**
   * A sentence of the catalogue.
   * @param {string} name
   * @param {Record<string, unknown>} [values]
   */
  say(name, values = {}) {
    return fill(this.words[name] ?? name, values, this.language);
  }

  /**
   * Ask Python; what was typed before goes first.
   * @param {Record<string, any>} message
   * @returns {Promise<Record<string, any>>}  What Python says beside the view.
   */
  ask(message) {
    this.flush();
    return this.post(message);
  }

  /** @param {Record<string, any>} message */
  post(message) {
    this.count += 1;
    const n = this.count;
    return new Promise((resolve) => {
      const timer = setTimeout(() => { this.silent = true; this.onWaiting(); }, PATIENCE);
      this.asked.set(n, (said) => {
        clearTimeout(timer);
        this.silent = false;
        resolve(said);
      });
      this.model.send({ ...message, n });
      this.onWaiting();
    });
  }

  /**
   * Another form is on the page from now on.
   * @param {string} bank
   * @param {number | null} uid  Of the item; null for the bank's settings.
   */
  isAt(bank, uid) {
    this.flush();
    this.form = { bank, uid };
  }

  /**
   * What stands in a field now; sent in a pause.
   * @param {string} field
   * @param {unknown} value
   */
  type(field, value) {
    clearTimeout(this.typed.get(field)?.timer);
    const message = { do: "set", field, value, ...this.form };
    const timer = setTimeout(() => this.sendTyped(field), PAUSE);
    this.typed.set(field, { timer, message });
    this.onWaiting();
  }

  /** @param {string} field */
  sendTyped(field) {
    const typed = this.typed.get(field);
    if (!typed) return;
    clearTimeout(typed.timer);
    this.typed.delete(field);
    this.post(typed.message);
  }

  /** Send what was typed at once. */
  flush() {
    for (const field of [...this.typed.keys()]) this.sendTyped(field);
  }

  /** @param {any} reply */
  receive(reply) {
    if ("quiz" in reply) return this.onQuiz(reply.quiz);
    const done = this.asked.get(reply.n);
    this.asked.delete(reply.n);
    this.onView(reply.view ?? {}, reply.said ?? {});
    this.onWaiting();
    done?.(reply.said ?? {});
  }
}
