// The reading line follows the pointer and the focus; the sheet draws it.
(() => {
const root = document.documentElement;
if (root.dataset.line !== 'on') return;
const put = (y) => root.style.setProperty('--line-at', Math.round(y) + 'px');
addEventListener('pointermove', (e) => put(e.clientY), { passive: true });
addEventListener('focusin', (e) => put(e.target.getBoundingClientRect().bottom));
})();
