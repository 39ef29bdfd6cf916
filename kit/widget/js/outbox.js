// What was said to Python and not yet acknowledged: sent again until it is, kept over a reload.

/**
 * @typedef {object} Letter
 * @property {number} n  Stays the same when sent again; a newer content has a newer number.
 * @property {Record<string, any>} message
 * @property {boolean} held  Typing goes on; not sent yet.
 */

const RETRY_SECONDS = [3, 5, 8, 12, 20, 30];
const TROUBLE_SECONDS = 20;
// The same where the device itself says that it has no network: a server on it still answers at once.
const OFFLINE_SECONDS = 2;
const TYPING_MILLISECONDS = 600;

export class Outbox {
  /**
   * @param {object} means
   * @param {(message: Record<string, any>) => void} means.send
   * @param {string} means.seat  Names this learner's quiz in localStorage; empty: keep nothing.
   * @param {() => void} means.changed  Called when `trouble` may have changed.
   * @param {AbortSignal} means.signal  Ends all timers.
   */
  constructor({ send, seat, changed, signal }) {
    this.send = send;
    this.changed = changed;
    this.prefix = `kit-quiz:${seat}:`;
    this.storage = seat ? openStorage() : null;
    /** @type {Map<string, Letter>} */
    this.letters = new Map();
    // Growing over reloads too, so that a late acknowledgement never meets another message.
    this.lastNumber = Date.now();
    this.attempt = 0;
    /** @type {number | null} Milliseconds the server's clock is ahead of this device's. */
    this.clockAhead = null;
    /** @type {number | null} */
    this.silentSince = null;
    this.timers = { retry: 0, typing: 0, trouble: 0 };
    signal.addEventListener("abort", () => {
      this.flush();
      for (const timer of Object.values(this.timers)) clearTimeout(timer);
    });
    const again = () => document.visibilityState === "visible" && this.sendAgain();
    window.addEventListener("online", again, { signal });
    window.addEventListener("offline", () => this.lookLater(), { signal });
    for (const turn of ["online", "offline"]) window.addEventListener(turn, changed, { signal });
    document.addEventListener("visibilitychange", again, { signal });
    window.addEventListener("pagehide", () => this.flush(), { signal });
  }

  /** Something is on its way, or waits for typing to pause. */
  get waiting() {
    return this.letters.size > 0;
  }

  /** Nothing came back for so long that the learner should know. */
  get trouble() {
    const silence = this.silentSince === null ? 0 : Date.now() - this.silentSince;
    return silence >= this.patience;
  }

  /** Milliseconds of silence that are none yet. */
  get patience() {
    return (this.offline ? OFFLINE_SECONDS : TROUBLE_SECONDS) * 1000;
  }

  /** The device says that it has no network. */
  get offline() {
    return navigator.onLine === false;
  }

  /**
   * Send a message; a later one with the same key takes its place.
   * @param {string} key
   * @param {Record<string, any>} message
   * @param {{typing?: boolean, keep?: boolean, typed?: string, known?: unknown[]}} [how]  typing:
   *   wait for a pause; keep: over reloads; typed: ISO time, if it was not just now; known: what it
   *   may replace, should it be sent by a later page.
   */
  put(key, message, { typing = false, keep = false, typed = this.now(), known } = {}) {
    this.lastNumber += 1;
    this.letters.set(key, { n: this.lastNumber, message, held: typing });
    if (keep) this.store(key, { ...message, typed, known });
    if (typing) {
      clearTimeout(this.timers.typing);
      this.timers.typing = window.setTimeout(() => this.flush(), TYPING_MILLISECONDS);
    } else {
      this.post(key);
      this.scheduleRetry();
    }
  }

  /** Send what was held back while typing. */
  flush() {
    clearTimeout(this.timers.typing);
    const held = [...this.letters].filter(([, letter]) => letter.held);
    for (const [key] of held) this.post(key);
    if (held.length) this.scheduleRetry();
  }

