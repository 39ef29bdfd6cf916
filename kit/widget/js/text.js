// Words, times and the state of a response. No DOM here.

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} kind
 * @property {string} stem  Safe HTML.
 * @property {number} points
 * @property {Record<string, any>} show  What the kind needs to be shown; never the key.
 * @property {string} [note]  Ends the name of a sentence that the page says of the item's words.
 */

/**
 * @typedef {"answered" | "incomplete" | "blank"} Completeness
 */

/**
 * A text as it stands in quotation marks: its own are single ones.
 * @param {string} text
 */
export function withinQuotes(text) {
  return text.replace(/“/g, "‘").replace(/”/g, "’");
}

/**
 * A sentence with its {placeholders} filled; numbers as the language writes them: 1.234,5 in
 * Vietnamese, 1,234.5 in English. {count:|card|cards} is "1 card", "2 cards".
 * @param {string} sentence
 * @param {Record<string, unknown>} [values]
 * @param {string} [language]
 */
export function fill(sentence, values = {}, language = "vi") {
  return sentence.replace(PLACEHOLDER, (whole, name, one, many) => {
    if (!(name in values)) return whole;
    const value = values[name];
    const written = typeof value === "number"
      ? value.toLocaleString(language, { maximumFractionDigits: 2 }) : String(value);
    return many ? `${written} ${written === "1" ? one : many}` : written;
  });
}

const PLACEHOLDER = /\{(\w+)(?::\|([^{}|]+)\|([^{}|]+))?\}/g;

/**
 * "10:32" out of "10:32:07" or out of a whole time stamp.
 * @param {unknown} time
 */
export function clock(time) {
  return /(\d{1,2}:\d{2})/.exec(String(time))?.[1] ?? "";
}

/**
 * Hour and day as they are written in Vietnam, whatever the zone of the device.
 * @param {string | null} iso
 */
export function timeAndDate(iso) {
  const moment = new Date(iso ?? "");
  if (Number.isNaN(moment.getTime())) return { time: "", date: "" };
  /** @type {Record<string, string>} */
  const parts = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Ho_Chi_Minh",
    hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric",
  });
  for (const part of format.formatToParts(moment)) parts[part.type] = part.value;
  return {
    time: `${parts.hour}:${parts.minute}`,
    date: `${parts.day}-${parts.month}-${parts.year}`,
  };
}

/**
 * Nothing was answered. The same rule as `is_blank` of the scoring: `false` and 0 are answers.
 * @param {unknown} response
 * @returns {boolean}
 */
export function isBlank(response) {
  if (response === null || response === undefined) return true;
  if (typeof response === "string") return response.trim() === "";
  if (typeof response === "object") return Object.values(response).every(isBlank);
  return false;
}

/**
 * How many parts an item wants answered; 1 for most kinds.
 * @param {Item} item
 */
function wantedParts(item) {
  const { statements, left, parts } = item.show;
  if (parts) return parts.filter((/** @type {unknown} */ part) => typeof part === "object").length;
  return (statements ?? left)?.length ?? 1;
}

/**
 * @param {Item} item
 * @param {unknown} response
 * @returns {Completeness}
 */
export function completeness(item, response) {
  if (isBlank(response)) return "blank";
  const wanted = wantedParts(item);
  if (wanted === 1) return "answered";
  const filled = Object.values(/** @type {object} */ (response)).filter((part) => !isBlank(part));
  return filled.length < wanted ? "incomplete" : "answered";
}

/**
 * Words as a Vietnamese reader counts them: what stands between spaces.
 * @param {string} text
 */
export function countWords(text) {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/**
 * Same response, whatever the order of the keys.
 * @param {unknown} one
 * @param {unknown} other
 */
export function sameResponse(one, other) {
  if (isBlank(one) && isBlank(other)) return true;
  return canonical(one) === canonical(other);
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => JSON.stringify(key) + ":" + canonical(part)).join()}}`;
}
