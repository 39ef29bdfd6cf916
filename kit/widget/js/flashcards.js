// Cards to turn over. Where one is in them is known to this page alone: no message, no store.

import { h, keepKeys, newId, setText } from "./dom.js";
import { sloganAnswer, sloganFacts, sloganQuestion, sloganSources } from "./slogan.js";
import { fill } from "./text.js";

/**
 * @typedef {import("./slogan.js").Card} Card
 * @typedef {import("./slogan.js").Say} Say
 * @typedef {import("./slogan.js").Direction} Direction
 */

/**
 * anywidget calls this for every place the widget is shown in.
 * @param {{model: {get: (name: string) => any}, el: HTMLElement}} place
 */
function render({ model, el }) {
  const words = model.get("words") ?? {};
  const language = model.get("language") ?? "vi";
  /** @type {Say} */
  const say = (name, values) => fill(words[name] ?? name, values, language);
  el.lang = language;
  el.replaceChildren(deckNode(model.get("cards") ?? [], say));
  keepKeys(el);
}

/**
 * @param {Card[]} cards
 * @param {Say} say
 */
function deckNode(cards, say) {
  const titleId = newId();
  const front = h("div", { class: "kq-front", "aria-live": "polite" });
  const back = h("div", { class: "kq-back", "aria-live": "polite" });
  const bar = h("progress", { max: cards.length, "aria-label": say("title") });
  const place = h("p", {});
  const put = h("p", { class: "kq-hint", role: "status" });
  const flip = h("button", { type: "button", onclick: turn });
  const next = h("button", { type: "button", onclick: () => goOn(false) }, say("next"));
  const later = h("button", { type: "button", onclick: () => goOn(true) }, say("later"));
  const again = h("button", { type: "button", class: "kq-primary", onclick: () => start(asked) },
    say("again"));
  const swap = h("button", { type: "button", class: "kq-quiet",
    onclick: () => start(asked === "who" ? "text" : "who") });
  /** @type {Direction} */
  let asked = "who";
  /** @type {Card[]} */
  let waiting = [];
  /** @type {Card[]} */
  let putOff = [];
  let turned = false;

  /** @param {Direction} direction */
  function start(direction) {
    asked = direction;
    waiting = [...cards];
    putOff = [];
    turned = false;
    show();
    flip.focus();
  }

  function turn() {
    turned = !turned;
    setText(put, "");
    showBack();
  }

  /** @param {boolean} comesBack */
  function goOn(comesBack) {
    const [card, ...rest] = waiting;
    waiting = comesBack ? [...rest, card] : rest;
    if (comesBack && !putOff.includes(card)) putOff.push(card);
    turned = false;
    show();
    setText(put, comesBack ? say("put_off") : "");
    if (waiting.length) flip.focus();
    else front.querySelector("h3")?.focus();
  }

  function show() {
    const [card] = waiting;
    const seen = cards.length - waiting.length;
    bar.value = seen;
    setText(place, say("progress", { place: Math.min(seen + 1, cards.length), total: cards.length }));
    place.hidden = !card;
    setText(put, "");
    front.replaceChildren(...(card ? sloganQuestion(card, asked, say) : summary(cards, putOff, say)));
    setText(swap, say(asked === "who" ? "swap_to_text" : "swap_to_who"));
    for (const button of [flip, next, later]) button.hidden = !card;
    again.hidden = Boolean(card);
    showBack();
  }

  /** The front stays as it is: put there anew, it would be read out once more. */
  function showBack() {
    const [card] = waiting;
    back.replaceChildren(...(card && turned ? sloganAnswer(card, asked, say) : []));
    setText(flip, say(turned ? "fold" : "flip"));
    // The one that comes next stands out.
    flip.className = turned ? "" : "kq-primary";
    next.className = turned ? "kq-primary" : "";
  }

  const node = h("div", { class: "kit-quiz kq-cards", role: "group", "aria-labelledby": titleId },
    h("div", { class: "kq-deck" },
      h("div", { class: "kq-head" },
        h("p", { class: "kq-title", id: titleId }, say("title")),
        h("p", { class: "kq-hint" }, say("how")),
        h("div", { class: "kq-progress" }, place, bar)),
      h("div", { class: "kq-card" }, front, back,
        h("div", { class: "kq-actions" }, flip, again, next, later), put,
        h("div", { class: "kq-tools" }, swap))),
    printed(cards, say));
  waiting = [...cards];
  show();
  return node;
}

/**
 * @param {Card[]} cards
 * @param {Card[]} putOff
 * @param {Say} say
 */
function summary(cards, putOff, say) {
  const list = h("ul", {}, ...putOff.map(({ text }) => h("li", {}, text)));
  return [
    h("h3", { tabindex: "-1", class: "kq-phrase" }, say("done", { total: cards.length })),
    h("p", {}, putOff.length ? say("done_later", { count: putOff.length }) : say("done_none")),
    ...(putOff.length ? [list] : []),
  ];
}

/**
 * On paper every card stands with both sides.
 * @param {Card[]} cards
 * @param {Say} say
 */
function printed(cards, say) {
  const list = h("ul", { class: "kq-sheet" }, ...cards.map((card) =>
    h("li", {}, h("p", { class: "kq-phrase" }, card.text), sloganFacts(card, say),
      card.note ? h("p", {}, `${say("note")}: ${card.note}`) : null, sloganSources(card, say))));
  return h("div", { class: "kq-paper" }, h("p", { class: "kq-title" }, say("title")), list);
}
