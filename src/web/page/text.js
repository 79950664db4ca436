// Words and elements. Text of articles reaches the page through textContent only, never as markup.

const NAMES = { person: "person", organization: "organization", place: "place", group: "group", event: "event", plan: "plan" };
const TYPES = Object.keys(NAMES);
const STATUSES = ["asserted", "former", "reported", "planned", "negated"];

/** The element with this id. */
const $ = (id) => document.getElementById(id);

/** An element: its properties, those of `data`, `aria` and `on` set as such, and its children, of which strings are text. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (name === "aria") for (const [key, told] of Object.entries(value)) element.setAttribute(`aria-${key}`, told);
    else if (name === "style") for (const [key, set] of Object.entries(value)) element.style.setProperty(key, set);
    else if (name in element && name !== "list" && name !== "for") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Lower case without accents and punctuation, as names are compared. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** "1 sentence", "3 sentences". */
const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Text without the characters that turn its direction or control anything, or that no document of XML may hold. */
const plain = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, "").replace(/\p{Surrogate}/gu, "\ufffd");

const shortened = (text, length) => {
  const letters = Array.from(text);
  return letters.length > length ? letters.slice(0, length - 1).join("").trimEnd() + "…" : text;
};

/** A web address that may be linked to; null for all other kinds. */
function webAddress(url) {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed : null;
  } catch {
    return null;
  }
}

/** The address of a document with the sentence as a text fragment, so that a browser goes there and marks it. */
function passageAddress(url, sentence) {
  const address = webAddress(url);
  if (!address) return null;
  const words = sentence.trim().split(/\s+/);
  const part = (list) => encodeURIComponent(list.join(" ")).replace(/-/g, "%2D");
  const fragment = words.length > 12 ? `${part(words.slice(0, 5))},${part(words.slice(-5))}` : part(words);
  return `${address.href.split("#")[0]}#:~:text=${fragment}`;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The pieces of a text between the ends of marks, each with the marks that it lies in, the longest first; marks may lie
 * in each other. Offsets are bytes of its UTF-8, as powermap has them.
 */
function pieces(text, marks) {
  const bytes = encoder.encode(text);
  const inside = marks.filter((mark) => mark.start >= 0 && mark.end > mark.start && mark.end <= bytes.length);
  inside.sort((a, b) => b.end - b.start - (a.end - a.start));
  const ends = [...new Set([0, bytes.length, ...inside.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  const found = [];
  for (let nth = 0; nth + 1 < ends.length; nth++) {
    const [start, end] = [ends[nth], ends[nth + 1]];
    found.push({ start, text: decoder.decode(bytes.subarray(start, end)), marks: inside.filter((mark) => mark.start <= start && mark.end >= end) });
  }
  return found;
}

/** The marks of a statement in a text that begins at byte `start` of its document. */
function marksOf(evidence, start = evidence.start) {
  const spans = [
    ["source", evidence.source_span],
    ["target", evidence.target_span],
    ["cue", evidence.cue_span],
    ["speaker", evidence.attributed_to_span],
  ];
  return spans.filter(([, span]) => span).map(([kind, [from, to]]) => ({ kind, start: from - start, end: to - start }));
}

/** Marked text as nodes; what a mark means is also said in words for those who do not see it. */
function marked(text, marks) {
  const words = { source: "source: ", target: "target: ", cue: "cue: ", speaker: "said by: " };
  return pieces(text, marks).map(({ start, text, marks }) =>
    marks.reduceRight((inner, mark) => {
      const told = mark.start === start ? el("span", { className: "sr" }, words[mark.kind]) : null;
      return el("mark", { className: mark.kind, title: mark.kind }, told, inner);
    }, plain(text)),
  );
}

/** First and last day, counted from 1970, that a date known to the year, month or day may mean. */
function days(date) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date || "");
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map((part) => part && Number(part));
  const at = (y, m, d) => Math.floor(Date.UTC(y, m, d) / 86400000);
  if (day) return [at(year, month - 1, day), at(year, month - 1, day)];
  return month ? [at(year, month - 1, 1), at(year, month, 0)] : [at(year, 0, 1), at(year, 11, 31)];
}

const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
