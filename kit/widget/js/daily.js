// The daily set: slogans and questions that are due, one at a time.

import { itemCard } from "./card.js";
import { h, keepKeys, newId, setText, setWhole } from "./dom.js";
import { savingLine } from "./navigation.js";
import { Session } from "./session.js";
import { sloganAnswer, sloganQuestion } from "./slogan.js";
import { fill } from "./text.js";

/**
 * @typedef {import("./session.js").Model} Model
 * @typedef {import("./card.js").View} View
 * @typedef {import("./slogan.js").Card & {asked: import("./slogan.js").Direction}} DueCard
 * @typedef {{done: number, total: number, told: string, next: string}} Progress
 *   What Python has written down: nothing else counts as done.
 */

/**
 * anywidget calls this for every place the widget is shown in.
 * @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} place
 */
function render({ model, el, signal }) {
  const ending = new AbortController();
  signal?.addEventListener("abort", () => ending.abort());
  const session = new Session(model, ending.signal);
  el.lang = session.language;
  const { node, update } = dailyNode(session);
  session.listeners.add(update);
  model.on("change:progress", update);
  ending.signal.addEventListener("abort", () => model.off("change:progress", update));
  el.replaceChildren(node);
  keepKeys(el);
  return () => ending.abort();
}

/** @param {Session} session */
function dailyNode(session) {
  const { model } = session;
  const say = session.say.bind(session);
  /** @type {string[]} */
  const order = model.get("order") ?? [];
  /** @type {Map<string, DueCard>} */
  const cards = new Map((model.get("cards") ?? []).map(
    (/** @type {DueCard} */ card) => [card.id, card]));
  const before = progressOf(model).total - order.length;
  const titleId = newId();
  const place = h("p", {});
  const bar = h("progress", { "aria-label": say("title") });
  const stage = h("div", { class: "kq-stage" });
  const saving = savingLine(session);
  const told = h("p", { class: "kq-hint", role: "status" });
  const intro = h("div", {}, h("p", { class: "kq-hint" }, say("how")),
    h("p", { class: "kq-hint" }, say("private")));
  const next = h("button", { type: "button", class: "kq-primary", onclick: () => go() });
  const steps = h("div", { class: "kq-actions kq-steps" }, next);
  let index = 0;
  /** @type {View} */
  let view;

  function show() {
    const id = order[index];
    const card = cards.get(id);
    const item = session.items.find((one) => one.id === id);
    if (card) view = sloganView(session, card, (remembered) => judge(id, remembered));
    else if (item) view = itemCard(session, item, index, { flags: false });
    else view = endView(session, order.length);
    stage.replaceChildren(view.node);
    update();
  }

  function go() {
    index += 1;
    show();
    view.heading.focus();
  }

  /**
   * @param {string} id
   * @param {boolean} remembered
   */
  function judge(id, remembered) {
    session.outbox.put(`card:${id}`, { do: "card", item: id, remembered });
    go();
  }

  function update() {
    const { done, total, told: words } = progressOf(model);
    view.update();
    saving.update();
    bar.max = Math.max(total, 1);
    bar.value = done;
    setText(place, index < order.length ? say("place", { place: before + index + 1, total }) : "");
    setWhole(told, words);
    // Read once, it would only push the cards down a small screen.
    intro.hidden = index > 0 && index < order.length;
    next.hidden = !session.feedback.has(order[index]);
    setText(next, say(index + 1 < order.length ? "next_card" : "finish"));
  }

  show();
  const node = h("div", { class: "kit-quiz kq-practice kq-daily", role: "region", "aria-labelledby": titleId },
    h("div", { class: "kq-head" },
      h("h2", { id: titleId, class: "kq-title" }, say("title")),
      intro,
      ...(model.get("notices") ?? []).map((/** @type {string} */ one) => h("p", { class: "kq-notice" }, one)),
      order.length ? h("div", { class: "kq-progress" }, place, bar) : null),
    stage, told, saving.node, steps);
  return { node, update };
}

/**
 * @param {Model} model
 * @returns {Progress}
 */
function progressOf(model) {
  return model.get("progress") ?? { done: 0, total: 0, told: "", next: "" };
}

/**
 * A slogan: think, turn over, say for oneself whether one knew it.
 * @param {Session} session
 * @param {DueCard} card
 * @param {(remembered: boolean) => void} judge
 * @returns {View}
 */
function sloganView(session, card, judge) {
  const words = session.model.get("card_words") ?? {};
  const say = (/** @type {string} */ name, /** @type {any} */ values) =>
    fill(words[name] ?? name, values, session.language);
  const heading = h("h3", { tabindex: "-1", class: "kq-number" }, session.say("slogan"));
  const back = h("div", { class: "kq-back", role: "group", tabindex: "-1",
    "aria-label": session.say("right_answer") });
  const askId = newId();
  const answers = [["forgotten", false], ["remembered", true]].map(([name, remembered]) =>
    h("button", { type: "button", onclick: () => judge(Boolean(remembered)) }, session.say(String(name))));
  const judging = h("div", { class: "kq-judge", role: "group", "aria-labelledby": askId },
    h("p", { class: "kq-asked", id: askId }, session.say("judge")),
    h("div", { class: "kq-actions" }, ...answers));
  const flip = h("button", { type: "button", class: "kq-primary", onclick: turn }, say("flip", {}));
  judging.hidden = true;

  function turn() {
    back.replaceChildren(...sloganAnswer(card, card.asked, say));
    flip.hidden = true;
    judging.hidden = false;
    // The button that had the focus is gone. Here is what it has shown, and the next keys follow.
    back.focus();
  }

  const node = h("div", { class: "kq-card" }, heading, ...sloganQuestion(card, card.asked, say), back,
    h("div", { class: "kq-actions" }, flip), judging);
  return { node, heading, update: () => {} };
}

/**
 * What was done, and when cards come next.
 * @param {Session} session
 * @param {number} total  Cards that were due when the page was opened.
 * @returns {View}
 */
function endView(session, total) {
  const heading = h("h3", { tabindex: "-1", class: "kq-phrase" });
  const line = h("p", { class: "kq-asked" });

  function update() {
    const { done, next } = progressOf(session.model);
    const nothing = next ? "nothing_today" : "nothing_ever";
    setText(heading, session.say(total || done ? "done" : nothing, { count: done }));
    setWhole(line, next || (total || done ? "" : session.say("nothing_ever_hint")));
  }

  update();
  return { node: h("div", { class: "kq-card" }, heading, line), heading, update };
}
