// Elements, and text in them with what cannot be seen shown.

// What could steer a reader: controls, bidi controls, line ends that do not show, surrogates without a mate, tags.
const HOSTILE = "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
  + "\\u2028\\u2029\\ufeff\\ud800-\\udfff\\u{e0000}-\\u{e007f}]";
// What is not seen: other spaces than the common one, characters without a shape, spaces at an end or in a run.
const UNSEEN = "[^\\S \\n]|[\\u00ad\\u034f\\u180e\\u200b-\\u200f\\u2060-\\u2064\\ufe00-\\ufe0f\\ue000-\\uf8ff]"
  + "|\\n| (?=[ \\n]|$)|(?<=^|[ \\n]) ";
const STEERING = new RegExp(HOSTILE, "gu");
// A tab that was left looks like a space that was missed.
const KEPT = new RegExp(`\\t|${HOSTILE}`, "gu");
const INVISIBLE = new RegExp(`\\r\\n|${HOSTILE}|${UNSEEN}`, "gu");

// How such a character is shown, and what it is called; the others go by their numbers.
const GLYPHS = {
  " ": ["\u2423", "space"],
  "\t": ["\u2192", "tab"],
  "\n": ["\u21b5", "line feed"],
  "\r\n": ["\u21b5", "carriage return and line feed"],
  "\u00a0": ["NBSP", "no-break space"],
  "\u00ad": ["SHY", "soft hyphen"],
  "\u200b": ["ZWSP", "zero-width space"],
  "\u200c": ["ZWNJ", "zero-width non-joiner"],
  "\u200d": ["ZWJ", "zero-width joiner"],
  "\u200e": ["LRM", "left-to-right mark"],
  "\u200f": ["RLM", "right-to-left mark"],
  "\u202a": ["LRE", "left-to-right embedding"],
  "\u202b": ["RLE", "right-to-left embedding"],
  "\u202c": ["PDF", "pop directional formatting"],
  "\u202d": ["LRO", "left-to-right override"],
  "\u202e": ["RLO", "right-to-left override"],
  "\u202f": ["NNBSP", "narrow no-break space"],
  "\u2060": ["WJ", "word joiner"],
  "\u2066": ["LRI", "left-to-right isolate"],
  "\u2067": ["RLI", "right-to-left isolate"],
  "\u2068": ["FSI", "first strong isolate"],
  "\u2069": ["PDI", "pop directional isolate"],
  "\ufeff": ["BOM", "byte order mark"],
};

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Draws text with tabs and what would steer the reader shown, and with `reveal` all that cannot be seen.
function appendText(parent, text, reveal = false) {
  let done = 0;
  for (const match of text.matchAll(reveal ? INVISIBLE : KEPT)) {
    parent.append(text.slice(done, match.index), glyph(match[0]));
    if (/[\n\t]$/.test(match[0])) parent.append(match[0].at(-1));
    done = match.index + match[0].length;
  }
  parent.append(text.slice(done));
  return parent;
}

function glyph(text) {
  const digits = (character) => character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  const code = Array.from(text, (character) => `U+${digits(character)}`).join(" ");
  const [shape, name] = GLYPHS[text] ?? [code, "character without a shape"];
  return make("span", { class: shape.length > 1 ? "glyph code" : "glyph", title: `${name}, ${code}` }, shape);
}
