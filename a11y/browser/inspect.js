// Checks for what no audit engine sees, by computed style and laid-out boxes.
// Evaluated by a11y/browser; gives an object of functions, each of which lists
// [where, what is wrong]. Nothing is left behind on the page.
(() => {
  const words = e => e.textContent.trim().replace(/\s+/g, ' ').slice(0, 20);
  const named = e => e.localName + (e.id ? '#' + e.id : e.classList.length ? '.' + [...e.classList].join('.') : '') + (words(e) ? ` "${words(e)}"` : '');
  const css = (e, p) => getComputedStyle(e, p);
  const vertical = css(document.documentElement).writingMode.startsWith('vertical');
  // Text for screen readers alone and the skip link before it has the focus are not seen.
  const away = e => { for (let s = e; s; s = s.parentElement) { const c = css(s); if (c.clipPath === 'inset(50%)' || c.position === 'absolute' && s.getBoundingClientRect().right < 0) return true; } return false; };
  const shown = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0 && !away(e);
  const texts = root => {
    const list = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) { const n = walk.currentNode, e = n.parentElement; if (n.data.trim() && !/^(script|style|noscript|option)$/.test(e.localName) && shown(e)) list.push(n); }
    return list;
  };
  const block = e => { while (/^inline$|^contents$/.test(css(e).display) && e.parentElement) e = e.parentElement; return e; };
  const own = new Map(); // text nodes by the block they flow in
  for (const n of texts(document.body)) { const e = block(n.parentElement); own.has(e) ? own.get(e).push(n) : own.set(e, [n]); }
  const blocks = () => [...own.keys()];
  const lines = e => {
    const r = document.createRange(), rows = [];
    for (const n of own.get(e) || []) {
      r.selectNodeContents(n);
      for (const b of [...r.getClientRects()].filter(b => b.width > 0.5 && b.height > 0.5)) {
        const at = vertical ? { from: b.left, to: b.right, start: b.top, end: b.bottom } : { from: b.top, to: b.bottom, start: b.left, end: b.right };
        const mid = (at.from + at.to) / 2, row = rows.find(w => mid > w.from && mid < w.to);
        if (row) { row.start = Math.min(row.start, at.start); row.end = Math.max(row.end, at.end); } else rows.push(at);
      }
    }
    return rows;
  };
  const running = e => !e.closest('h1,h2,h3,h4,legend,caption,button,.button,th,input,select,svg');
  const colour = c => { const m = (c.match(/-?[\d.]+/g) || []).map(Number), f = c.startsWith('color(') ? 255 : 1; return { r: m[0] * f, g: m[1] * f, b: m[2] * f, a: m.length > 3 ? m[3] : 1 }; };
  const over = (a, b) => ({ r: a.r * a.a + b.r * (1 - a.a), g: a.g * a.a + b.g * (1 - a.a), b: a.b * a.a + b.b * (1 - a.a), a: 1 });
  const light = c => { const f = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(c.r) + 0.7152 * f(c.g) + 0.0722 * f(c.b); };
  const ratio = (a, b) => { const x = light(a) + 0.05, y = light(b) + 0.05; return Math.max(x, y) / Math.min(x, y); };
  // What lies behind an element; null when a picture does, which nobody can judge by numbers.
  const behind = e => {
    const layers = [];
    for (; e; e = e.parentElement) { const c = css(e); if (c.backgroundImage !== 'none') return null; const b = colour(c.backgroundColor); if (b.a > 0) layers.push(b); if (b.a === 1) break; }
    return layers.reduceRight((under, layer) => over(layer, under), { r: 255, g: 255, b: 255, a: 1 });
  };
  const solid = e => { let o = 1; for (; e; e = e.parentElement) o *= parseFloat(css(e).opacity); return o; };
  const readable = (e, pseudo, least) => {
    const under = behind(e), c = colour(css(e, pseudo).color);
    if (!under) return 'a picture lies behind';
    const r = ratio(over({ ...c, a: c.a * solid(e) }, under), under);
    return r < least - 0.005 ? `contrast ${r.toFixed(2)}` : '';
  };
  const list = (elements, wrong) => elements.map(e => [named(e), wrong(e)]).filter(pair => pair[1]);
  const size = e => { const b = [e, ...e.labels || []].filter(l => l === e || /radio|checkbox/.test(e.type)).map(l => l.getBoundingClientRect());
    return [Math.max(...b.map(r => r.right)) - Math.min(...b.map(r => r.left)), Math.max(...b.map(r => r.bottom)) - Math.min(...b.map(r => r.top))]; };
  const rules = (sheet, seen = []) => { for (const r of sheet.cssRules) { if (r.selectorText) seen.push(r); if (r.cssRules) rules(r, seen); } return seen; };
  const sheets = () => [...document.styleSheets, ...document.adoptedStyleSheets];
  const edged = () => [...document.querySelectorAll('input:not([type=hidden]),select,textarea,button,.button,.choice')].filter(shown);
  const MONGOLIAN = /[\u1820-\u18aa]/, CYRILLIC = /[\u0400-\u04ff]/;
  const nodes = letters => texts(document.body).filter(n => letters.test(n.data)), of = letters => [...new Set(nodes(letters).map(n => n.parentElement))];
  return {
    elder() {
      return list([...document.querySelectorAll('header a, header button, main form button:not(.quiet), main .button:not(.quiet), main .choice')].filter(shown),
        e => { const [w, h] = size(e); return w < 59.95 || h < 59.95 ? `${w.toFixed(1)} x ${h.toFixed(1)} px` : ''; });
    },
    type(least) { return list([...new Set(texts(document.body).map(n => n.parentElement))], e => parseFloat(css(e).fontSize) < least - 0.05 ? css(e).fontSize : ''); },
    font() {
      return list([...new Set(texts(document.body).map(n => n.parentElement))], e => {
        const c = css(e), strong = e.closest('h1,h2,h3,strong,.tag,.error') && !e.closest('.hint') && !e.matches(':lang(mn-Mong)'); // its font has one weight
        return c.fontStyle !== 'normal' ? 'slanted' : +c.fontWeight < (strong ? 600 : 400) ? `weight ${c.fontWeight}` : /sans-serif\s*$/.test(c.fontFamily) ? '' : `font ${c.fontFamily}`;
      });
    },
    lineHeight(least) {
      // What is used is no text to read: its lines are never more than a few.
      const asked = e => e.closest('label,a,.tag,dt,table') ? 1.5 : least;
      return list(blocks().filter(e => running(e) && lines(e).length > 1), e => {
        const r = parseFloat(css(e).lineHeight) / parseFloat(css(e).fontSize);
        return r >= asked(e) - 0.005 ? '' : `line height ${isNaN(r) ? 'normal' : r.toFixed(2)}`;
      });
    },
    // From one paragraph to the next it must be half as far again as from line to line. A paragraph is longer
    // than the longest line allowed; what is shorter is a line that a narrow window broke.
    paragraphGap() {
      const longest = /^mn/.test(document.documentElement.lang) ? 80 : 40; // letters are half as wide
      const paragraph = e => shown(e) && e.textContent.trim().length > longest;
      return list([...document.querySelectorAll('p + p')].filter(e => paragraph(e) && paragraph(e.previousElementSibling)), e => {
        const a = e.previousElementSibling.getBoundingClientRect(), b = e.getBoundingClientRect(), line = parseFloat(css(e).lineHeight);
        const gap = vertical ? b.left - a.right : b.top - a.bottom;
        return gap < -1 || (gap + line) / line >= 1.495 ? '' : `gap ${gap.toFixed(1)} px at lines of ${line.toFixed(1)} px`;
      });
    },
    lineLength() {
      return list(blocks().filter(running), e => {
        const n = Math.max(0, ...lines(e).map(l => l.end - l.start)) / parseFloat(css(e).fontSize);
        return n > 40.6 ? `${n.toFixed(1)} characters in a line` : css(e).textAlign === 'justify' ? 'justified' : '';
      });
    },
    contrast(least) {
      const found = list([...new Set(texts(document.body).map(n => n.parentElement))], e => readable(e, null, least));
      for (const e of document.querySelectorAll('input:not([type=hidden],[type=radio],[type=checkbox]),select,textarea')) {
        if (!shown(e)) continue;
        found.push(...list([e], e => readable(e, e.placeholder ? '::placeholder' : e.type === 'file' ? '::file-selector-button' : null, least)));
      }
      for (const e of document.body.querySelectorAll('*')) for (const p of ['::before', '::after']) {
        const text = css(e, p).content.match(/^"(.*?)"/)?.[1];
        if (text?.trim() && shown(e)) found.push(...list([e], e => readable(e, p, least)));
      }
      return found;
    },
    // Of each script by itself: an engine that leaves one out would still have something to be content with.
    mongolian(least) { return list(of(MONGOLIAN), e => readable(e, null, least)); },
    cyrillic(least) { return list(of(CYRILLIC), e => readable(e, null, least)); },
    written() { return [of(MONGOLIAN).length, of(CYRILLIC).length]; },
    upended() {
      const root = document.documentElement, c = css(root), want = root.lang === 'mn-Mong' ? 'vertical-lr' : 'horizontal-tb';
      return [...list([root], () => c.writingMode !== want ? c.writingMode : c.textOrientation !== 'mixed' ? `text-orientation ${c.textOrientation}` : ''),
        ...list([root, document.body, ...of(MONGOLIAN)], e => css(e).transform !== 'none' || css(e).rotate !== 'none' ? 'is turned' : want === 'vertical-lr' && css(e).writingMode !== want ? css(e).writingMode : '')];
    },
    controls() { return vertical ? list(edged(), e => css(e).writingMode.startsWith('vertical') ? '' : css(e).writingMode) : []; },
    thick(least) {
      const asked = least > 44 ? 'header a, header button, main form button:not(.quiet), main .button:not(.quiet), main .choice' : 'a[href],button,input:not([type=hidden]),textarea,summary,audio[controls]';
      return vertical ? list([...document.querySelectorAll(asked)].filter(shown), e => size(e)[0] < least - 0.05 ? `${size(e)[0].toFixed(1)} px thick` : '') : [];
    },
    underline() {
      return vertical ? list([...document.querySelectorAll('a[href]')].filter(shown), e => {
        const c = css(e); return !/underline/.test(c.textDecorationLine) ? '' : !/right/.test(c.textUnderlinePosition) ? `underline ${c.textUnderlinePosition}` : c.textDecorationSkipInk !== 'none' ? 'underline with gaps' : '';
      }) : [];
    },
    // A word of the script lies in one line, and nothing stands between its letters.
    whole() {
      const r = document.createRange(), found = [];
      for (const n of nodes(MONGOLIAN)) for (const m of n.data.matchAll(/[\u1820-\u18aa\u180a-\u180f\u202f]+/g)) {
        r.setStart(n, m.index); r.setEnd(n, m.index + m[0].length);
        const at = [...r.getClientRects()].filter(b => b.width > 0.5 && b.height > 0.5).map(b => vertical ? b.left : b.top);
        if (Math.max(...at) - Math.min(...at) > 8) found.push([named(n.parentElement), `broken: ${m[0]}`]);
      }
      return found.concat(list(of(MONGOLIAN), e => parseFloat(css(e).letterSpacing) > 0 ? `letter-spacing ${css(e).letterSpacing}` : ''));
    },
    uprights() {
      return list([...new Set(texts(document.body).map(n => n.parentElement))], e => {
        const c = css(e); return c.textOrientation === 'upright' ? 'stands upright' : c.textCombineUpright !== 'none' && !/^\d{1,2}$/.test(e.textContent) ? 'more than two digits stand upright' : '';
      });
    },
    // The name of the language in the switch of another page is drawn by what the device has: no file for one word.
    typeface() { return list(of(MONGOLIAN).filter(e => vertical || !e.closest('.languages')), e => /^"?Portal Mongolian/.test(css(e).fontFamily) ? e.closest('[lang]').lang === 'mn-Mong' ? '' : 'no lang' : `first font ${css(e).fontFamily.split(',')[0]}`); },
    // Words that the browser puts on a page are in the browser's language.
    browserWords() {
      if (!/^mn/.test(document.documentElement.lang)) return [];
      return list([...document.querySelectorAll('select,input[type=date],input[type=month],input[type=time],input[type=number],input[type=color]')], () => 'speaks the language of the browser')
        .concat(list([...document.querySelectorAll('input[type=file]')], e => {
          const face = e.nextElementSibling;
          return +css(e).opacity !== 0 ? 'shows what the browser says of it' : face && css(face).display !== 'none' && (MONGOLIAN.test(face.textContent) || CYRILLIC.test(face.textContent)) ? '' : 'has no words of ours';
        }));
    },
    overlaps() {
      const all = [...document.querySelectorAll('a[href],button,input:not([type=hidden]),textarea')].filter(shown).map(e => [e, e.getBoundingClientRect()]), found = [];
      for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) {
        const [a, x] = all[i], [b, y] = all[j];
        if (!a.contains(b) && Math.min(x.right, y.right) - Math.max(x.left, y.left) > 4 && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 4) found.push([named(b), `lies over ${named(a)}`]);
      }
      return found;
    },
    edges(least) {
      return list(edged(), e => {
        const c = css(e), bare = ['Top', 'Right', 'Bottom', 'Left'].every(s => parseFloat(c[`border${s}Width`]) === 0);
        const outside = behind(e.parentElement), inside = behind(e);
        if (!outside || !inside) return 'a picture lies behind';
        if (bare && colour(c.backgroundColor).a === 0) return e.matches('input,select,textarea') ? 'no edge' : '';
        const sides = bare ? [] : ['Top', 'Right', 'Bottom', 'Left'].filter(s => parseFloat(c[`border${s}Width`]) > 0 && c[`border${s}Style`] !== 'none').map(s => ratio(over(colour(c[`border${s}Color`]), outside), outside));
        const r = Math.max(sides.length === 4 ? Math.min(...sides) : 1, ratio(inside, outside));
        if (r < least - 0.005) return `edge contrast ${r.toFixed(2)}`;
        const mark = e.checked && css(e, '::before').content !== 'none' ? ratio(colour(css(e, '::before').backgroundColor), inside) : least;
        return mark < least - 0.005 ? `mark contrast ${mark.toFixed(2)}` : '';
      });
    },
    order() {
      const found = [...document.body.querySelectorAll('*')].filter(shown).flatMap(e => {
        const c = css(e);
        return +c.order ? [[named(e), `CSS order ${c.order}`]] : /flex/.test(c.display) && /reverse/.test(c.flexDirection + c.flexWrap) ? [[named(e), 'reversed']] : e.tabIndex > 0 ? [[named(e), `tabindex ${e.tabIndex}`]] : [];
      });
      const seen = [...new Set([...blocks(), ...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea')])].filter(e => shown(e) && !/fixed|sticky|absolute/.test(css(e).position) && !e.closest('[popover],dialog'));
      seen.sort((a, b) => a === b ? 0 : a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
      const box = e => { const r = e.getBoundingClientRect(); return vertical ? { t: r.left, b: r.right, l: r.top, r: r.bottom } : { t: r.top, b: r.bottom, l: r.left, r: r.right }; };
      for (let i = 1; i < seen.length; i++) {
        const a = seen[i - 1], b = seen[i]; if (a.contains(b)) continue;
        const x = box(a), y = box(b), above = y.b <= x.t + 2 && y.l < x.r - 2;
        const beside = Math.min(x.b, y.b) - Math.max(x.t, y.t) > 0.5 * Math.min(x.b - x.t, y.b - y.t) && y.r <= x.l + 2;
        if (above || beside) found.push([named(b), `stands ${above ? 'above' : 'before'} ${named(a)}, which comes first`]);
      }
      return found;
    },
    hover() {
      const found = list([...document.querySelectorAll('[title]:not(iframe)')], () => 'has a tooltip');
      for (const s of sheets()) for (const r of rules(s)) {
        if (!/:hover/.test(r.selectorText)) continue;
        const bad = ['display', 'visibility', 'opacity', 'content', 'clip-path', 'transform', 'position', 'inset-block-start', 'height'].filter(p => r.style.getPropertyValue(p));
        if (bad.length) found.push([r.selectorText, `shows something with the mouse only: ${bad}`]);
      }
      return found;
    },
    orientation() { return texts(document.body).map(n => n.data.trim()).concat(css(document.documentElement).transform, css(document.body).transform, css(document.documentElement).rotate, css(document.documentElement).writingMode); },
    still() {
      const found = document.getAnimations().filter(a => a.playState === 'running').map(a => [named(a.effect.target), 'moves']);
      return found.concat(list([...document.querySelectorAll('*')], e => {
        const c = css(e), slow = c.transitionDuration.split(',').some(d => parseFloat(d) > 0);
        return slow ? 'a transition' : c.animationName !== 'none' ? `animation ${c.animationName}` : c.scrollBehavior === 'smooth' ? 'scrolls smoothly' : '';
      }), list([...document.querySelectorAll('marquee,blink,video,audio[autoplay]')], () => 'moves or sounds'));
    },
    status() {
      return [...document.querySelectorAll('[role=status]')].filter(e => shown(e) && words(e)).map(e => [named(e), e.contains(document.activeElement) ? 'took the focus' : 'said']);
    },
    colours() { const c = css(document.body); return [css(document.documentElement).backgroundColor, c.color, css(document.querySelector('main a, a')).color]; },
    floating() {
      return list([...document.body.querySelectorAll('*')].filter(e => /fixed|sticky/.test(css(e).position) && e.checkVisibility()), e => css(e).pointerEvents === 'none' ? '' : 'lies over the page and takes the pointer')
        .concat(['html', 'body'].flatMap(s => ['::before', '::after'].filter(p => /fixed/.test(css(document.querySelector(s), p).position) && css(document.querySelector(s), p).content !== 'none' && css(document.querySelector(s), p).pointerEvents !== 'none').map(p => [s + p, 'takes the pointer'])));
    },
    // The large pointer is 48 px at least, has a plain one behind it, and stands over text, links and fields alike.
    async pointer() {
      const d = document.documentElement.dataset, was = { pointer: d.pointer, line: d.line }, found = [];
      d.pointer = 'large'; d.line = 'on';
      for (const e of new Set(['main', 'p', 'a', 'button', '.input', '.choice'].map(s => document.querySelector(s)).filter(Boolean))) {
        const [, address, plain] = css(e).cursor.match(/url\("?(.*?)"?\)[^,]*,\s*([a-z-]+)$/) || [];
        const image = new Image(); image.src = address || 'data:,';
        await image.decode().catch(() => 0);
        if (!plain) found.push([named(e), `pointer ${css(e).cursor}`]); else if (Math.min(image.naturalWidth, image.naturalHeight) < 48) found.push([named(e), `a pointer of ${image.naturalWidth} x ${image.naturalHeight} px`]);
      }
      for (const p of ['::before', '::after']) for (const e of [document.documentElement, document.body]) {
        const c = css(e, p); if (c.content !== 'none' && c.position === 'fixed' && c.pointerEvents !== 'none') found.push([named(e).slice(0, 4) + p, 'takes the pointer']);
      }
      for (const k in was) if (was[k] === undefined) delete d[k]; else d[k] = was[k];
      return found;
    },
    paper() {
      return list([...new Set(texts(document.body).map(n => n.parentElement))], e => parseFloat(css(e).fontSize) < 23.9 ? css(e).fontSize : '')
        .concat(list([...document.querySelectorAll('.skip,.topbar,.menu,main form,main button,nav')].filter(shown), () => 'is printed'));
    },
    edged() { return edged().slice(0, 14).map(e => { const r = e.getBoundingClientRect(); return { name: named(e), x: r.left + scrollX, y: r.top + scrollY, w: r.width, h: r.height }; }); },
    // Marks that are drawn by hand vanish with forced colours unless the browser draws them again.
    marks() {
      return list([...document.querySelectorAll('input[type=radio],input[type=checkbox]')].filter(shown), e => css(e).appearance === 'none' && css(e, '::before').forcedColorAdjust !== 'none' ? 'its mark cannot be seen' : '')
        .concat(list([...document.querySelectorAll(':focus')], e => css(e).outlineStyle === 'none' ? 'shows no focus' : ''));
    },
    // Uses every choice and list as a hand would and tells where that led.
    async change() {
      const from = location.href; let left = false;
      const stop = e => { left = true; e.preventDefault(); };
      addEventListener('submit', stop, true); addEventListener('beforeunload', () => left = true);
      const send = HTMLFormElement.prototype.submit; HTMLFormElement.prototype.submit = function () { left = true; };
      const found = [], windows = window.open; window.open = () => { left = true; return null; };
      for (const e of document.querySelectorAll('input:not([type=hidden],[type=file]),select,textarea,a[href],button,summary')) {
        if (!shown(e)) continue;
        const focus = document.activeElement; e.focus({ preventScroll: true });
        if (document.activeElement !== e && focus !== e) found.push([named(e), 'gives the focus away']);
        if (/^(radio|checkbox)$/.test(e.type)) { const was = e.checked; e.click(); if (e.type === 'checkbox' && e.checked !== was) e.click(); }
        else if (e.matches('input,select,textarea')) { for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, { bubbles: true })); }
        await new Promise(r => setTimeout(r, 0));
        if (left || location.href !== from) { found.push([named(e), 'led elsewhere']); left = false; if (location.href !== from) break; }
      }
      removeEventListener('submit', stop, true); HTMLFormElement.prototype.submit = send; window.open = windows;
      return found;
    },
  };
})()
