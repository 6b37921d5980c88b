// Runs once for each reader pane (`element`). Places carry their names in `data-anchor`, not in `id`: the browser would
// move the whole page to an `id`, while this moves the pane alone. The address keeps the place, so that "back" works.
const prefix = `#${props.links}-`;
let opener = null;

function places(hash) {
	return hash.startsWith(prefix) ? element.querySelectorAll(`[data-anchor~="${CSS.escape(hash.slice(1))}"]`) : [];
}

// Links to the place that is shown say so: `aria-current`.
function point(hash) {
	document.querySelectorAll(`a[href^="${prefix}"]`).forEach((link) => (link.ariaCurrent = link.hash === hash ? "true" : null));
}

function show(hash) {
	const found = places(hash);
	if (!found.length) return false;
	element.querySelectorAll(".chosen").forEach((place) => place.classList.remove("chosen"));
	found.forEach((place) => place.classList.add("chosen"));
	element.querySelectorAll("article").forEach((article) => (article.hidden = !article.contains(found[0])));
	element.dataset.open = "";
	point(hash);
	settle(found[0]);
	found[0].focus({ preventScroll: true });
	return true;
}

// The place, a third below the pane's upper edge; a heading of the whole report at the very top.
function settle(place) {
	const offset = place.getBoundingClientRect().top - element.getBoundingClientRect().top;
	element.scrollTop = place.matches("h2") ? 0 : element.scrollTop + offset - element.clientHeight / 3;
}

function follow() {
	point(location.hash);
	if (!location.hash.startsWith(prefix)) {
		if ("open" in element.dataset) opener?.focus();
		delete element.dataset.open;
	} else if (!show(location.hash)) trigger("select", { anchor: decodeURIComponent(location.hash.slice(1)) });
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
window.addEventListener("hashchange", follow);
watch("value", () => {
	if (show(location.hash)) return;
	const first = element.querySelector("article:not([hidden]) mark");
	if (first) settle(first);
	else element.scrollTop = 0;
});
