// The learner's work on one quiz: what was answered, what Python said about it.

import { Outbox } from "./outbox.js";
import { mergeState, receive, replayStored } from "./incoming.js";
import { fill, isBlank } from "./text.js";

/**
 * @typedef {import("./text.js").Item} Item
 * @typedef {Record<string, any>} Feedback
 * @typedef {object} Model  The part of anywidget's model that is used here.
 * @property {(name: string) => any} get
 * @property {(event: string, listener: (...args: any[]) => void) => void} on
 * @property {(event: string, listener: (...args: any[]) => void) => void} off
 * @property {(message: any) => void} send
 */

export class Session {
  /**
   * @param {Model} model
   * @param {AbortSignal} signal
   */
  constructor(model, signal) {
    this.model = model;
    /** @type {Record<string, any>} */
    this.booklet = model.get("booklet") ?? {};
    /** @type {Item[]} */
    this.items = this.booklet.items ?? [];
    /** @type {string} */
    this.language = this.booklet.language ?? "vi";
    this.practice = this.booklet.mode === "practice";
    /** @type {Map<string, unknown>} */
    this.responses = new Map();
    /** @type {Set<string>} */
    this.flags = new Set();
    /** @type {Map<string, string>} Item → why Python did not take the answer. */
    this.refusals = new Map();
    /** @type {Map<string, string>} Item → why a kept answer cannot be read yet. */
    this.advice = new Map();
    /** @type {Set<string>} Items for which this device kept an answer older than Python's. */
    this.outdated = new Set();
    /** @type {Map<string, Feedback>} */
    this.feedback = new Map();
    /** @type {Set<string>} Items whose check is under way. */
    this.checking = new Set();
    this.status = "open";
    /** @type {string | null} */
    this.handedIn = null;
    this.handing = false;
    this.closedMessage = "";
    this.handInMessage = "";
    this.savedAt = "";
    /** Answers of this device that came too late. */
    this.leftovers = 0;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {Map<string, {response: unknown, at: string}>} What another page has saved instead. */
    this.conflicts = new Map();
    /** @type {Map<string, unknown>} What Python is known to have. */
    this.acknowledged = new Map();
    /** The last state Python gave, to see what is new in the next one. */
    /** @type {Record<string, any>} */
    this.base = {};
    const state = model.get("state") ?? {};
    this.at = state.at ?? null;
    /** @type {string | null} ISO time, by the server's clock. */
    this.deadline = null;
    /** @type {string[]} What to know before the clock starts. */
    this.beforeStart = state.before_start ?? [];
    /** @type {number | null} After this one; -1: as many as one likes, null: there is one only. */
    this.attemptsLeft = null;
    /** Address of the page with the result; "" where there is none. */
    this.result = state.result ?? "";
    /** The time was up before the learner handed in. */
    this.overtaken = false;
    this.outbox = new Outbox({
      send: (message) => model.send(message), seat: state.seat ?? "",
      changed: () => this.emit(), signal,
    });
    mergeState(this, state);
    replayStored(this);
    this.listen(signal);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const onMessage = (/** @type {any} */ message) => {
      receive(this, message);
      this.emit();
    };
    const onState = () => {
      mergeState(this, this.model.get("state") ?? {});
      this.emit();
    };
    this.model.on("msg:custom", onMessage);
    this.model.on("change:state", onState);
    signal.addEventListener("abort", () => {
      this.model.off("msg:custom", onMessage);
      this.model.off("change:state", onState);
    });
  }

  /**
   * A sentence of the catalogue.
   * @param {string} name
   * @param {Record<string, unknown>} [values]
   */
  say(name, values) {
    return fill(this.model.get("words")?.[name] ?? name, values, this.language);
  }

  /** Answers can be changed. */
  get open() {
    return this.status === "open" && !this.handing;
  }

  /**
   * This item cannot be changed: what is on screen must be what the feedback is about.
   * @param {string} item
   */
  locked(item) {
    return !this.open || this.checking.has(item) || this.feedback.has(item) || this.conflicts.has(item);
  }

  get answeredCount() {
    return this.items.filter((item) => !isBlank(this.responses.get(item.id))).length;
  }

  emit() {
    for (const listener of this.listeners) listener();
  }

