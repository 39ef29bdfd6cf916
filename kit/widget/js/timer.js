// The time that is left: shown, hidden if the learner likes, announced twice; and the beginning.

import { h, keepWhole, setText } from "./dom.js";

/** @typedef {import("./session.js").Session} Session */

// Minutes before the end at which it is said aloud; a timer by itself is silent.
const ANNOUNCED = [5, 1];
const AGAIN_MILLISECONDS = 5000;

/**
 * "14:32", or "1:04:32".
 * @param {number} milliseconds
 */
function digits(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

/**
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function timerLine(session, signal) {
  const time = h("p", { class: "kq-time", role: "timer" });
  const said = h("p", { class: "kq-time-said", role: "status" });
  const toggle = h("button", { type: "button", class: "kq-quiet", onclick: () => {
    hidden = !hidden;
    update();
  } });
  const node = h("div", { class: "kq-timer" }, time, toggle, said);
  let hidden = false;
  let askedAt = 0;
  /** @type {number[]} Announcements that are still to come. */
  let coming = [...ANNOUNCED];

  function update() {
    const left = session.timeLeft();
    node.hidden = left === null || session.status !== "open";
    if (left === null || node.hidden) return;
    setText(time, hidden ? "" : session.say("time_left", { time: digits(left) }));
    setText(toggle, session.say(hidden ? "time_show" : "time_hide"));
    node.classList.toggle("kq-hurry", left < 60_000);
    if (session.handing) return;
    if (left <= 0) end();
    else announce(left);
  }

  /** @param {number} left */
  function announce(left) {
    const due = ANNOUNCED.filter((minutes) => left <= minutes * 60_000);
    const now = due.at(-1);
    const isNew = now !== undefined && coming.includes(now);
    coming = ANNOUNCED.filter((minutes) => !due.includes(minutes));
    if (now === undefined) setText(said, "");
    if (!isNew) return;
    setText(said, session.say("time_minutes", { count: Math.ceil(left / 60_000) }));
    session.askTime();
  }

  /** Perhaps somebody has given more time: Python says so, or that it is over. */
  function end() {
    if (Date.now() < askedAt + AGAIN_MILLISECONDS) return;
    askedAt = Date.now();
    setText(said, session.say("time_over"));
    session.outbox.flush();
    session.askTime();
  }

  const tick = setInterval(update, 500);
  signal.addEventListener("abort", () => clearInterval(tick));
  document.addEventListener("visibilitychange", update, { signal });
  update();
  return { node, update };
}

/**
 * What to know before the clock starts, and the button that starts it.
 * @param {Session} session
 */
export function startBody(session) {
  const heading = h("h3", { tabindex: "-1" }, session.say("start_title"));
  const lines = h("div", { class: "kq-facts" },
    ...session.beforeStart.map((line) => keepWhole(h("p", {}, line))));
  const button = h("button", { type: "button", class: "kq-primary", onclick: () => session.start() });
  const trouble = h("p", { class: "kq-refusal", role: "status" });
  const node = h("div", { class: "kq-card kq-start" }, heading, lines,
    h("div", { class: "kq-actions" }, button), trouble);
  const update = () => {
    button.hidden = session.status !== "unstarted";
    button.setAttribute("aria-disabled", String(session.outbox.waiting));
    setText(button, session.say(session.outbox.waiting ? "starting" : "start"));
    setText(trouble, session.outbox.trouble ? session.say("not_started") : "");
  };
  update();
  return { nodes: [node], update };
}
