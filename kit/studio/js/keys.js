// The studio's keys: save, take back, do again.

const NO_TEXT = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file", "image"]);

/** @typedef {"save" | "undo" | "redo"} Command */

/**
 * Listen for the keys. Where a text is being typed, taking back is the browser's own matter.
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 * @param {(command: Command) => void} act
 */
export function studioKeys(root, signal, act) {
  document.addEventListener("keydown", (event) => {
    const command = commandOf(event);
    if (!command || !isOurs(root, event.target)) return;
    if (command !== "save" && isTyped(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    act(command);
  }, { signal });
}

/**
 * Ctrl+S, Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z; with ⌘ on a Mac.
 * @param {KeyboardEvent} event
 * @returns {Command | ""}
 */
function commandOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return "";
  switch (event.key.toLowerCase()) {
    case "s": return event.shiftKey ? "" : "save";
    case "z": return event.shiftKey ? "redo" : "undo";
    case "y": return event.shiftKey ? "" : "redo";
    default: return "";
  }
}

/**
 * Inside the studio, or nowhere on a page that has just this one: a press on plain text takes the
 * focus from every element.
 * @param {HTMLElement} root
 * @param {EventTarget | null} target
 */
function isOurs(root, target) {
  if (target instanceof Node && root.contains(target)) return true;
  return target === document.body && document.querySelectorAll(".kit-studio").length === 1;
}

/** @param {EventTarget | null} target */
function isTyped(target) {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
