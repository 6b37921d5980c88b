// A button in this HTML says what it wants done, and with which report; news moves into sight.
element.addEventListener("click", (event) => {
	const button = event.target.closest("button[data-act]");
	if (button) trigger("select", { act: button.dataset.act, report: button.dataset.report });
});
watch("value", () => element.querySelector(".news")?.scrollIntoView({ block: "nearest" }));
