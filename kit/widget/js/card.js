// One question on screen: its number, stem, fields, and what Python says about the answer.

import { h, icon, keepWhole, newId, safeHtml, setText, setWhole } from "./dom.js";
import { conflictBox } from "./conflict.js";
import { feedbackBox } from "./feedback.js";
import { controlOf, howTo } from "./kinds.js";
import { paperPart } from "./paper.js";
import { isBlank, sameResponse } from "./text.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./text.js").Item} Item
 * @typedef {object} View  Something on screen that follows the session.
 * @property {HTMLElement} node
 * @property {HTMLElement} heading  Takes the focus when the view comes up.
 * @property {() => void} update
 */

/**
 * @param {Session} session
 * @param {Item} item
 * @param {number} index  0-based.
 * @param {{flags: boolean}} how  flags: offer to mark the item for later.
 * @returns {View}
 */
export function itemCard(session, item, index, { flags }) {
  const say = session.say.bind(session);
  const typed = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element && target.matches("textarea, input[type=text]");
  const control = controlOf(item, { say, changed: () => answer(false) });
  const heading = h("h3", { tabindex: "-1", class: "kq-number" },
    say("question_of", { number: index + 1, total: session.items.length }), pointsOf(session, item));
  const howId = newId();
  // What has to be said of the words in the question, such as that they come from the press.
  const note = item.note ? keepWhole(h("p", { class: "kq-note", id: newId() },
    say(`note_${item.note}`))) : null;
  const refusal = h("p", { role: "alert", class: "kq-refusal", id: newId() });
  const advice = h("p", { role: "status", class: "kq-advice", id: newId() });
  const fieldset = h("fieldset", { class: `kq-item kq-kind-${item.kind}`, "aria-describedby": howId },
    h("legend", {}, heading, safeHtml("div", { class: "kq-stem kq-html" }, item.stem)),
    h("p", { class: "kq-hint", id: howId }, howTo(item, say)),
    control.node, session.practice ? paperPart(item, say) : null);
  const tools = cardTools(session, item, { flags, clear });
  const practice = session.practice ? practiceTools(session, item, () => heading.focus()) : null;
  const conflict = conflictBox(session, item, () => heading.focus());
  const form = h("form", {
    novalidate: true,
    oninput: (/** @type {Event} */ event) => answer(typed(event.target)),
    onchange: () => {
      session.outbox.flush();
      session.advise(item.id, control.hint?.() ?? "");
    },
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      if (session.practice && !session.feedback.has(item.id)) session.check(item.id);
      else session.outbox.flush();
    },
  }, note, fieldset, refusal, conflict.node, advice, practice?.buttons ?? null, tools.node);

  /** @param {boolean} typing */
  function answer(typing) {
    session.answer(item.id, control.read(), { typing });
  }

  function clear() {
    control.write(null);
    answer(false);
    heading.focus();
  }

  function update() {
    const response = session.responses.get(item.id);
    if (!sameResponse(response, control.read())) control.write(response);
    // A disabled field loses the focus; the button that says "checking" keeps it in the question.
    const focused = fieldset.contains(document.activeElement);
    if (focused && session.checking.has(item.id)) practice?.check.focus();
    fieldset.disabled = session.locked(item.id);
    setText(refusal, session.refusals.get(item.id) ?? "");
    setWhole(advice, adviceOf(session, item));
    const described = [refusal, advice, note].filter((node) => node?.textContent).map((node) => node?.id);
    fieldset.setAttribute("aria-describedby", [...described, howId].join(" "));
    tools.update();
    conflict.update();
    practice?.update();
  }

  control.write(session.responses.get(item.id));
  update();
  return { node: h("div", { class: "kq-card" }, form, practice?.result ?? null), heading, update };
}

/**
 * @param {Session} session
 * @param {Item} item
 */
function pointsOf(session, item) {
  if (session.practice || item.kind === "survey" || typeof item.points !== "number") return null;
  const points = session.say("points", { points: item.points });
  return h("span", { class: "kq-points" }, " · ", points);
}

/**
 * @param {Session} session
 * @param {Item} item
 */
function adviceOf(session, item) {
  const older = session.outdated.has(item.id) ? session.say("older_here") : "";
  return [older, session.advice.get(item.id)].filter(Boolean).join(" ");
}

/**
 * Mark for later, take the answer back.
 * @param {Session} session
 * @param {Item} item
 * @param {{flags: boolean, clear: () => void}} how
 */
function cardTools(session, item, { flags, clear }) {
  const flag = h("button", {
    type: "button", class: "kq-quiet kq-flag",
    onclick: () => session.flag(item.id, !session.flags.has(item.id)),
  }, icon("flag"), session.say("flag"));
  const undo = h("button", { type: "button", class: "kq-quiet", onclick: clear }, session.say("clear"));
  const node = h("div", { class: "kq-tools" }, flags ? flag : null, undo);
  const update = () => {
    flag.setAttribute("aria-pressed", String(session.flags.has(item.id)));
    flag.hidden = !session.open;
    undo.hidden = session.locked(item.id) || isBlank(session.responses.get(item.id));
  };
  return { node, update };
}

/**
 * Check, feedback, once more.
 * @param {Session} session
 * @param {Item} item
 * @param {() => void} restart  Focus the question again.
 */
function practiceTools(session, item, restart) {
  const check = h("button", { type: "submit", class: "kq-primary" });
  const again = h("button", {
    type: "button",
    onclick: () => {
      session.again(item.id);
      restart();
    },
  }, session.say("again"));
  const result = h("div", { class: "kq-result" });
  const buttons = h("div", { class: "kq-actions" }, check);
  /** @type {unknown} */
  let shown;
  // Feedback that is there from the start is no news and takes no focus.
  let news = false;

  function update() {
    const feedback = session.feedback.get(item.id);
    const checking = session.checking.has(item.id);
    if (checking) news = true;
    setText(check, session.say(checking ? "checking" : "check"));
    check.setAttribute("aria-disabled", String(checking));
    buttons.hidden = !session.open || Boolean(feedback);
    if (feedback === shown) return;
    shown = feedback;
    result.replaceChildren();
    if (!feedback) return;
    const { node, heading } = feedbackBox(session, feedback);
    if (session.open) node.append(h("div", { class: "kq-actions" }, again));
    result.append(node);
    if (news) heading.focus();
    news = false;
  }

  return { buttons, check, result, update };
}
