// Shows the names of chosen files in our own box, in place of the browser's, which
// speaks the browser's language (A11Y-114). Without this file the browser's own
// field stands there, on Mongolian pages our box without the names until they are
// sent.
(() => {
for (const input of document.querySelectorAll('.pick input')) {
	const chosen = input.parentElement.querySelector('.chosen');
	const none = chosen.textContent;
	const show = () => { chosen.textContent = [...input.files].map((file) => file.name).join('\n') || none; };
	input.addEventListener('change', show);
	input.parentElement.classList.add('live');
	show(); // who comes back finds them still chosen
}
})();
