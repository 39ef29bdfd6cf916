// What comes from Python: acknowledgements, feedback, the end of the quiz, a newer state.

import { clock, sameResponse } from "./text.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {Record<string, any>} Message
 */

/** @type {Record<string, (session: Session, message: Message) => void>} */
const RECEIVERS = {
  saved: receiveSaved,
  refused: receiveRefused,
  feedback: receiveFeedback,
  handed_in: receiveHandedIn,
  closed: receiveClosed,
  failed: receiveFailed,
};

/**
 * A message from Python; unknown ones are left alone.
 * @param {Session} session
 * @param {Message} message
 */
export function receive(session, message) {
  const name = Object.keys(RECEIVERS).find((key) => key in (message ?? {}));
  if (name) RECEIVERS[name](session, message);
}

/**
 * @param {Session} session
 * @param {Message} message  With `advice`: the answer is kept, but cannot be read yet.
 */
function receiveSaved(session, message) {
  if (session.outbox.settle(message.saved) !== null) {
    session.savedAt = clock(message.at);
    if (message.advice) session.advice.set(message.item, message.advice);
  }
  session.handInWhenSaved();
}

/**
 * Python is there but could not write: keep the answer, say so at once, go on trying.
 * @param {Session} session
 */
function receiveFailed(session) {
  session.outbox.despair();
}

/**
 * A refused answer stays on screen and on this device, so that it can be mended.
 * @param {Session} session
 * @param {Message} message
 */
function receiveRefused(session, message) {
  const key = session.outbox.settle(message.refused, { keep: true });
  if (key === null) return;
  const text = message.message || session.say("refused");
  // Nothing is handed in over the learner's head while an answer is not taken.
  if (session.handing || key === "hand_in") session.handInMessage = text;
  session.handing = false;
  const item = message.item ?? key.split(":")[1];
  session.checking.delete(item);
  if (key.startsWith("answer:")) session.refusals.set(item, text);
}

/**
 * @param {Session} session
 * @param {Message} message
 */
function receiveFeedback(session, message) {
  const item = message.item;
  session.outbox.settle(session.outbox.letters.get(`check:${item}`)?.n ?? 0);
  session.checking.delete(item);
  session.feedback.set(item, message.feedback_of);
}

/**
 * @param {Session} session
 * @param {Message} message
 */
function receiveHandedIn(session, message) {
  session.outbox.stop();
  session.handing = false;
  session.status = "handed_in";
  session.handedIn = message.at ?? null;
}

/**
 * @param {Session} session
 * @param {Message} message
 */
function receiveClosed(session, message) {
  session.outbox.stop();
  session.handing = false;
  session.checking.clear();
  session.status = message.status ?? "closed";
  session.closedMessage = message.message ?? "";
  session.leftovers = storedAnswers(session).length;
}

/**
 * Take what is new in Python's state and leave the rest: an answer that is being typed, or is not
 * acknowledged yet, is newer than anything Python can know.
 * @param {Session} session
 * @param {Record<string, any>} state
 */
export function mergeState(session, state) {
  const { base } = session;
  for (const { id } of session.items) {
    const response = state.responses?.[id];
    const unsaved = session.outbox.letters.has(`answer:${id}`) || session.refusals.has(id);
    if (!unsaved && !sameResponse(response, base.responses?.[id])) {
      session.responses.set(id, response ?? null);
    }
    mergeFlag(session, state, id);
    mergeFeedback(session, state, id);
  }
  if (state.status && state.status !== base.status) {
    session.status = state.status;
    if (session.status !== "open") session.outbox.stop();
    session.handing = false;
  }
  if (state.handed_in) session.handedIn = state.handed_in;
  // A copy: the next state may be the same object, changed.
  session.base = structuredClone(state);
}

/**
 * @param {Session} session
 * @param {Record<string, any>} state
 * @param {string} id
 */
function mergeFlag(session, state, id) {
  const flagged = (state.flags ?? []).includes(id);
  const isNew = flagged !== (session.base.flags ?? []).includes(id);
  if (!isNew || session.outbox.letters.has(`flag:${id}`)) return;
  if (flagged) session.flags.add(id);
  else session.flags.delete(id);
}

/**
 * @param {Session} session
 * @param {Record<string, any>} state
 * @param {string} id
 */
function mergeFeedback(session, state, id) {
  const feedback = state.feedback?.[id];
  if (sameResponse(feedback, session.base.feedback?.[id])) return;
  if (sameResponse(feedback, session.feedback.get(id))) return;
  if (feedback) session.feedback.set(id, feedback);
  else session.feedback.delete(id);
}

/**
 * Answers in localStorage belong to questions of this quiz.
 * @param {Session} session
 */
function storedAnswers(session) {
  const known = new Set(session.items.map((item) => item.id));
  return [...session.outbox.stored()].filter(
    ([key, message]) => key.startsWith("answer:") && known.has(message.item),
  );
}

/**
 * Send what an earlier page could not get acknowledged. It wins over what Python has: it is the
 * last thing the learner did on this device. Once the quiz is over it can only be told.
 * @param {Session} session
 */
export function replayStored(session) {
  if (session.status !== "open") {
    session.leftovers = storedAnswers(session).length;
    return;
  }
  for (const [, message] of storedAnswers(session)) {
    session.answer(message.item, message.response);
  }
  const known = new Set(session.items.map((item) => item.id));
  for (const [key, message] of session.outbox.stored()) {
    if (key.startsWith("flag:") && known.has(message.item)) session.flag(message.item, message.on);
  }
}
