// Reads the page aloud with a voice of the device, sentence by sentence, and
// marks the sentence. The page is whole without this file: what it needs stands
// hidden in the page (a11y/component/aloud.templ) and shows only where a voice
// is. Voices that send the text elsewhere do not count.
(() => {
const root = document.documentElement;
const box = document.querySelector('.aloud');
const synth = window.speechSynthesis;
if (!box || !synth || !window.SpeechSynthesisUtterance) return;
const [button, stopper] = box.querySelectorAll('button');
const tongue = (tag) => tag.toLowerCase().replace(/_/g, '-').replace(/^cmn/, 'zh');
// Of Mongolian, voices read Cyrillic only.
const stem = (tag) => tongue(tag).replace(/^mn-mong/, 'mong').split('-')[0];
const marks = window.CSS && CSS.highlights && window.Highlight;
const tabs = window.BroadcastChannel && new BroadcastChannel('aloud');

let voice;
let sentences = [];
let at = 0;
let turn = 0;
let state = 'idle';
let saying; // held: a voice forgets to report for an utterance that nobody holds

// Cantonese carries the same root as Mandarin and is not understood here.
const fits = (v) => v.localService && stem(v.lang) === stem(root.lang) && !/-(hk|mo)\b/.test(tongue(v.lang));
const look = () => {
	const found = synth.getVoices().filter(fits);
	voice = found.find((v) => tongue(v.lang).startsWith('zh-cn')) || found[0];
	box.hidden = !voice;
	if (!voice && state !== 'idle') end();
};

// Left out: what is not shown, the way back, readings above characters, controls and what
// was typed into them, other languages (the voice would spell or skip them).
const skipped = '[hidden],.away,.back,rt,rp,nav,button,input,textarea,select,script,.aloud,details:not([open])>:not(summary)';
const silent = (node) => {
	const e = node.parentElement;
	if (e.closest(skipped)) return true;
	return !e.getClientRects().length || stem(e.closest('[lang]').lang) !== stem(root.lang);
};
const block = (node) => {
	let e = node.parentElement;
	while (/^(inline|ruby|contents)/.test(getComputedStyle(e).display) && e.parentElement) e = e.parentElement;
	return e;
};

// A run is the text of one block with the places its letters come from.
const runs = () => {
	const all = [];
	for (const part of document.querySelectorAll('.outage, main')) {
		const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
		for (let node; (node = walk.nextNode());) {
			if (!node.data.trim() || silent(node)) continue;
			const home = block(node);
			let run = all[all.length - 1];
			if (!run || run.home !== home) all.push(run = { home, text: '', from: [] });
			run.from.push([run.text.length, node]);
			run.text += node.data;
		}
	}
	return all;
};
const cut = (run) => {
	const found = [];
	const place = (i, last) => {
		let hit = run.from[0];
		for (const f of run.from) if (f[0] < i || f[0] === i && !last) hit = f;
		return [hit[1], i - hit[0]];
	};
	for (const m of run.text.matchAll(/[^]+?(?:[。！？；!?;᠃᠉]+[”’」』）)"]*|\.(?=\s|$)|$)/g)) {
		const text = m[0].trim();
		if (!/[\p{L}\p{N}]/u.test(text)) continue;
		const start = m.index + m[0].indexOf(text);
		const range = document.createRange();
		range.setStart(...place(start, false));
		range.setEnd(...place(start + text.length, true));
		found.push({ text, range, home: run.home });
	}
	return found;
};

// Long numbers and service numbers are said figure by figure; amounts of yuan not.
const spoken = (text) => text.replace(/\s+/g, ' ')
	.replace(/\d(?: ?\d){6,}|\b1\d{4}\b(?! ?[\u5143\u044e])/g, (n) => n.replace(/ /g, '').split('').join(' '));

const mark = (s) => {
	if (marks) CSS.highlights.delete('aloud');
	for (const e of document.querySelectorAll('.said')) e.classList.remove('said');
	if (!s) return;
	if (marks) CSS.highlights.set('aloud', new Highlight(s.range));
	else s.home.classList.add('said');
	s.home.scrollIntoView({ block: 'nearest' });
};

const show = (next) => {
	state = next;
	[...button.children].forEach((word, i) => { word.hidden = i !== ['idle', 'speaking', 'paused'].indexOf(next); });
	if (next === 'idle' && document.activeElement === stopper) button.focus();
	stopper.hidden = next === 'idle';
};

// Each start is a turn of its own: what an earlier one still reports counts for
// nothing.
const speak = () => {
	const mine = ++turn;
	synth.cancel();
	if (at >= sentences.length) return end();
	const s = sentences[at];
	const u = saying = new SpeechSynthesisUtterance(spoken(s.text));
	u.voice = voice;
	u.lang = voice.lang;
	u.rate = { slow: .75, fast: 1.35 }[root.dataset.speed] || 1;
	u.onend = () => { if (mine === turn) { at++; speak(); } };
	u.onerror = () => { if (mine === turn) pause(); };
	mark(s);
	show('speaking');
	synth.speak(saying);
};
// To pause is to end the voice and keep the place: engines that cannot pause go
// on speaking, and who comes back hears the sentence whole.
const pause = () => {
	if (state !== 'speaking') return;
	turn++;
	synth.cancel();
	show('paused');
};
const end = () => {
	turn++;
	synth.cancel();
	mark();
	at = 0;
	show('idle');
};

button.addEventListener('click', () => {
	if (state === 'speaking') return pause();
	if (state === 'idle') sentences = runs().flatMap(cut);
	if (tabs) tabs.postMessage(0);
	speak();
});
stopper.addEventListener('click', end);
if (tabs) tabs.onmessage = pause;
addEventListener('pagehide', () => { if (state !== 'idle') end(); });
if (synth.addEventListener) synth.addEventListener('voiceschanged', look);
look();
})();
