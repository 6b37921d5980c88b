// Runs once, in the list of conversations (`element`); the line above the chat, `#dau-cuoc-hoi`, belongs to it too.
const column = element.closest("#cac-cuoc-hoi");
const toggle = () => document.querySelector('#dau-cuoc-hoi [data-act="toggle"]');
const asked = new URL(location.href).searchParams.get("cuoc");
let deleting = false;
const drawer = window.matchMedia("(max-width: 820px)");

function open(yes, by) {
	column.toggleAttribute("data-open", yes);
	tell();
	if (!by) return;
	if (yes) (element.querySelector("[aria-current]") ?? element.querySelector("input")).focus();
	else toggle().focus();
}

// The server knows nothing of it and writes the button anew.
function tell() {
	const open = String(column.hasAttribute("data-open"));
	if (toggle() && toggle().ariaExpanded !== open) toggle().ariaExpanded = open;
}

// The name becomes a box: Enter takes the new one, Escape and leaving it the old one.
function rename(row) {
	const button = row.firstElementChild;
	const name = button.querySelector("span").textContent;
	const box = Object.assign(document.createElement("input"), { value: name, maxLength: 80, ariaLabel: props.new_name });
	let ended = false;
	const end = (text) => {
		if (ended) return;
		ended = true; // taking the box away makes it lose the focus, which ends it, too
		box.replaceWith(button);
		if (text.trim() && text !== name) trigger("edit", { act: "rename", id: row.dataset.id, text });
	};
	box.addEventListener("blur", () => end(""));
	box.addEventListener("keydown", (event) => {
		event.stopPropagation();
		if (event.key !== "Enter" && event.key !== "Escape") return;
		event.preventDefault();
		end(event.key === "Enter" ? box.value : "");
		button.focus();
	});
	button.replaceWith(box);
	box.select();
}

// An answer under way ends first, by "Dừng": what it still says must not come after what is opened.
async function atRest() {
	const stop = () => [document.querySelector("#dung")].find((button) => button?.checkVisibility());
	stop()?.click();
	while (stop()) await new Promise(requestAnimationFrame);
}

async function act(event) {
	const button = event.target.closest?.("#cac-cuoc-hoi button[data-act], #dau-cuoc-hoi button[data-act]");
	if (!button) return;
	const row = button.closest("li");
	const what = { act: button.dataset.act, id: button.dataset.id ?? row?.dataset.id ?? "" };
	if (what.act === "toggle") open(!column.hasAttribute("data-open"), button);
	else if (what.act === "close") open(false, button);
	else if (what.act === "rename") rename(row);
	else if (what.act === "word") trigger("download", {});
	else {
		const current = row?.querySelector("[aria-current]");
		const changesChat = what.act === "open" || current;
		if (changesChat) await atRest();
		deleting = what.act === "delete";
		trigger(changesChat ? "select" : "edit", what);
		if (what.act === "open" && drawer.matches) open(false, button);
	}
}

let typing = 0;
element.addEventListener("input", (event) => {
	if (event.target.type !== "search") return;
	clearTimeout(typing);
	typing = setTimeout(() => trigger("input", { text: event.target.value }), 200);
});
element.addEventListener("keydown", (event) => {
	if (event.key === "Escape") return open(false, event.target);
	const stops = [...element.querySelectorAll('input[type="search"], [data-act="open"]')];
	const next = stops.indexOf(event.target) + { ArrowDown: 1, ArrowUp: -1 }[event.key];
	if (!stops.includes(event.target) || !stops[next]) return;
	event.preventDefault();
	stops[next].focus();
});
document.addEventListener("click", act);

// The address names the open conversation, so that it is there again after a reload; each window has its own.
watch("value", () => {
	// Left where it was, the focus would be on the next conversation's bin.
	if (deleting) element.querySelector('[data-act="undo"]')?.focus();
	deleting = false;
	const address = new URL(location.href);
	const current = element.querySelector("nav").dataset.current;
	if (current) address.searchParams.set("cuoc", current);
	else address.searchParams.delete("cuoc");
	if (address.href !== location.href) history.replaceState(history.state, "", address);
});
new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-expanded"] });
open(window.matchMedia("(min-width: 1500px)").matches);
if (asked) trigger("select", { act: "open", id: asked });
