// Runs once (`element` holds the dialog). The buttons at an answer copy it with its sources, or say what it is worth.
const dialog = element.querySelector("dialog");
const form = element.querySelector("form");
const part = (name) => element.querySelector(`.${name}`);
let turn = "";

function said(text) {
	element.querySelector('[role="status"]').textContent = text;
}

// Which buttons are pressed: the chat writes them anew whenever it changes.
function show() {
	for (const button of document.querySelectorAll("#cuoc-hoi .y-kien button:not(.chep)")) {
		const vote = button.classList.contains("dung-y") ? "up" : "down";
		const pressed = String(props.votes[button.value]?.vote === vote);
		if (button.ariaPressed !== pressed) button.ariaPressed = pressed;
	}
}

function ask(button) {
	const before = props.votes[button.value];
	turn = button.value;
	form.reset();
	if (before?.reason) form.querySelector(`[value="${before.reason}"]`).checked = true;
	form.querySelector("textarea").value = before?.comment ?? "";
	part("rut").hidden = before?.vote !== "down";
	dialog.showModal();
}

function judge(vote) {
	const reason = form.querySelector(":checked")?.value ?? "";
	trigger("like", { turn, vote, reason, comment: form.querySelector("textarea").value });
	dialog.close();
}

// An answer as text and as HTML, its sources below it: without links and buttons, tables with lines that Word keeps.
function taken(button) {
	const whole = button.closest(".prose").cloneNode(true);
	const sources = [...whole.querySelectorAll(".nguon > span")].map((source) => source.textContent);
	whole.querySelectorAll(".y-kien, .viec, .pham-vi, .vi-sao").forEach((node) => node.remove());
	const rows = [...whole.children].flatMap((block) => {
		if (block.matches("table")) return [...block.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join("\t"));
		if (block.matches("ul, ol")) return [...block.children].map((item) => `- ${item.textContent.trim()}`);
		return [block.textContent.trim()];
	});
	whole.querySelectorAll("a").forEach((link) => link.replaceWith(Object.assign(document.createElement("sup"), { textContent: link.textContent })));
	for (const node of whole.querySelectorAll("*")) {
		while (node.attributes.length) node.removeAttribute(node.attributes[0].name);
		if (node.matches("table, th, td")) node.style.cssText = "border: 1px solid #000; border-collapse: collapse; padding: 2px 6px";
	}
	const below = sources.length ? [props.sources, ...sources] : [];
	for (const line of below) whole.append(Object.assign(document.createElement("p"), { textContent: line }));
	return { "text/html": whole.innerHTML.replaceAll("<!---->", "").replace(/\n+/g, "\n"), "text/plain": [...rows, ...(below.length ? ["", ...below] : [])].join("\n") };
}

async function copied(forms) {
	try {
		const blobs = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })]);
		await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
		return true;
	} catch {
		// Without https a browser has no clipboard but this; it wants something selected, which is not what it copies.
		const give = (event) => {
			Object.entries(forms).forEach(([type, text]) => event.clipboardData.setData(type, text));
			event.preventDefault();
			event.stopImmediatePropagation();
		};
		const range = document.createRange();
		range.selectNodeContents(element.querySelector('[role="status"]'));
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		document.addEventListener("copy", give, { capture: true });
		const done = document.execCommand("copy");
		document.removeEventListener("copy", give, { capture: true });
		getSelection().removeAllRanges();
		return done;
	}
}

async function copy(button) {
	said(" ");
	said((await copied(taken(button))) ? props.copied : props.not_copied);
}

document.addEventListener("click", (event) => {
	const button = event.target.closest?.("#cuoc-hoi .y-kien button");
	if (!button) return;
	if (button.matches(".chep")) copy(button);
	else if (button.matches(".chua-dung")) ask(button);
	else {
		turn = button.value;
		form.reset();
		judge(props.votes[turn]?.vote === "up" ? "" : "up");
	}
});
form.addEventListener("submit", () => judge("down"));
part("rut").addEventListener("click", () => judge(""));
part("thoi").addEventListener("click", () => dialog.close());
watch(["votes", "said"], () => {
	show();
	if (props.said) said(props.said);
});
let gone = 0;
new MutationObserver(() => {
	clearTimeout(gone);
	gone = setTimeout(() => said(""), 4000);
}).observe(element.querySelector('[role="status"]'), { childList: true });
new MutationObserver(show).observe(document.body, { subtree: true, childList: true });
