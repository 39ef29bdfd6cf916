// Words chosen with a finger: a touch on the first one, and another on the last one.

const WORD = /[\p{L}\p{M}\p{N}]+(?:[-./:,][\p{L}\p{M}\p{N}]+)*/gu;

/**
 * Select what is touched, as a mouse or a long press would: whoever hears of selections hears of it.
 * @param {HTMLElement} places  Holds the paragraphs, each a `p[data-n]`.
 */
export function wordTaps(places) {
  let finger = false;
  /** @type {{words: Element, start: number, end: number} | null} */
  let first = null;
  places.addEventListener("pointerdown", (event) => { finger = event.pointerType === "touch"; });
  places.addEventListener("click", (event) => {
    const words = event.target instanceof Element ? event.target.closest("p[data-n]") : null;
    const touched = finger && words ? wordAt(words, event.clientX, event.clientY) : null;
    if (!words || !touched) return;
    const before = first?.words === words ? first : null;
    first = before ? null : { words, ...touched };
    select(words, Math.min(before?.start ?? touched.start, touched.start), Math.max(before?.end ?? 0, touched.end));
  });
}

/**
 * The word of a paragraph at a point of the page, or the one nearest to it.
 * @param {Element} words
 * @param {number} x
 * @param {number} y
 */
function wordAt(words, x, y) {
  const [node, offset] = caretAt(x, y);
  if (!node || !words.contains(node)) return null;
  const at = lettersTo(words, node, offset);
  const found = [...(words.textContent ?? "").matchAll(WORD)].map((one) =>
    ({ start: one.index, end: one.index + one[0].length }));
  const far = (/** @type {{start: number, end: number}} */ one) => Math.max(one.start - at, at - one.end, 0);
  return found.reduce((best, one) => (best && far(best) <= far(one) ? best : one), /** @type {any} */ (null));
}

/**
 * Where a caret would stand; older browsers know it by another name.
 * @param {number} x
 * @param {number} y
 * @returns {[Node | null, number]}
 */
function caretAt(x, y) {
  const page = /** @type {any} */ (document);
  if (page.caretPositionFromPoint) {
    const caret = page.caretPositionFromPoint(x, y);
    return [caret?.offsetNode ?? null, caret?.offset ?? 0];
  }
  const range = page.caretRangeFromPoint?.(x, y);
  return [range?.startContainer ?? null, range?.startOffset ?? 0];
}

/**
 * @param {Element} words
 * @param {number} start  In letters of the paragraph.
 * @param {number} end
 */
function select(words, start, end) {
  const [from, to] = [pointAt(words, start), pointAt(words, end)];
  if (from && to) getSelection()?.setBaseAndExtent(...from, ...to);
}

/**
 * The text node that has a letter of a paragraph, and its place there.
 * @param {Element} words
 * @param {number} letters
 * @returns {[Node, number] | null}
 */
function pointAt(words, letters) {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  let left = letters;
  while (walker.nextNode()) {
    const length = walker.currentNode.textContent?.length ?? 0;
    if (left <= length) return [walker.currentNode, left];
    left -= length;
  }
  return null;
}

/**
 * Letters of a place before a point in it.
 * @param {Element} place
 * @param {Node} node
 * @param {number} offset
 */
export function lettersTo(place, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(place);
  range.setEnd(node, offset);
  return range.toString().length;
}
