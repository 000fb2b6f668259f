// Elements, and text in them with what cannot be seen shown.

// What could steer a reader: controls, bidi controls, line ends that do not show, surrogates without a mate, tags.
const HOSTILE = "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
  + "\\u2028\\u2029\\ufeff\\ud800-\\udfff\\u{e0000}-\\u{e007f}]";
// What is not seen: other spaces than the common one, characters without a shape, spaces at an end or in a run.
const UNSEEN = "[^\\S \\n]|[\\u00ad\\u034f\\u180e\\u200b-\\u200f\\u2060-\\u2064\\ufe00-\\ufe0f]"
  + "|\\n| (?=[ \\n]|$)|(?<=^|[ \\n]) ";
const STEERING = new RegExp(HOSTILE, "gu");
const INVISIBLE = new RegExp(`${HOSTILE}|${UNSEEN}`, "gu");

const GLYPHS = {
  " ": "\u2423", "\t": "\u2192", "\n": "\u21b5", "\r": "\u240d", "\u00a0": "\u237d", "\u202f": "\u237d",
};
const NAMES = {
  " ": "space", "\t": "tab", "\n": "line feed", "\r": "carriage return", "\u00a0": "no-break space",
  "\u00ad": "soft hyphen", "\u2009": "thin space", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner", "\u200e": "left-to-right mark", "\u200f": "right-to-left mark",
  "\u2028": "line separator", "\u2029": "paragraph separator", "\u202a": "left-to-right embedding",
  "\u202b": "right-to-left embedding", "\u202c": "pop directional formatting", "\u202d": "left-to-right override",
  "\u202e": "right-to-left override", "\u202f": "narrow no-break space", "\u2060": "word joiner",
  "\u2066": "left-to-right isolate", "\u2067": "right-to-left isolate", "\u2068": "first strong isolate",
  "\u2069": "pop directional isolate", "\ufeff": "byte order mark",
};

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Draws text with what would steer the reader shown, and with `reveal` all that cannot be seen.
function appendText(parent, text, reveal = false) {
  let done = 0;
  for (const match of text.matchAll(reveal ? INVISIBLE : STEERING)) {
    parent.append(text.slice(done, match.index), glyph(match[0]));
    if (match[0] === "\n") parent.append("\n");
    done = match.index + match[0].length;
  }
  parent.append(text.slice(done));
  return parent;
}

function glyph(character) {
  const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const shape = GLYPHS[character];
  return make("span", { class: shape ? "glyph" : "glyph code", title: `${NAMES[character] ?? "invisible"}, ${code}` },
    shape ?? code);
}
