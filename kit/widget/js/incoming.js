// What comes from Python: acknowledgements, feedback, the end of the quiz, a newer state.

import { clock, sameResponse } from "./text.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {Record<string, any>} Message
 */

// So much older may a kept answer seem and still count as the newer one: an acknowledgement that
// was under way while the learner went on typing, a device's clock that is a little slow.
const GRACE_MILLISECONDS = 60_000;

/** @type {Record<string, (session: Session, message: Message) => void>} */
const RECEIVERS = {
  saved: receiveSaved,
  refused: receiveRefused,
  newer: receiveNewer,
  feedback: receiveFeedback,
  handed_in: receiveHandedIn,
  closed: receiveClosed,
  failed: receiveFailed,
  // The questions come as a new booklet.
  started: (session, message) => session.outbox.settle(message.started),
  time: receiveTime,
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
  session.outbox.learnClock(message.at);
  const letter = session.outbox.letters.get(`answer:${message.item}`);
  if (letter?.n === message.saved) session.acknowledged.set(message.item, letter.message.response);
  learnTimes(session, message);
  if (session.outbox.settle(message.saved) !== null) {
    session.savedAt = clock(message.at);
    if (message.advice) session.advice.set(message.item, message.advice);
    else session.advice.delete(message.item);
  }
  session.handInWhenSaved();
}

/**
 * @param {Session} session
 * @param {Message} message  With `now`, `deadline` and `attempts_left` where there are limits.
 */
function learnTimes(session, message) {
  if (message.now) session.outbox.learnClock(message.now);
  if ("deadline" in message) session.deadline = message.deadline;
  if ("attempts_left" in message) session.attemptsLeft = message.attempts_left;
}

/**
 * @param {Session} session
 * @param {Message} message
 */
function receiveTime(session, message) {
  learnTimes(session, message);
  const left = session.timeLeft();
  const over = message.status === "time_up" || (left !== null && left <= 0);
  if (message.status === "handed_in") standAt(session, "handed_in");
  else if (over && session.status === "open" && !session.handing) session.timeUp();
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
  // Python would check the answer it took before, not the one on screen.
  session.outbox.letters.delete(`check:${item}`);
  session.checking.delete(item);
  if (/^(answer|check):/.test(key)) session.refusals.set(item, text);
}

/**
 * Another device or page has saved something that this one never showed: both are shown, and the
 * learner chooses. Until then nothing is sent; the own answer stays on this device.
 * @param {Session} session
 * @param {Message} message
 */
function receiveNewer(session, message) {
  if (session.outbox.settle(message.newer, { keep: true }) === null) return;
  const { item, response, at } = message;
  if (session.handing) session.handInMessage = session.say("choose_first");
  session.handing = false;
  session.outbox.letters.delete(`check:${item}`);
  session.checking.delete(item);
  session.conflicts.set(item, { response, at });
}

/**
 * Only feedback to the newest check of the answer on screen counts: a check that was sent twice is
 * answered twice, perhaps after the learner has started again. While the answer itself is not
 * acknowledged, the check stays unanswered and goes out again after it.
 * @param {Session} session
 * @param {Message} message
 */
function receiveFeedback(session, message) {
  const item = message.item;
  if (session.outbox.letters.has(`answer:${item}`)) return;
  if (session.outbox.settle(message.feedback) !== `check:${item}`) return;
  session.checking.delete(item);
  session.feedback.set(item, message.feedback_of);
}

/**
 * Where the quiz stands now. What came too late stays on this device to be told; after a hand-in
 * nothing stays, for the computer may be shared.
 * @param {Session} session
 * @param {string} status
 */
function standAt(session, status) {
  session.status = status;
  session.handing = false;
  if (status === "open" || status === "unstarted") return;
  session.outbox.stop();
  session.checking.clear();
  session.conflicts.clear();
  if (status === "handed_in") session.outbox.forgetAll();
  session.leftovers = storedAnswers(session).length;
}

/**
 * @param {Session} session
 * @param {Message} message
 */
function receiveHandedIn(session, message) {
  standAt(session, "handed_in");
  session.handedIn = message.at ?? null;
}

/**
 * @param {Session} session
 * @param {Message} message
 */
function receiveClosed(session, message) {
  if (message.status === "time_up" && session.status === "open") {
    // What is still waiting is refused for good; a hand-in of the rest is not.
    session.leftovers = storedAnswers(session).length;
    session.outbox.stop();
    session.timeUp();
    return;
  }
  standAt(session, message.status ?? "closed");
  session.closedMessage = message.message ?? "";
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
    session.acknowledged.set(id, response);
    const unsaved = session.outbox.letters.has(`answer:${id}`) || session.refusals.has(id)
      || session.conflicts.has(id);
    if (!unsaved && !sameResponse(response, base.responses?.[id])) {
      session.responses.set(id, response ?? null);
      if (state.advice?.[id]) session.advice.set(id, state.advice[id]);
      else session.advice.delete(id);
      session.outdated.delete(id);
    }
    mergeFlag(session, state, id);
    mergeFeedback(session, state, id);
  }
  if (state.status && state.status !== base.status) standAt(session, state.status);
  if (state.handed_in) session.handedIn = state.handed_in;
  learnTimes(session, state);
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
 * Send what an earlier page could not get acknowledged, unless something newer is there from another
 * device: then that stays, and the learner is told. If something is there that was older, but never
 * shown here, the learner chooses. Once the quiz is over nothing is sent.
 * @param {Session} session
 */
export function replayStored(session) {
  if (session.status !== "open") return;
  for (const [key, { item, response, typed, known }] of storedAnswers(session)) {
    const [there, at] = [session.base.responses?.[item], session.base.times?.[item]];
    const expected = [response, ...(known ?? [])].some((one) => sameResponse(there, one));
    if (isOlder(typed, at)) {
      session.outbox.forget(key);
      if (!sameResponse(response, there)) session.outdated.add(item);
    } else if (expected) {
      session.answer(item, response, { typed });
    } else {
      session.responses.set(item, response);
      session.conflicts.set(item, { response: there, at });
    }
  }
  const items = new Set(session.items.map((item) => item.id));
  for (const [key, message] of session.outbox.stored()) {
    if (key.startsWith("flag:") && items.has(message.item)) session.flag(message.item, message.on);
  }
}

/**
 * @param {string} typed  ISO time.
 * @param {string | undefined} saved  ISO time, if Python has an answer.
 */
function isOlder(typed, saved) {
  return Date.parse(saved ?? "") > Date.parse(typed) + GRACE_MILLISECONDS;
}
