// Runs once for each reader pane (`element`). Places carry their names in `data-anchor`, not in `id`: the browser would
// move the whole page to an `id`, while this moves the pane alone. The address keeps the place, so that "back" works.
const prefix = `#${props.links}-`;
let opener = null;
let pointed = ""; // the place that links point out, ahead of the address while keys are pressed quickly
let awaited = location.hash; // the place that the HTML still to come is to show

function places(hash) {
	return hash.startsWith(prefix) ? element.querySelectorAll(`[data-anchor~="${CSS.escape(hash.slice(1))}"]`) : [];
}

// Links to the place that is shown say so: `aria-current`.
function point(hash) {
	pointed = hash;
	document.querySelectorAll(`a[href^="${prefix}"]`).forEach((link) => (link.ariaCurrent = link.hash === hash ? "true" : null));
	const links = numbers();
	const at = links.findIndex((link) => link.hash === hash);
	element.querySelectorAll(".place").forEach((place) => (place.textContent = at < 0 ? `${links.length} đoạn` : `${at + 1}/${links.length}`));
	const row = links[at]?.closest(".numbers");
	if (row) row.scrollTop = links[at].offsetTop - row.offsetTop - row.clientHeight / 2;
}

function numbers() {
	return [...element.querySelectorAll(".numbers a")];
}

// The next quote, or the one before; the address then keeps the last place alone.
function step(by) {
	const links = numbers();
	const at = links.findIndex((link) => link.hash === pointed);
	if (!links.length) return;
	const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : (at + by + links.length) % links.length;
	const address = new URL(location.href);
	address.hash = pointed = links[next].hash;
	location.replace(address);
}

// Where the pane covers the page, on a telephone, only the pane takes focus.
function keepFocus() {
	const covers = "open" in element.dataset && getComputedStyle(element.closest(".block")).position === "fixed";
	const panes = [...element.closest(".panes").children].filter((pane) => !pane.contains(element));
	for (const part of [...panes, ...document.querySelectorAll(".tab-wrapper")]) part.inert = covers;
}

function show(hash) {
	const found = places(hash);
	if (!found.length) return false;
	element.querySelectorAll(".chosen").forEach((place) => place.classList.remove("chosen"));
	found.forEach((place) => place.classList.add("chosen"));
	element.querySelectorAll("article").forEach((article) => (article.hidden = !article.contains(found[0])));
	element.dataset.open = "";
	keepFocus();
	point(hash);
	settle(found[0]);
	found[0].focus({ preventScroll: true });
	return true;
}

// The place, a third below the pane's upper edge and clear of the bar; a heading of the whole report at the very top.
function settle(place) {
	const top = element.getBoundingClientRect().top;
	const covered = [...element.querySelectorAll(".back, .bar")].reduce((sum, part) => sum + part.offsetHeight, 0);
	const at = Math.max(element.clientHeight / 3, covered + 12);
	element.scrollTop = place.matches("h2") ? 0 : element.scrollTop + place.getBoundingClientRect().top - top - at;
}

function follow() {
	const here = document.querySelector('a[aria-current]:not(.reader *)') ?? opener;
	point(location.hash);
	if (!location.hash.startsWith(prefix)) {
		const wasOpen = "open" in element.dataset;
		delete element.dataset.open;
		keepFocus();
		if (wasOpen) here?.focus();
	} else if (!show(location.hash)) {
		awaited = location.hash;
		trigger("select", { anchor: decodeURIComponent(location.hash.slice(1)) });
	}
}

document.addEventListener("click", (event) => {
	const link = event.target.closest?.('a[href^="#"]');
	if (!link || !(link.hash.startsWith(prefix) || element.contains(link))) return;
	event.preventDefault(); // the page's <base> would lose the address's own parameters
	if (!element.contains(link)) opener = link;
	if (location.hash === link.hash) follow();
	else location.hash = link.hash;
});
document.addEventListener("keydown", (event) => {
	if (event.key === "Escape" && "open" in element.dataset) location.hash = "quay-lai";
});
element.addEventListener("click", (event) => {
	const button = event.target.closest("button[data-step]");
	if (button) step(Number(button.dataset.step));
});
element.addEventListener("keydown", (event) => {
	const by = { n: 1, ArrowRight: 1, p: -1, ArrowLeft: -1 }[event.key];
	if (!by || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
	event.preventDefault();
	step(by);
});
document.addEventListener("pointerdown", () => (awaited = ""));
window.addEventListener("hashchange", follow);
window.addEventListener("resize", keepFocus);
watch("value", () => {
	if (awaited && show(awaited)) return void (awaited = "");
	point(location.hash);
	const first = element.querySelector("article:not([hidden]) mark");
	if (first) settle(first);
	else element.scrollTop = 0;
});
