"""JavaScript that finds what large letters do to a page: broken words, and words that lie on others."""

# `lines`: each line of text with the part of its box that can be seen, in what scrolls or is cut too.
LINES = r"""
const lines = [], folded = e => e.checkVisibility && !e.checkVisibility();
const seen = (node, box) => {
  let {left, right, top, bottom} = box;
  for (let e = node.parentElement; e && e !== document.body; e = e.parentElement) {
    if (getComputedStyle(e).overflowX === 'visible') continue;
    const cut = e.getBoundingClientRect();
    left = Math.max(left, cut.left); right = Math.min(right, cut.right);
    top = Math.max(top, cut.top); bottom = Math.min(bottom, cut.bottom);
  }
  return {left: left, right: right, top: top, bottom: bottom};
};
const texts = document.createTreeWalker(document.getElementById('page') || document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const node = texts.currentNode, range = document.createRange();
  if (!node.data.trim() || node.parentElement.closest('.unseen, option, title') || folded(node.parentElement)) continue;
  range.selectNodeContents(node);
  for (const whole of Array.from(range.getClientRects())) {
    const box = seen(node, whole);
    const some = box.right - box.left > 1 && box.bottom - box.top > 1;
    if (some) lines.push({box: box, node: node, says: node.data.trim()});
  }
}
"""
# Words on words.
COVERED = r"""(() => {
  const found = [], meet = (a, b) => a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 2
    && b.top < a.bottom - 2;
  lines.forEach((one, at) => lines.slice(at + 1).forEach(other => {
    if (one.node !== other.node && meet(one.box, other.box)) found.push(one.says + ' lies on ' + other.says);
  }));
  return found;
})()"""
# Words on more than one line. What the school or a parent wrote may be longer than any line: names, addresses, links,
# headings of a file.
# And so is "L'administration" in letters of 32 px, in a card 248 px wide.
BROKEN = r"""(() => {
  const found = [], theirs = /[@.=_\d]|^L’administration$|Schwarzenbergerhausen|Vandenbroucke|Wilhelmine|Antoinette/;
  new Set(lines.map(line => line.node)).forEach(node => {
    const range = document.createRange(), words = /[^\s-]+/g;
    for (let word; word = words.exec(node.data);) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const rows = new Set(Array.from(range.getClientRects()).map(box => Math.round(box.top)));
      if (rows.size > 1 && (!theirs.test(word[0]) || node.parentElement.closest('.hint'))) found.push(word[0]);
    }
  });
  return found;
})()"""
ENLARGED = f"() => {{ {LINES} return [].concat({COVERED}, {BROKEN}) }}"
