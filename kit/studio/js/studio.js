// The studio: a list of items, a form, the learner's view beside it, and a bar above all.

import { h, keepKeys, newId, setText } from "../../widget/js/dom.js";
import { formView } from "./form.js";
import { studioKeys } from "./keys.js";
import { listView } from "./list.js";
import { mergeView } from "./merge.js";
import { previewView } from "./preview.js";
import { Wire } from "./wire.js";

/**
 * anywidget calls this for every place the widget is shown in.
 * @param {{model: import("./wire.js").Model, el: HTMLElement, signal?: AbortSignal}} place
 */
export function render({ model, el, signal }) {
  const ending = new AbortController();
  signal?.addEventListener("abort", () => ending.abort());
  const wire = new Wire(model, ending.signal);
  const root = h("div", { class: "kit-quiz kit-studio", role: "region", "aria-label": wire.say("title") });
  el.replaceChildren(root);
  el.lang = wire.language;
  keepKeys(el);
  studioNode(wire, root, ending.signal);
  return () => ending.abort();
}

/**
 * @param {Wire} wire
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
function studioNode(wire, root, signal) {
  const say = wire.say.bind(wire);
  const bar = barView(wire, (toFault) => {
    pane("form");
    if (!toFault) return;
    const noted = place.querySelector(".ks-faulty") ?? place.querySelector(".ks-noted");
    const control = noted?.querySelector("[aria-invalid=true]") ?? noted?.querySelector("input, select, textarea, button");
    /** @type {HTMLElement} */ (control ?? formTitle).focus();
  });
  const list = listView(wire, (fresh) => {
    const narrow = getComputedStyle(switcher).display !== "none";
    pane("form");
    // Whoever adds a question writes it; on a narrow screen the list is gone from under the hand.
    if (fresh) /** @type {HTMLElement | null} */ (place.querySelector("textarea"))?.focus();
    else if (narrow) formTitle.focus();
  });
  const preview = previewView(wire);
  const twins = h("div", { class: "ks-twins" });
  const place = h("div", {});
  const tools = itemTools(wire);
  const formTitle = h("h3", { class: "ks-title", tabindex: -1 });
  const panes = {
    list: h("section", { class: "ks-pane ks-pane-list", "aria-label": say("pane_list") }, list.node),
    form: h("section", { class: "ks-pane ks-pane-form", "aria-label": say("pane_form") },
      formTitle, tools.node, twins, place),
    preview: h("section", { class: "ks-pane ks-pane-preview", "aria-label": say("pane_preview") }, preview.node),
  };
  const tabs = Object.keys(panes).map((name) => h("button", {
    type: "button", class: "ks-tab", "data-pane": name, onclick: () => pane(name),
  }, say(`pane_${name}`)));
  const switcher = h("div", { class: "ks-tabs", role: "group", "aria-label": say("panes") }, ...tabs);
  const work = h("div", { class: "ks-work" }, switcher, h("div", { class: "ks-panes" }, ...Object.values(panes)));
  const merging = h("div", {});
  root.append(bar.node, work, merging);

  /** @type {ReturnType<typeof formView> | null} */
  let form = null;
  let unsaved = false;
  /** @type {Record<string, boolean>} */
  let can = {};
  let merge = "";
  /** Of which the form is. */
  let at = { bank: "", uid: null };

  /** Narrow screens show one part at a time. @param {string} name */
  function pane(name) {
    root.dataset.pane = name;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.pane === name));
  }

  wire.onView = (view, said) => {
    bar.say(said);
    if (!view.banks) return;
    unsaved = view.banks.some((/** @type {any} */ one) => one.unsaved);
    can = view.can ?? {};
    bar.show(view);
    work.hidden = !view.bank;
    if (!view.bank) return;
    list.show(view);
    if (view.form) showForm(view.form);
    form?.mark(view.findings ?? []);
    if (said.refused) form?.refuse(said.field, said.refused);
    if (said.id) form?.put("id", said.id);
    tools.show(view);
    if (view.uid === null) setText(formTitle, say("settings"));
    else setText(formTitle, say("item_n", { n: view.place, total: view.total }));
    if ("preview" in view) preview.show(view.preview);
    preview.node.hidden = view.uid === null; // settings have no learner's view
    showTwins(view.twins ?? []);
    showMerge(view.merge ?? []);
  };
  wire.onWaiting = () => { if (wire.silent) bar.silent(); };

  /** @param {any} shown */
  function showForm(shown) {
    const inside = place.contains(document.activeElement);
    // Another question begins at its beginning, however far down the last one was read.
    if (shown.bank !== at.bank || shown.uid !== at.uid) panes.form.scrollTop = 0;
    at = shown;
    form = formView(wire, shown);
    place.replaceChildren(form.node);
    if (inside) /** @type {HTMLElement | null} */ (place.querySelector("select, textarea"))?.focus();
  }

  /** @param {any[]} found */
  function showTwins(found) {
    twins.replaceChildren(...found.length ? [h("p", { class: "ks-label" }, say("twins")),
      h("ul", {}, ...found.map((one) => h("li", {},
        say("twin", { bank: one.bank, id: one.id, score: one.score, stem: one.stem }))))] : []);
  }

  /** @param {any[]} changes */
  function showMerge(changes) {
    const text = JSON.stringify(changes);
    if (text === merge) return;
    merge = text;
    work.hidden = bar.node.hidden = changes.length > 0;
    merging.replaceChildren();
    if (!changes.length) return;
    const view = mergeView(wire, changes);
    merging.append(view.node);
    view.heading.focus();
  }

  /** What lies over the page keeps the keys: a merge all of them. @param {string} command */
  const may = (command) => !merging.hasChildNodes()
    && (command === "save" || ((can[command] || wire.waiting) && !root.querySelector("dialog[open]")));
  studioKeys(root, signal, (command) => { if (may(command)) wire.ask({ do: command }); });
  const leave = (/** @type {Event} */ event) => {
    wire.flush();
    if (unsaved || wire.waiting) event.preventDefault();
  };
  addEventListener("beforeunload", leave);
  signal.addEventListener("abort", () => removeEventListener("beforeunload", leave));
  pane("list");
  wire.ask({ do: "look" });
}