  /**
   * The learner's answer, kept on this device at once and sent.
   * @param {string} item
   * @param {unknown} response
   * @param {{typing?: boolean, typed?: string, over?: unknown}} [how]  typing: wait for a pause
   *   before sending; typed: ISO time, if it was not just now; over: the answer of another page that
   *   the learner has decided to replace.
   */
  answer(item, response, { typing = false, typed, over } = {}) {
    if (!this.open) return;
    this.responses.set(item, response);
    this.refusals.delete(item);
    this.advice.delete(item);
    this.outdated.delete(item);
    this.handInMessage = "";
    const key = `answer:${item}`;
    const before = this.outbox.letters.get(key)?.message.response;
    const known = [this.acknowledged.get(item), before].map((one) => one ?? null);
    const message = { do: "answer", item, response, ...(over === undefined ? {} : { over }) };
    this.outbox.put(key, message, { typing, typed, keep: true, known });
    this.emit();
  }

  /**
   * Tell at once what is odd about an answer; Python's own advice comes with its acknowledgement.
   * @param {string} item
   * @param {string} hint  "" for nothing.
   */
  advise(item, hint) {
    if (!hint || !this.open) return;
    this.advice.set(item, hint);
    this.emit();
  }

  /**
   * Of two answers, the one on this screen.
   * @param {string} item
   */
  keepHere(item) {
    this.decide(item, this.responses.get(item));
  }

  /**
   * Of two answers, the one that is saved.
   * @param {string} item
   */
  takeThere(item) {
    this.decide(item, this.conflicts.get(item)?.response);
  }

  /**
   * @param {string} item
   * @param {unknown} response
   */
  decide(item, response) {
    const over = this.conflicts.get(item)?.response ?? null;
    this.conflicts.delete(item);
    this.answer(item, response ?? null, { over });
  }

  /**
   * @param {string} item
   * @param {boolean} on
   */
  flag(item, on) {
    if (!this.open) return;
    if (on) this.flags.add(item);
    else this.flags.delete(item);
    this.outbox.put(`flag:${item}`, { do: "flag", item, on }, { keep: true });
    this.emit();
  }

  /**
   * The learner looks at this item now. Not worth a retry, so it does not go through the outbox.
   * @param {string} item
   */
  visit(item) {
    this.outbox.flush();
    this.at = item;
    if (this.open) this.sendOnce({ do: "at", item });
  }

  /** @param {string} item */
  check(item) {
    if (this.locked(item)) return;
    // What Python refused it does not have: checked now, an older answer would be.
    if (this.refusals.has(item)) this.answer(item, this.responses.get(item));
    this.outbox.flush();
    this.checking.add(item);
    this.outbox.put(`check:${item}`, { do: "check", item });
    this.emit();
  }

  /** @param {string} item */
  again(item) {
    this.responses.delete(item);
    this.feedback.delete(item);
    this.refusals.delete(item);
    this.advice.delete(item);
    this.sendOnce({ do: "again", item });
    this.emit();
  }

  /** Hand in as soon as every answer is acknowledged; not while two answers wait for a choice. */
  handIn() {
    this.outbox.flush();
    this.handing = !this.conflicts.size;
    this.handInMessage = this.handing ? "" : this.say("choose_first");
    this.handInWhenSaved();
    this.emit();
  }

  /** Start the clock; the questions come with Python's answer. */
  start() {
    if (this.outbox.waiting) return;
    this.outbox.put("start", { do: "start" });
    this.emit();
  }

  /** Milliseconds until the attempt ends; null if its time is not limited. */
  timeLeft() {
    return this.deadline ? Date.parse(this.deadline) - Date.parse(this.outbox.now()) : null;
  }

  /** Ask how the clock stands; lost with the connection, it is asked again. */
  askTime() {
    this.sendOnce({ do: "time" });
  }

  /** The time is up: hand in what is saved, once what was on its way has been answered. */
  timeUp() {
    this.overtaken = true;
    this.handIn();
  }

  handInWhenSaved() {
    if (this.handing && !this.outbox.waiting) this.outbox.put("hand_in", { do: "hand_in" });
  }

  /** @param {Record<string, any>} message */
  sendOnce(message) {
    this.outbox.lastNumber += 1;
    try {
      this.model.send({ ...message, n: this.outbox.lastNumber });
    } catch {
      // Lost with the connection: nothing of the learner's work is in it.
    }
  }
}
