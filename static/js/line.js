// The reading line follows the pointer and the focus; the sheet draws it. Where
// lines stand upright, it does too.
(() => {
const root = document.documentElement;
if (root.dataset.line !== 'on') return;
const upright = getComputedStyle(root).writingMode.startsWith('vertical');
const put = (at) => root.style.setProperty('--line-at', Math.round(at) + 'px');
addEventListener('pointermove', (e) => put(upright ? e.clientX : e.clientY), { passive: true });
addEventListener('focusin', (e) => {
	const box = e.target.getBoundingClientRect();
	put(upright ? box.right : box.bottom);
});
})();
