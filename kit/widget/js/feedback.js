// Practice: what Python says about an answer.

import { h, icon, inItsTongue, keepWhole, safeHtml } from "./dom.js";
import { withinQuotes } from "./text.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {Record<string, any>} Feedback
 */

/** @type {Record<string, Parameters<typeof icon>[0]>} */
const OUTCOME_ICONS = {
  right: "check", partial: "half", wrong: "cross", blank: "dash", invalid: "alert",
  manual: "dash", unscored: "dash",
};

/**
 * Outcome in words, note, right answer, explanation, sources.
 * @param {Session} session
 * @param {Feedback} feedback
 * @returns {{node: HTMLElement, heading: HTMLElement}}
 */
export function feedbackBox(session, feedback) {
  const say = session.say.bind(session);
  const { outcome, note, right, explanation, citations = [] } = feedback;
  const heading = h("h4", { tabindex: "-1", class: "kq-outcome" },
    h("span", { class: "kq-badge" }, icon(OUTCOME_ICONS[outcome] ?? "dash")),
    say(`outcome_${outcome}`));
  const node = h("div", { class: `kq-feedback kq-is-${outcome}` }, heading,
    scoreLine(session, feedback),
    note ? h("p", {}, note) : null,
    titled(say("right_answer"), right && safeHtml("div", { class: "kq-html" }, right)),
    titled(say("explanation"), explanation && safeHtml("div", { class: "kq-html" }, explanation)),
    titled(say("sources"), citations.length ? sources(citations, say) : null));
  return { node, heading };
}

/**
 * @param {Session} session
 * @param {Feedback} feedback
 */
function scoreLine(session, { outcome, score, max }) {
  if (outcome !== "partial" || typeof score !== "number") return null;
  return h("p", {}, session.say("score", { score, max }));
}

/**
 * @param {string} title
 * @param {Node | null | "" | undefined} content
 */
function titled(title, content) {
  return content ? h("div", { class: "kq-titled" }, h("h5", {}, title), content) : null;
}

/**
 * @param {{text: string, source: string, paragraph: number}[]} citations
 * @param {Session["say"]} say
 */
function sources(citations, say) {
  return keepWhole(h("ul", { class: "kq-sources" }, ...citations.map(({ text, source, paragraph }) =>
    h("li", {},
      text ? inItsTongue(h("q", {}, withinQuotes(text))) : null, text ? " — " : null,
      h("cite", {}, paragraph ? say("citation", { source, paragraph }) : source)))));
}
