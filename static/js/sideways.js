// Where lines stand upright the page goes on to the right, and in browsers the
// wheel, Page Up and Down, Home and End do nothing there (measured; Space does in
// one). They do here what they do on every other page. Who types keeps the keys; a
// jump stays a jump, so that nobody who asked for less motion gets any. What a key
// brings the focus to is brought in whole, with room for its ring: by themselves browsers
// are content with 32 px of it when a page moves sideways.
(() => {
const root = document.documentElement;
if (!getComputedStyle(root).writingMode.startsWith('vertical')) return;
const page = () => root.clientWidth * .9;

addEventListener('wheel', (e) => {
	// With Ctrl the wheel enlarges; pushed sideways it moves the page by itself.
	if (e.ctrlKey || e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) return;
	scrollBy(e.deltaY * [1, 40, page()][e.deltaMode], 0);
}, { passive: true });

const bring = () => {
	const box = document.activeElement.getBoundingClientRect(), room = 24;
	scrollBy(Math.min(Math.max(0, box.right + room - root.clientWidth), box.left - room), 0);
};

addEventListener('keydown', (e) => {
	// Only who goes by keys: under a finger nothing may move.
	if (e.key === 'Tab') requestAnimationFrame(bring);
	const pages = { PageDown: 1, PageUp: -1, ' ': e.shiftKey ? -1 : 1, Home: -999, End: 999 }[e.key];
	const own = e.key === ' ' ? 'input' : 'input:not([type=radio],[type=checkbox],[type=file])';
	if (!pages || e.ctrlKey || e.altKey || e.metaKey || e.target.closest(own + ',textarea,button,summary,audio')) return;
	if (root.scrollWidth <= root.clientWidth) return;
	e.preventDefault();
	scrollBy(pages * page(), 0);
});
})();
