// Progress, the list of question numbers, and how the saving goes.

import { h, icon, newId, setText } from "./dom.js";
import { completeness } from "./text.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./text.js").Item} Item
 */

/**
 * What there is to say about an item, as names of sentences; the first one is its completeness.
 * @param {Session} session
 * @param {Item} item
 */
export function statesOf(session, item) {
  const states = [`state_${completeness(item, session.responses.get(item.id))}`];
  if (session.refusals.has(item.id) || session.conflicts.has(item.id)) states.push("state_refused");
  if (session.status === "open" && session.advice.has(item.id)) states.push("state_unread");
  if (session.flags.has(item.id)) states.push("state_flagged");
  return states;
}

/**
 * "Đã trả lời 7/25 câu" with a bar.
 * @param {Session} session
 */
export function progressBar(session) {
  const textId = newId();
  const total = session.items.length;
  const text = h("p", { id: textId });
  const bar = h("progress", { max: Math.max(total, 1), "aria-labelledby": textId });
  const update = () => {
    bar.value = session.answeredCount;
    setText(text, session.say("progress", { done: session.answeredCount, total }));
  };
  update();
  return { node: h("div", { class: "kq-progress" }, text, bar), update };
}

/**
 * Saving, saved, not saved. "Saved" stands here only when everything sent was acknowledged.
 * @param {Session} session
 */
export function savingLine(session) {
  const line = h("p", { class: "kq-saving", role: "status" });
  const reload = h("button", { type: "button", onclick: () => window.location.reload() },
    session.say("reload"));
  const node = h("div", { class: "kq-saving-box" }, line, reload);
  const update = () => {
    const { trouble, waiting, keeps, offline } = session.outbox;
    node.classList.toggle("kq-trouble", trouble);
    // A reload would lose what is kept nowhere; without a network it would lose the page itself.
    reload.hidden = !(trouble && keeps) || offline;
    setText(line, savingText(session));
  };
  update();
  return { node, update };
}

/** @param {Session} session */
function savingText(session) {
  const { trouble, waiting, keeps, offline } = session.outbox;
  if (trouble && offline) return session.say("not_saved_offline");
  if (trouble) return session.say(keeps ? "not_saved" : "not_saved_stay");
  if (session.handing) return session.say("handing_in");
  if (waiting) return session.say("saving");
  if (session.status !== "open" || session.refusals.size || session.conflicts.size) return "";
  return session.savedAt ? session.say("saved", { time: session.savedAt }) : "";
}

/**
 * One button a question, with its state in words and in signs.
 * @param {Session} session
 * @param {(index: number) => void} go
 */
export function numberList(session, go) {
  const say = session.say.bind(session);
  const titleId = newId();
  const items = session.items.map((item, index) => {
    const spoken = h("span", { class: "kq-unseen" });
    const button = h("button", { type: "button", onclick: () => go(index) },
      h("span", { class: "kq-unseen" }, say("question_word")), " ", String(index + 1), spoken,
      icon("check"), icon("half"), icon("flag"), icon("alert"));
    return { item, button, spoken };
  });
  const unread = h("span", {}, icon("alert"), say("state_unread"));
  const key = h("p", { class: "kq-key", "aria-hidden": "true" },
    h("span", {}, icon("check"), say("state_answered")),
    h("span", {}, icon("half"), say("state_incomplete")),
    h("span", {}, icon("flag"), say("state_flagged")), unread);
  const node = h("nav", { class: "kq-nav", "aria-labelledby": titleId },
    h("p", { class: "kq-nav-title", id: titleId }, say("questions")),
    h("ol", {}, ...items.map(({ button }) => h("li", {}, button))), key);

  /** @param {number} current  -1: none of them is on screen. */
  function update(current) {
    unread.hidden = !items.some(({ item }) => statesOf(session, item).includes("state_unread"));
    items.forEach(({ item, button, spoken }, index) => {
      const states = statesOf(session, item);
      button.className = states.map((state) => `kq-${state}`).join(" ");
      if (index === current) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
      const all = index === current ? [...states, "state_current"] : states;
      setText(spoken, all.map((state) => say(state)).join(", "));
    });
  }

  return { node, update };
}
