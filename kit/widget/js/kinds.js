// One row a kind of question: its fields. A new kind of question adds a row here.

import { matchingControl, orderingControl } from "./arrange.js";
import {
  clusterControl, multipleControl, singleControl, surveyControl, trueFalseControl,
} from "./choices.js";
import { clozeControl, entryControl, essayControl, setControl } from "./entries.js";

/**
 * @typedef {import("./text.js").Item} Item
 * @typedef {import("./choices.js").Control} Control
 * @typedef {import("./choices.js").Tools} Tools
 */

/** @type {Record<string, (item: Item, tools: Tools) => Control>} */
const CONTROLS = {
  single: singleControl,
  multiple: multipleControl,
  true_false: trueFalseControl,
  cluster: clusterControl,
  matching: matchingControl,
  ordering: orderingControl,
  text: entryControl,
  cloze: clozeControl,
  number: entryControl,
  percent: entryControl,
  range: entryControl,
  date: entryControl,
  docnum: entryControl,
  set: setControl,
  essay: essayControl,
  survey: surveyControl,
};

/**
 * @param {Item} item
 * @param {Tools} tools
 */
export function controlOf(item, tools) {
  const build = CONTROLS[item.kind];
  // A kind that this page does not know yet can still be answered in words.
  return (build ?? entryControl)(item, tools);
}

/**
 * One or two sentences that say how an item is answered and how it counts.
 * @param {Item} item
 * @param {Tools["say"]} say
 */
export function howTo(item, say) {
  const { kind, show } = item;
  if (kind === "multiple") return `${say("how_multiple")} ${say(`rule_${show.rule}`)}`;
  if (kind !== "survey") return say(`how_${kind}`);
  return show.options?.length && show.many
    ? `${say("how_survey")} ${say("how_multiple")}` : say("how_survey");
}
