// The list of items, what it can be narrowed by, and what can be done to the item on the page.

import { h, newId, safeHtml, setText } from "../../widget/js/dom.js";

/** @typedef {import("./wire.js").Wire} Wire */

/**
 * @param {Wire} wire
 * @param {(fresh: boolean) => void} chosen  An item was chosen, or a new one was made.
 */
export function listView(wire, chosen) {
  const say = wire.say.bind(wire);
  const kinds = wire.model.get("start")?.kinds ?? [];
  const kindName = Object.fromEntries(kinds.map((/** @type {any} */ one) => [one.value, one.label]));
  const query = h("input", { id: newId(), type: "text", autocomplete: "off" });
  const only = select("only", ["stopping", "faulty", "twins"].map((one) => [one, say(`only_${one}`)]));
  const topic = select("topic", []);
  const level = select("level", ["nhớ", "hiểu", "vận dụng"].map((one) => [one, one]));
  const kind = select("kind", kinds.map((/** @type {any} */ one) => [one.value, one.label]));
  const count = h("p", { class: "ks-help", role: "status" });
  const all = h("button", { type: "button", class: "ks-small", hidden: true, onclick: () => clear() }, say("show_all"));
  const items = h("ul", { class: "ks-items" });
  const adding = h("select", { id: newId() },
    ...kinds.map((/** @type {any} */ one) => h("option", { value: one.value }, one.label)));
  const add = h("button", { type: "button", class: "kq-primary", onclick: () => act({ do: "add", kind: adding.value }) },
    say("add"));
  let timer = 0;

  /** @param {Record<string, any>} message */
  async function act(message) {
    await wire.ask(message);
    chosen(message.do === "add");
  }

  function find() {
    const [q, o, p, l, k] = [query, only.input, topic.input, level.input, kind.input];
    wire.ask({ do: "find", query: q.value, only: o.value, topic: p.value, level: l.value, kind: k.value });
  }

  function clear() {
    for (const one of [query, only.input, topic.input, level.input, kind.input]) one.value = "";
    find();
    query.focus();
  }

  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 250);
  });

  /** @param {string} name @param {string[][]} choices */
  function select(name, choices) {
    const input = h("select", { id: newId(), onchange: () => find() });
    const put = (/** @type {string[][]} */ listed, /** @type {string} */ value) => {
      input.replaceChildren(h("option", { value: "" }, say(`all_${name}`)),
        ...listed.map(([one, label]) => h("option", { value: one }, label)));
      input.value = value;
    };
    put(choices, "");
    const node = h("div", {}, h("label", { for: input.id, class: "ks-label" }, say(`filter_${name}`)), input);
    return { node, input, put };
  }

  /** @param {any} row @param {number | null} uid */
  function rowNode(row, uid) {
    const facts = [kindName[row.kind] ?? row.kind, row.topic, row.level].filter(Boolean).join(" · ");
    return h("li", {}, h("button", {
      type: "button", class: "ks-item", "data-uid": row.uid,
      "aria-current": row.uid === uid ? "true" : null, tabindex: -1,
      onclick: () => act({ do: "choose", uid: row.uid }),
    }, h("span", { class: "ks-item-n" }, `${row.n}.`),
    h("span", { class: "ks-item-text" },
      row.stem ? safeHtml("span", {}, row.stem) : h("em", {}, say("no_stem")),
      h("span", { class: "ks-item-facts" }, facts)),
    ...["stops", "others"].filter((which) => row.faults[which]).map((which) =>
      h("span", { class: `ks-badge ks-badge-${which}` }, say(`faults_${which}`, { count: row.faults[which] })))));
  }

  // Tab does not stop at each question of a long list: arrows go from one to the next.
  function oneStop() {
    const here = items.querySelector("[aria-current=true]") ?? items.querySelector(".ks-item");
    here?.setAttribute("tabindex", "0");
  }

  items.addEventListener("keydown", (event) => {
    const rows = /** @type {HTMLElement[]} */ ([...items.querySelectorAll(".ks-item")]);
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    for (const row of rows) row.setAttribute("tabindex", row === next ? "0" : "-1");
    next.focus();
  });

  /** @param {Record<string, any>} view */
  function show(view) {
    const { filter } = view;
    if (filter) {
      topic.put((view.topics ?? []).map((/** @type {string} */ one) => [one, one]), filter.topic);
      [only.input.value, level.input.value, kind.input.value] = [filter.only, filter.level, filter.kind];
      if (document.activeElement !== query) query.value = filter.query;
      all.hidden = !Object.values(filter).some(Boolean);
    }
    if (view.rows) {
      const kept = document.activeElement?.closest?.(".ks-item")?.getAttribute("data-uid");
      items.replaceChildren(...view.rows.map((/** @type {any} */ row) => rowNode(row, view.uid)));
      const word = view.rows.length < view.found ? "count_some" : view.found || !view.total ? "count" : "count_none";
      setText(count, say(word, {
        shown: view.found, total: view.total, some: view.rows.length,
      }));
      oneStop();
      if (kept) /** @type {HTMLElement | null} */ (items.querySelector(`[data-uid="${kept}"]`))?.focus();
    }
    const can = view.can?.items !== false;
    add.hidden = adding.hidden = !can;
  }

  const node = h("div", { class: "ks-list" },
    h("div", { class: "ks-adding" },
      h("label", { for: adding.id, class: "ks-label" }, say("add_kind")), adding, add),
    h("label", { for: query.id, class: "ks-label" }, say("search")), query,
    h("details", { class: "ks-filters" }, h("summary", {}, say("filters")),
      only.node, topic.node, level.node, kind.node),
    count, all, items);
  return { node, show };
}
