// A slogan as a card: what stands on its two sides.

import { h, keepWhole } from "./dom.js";
import { withinQuotes } from "./text.js";

/**
 * @typedef {object} Card
 * @property {string} id
 * @property {string} text  The slogan, word for word.
 * @property {string} clue  The same with its parts hidden.
 * @property {string} who
 * @property {string} when
 * @property {string} where
 * @property {string} note
 * @property {{source: string, paragraph: number, phrase: string}[]} cites
 *
 * @typedef {(name: string, values?: Record<string, unknown>) => string} Say
 * @typedef {"who" | "text"} Direction  What is asked for.
 */

/**
 * @param {Card} card
 * @param {Direction} asked
 * @param {Say} say
 */
export function sloganQuestion(card, asked, say) {
  if (asked === "who") {
    return [h("p", { class: "kq-phrase" }, card.text), h("p", { class: "kq-asked" }, say("ask_who"))];
  }
  return [sloganFacts(card, say), h("p", { class: "kq-asked" }, say("ask_text")),
    h("p", { class: "kq-clue" }, card.clue)];
}

/**
 * @param {Card} card
 * @param {Direction} asked
 * @param {Say} say
 */
export function sloganAnswer(card, asked, say) {
  return [
    asked === "who" ? sloganFacts(card, say) : h("p", { class: "kq-phrase" }, card.text),
    ...(card.note ? [keepWhole(h("p", { class: "kq-hint" }, `${say("note")}: ${card.note}`))] : []),
    sloganSources(card, say),
  ];
}

/**
 * @param {Card} card
 * @param {Say} say
 */
export function sloganFacts(card, say) {
  return keepWhole(h("dl", { class: "kq-about" },
    ...["who", "when", "where"].map((name) =>
      h("div", {}, h("dt", {}, say(name)),
        h("dd", {}, /** @type {Record<string, any>} */ (card)[name])))));
}

/**
 * @param {Card} card
 * @param {Say} say
 */
export function sloganSources({ cites }, say) {
  return keepWhole(h("ul", { class: "kq-sources" }, ...cites.map(({ source, paragraph, phrase }) =>
    h("li", {}, h("cite", {}, say("citation", { source, paragraph })), ": ", h("q", {}, withinQuotes(phrase))))));
}
