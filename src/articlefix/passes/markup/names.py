"""The elements of HTML: which break a line, which stand in it, and which hold no text."""

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]

# How many line ends an element puts around itself. Names that are also words or single letters are taken only
# with attributes or with their partner in the text.
BREAKS: dict[str, int] = dict.fromkeys(
    [
        "p",
        "div",
        *HEADINGS,
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "figure",
        "figcaption",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "nav",
        "main",
        "pre",
        "hr",
        "form",
        "fieldset",
        "iframe",
        "address",
        "details",
        "center",
    ],
    2,
)
BREAKS |= dict.fromkeys(
    ["br", "li", "tr", "dt", "dd", "caption", "option", "thead", "tbody", "tfoot", "legend", "summary"], 1
)

INLINE = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "svg",
    "path",
    "time",
    "tt",
    "u",
    "var",
    "video",
    "audio",
    "wbr",
    "noscript",
    "picture",
    "button",
    "input",
    "object",
    "embed",
    "td",
    "th",
    "noinclude",  # this and three more are those of a wiki
    "includeonly",
    "onlyinclude",
    "templatestyles",
]

SAFE = frozenset(
    [
        "br",
        "hr",
        "div",
        "span",
        "strong",
        "em",
        *HEADINGS,
        "li",
        "ul",
        "ol",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "blockquote",
        "figcaption",
        "wbr",
        "noscript",
        "sub",
        "sup",
        "p",
    ]
)
"""What is a tag without attributes or a partner: no text has these names in angle brackets otherwise."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
"""What has no end."""

FURTHER = [
    "area",
    "canvas",
    "col",
    "colgroup",
    "layer",
    "map",
    "noindex",
    "param",
    "rp",
    "rt",
    "ruby",
    "script",
    "style",
    "track",
]
"""What else a page leaves in the text of its article."""

CONTROLS = [
    "body",
    "button",
    "form",
    "head",
    "html",
    "input",
    "label",
    "link",
    "meta",
    "option",
    "select",
    "template",
    "textarea",
    "title",
]
"""Elements that hold no sentence of an article: an extractor leaves none of them without its attributes."""