/**
 * Which bank, saving, taking back, and what there is to say.
 * @param {Wire} wire
 * @param {(toFault: boolean) => void} toForm
 */
function barView(wire, toForm) {
  const say = wire.say.bind(wire);
  const bank = h("select", { id: newId(), onchange: () => bank.value && wire.ask({ do: "open", bank: bank.value }) });
  const button = (/** @type {string} */ word, /** @type {() => void} */ onclick, look = "", keys = "") =>
    h("button", { type: "button", class: look || null, "aria-keyshortcuts": keys || null, onclick }, say(word));
  const undo = button("undo", () => wire.ask({ do: "undo" }), "", "Control+Z");
  const redo = button("redo", () => wire.ask({ do: "redo" }), "", "Control+Y");
  const save = button("save", () => wire.ask({ do: "save" }), "kq-primary", "Control+S");
  const settings = button("settings", () => { wire.ask({ do: "choose", uid: null }); toForm(false); });
  const title = h("input", { id: newId(), type: "text" });
  const making = h("details", { class: "ks-new" }, h("summary", {}, say("new_bank")),
    h("label", { for: title.id, class: "ks-label" }, say("new_title")), title,
    button("make", async () => {
      await wire.ask({ do: "new_bank", title: title.value });
      if (title.value) making.open = false;
      title.value = "";
    }));
  // Two places: what is left to mend is said again only where it has become another number.
  const status = h("p", { class: "ks-status", role: "status" });
  const left = h("p", { class: "ks-left", role: "status" });
  const toFault = button("to_fault", async () => { await wire.ask({ do: "to_fault" }); toForm(true); }, "ks-small");
  const trouble = h("p", { class: "ks-trouble", role: "alert" });
  const offers = h("div", { role: "status" });
  const buttons = h("div", { class: "ks-bar" }, save, undo, redo, settings);
  const keys = h("p", { class: "ks-help ks-keys" }, say("keys"));
  const node = h("div", { class: "ks-head" }, h("h2", { class: "kq-title" }, say("title")),
    h("div", { class: "ks-banks" },
      h("div", {}, h("label", { for: bank.id, class: "ks-label" }, say("bank")), bank), making),
    buttons, keys, status, h("div", { class: "ks-bar ks-to-mend" }, left, toFault), trouble, offers);
  /** @param {Record<string, any>} view */
  function show(view) {
    bank.replaceChildren(h("option", { value: "" }, say("choose_bank")),
      ...view.banks.map((/** @type {any} */ one) =>
        h("option", { value: one.name }, one.unsaved ? say("unsaved_bank", { title: one.title }) : one.title)));
    bank.value = view.bank;
    buttons.hidden = keys.hidden = !view.bank;
    for (const [one, can] of [[undo, view.can?.undo], [redo, view.can?.redo], [save, view.can?.save]]) {
      /** @type {HTMLElement} */ (one).setAttribute("aria-disabled", String(!can));
    }
    const { stops = 0, others = 0 } = view.bank_findings ?? {};
    const own = stops ? ["settings_stop", stops] : ["settings_left", others];
    setText(settings, own[1] ? say(own[0], { count: own[1] }) : say("settings"));
    setText(toFault, say(view.stopping ? "to_stopping" : "to_fault"));
    showOffers(view.offers ?? []);
    toFault.hidden = !view.left;
    if (view.bank) setText(left, whatIsLeft(view.left, view.stopping));
  }

  /**
   * What keeps a bank from use is told apart from what is only to be filled in.
   * @param {number} all
   * @param {number} stopping
   */
  function whatIsLeft(all, stopping) {
    if (!all) return say("clean");
    if (!stopping) return say("left_fill", { count: all });
    return all > stopping
      ? say("left_both", { count: stopping, others: all - stopping })
      : say("left_stop", { count: stopping });
  }

  /** Unsaved work of other pages. @param {any[]} found */
  function showOffers(found) {
    const text = JSON.stringify(found);
    if (offers.dataset.text === text) return;
    offers.dataset.text = text;
    offers.replaceChildren(...found.map(({ draft, time, there }) => h("div", { class: "ks-offer" },
      h("p", {}, say(there ? "draft_there" : "draft_left", { time })),
      h("button", { type: "button", class: "ks-small", onclick: () => wire.ask({ do: "take", draft }) },
        say("draft_take")))));
  }

  return {
    node, show,
    silent: () => setText(trouble, say("silent")),
    /** What was done, until something else is; what went wrong, until something works. */
    say: (/** @type {Record<string, any>} */ said) => {
      setText(status, said.said ?? "");
      setText(trouble, said.trouble ?? "");
    },
  };
}

/** What can be done to the item on the page. @param {Wire} wire */
function itemTools(wire) {
  const say = wire.say.bind(wire);
  const button = (/** @type {string} */ word, /** @type {Record<string, any>} */ message) =>
    h("button", { type: "button", class: "ks-small", onclick: () => wire.ask(message) }, say(word));
  const node = h("div", { class: "ks-bar" }, button("copy", { do: "copy" }),
    button("up", { do: "move", by: -1 }), button("down", { do: "move", by: 1 }),
    button("delete", { do: "delete" }));
  return {
    node,
    show: (/** @type {Record<string, any>} */ view) => { node.hidden = view.uid === null; },
  };
}
