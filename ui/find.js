// Runs once in the reader of reports, after `reader.js`: its form finds words in the report that is open.
let looking = false;
element.addEventListener("submit", (event) => {
	event.preventDefault();
	const form = event.target;
	looking = true;
	trigger("submit", { report: form.dataset.report, words: form.elements.words.value, mode: form.elements.mode.value });
});
element.addEventListener("click", (event) => {
	const button = event.target.closest("[data-original]");
	if (button) trigger("download", { report: button.form.dataset.report });
});
watch("value", () => {
	if (!looking) return;
	looking = false;
	const first = element.querySelector(".places a");
	if (first) location.hash = first.hash;
});