  /**
   * An answer to number n came back.
   * @param {number} n
   * @param {{keep?: boolean}} [how]  keep: leave it in localStorage (a refused answer).
   * @returns {string | null}  Its key, or null if something newer has taken its place.
   */
  settle(n, { keep = false } = {}) {
    this.attempt = 0;
    this.silentSince = null;
    const key = [...this.letters].find(([, letter]) => letter.n === n)?.[0] ?? null;
    if (key !== null) {
      this.letters.delete(key);
      if (!keep) this.forget(key);
    }
    if (this.waiting) this.watchSilence();
    this.scheduleRetry();
    return key;
  }

  /**
   * An acknowledgement tells what time it is for the server. It can only come late, so the largest
   * difference is the truest. Before the first one this device's own clock has to do.
   * @param {string} at  ISO time.
   */
  learnClock(at) {
    const ahead = Date.parse(at) - Date.now();
    if (!Number.isNaN(ahead)) this.clockAhead = Math.max(this.clockAhead ?? ahead, ahead);
  }

  /** ISO time by the server's clock, as far as it is known. */
  now() {
    return new Date(Date.now() + (this.clockAhead ?? 0)).toISOString();
  }

  /** Trouble now, not only after a silence. */
  despair() {
    if (this.waiting) this.silentSince = 0;
  }

  /** Stop sending; what is in localStorage stays there. */
  stop() {
    this.letters.clear();
    this.silentSince = null;
    clearTimeout(this.timers.retry);
    clearTimeout(this.timers.typing);
  }

  /** Everything unacknowledged, once more. */
  sendAgain() {
    for (const key of this.letters.keys()) this.post(key);
    this.scheduleRetry();
  }

  /** @param {string} key */
  post(key) {
    const letter = this.letters.get(key);
    if (!letter) return;
    letter.held = false;
    this.watchSilence();
    try {
      this.send({ ...letter.message, n: letter.n });
    } catch {
      // The connection is gone; the retry timer tries again.
    }
  }

  scheduleRetry() {
    clearTimeout(this.timers.retry);
    if (!this.waiting) return;
    const seconds = RETRY_SECONDS[Math.min(this.attempt, RETRY_SECONDS.length - 1)];
    this.timers.retry = window.setTimeout(() => {
      this.attempt += 1;
      this.sendAgain();
    }, seconds * 1000);
  }

  watchSilence() {
    if (this.silentSince !== null) return;
    this.silentSince = Date.now();
    this.lookLater();
  }

  lookLater() {
    clearTimeout(this.timers.trouble);
    this.timers.trouble = window.setTimeout(this.changed, this.patience + 50);
  }

  /**
   * @param {string} key
   * @param {Record<string, any>} message
   */
  store(key, message) {
    try {
      this.storage?.setItem(this.prefix + key, JSON.stringify(message));
    } catch {
      // Full or forbidden: go on without, and promise nothing (see `keeps`).
      this.storage = null;
    }
  }

  /** @param {string} key */
  forget(key) {
    try {
      this.storage?.removeItem(this.prefix + key);
    } catch {
      this.storage = null;
    }
  }

  /** Nothing of this seat stays on the device. */
  forgetAll() {
    for (const key of this.stored().keys()) this.forget(key);
  }

  /** Unacknowledged answers would survive a reload of the page. */
  get keeps() {
    return this.storage !== null;
  }

  /**
   * What an earlier page of this learner on this device could not get acknowledged.
   * @returns {Map<string, Record<string, any>>}
   */
  stored() {
    const found = new Map();
    try {
      for (let i = 0; i < (this.storage?.length ?? 0); i += 1) {
        const name = this.storage?.key(i) ?? "";
        if (!name.startsWith(this.prefix)) continue;
        found.set(name.slice(this.prefix.length), parsed(this.storage?.getItem(name)));
      }
    } catch {
      // Storage may stop working at any time; what was found so far is all there is.
    }
    return found;
  }
}

/**
 * Unreadable leftovers are not worth a broken page.
 * @param {string | null | undefined} text
 * @returns {Record<string, any>}
 */
function parsed(text) {
  try {
    return JSON.parse(text ?? "") ?? {};
  } catch {
    return {};
  }
}

/** localStorage if it may be used: private windows and strict settings throw. */
function openStorage() {
  try {
    const storage = window.localStorage;
    storage.setItem("kit-quiz", "");
    storage.removeItem("kit-quiz");
    return storage;
  } catch {
    return null;
  }
}
