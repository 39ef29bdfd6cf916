// A zip file of texts, stored as they are (PKWARE's APPNOTE 6.3, method 0). No DOM, nothing is sent.

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/**
 * CRC-32 as zip files have it.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/**
 * Numbers as little-endian bytes: 2 or 4 of each.
 * @param {...[2 | 4, number]} fields
 */
function packed(...fields) {
  return Uint8Array.from(fields.flatMap(([size, value]) =>
    Array.from({ length: size }, (_, n) => (value >>> (8 * n)) & 0xff)));
}

const UTF8 = 1 << 11;
// 1 January 1980, the earliest day that a zip file knows: when it was written is nobody's business.
const NO_DAY = (1 << 5) | 1;

/**
 * The file's parts, one after the other.
 * @param {[string, string][]} texts  Name and content, which becomes UTF-8.
 * @returns {Uint8Array[]}
 */
export function storedZip(texts) {
  const encoder = new TextEncoder();
  const files = [], directory = [];
  let at = 0;
  for (const [name, text] of texts) {
    const title = encoder.encode(name), content = encoder.encode(text);
    /** @type {[2 | 4, number][]} */
    const common = [
      [2, 20], [2, UTF8], [2, 0], [2, 0], [2, NO_DAY], [4, crc32(content)],
      [4, content.length], [4, content.length], [2, title.length], [2, 0],
    ];
    const local = packed([4, 0x04034b50], ...common);
    files.push(local, title, content);
    directory.push(
      packed([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), title);
    at += local.length + title.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = packed([4, 0x06054b50], [2, 0], [2, 0], [2, texts.length], [2, texts.length],
    [4, size], [4, at], [2, 0]);
  return [...files, ...directory, end];
}
