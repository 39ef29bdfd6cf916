// A Word document made in the page: headings and what somebody wrote below them.

import { storedZip } from "./zip.js";

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const DOCX = `${TYPE}.document`;

/**
 * Text that may stand in XML: what no file of office programs may hold becomes U+FFFD.
 * @param {string} text
 */
function escaped(text) {
  return text.normalize("NFC")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * One paragraph for each line of a text.
 * @param {string} text
 * @param {string} style  "" for plain text.
 */
function paragraphs(text, style = "") {
  const looks = style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : "";
  return text.split(/\r\n?|\n/).map((line) =>
    `<w:p>${looks}<w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`).join("");
}

const FONT = ["ascii", "hAnsi", "cs", "eastAsia"]
  .map((script) => `w:${script}="Times New Roman"`).join(" ");

/**
 * @param {string} id
 * @param {string} looks  Of its paragraphs.
 * @param {string} letters
 */
function style(id, looks, letters) {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/>`
    + `<w:basedOn w:val="Normal"/><w:pPr>${looks}</w:pPr><w:rPr>${letters}</w:rPr></w:style>`;
}

const STYLES = `${XML}<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>`
  + `<w:rFonts ${FONT}/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/>`
  + "</w:rPr></w:rPrDefault></w:docDefaults>"
  + '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
  + '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
  + style("KitTitle", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="32"/>')
  + style("KitHeading", '<w:keepNext/><w:spacing w:before="240" w:after="120"/>', "<w:b/>")
  + style("KitNote", "", "<w:i/>")
  + "</w:styles>";

// A4; 25 mm above and below, 35 on the left, 15 on the right.
const PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="850"'
  + ' w:bottom="1417" w:left="1984" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';

/**
 * @typedef {object} Own
 * @property {string} title
 * @property {string[]} notes  Paragraphs in italics below the title; empty ones are left out.
 * @property {[string, string][]} parts  A heading, and what was written below it.
 */

/**
 * The document's bytes, in parts.
 * @param {Own} own
 */
function ownDocx({ title, notes, parts }) {
  const body = [
    paragraphs(title, "KitTitle"),
    ...notes.filter((note) => note).map((note) => paragraphs(note, "KitNote")),
    ...parts.map(([head, text]) => paragraphs(head, "KitHeading") + paragraphs(text)),
  ].join("");
  const relation = (/** @type {string} */ id, /** @type {string} */ kind, /** @type {string} */ to) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${to}"/>`;
  const relations = (/** @type {string} */ inner) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return storedZip([
    ["[Content_Types].xml", `${XML}<Types xmlns="${PACKAGE}/content-types">`
      + '<Default Extension="rels"'
      + ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
      + '<Default Extension="xml" ContentType="application/xml"/>'
      + `<Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/>`
      + `<Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`],
    ["_rels/.rels", relations(relation("r1", "officeDocument", "word/document.xml"))],
    ["word/_rels/document.xml.rels", relations(relation("r1", "styles", "styles.xml"))],
    ["word/styles.xml", STYLES],
    ["word/document.xml",
      `${XML}<w:document xmlns:w="${MAIN}"><w:body>${body}${PAGE}</w:body></w:document>`],
  ]);
}

/**
 * Hand a document to the browser's own way of saving: no address but the page's memory is asked.
 * @param {Own} own
 * @param {string} name  Of the file.
 */
export function saveDocx(own, name) {
  const address = URL.createObjectURL(new Blob(ownDocx(own), { type: DOCX }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: a browser may still be reading.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
