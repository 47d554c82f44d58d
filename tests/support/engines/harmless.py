"""What old engines drop with nothing before it, and why a parent or a secretary loses nothing.

A property, `property:value`, `selector{property}`, a selector that stands alone, or a whole at-rule.
"""

HARMLESS: dict[str, str] = {
    "accent-color": "ticks and bars keep the engine's own colour",
    "color-scheme": "fields have colours of their own; scrollbars stay light",
    "cursor": "Safari on a phone has none",
    "font-variant-numeric": "digits look as they do in the text around them",
    "scroll-padding": "the current room is in sight, if at the edge",
    "columns": "ticks stand below each other",
    "appearance": "a bar of progress looks as the engine draws it",
    "-webkit-appearance": "a bar of progress looks as the engine draws it",
    "::-webkit-progress-bar": "a bar of progress looks as the engine draws it",
    "::-webkit-progress-value": "a bar of progress looks as the engine draws it",
    "::-moz-progress-bar": "a bar of progress looks as the engine draws it",
    "::placeholder": "an example in an empty field has the engine's own grey",
    "::file-selector-button": "the button that chooses a file is the engine's own",
    "break-inside": "a letter is as high as its page",
    "break-after": "a letter is as high as its page",
    "-webkit-line-clamp": "a long name takes three lines",
    "size:A4": "the printer's own size, which is A4",
    "@page": "the printer's own margins",
    "@media (prefers-color-scheme:dark)": "the page stays light",
    "@media (forced-colors:active)": "these engines force no colours",
    ".entry:focus-within": "the ring is around the input itself",
    ".entry:focus-within input": "the ring is around the input itself",
    ":focus:not(:focus-visible)": "the ring shows after a touch too",
    "summary::-webkit-details-marker": "for the engines that know it; others have list-style",
}
