// Before handing in: what is blank, what was marked. After it: what was handed in.

import { h, icon, keepWhole, newId, plain, setText } from "./dom.js";
import { statesOf } from "./navigation.js";
import { timeAndDate } from "./text.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./card.js").View} View
 * @typedef {Record<"blank" | "incomplete" | "refused" | "unread" | "flagged", number[]>} Tally
 *   Numbers of questions.
 */

/**
 * @param {Session} session
 * @returns {Tally}
 */
function tally(session) {
  /** @type {Tally} */
  const found = { blank: [], incomplete: [], refused: [], unread: [], flagged: [] };
  session.items.forEach((item, index) => {
    for (const state of statesOf(session, item)) {
      const name = /** @type {keyof Tally} */ (state.replace("state_", ""));
      found[name]?.push(index + 1);
    }
  });
  return found;
}

/**
 * @param {Session} session
 * @param {(index: number) => void} go
 * @returns {View}
 */
export function summaryView(session, go) {
  const say = session.say.bind(session);
  const heading = h("h3", { tabindex: "-1" });
  const facts = h("div", { class: "kq-facts" });
  let shown = "";
  const rows = summaryRows(session, go);
  const result = h("a", { class: "kq-button kq-primary", href: session.result || null }, say("see_result"));
  const onward = h("div", { class: "kq-actions" }, result);
  const dialog = handInDialog(session);
  const alert = h("p", { role: "alert", class: "kq-refusal" });
  const handIn = h("button", { type: "button", class: "kq-primary", onclick: dialog.ask }, say("hand_in"));
  const back = h("button", {
    type: "button",
    onclick: () => go(Math.max(0, session.items.findIndex(({ id }) => id === session.at))),
  }, icon("left"), say("back_to_work"));
  const actions = h("div", { class: "kq-actions" }, back, handIn);

  function update() {
    const over = session.status === "handed_in";
    setText(heading, say(over ? "handed_in_title" : "summary_title"));
    const lines = over ? handedInLines(session) : openLines(session);
    if (shown !== lines.join()) facts.replaceChildren(...lines.map((line) => keepWhole(h("p", {}, line))));
    shown = lines.join();
    setText(alert, session.handInMessage);
    actions.hidden = session.status !== "open";
    onward.hidden = !over || !session.result;
    for (const button of [handIn, back]) button.setAttribute("aria-disabled", String(session.handing));
    rows.update();
  }

  update();
  const node = h("div", { class: "kq-card kq-summary" }, heading, facts, alert, actions, onward,
    rows.node, dialog.node);
  return { node, heading, update };
}

/** @param {Session} session */
function openLines(session) {
  const all = tally(session);
  const lines = Object.entries(all).flatMap(([name, numbers]) =>
    numbers.length
      ? [session.say(`summary_${name}`, { count: numbers.length, list: numbers.join(", ") })] : []);
  const unfinished = all.blank.length + all.incomplete.length;
  if (!unfinished) lines.unshift(session.say("all_answered", { total: session.items.length }));
  return lines;
}

/** @param {Session} session */
function handedInLines(session) {
  const { time, date } = timeAndDate(session.handedIn);
  const counts = { done: session.answeredCount, total: session.items.length };
  return [
    ...(session.overtaken ? [session.say("handed_in_by_time")] : []),
    ...(time ? [session.say("handed_in_at", { time, date })] : []),
    session.say("handed_in_count", counts),
    session.say(session.result ? "handed_in_whole" : "handed_in_next"),
    ...attemptLines(session, "after"),
  ];
}

/**
 * How many attempts are left, where there are several.
 * @param {Session} session
 * @param {"before" | "after"} when  Of the hand-in.
 */
function attemptLines(session, when) {
  const left = session.attemptsLeft;
  if (left === null) return [];
  const name = left < 0 ? "any" : left === 0 ? "none" : "some";
  return [session.say(`attempts_${name}_${when}`, { count: left })];
}

/**
 * Every question with its state; each leads back to it.
 * @param {Session} session
 * @param {(index: number) => void} go
 */
function summaryRows(session, go) {
  const rows = session.items.map((item, index) => {
    const states = h("span", { class: "kq-row-states" });
    const button = h("button", { type: "button", onclick: () => go(index) },
      h("span", { class: "kq-row-number" }, session.say("question", { number: index + 1 })), " ",
      keepWhole(h("span", { class: "kq-row-stem" }, plain(item.stem))), " ", states);
    return { item, button, states };
  });
  const update = () => {
    for (const { item, button, states } of rows) {
      const names = statesOf(session, item);
      const className = names.map((name) => `kq-${name}`).join(" ");
      if (button.className === className) continue;
      button.className = className;
      states.replaceChildren(...names.map((name) => h("span", {}, stateIcon(name), session.say(name))));
    }
  };
  update();
  return { node: h("ol", { class: "kq-rows" }, ...rows.map(({ button }) => h("li", {}, button))), update };
}

/** @param {string} state */
function stateIcon(state) {
  /** @type {Record<string, Parameters<typeof icon>[0]>} */
  const icons = {
    state_answered: "check", state_incomplete: "half", state_blank: "dash",
    state_refused: "alert", state_unread: "alert", state_flagged: "flag",
  };
  return icons[state] ? icon(icons[state]) : "";
}

/**
 * "Nộp bài?" with the number of blanks; the safe button comes first and has the focus.
 * @param {Session} session
 */
function handInDialog(session) {
  const say = session.say.bind(session);
  const [titleId, textId] = [newId(), newId()];
  const text = h("div", { id: textId });
  const node = h("dialog", { class: "kq-dialog", "aria-labelledby": titleId, "aria-describedby": textId },
    h("h3", { id: titleId }, say("confirm_title")), text,
    h("div", { class: "kq-actions" },
      h("button", { type: "button", autofocus: true, onclick: () => node.close() }, say("confirm_no")),
      h("button", {
        type: "button", class: "kq-primary",
        onclick: () => {
          node.close();
          session.handIn();
        },
      }, say("confirm_yes"))));
  const ask = () => {
    if (!session.open) return;
    const { blank, incomplete, refused } = tally(session);
    const faults = Object.entries({ blank, incomplete, refused }).flatMap(([name, numbers]) =>
      numbers.length ? [say(`confirm_${name}`, { count: numbers.length })] : []);
    const lines = [
      ...(faults.length ? faults : [say("confirm_complete")]), say("confirm_final"),
      ...attemptLines(session, "before"),
    ];
    text.replaceChildren(...lines.map((line) => h("p", {}, line)));
    node.showModal();
  };
  return { node, ask };
}
