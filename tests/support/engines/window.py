"""JavaScript for a page in Chromium 49: finds parts by what a parent reads, and measures."""

from tests.support.browser.enlarged import COVERED
from tests.support.browser.everybody import TARGETS, WIDER

# Beside the page's own scripts, in a world that they do not see: what the shared checks need and came later.
LATER = """
NodeList.prototype[Symbol.iterator] = Array.prototype[Symbol.iterator];
Array.prototype.flatMap = function (f) { return [].concat.apply([], this.map(f)); };
"""
# A phone's scrollbars take no room.
PHONE = "document.styleSheets[0].insertRule('::-webkit-scrollbar { display: none }', 0);"
FIND = """
const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
const words = e => e.textContent.replace(/\\s+/g, ' ').trim();
const part = name => !name ? document : all('h2').find(e => words(e) === name).closest('section, details');
const pressed = (label, name) => all('a, button', part(name)).find(e => words(e).startsWith(label));
const field = (label, name) =>
  document.getElementById(all('label', part(name)).find(e => words(e) === label).htmlFor);
"""
# Words under the roof's edge; a roof that is not painted. `lines` are those of `LINES`.
ROOFS = """(() => {
  const found = [], meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1
    && b.top < a.bottom - 1;
  all('.under').forEach(card => {
    const style = getComputedStyle(card, '::before'), box = card.getBoundingClientRect();
    const roof = {left: box.left, right: box.right, top: box.top - parseFloat(style.height), bottom: box.top};
    if (!(roof.bottom - roof.top > 20) || style.backgroundImage.indexOf('gradient') < 0) found.push('no roof');
    lines.forEach(line => { if (meet(line.box, roof)) found.push(line.says + ' lies on the roof'); });
  });
  return found;
})()"""
# What stands side by side in the header: without a gap, two links read as one word. The rooms have theirs within.
TOUCHING = """(() => {
  const found = [], parts = all('header .brand, header a, header button').filter(e => !e.closest('.rooms'));
  parts.forEach((one, at) => parts.slice(at + 1).forEach(other => {
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    const gap = Math.max(b.left - a.right, a.left - b.right), line = a.top < b.bottom - 1 && b.top < a.bottom - 1;
    if (line && gap < 6) found.push(words(one) + ' touches ' + words(other));
  }));
  return found;
})()"""
SQUEEZED = """all('.face').filter(e => e.getBoundingClientRect().width < 36 || e.getBoundingClientRect().height < 40)
  .map(e => e.outerHTML)"""
# What is folded away has no box in this engine. A mouse hits 24 px (WCAG 2.5.8): the filters of a desktop are so high.
SMALL = f"""({TARGETS})().filter(e => !e.endsWith(' 0×0')
  && !(innerWidth >= 1200 && parseFloat(e.split('×').pop()) >= 24))"""
FAULTS = f"[].concat(({WIDER})(), {SMALL}, {COVERED}, {ROOFS}, {TOUCHING}, {SQUEEZED})"
