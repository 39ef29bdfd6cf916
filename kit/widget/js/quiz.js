// The quiz widget: puts the views together and moves between them.

import { itemCard } from "./card.js";
import { h, icon, inItsTongue, keepKeys, keepWhole, newId, setText } from "./dom.js";
import { numberList, progressBar, savingLine } from "./navigation.js";
import { Session } from "./session.js";
import { summaryView } from "./summary.js";
import { startBody, timerLine } from "./timer.js";

/**
 * @typedef {import("./session.js").Model} Model
 * @typedef {import("./card.js").View} View
 */

// So many practice questions stand below each other; more get one at a time.
const MOST_IN_ONE_COLUMN = 4;

/**
 * anywidget calls this for every place the widget is shown in.
 * @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} place
 */
export function render({ model, el, signal }) {
  const ending = new AbortController();
  /** @type {AbortController} */
  let current;
  const build = () => {
    current?.abort();
    current = new AbortController();
    const begins = el.querySelector(".kq-start");
    el.replaceChildren(quizNode(new Session(model, current.signal), current.signal));
    if (begins) /** @type {HTMLElement | null} */ (el.querySelector("h3[tabindex]"))?.focus();
    el.lang = model.get("booklet")?.language ?? "vi";
    keepKeys(el);
  };
  const events = ["change:booklet", "change:words"];
  for (const event of events) model.on(event, build);
  ending.signal.addEventListener("abort", () => {
    for (const event of events) model.off(event, build);
    current.abort();
  });
  signal?.addEventListener("abort", () => ending.abort());
  build();
  return () => ending.abort();
}

/**
 * @param {Session} session
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
function quizNode(session, signal) {
  const unstarted = session.beforeStart.length > 0;
  const oneColumn = session.practice && session.items.length <= MOST_IN_ONE_COLUMN;
  const titleId = newId();
  const notice = noticeLine(session);
  const saving = savingLine(session);
  const body = unstarted ? startBody(session)
    : oneColumn ? columnBody(session) : pagedBody(session, saving.node);
  const progress = progressBar(session);
  const timer = session.deadline ? timerLine(session, signal) : null;
  // A lesson holds several practice widgets of one name: groups then, not landmarks.
  const role = oneColumn ? "group" : "region";
  const look = session.practice ? "kit-quiz kq-practice" : "kit-quiz";
  const node = h("div", { class: look, role, "aria-labelledby": titleId },
    h("div", { class: "kq-head" },
      // In the flow of a lesson a label, not one more heading of its outline.
      keepWhole(inItsTongue(h(oneColumn ? "p" : "h2", { id: titleId, class: "kq-title" },
        oneColumn ? session.say("practice") : session.booklet.title ?? ""))),
      oneColumn || unstarted ? null : progress.node,
      timer && timer.node, notice.node),
    ...body.nodes, oneColumn ? saving.node : null);
  session.listeners.add(() => {
    for (const part of [notice, saving, progress, timer, body]) part?.update();
  });
  return node;
}

/**
 * Why nothing can be changed, and answers that came too late. Exists empty, so that it is read out.
 * @param {Session} session
 */
function noticeLine(session) {
  const node = h("p", { class: "kq-notice", role: "status" });
  const update = () => {
    const { status, leftovers } = session;
    const sentences = [
      ["open", "unstarted"].includes(status) ? "" : session.closedMessage || session.say(`status_${status}`),
      leftovers ? session.say("left_on_device", { count: leftovers }) : "",
    ];
    setText(node, sentences.filter(Boolean).join(" "));
  };
  update();
  return { node, update };
}

/**
 * Few practice questions: all of them, one below the other, and a tally.
 * @param {Session} session
 */
function columnBody(session) {
  const cards = session.items.map((item, i) => itemCard(session, item, i, { flags: false }));
  const tally = practiceTally(session);
  const update = () => {
    for (const part of [...cards, tally]) part.update();
  };
  return { nodes: [...cards.map(({ node }) => node), tally.node], update };
}

/** @param {Session} session */
function practiceTally(session) {
  const node = h("p", { class: "kq-tally", role: "status" });
  const update = () => {
    const outcomes = [...session.feedback.values()].map(({ outcome }) => outcome);
    const count = (/** @type {string} */ outcome) => outcomes.filter((one) => one === outcome).length;
    setText(node, outcomes.length === 0 ? "" : session.say("tally", {
      checked: outcomes.length, total: session.items.length,
      right: count("right"), partial: count("partial"), wrong: count("wrong"), blank: count("blank"),
    }));
  };
  update();
  return { node, update };
}

/**
 * One question at a time, with its neighbours, the list of numbers and the summary.
 * @param {Session} session
 * @param {HTMLElement} saving  Stands between the question and the buttons.
 */
function pagedBody(session, saving) {
  const say = session.say.bind(session);
  const last = session.items.length - 1;
  const stage = h("div", { class: "kq-stage" });
  const tally = practiceTally(session);
  const previous = h("button", { type: "button", onclick: () => go(index - 1) },
    icon("left"), say("previous"));
  const next = h("button", { type: "button", class: "kq-primary", onclick: () => go(index + 1) },
    say("next"), icon("right"));
  const review = h("button", { type: "button", onclick: () => go(-1) });
  const steps = h("div", { class: "kq-actions kq-steps" }, previous, next, review);
  const numbers = numberList(session, go);
  // -1 is the summary.
  let index = session.items.findIndex(({ id }) => id === session.at);
  if (index < 0 && session.status !== "handed_in") index = 0;
  if (session.status === "handed_in") index = -1;
  let status = session.status;
  /** @type {View} */
  let view;

  function show() {
    view = index < 0 ? summaryView(session, go)
      : itemCard(session, session.items[index], index, { flags: true });
    stage.replaceChildren(view.node);
    arrange();
  }

  /** Which buttons there are here. */
  function arrange() {
    const summary = index < 0;
    steps.hidden = summary;
    numbers.node.hidden = summary;
    previous.hidden = index <= 0;
    next.hidden = index >= last;
    review.hidden = session.practice || !["open", "handed_in"].includes(session.status);
    review.className = index === last ? "kq-primary" : "kq-quiet";
    setText(review, say(session.status === "handed_in" ? "to_handed_in" : "to_summary"));
    numbers.update(index);
  }

  /** @param {number} target */
  function go(target) {
    if (session.handing) return;
    index = Math.min(target, last);
    if (index >= 0) session.visit(session.items[index].id);
    else session.outbox.flush();
    show();
    view.heading.focus();
  }

  function update() {
    const handedIn = session.status !== status && session.status === "handed_in";
    status = session.status;
    if (handedIn) go(-1);
    view.update();
    arrange();
    tally.update();
  }

  show();
  const main = h("div", { class: "kq-main" }, stage, saving, steps, tally.node);
  return { nodes: [h("div", { class: "kq-columns" }, main, numbers.node)], update };
}
