// Two answers to one question: the one on screen, and one that another device or page has saved.

import { h, newId, setText } from "./dom.js";
import { controlOf } from "./kinds.js";
import { clock } from "./text.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./text.js").Item} Item
 */

/**
 * Shows the saved answer and lets the learner choose; empty while there is nothing to choose.
 * @param {Session} session
 * @param {Item} item
 * @param {() => void} chosen  Where the focus goes afterwards.
 */
export function conflictBox(session, item, chosen) {
  const say = session.say.bind(session);
  const asks = h("p", { role: "alert", class: "kq-refusal" });
  const rest = h("div");
  /** @type {unknown} */
  let shown;

  /** @param {"takeThere" | "keepHere"} what  @param {string} label */
  const choice = (what, label) => h("button", {
    type: "button",
    onclick: () => {
      session[what](item.id);
      chosen();
    },
  }, label);

  /** @param {unknown} response */
  function saved(response) {
    const control = controlOf(item, { say, changed: () => {} });
    control.write(response ?? null);
    const titleId = newId();
    return h("fieldset", {
      disabled: true, class: `kq-item kq-kind-${item.kind}`, "aria-labelledby": titleId,
    }, h("p", { class: "kq-there", id: titleId }, say("answer_there")), control.node);
  }

  function update() {
    const other = session.conflicts.get(item.id);
    if (shown === other) return;
    shown = other;
    setText(asks, other ? say("other_page", { time: clock(other.at) }) : "");
    rest.replaceChildren(...(other ? [saved(other.response), h("div", { class: "kq-actions" },
      choice("takeThere", say("take_there")), choice("keepHere", say("keep_here")))] : []));
  }

  return { node: h("div", { class: "kq-conflict" }, asks, rest), update };
}
