// A button in this HTML says what it wants done, and with which report, or what it wants to see; news moves into sight.
let pressed = "";
element.addEventListener("click", (event) => {
	const button = event.target.closest("button");
	if (!button) return;
	const { act, report, view, ask } = button.dataset;
	if (act) trigger("select", { act, report });
	if (ask) askAbout(ask);
	if (view && view !== "clear") {
		pressed = view.split(":")[0];
		trigger("input", { view });
	}
});

// To the tab for questions, whose box then begins with `text`.
function askAbout(text) {
	document.querySelector('.tab-container button[role="tab"]').click();
	const box = document.querySelector("#cau-hoi textarea");
	box.value = text;
	box.dispatchEvent(new Event("input", { bubbles: true }));
	// The tab takes a moment to appear, and nothing hidden can have the focus.
	const focus = () => (box.checkVisibility() ? box.focus() : requestAnimationFrame(focus));
	focus();
}

watch("value", () => {
	element.querySelector(".news")?.scrollIntoView({ block: "nearest" });
	// The button that was pressed is another one now: whoever uses the keyboard stays where they were.
	if (pressed === "sort") element.querySelector("th[aria-sort] button")?.focus();
	if (pressed === "page") (element.querySelector(".pager button:last-child:enabled") ?? element.querySelector(".pager button"))?.focus();
	if (pressed === "page") element.querySelector("caption")?.scrollIntoView({ block: "nearest" });
	pressed = "";
});
