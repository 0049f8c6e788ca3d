// What only a laid-out page can tell. Evaluated by a11y/browser; gives an
// object of functions. Nothing is left behind on the page.
(() => {
  const named = e => {
    if (!e || e === document.body) return 'body';
    const text = (e.labels && e.labels[0] || e).textContent.trim().replace(/\s+/g, ' ').slice(0, 20);
    return e.localName + (e.id ? '#' + e.id : e.name ? `[name=${e.name}]` : '') + (text ? ` "${text}"` : '');
  };
  const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const focusable = () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex],iframe,audio[controls],video[controls]')]
    .filter(e => !e.disabled && e.tabIndex >= 0 && shown(e));
  const vertical = () => getComputedStyle(document.documentElement).writingMode.startsWith('vertical');
  // The target of a choice is the field together with its label.
  const box = e => {
    const all = [e.getBoundingClientRect(), ...[...e.labels || []].filter(l => l.contains(e) || /radio|checkbox/.test(e.type)).map(l => l.getBoundingClientRect())];
    const left = Math.min(...all.map(r => r.left)), top = Math.min(...all.map(r => r.top));
    return { w: Math.max(...all.map(r => r.right)) - left, h: Math.max(...all.map(r => r.bottom)) - top };
  };
  const small = (e, least) => { const r = box(e); return r.w < least - 0.05 || r.h < least - 0.05; };
  const scrolls = e => { for (let s = e.parentElement; s && s !== document.body; s = s.parentElement) if (/auto|scroll/.test(getComputedStyle(s).overflow)) return true; return false; };
  // What is only heard is clipped to nothing, wherever it stands.
  const clipped = e => e !== null && (getComputedStyle(e).clipPath === 'inset(50%)' || clipped(e.parentElement));
  const focused = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const r = e.getBoundingClientRect();
    const inside = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    const points = [0, 1, 2].flatMap(i => [0, 1, 2].map(j => [r.left + 3 + (r.width - 6) * i / 2, r.top + 3 + (r.height - 6) * j / 2]));
    const own = t => t && (t === e || e.contains(t) || t.contains(e) || t.control === e || t.closest('label')?.control === e);
    // Of a long text the browser brings only the line into view where the next letter will stand.
    const fits = r.width < innerWidth && r.height < innerHeight;
    // The sides of the box that lie on the screen with room for a ring around them.
    const room = 7, across = Math.max(0, Math.min(r.right, innerWidth) - Math.max(r.left, 0)), down = Math.max(0, Math.min(r.bottom, innerHeight) - Math.max(r.top, 0));
    const edge = [r.top >= room && across, r.bottom <= innerHeight - room && across, r.left >= room && down, r.right <= innerWidth - room && down].reduce((sum, side) => sum + (side || 0), 0);
    return { name: named(e), group: e.type === 'radio' ? e.name : '', x: r.left + scrollX, y: r.top + scrollY, w: r.width, h: r.height, edge,
      hidden: !points.some(inside) || fits && e.localName !== 'textarea' && !points.every(inside) ? 'off the screen' : points.filter(inside).every(p => own(document.elementFromPoint(...p))) ? '' : 'covered',
      first: e.compareDocumentPosition(window.__last || e) & Node.DOCUMENT_POSITION_FOLLOWING ? 'goes back in the document' : '', mark: (window.__last = e, 1) };
  };
  return {
    targets(least) {
      const before = document.activeElement, found = [];
      for (const e of focusable()) {
        if (!small(e, least)) continue;
        e.focus({ preventScroll: true }); // a skip link has its size only then
        if (small(e, least)) { const r = box(e); found.push([named(e), `${r.w.toFixed(1)} x ${r.h.toFixed(1)} px`]); }
      }
      if (before && before !== document.body) before.focus({ preventScroll: true }); else document.activeElement.blur();
      return { count: focusable().length, found };
    },
    overflow() {
      const d = document.scrollingElement, v = vertical(), found = [];
      const over = v ? d.scrollHeight - d.clientHeight : d.scrollWidth - d.clientWidth;
      const far = e => { const r = e.getBoundingClientRect(); return v ? r.bottom > innerHeight + 1 : r.right > innerWidth + 1; };
      for (const e of document.querySelectorAll('body *')) {
        if (shown(e) && far(e) && !scrolls(e) && !clipped(e) && ![...e.children].some(far)) found.push([named(e), 'reaches beyond the edge']);
      }
      if (over > 1) found.push(['page', `is ${over} px too ${v ? 'high' : 'wide'}`]);
      return found;
    },
    cut() {
      return [...document.querySelectorAll('body *')].filter(e => {
        const s = getComputedStyle(e);
        return e.textContent.trim() && shown(e) && /hidden|clip/.test(s.overflow) && !/textarea|input|svg/.test(e.localName) && e.clientWidth > 1 &&
          (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
      }).map(e => [named(e), 'text is cut off']);
    },
    smallType(least) {
      return [...document.querySelectorAll('body *')].filter(e => shown(e) && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < least - 0.05)
        .map(e => [named(e), getComputedStyle(e).fontSize]);
    },
    // A sheet made here is not subject to the page's policy, unlike a style element.
    sheet(css) { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s); return 1; },
    unsheet() { document.adoptedStyleSheets.pop(); return 1; },
    still() { return document.getAnimations().filter(a => a.playState === 'running').length; },
    stops() { return focusable().map(named); },
    missed(seen) {
      const reached = new Set(seen);
      const group = e => e.type === 'radio' && e.name ? [...document.getElementsByName(e.name)].filter(o => o.form === e.form) : [e];
      return focusable().filter(e => !group(e).some(o => reached.has(named(o)))).map(named);
    },
    // Where lines stand upright a script of the page brings the focus in with the next frame.
    focused() { return vertical() ? new Promise(done => requestAnimationFrame(() => done(focused()))) : focused(); },
    blur() { window.__lost = document.activeElement; window.__lost.blur(); return 1; },
    refocus() { window.__lost.focus({ preventScroll: true, focusVisible: true }); delete window.__lost; return 1; },
    done() { delete window.__last; return 1; },
  };
})()
