// Runs once (`element` is the line above the box). A button below an answer, or in that line, says what it wants by its
// name, and of what by its value. While an answer is being made only "Dừng" counts.
const inChat = (node, selector) => node.closest?.(`#cuoc-hoi ${selector}, #thong-bao ${selector}`);
const busy = () => document.querySelector("#dung")?.checkVisibility();

async function copied(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		// Without https a browser has no clipboard but this.
		const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
		document.body.append(area);
		area.select();
		const done = document.execCommand("copy");
		area.remove();
		return done;
	}
}

async function copyLink(button) {
	const link = `${location.origin}${location.pathname}?cau-hoi=${encodeURIComponent(button.value)}`;
	const before = button.textContent;
	button.textContent = (await copied(link)) ? props.copied : props.not_copied;
	button.focus();
	setTimeout(() => (button.textContent = before), 2500);
}

document.addEventListener("click", (event) => {
	const button = inChat(event.target, "button[name]");
	if (!button || button.disabled) return;
	if (button.name === "lien-ket") return void copyLink(button);
	if (busy()) return;
	trigger("select", { act: button.name, value: button.value });
	// The button goes away with its answer: what comes next is in the box, or in the conversation.
	document.querySelector(button.name.endsWith("sua") ? "#cau-hoi textarea" : "#cuoc-hoi [role=log]")?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
	const menu = event.key === "Escape" && inChat(event.target, "details[open]");
	if (!menu) return;
	menu.open = false;
	menu.querySelector("summary").focus();
	event.stopImmediatePropagation();
});

// A link that opens a question: asked once, so that loading the page again does not ask it again. What stood in the box
// when a session ended stands there again.
const parameters = new URL(location.href).searchParams;
const linked = parameters.get("cau-hoi");
const typed = parameters.get("soan");
if (linked || typed) {
	const address = new URL(location.href);
	address.searchParams.delete("cau-hoi");
	address.searchParams.delete("soan");
	history.replaceState(null, "", address);
}
if (linked) trigger("select", { act: "hoi", value: linked });
else if (typed) write(typed);

// Into the box, as soon as it is there.
function write(text) {
	const box = document.querySelector("#cau-hoi textarea");
	if (!box) return void requestAnimationFrame(() => write(text));
	box.value = text;
	box.dispatchEvent(new Event("input", { bubbles: true }));
}
