// Runs once, in a form that filters a list (`element`): what is chosen goes to the program.
const form = () => element.querySelector("form");

function send() {
	const province = form().elements.province?.value;
	element.querySelectorAll("[data-province]").forEach((cell) => (cell.ariaPressed = String(cell.dataset.province === province)));
	// A hidden box of Gradio's: of what waits while the program works only a value is kept, not an event's data.
	const box = document.querySelector(`#${props.wishes} textarea`);
	box.value = JSON.stringify(Object.fromEntries(new FormData(form())));
	box.dispatchEvent(new Event("input", { bubbles: true }));
}

element.addEventListener("submit", (event) => {
	event.preventDefault();
	send();
});
element.addEventListener("change", (event) => {
	// Words wait for Enter, the button, or the cross that empties the box.
	if (event.target.matches('select, [type="date"]')) send();
});
element.addEventListener("search", (event) => event.target.value || send());
element.addEventListener("reset", (event) => {
	event.preventDefault();
	for (const field of form().elements) if (field.name) field.value = field.options ? field.options[0].value : "";
	send();
});
element.addEventListener("click", (event) => {
	const { province, file } = event.target.closest("[data-province], [data-file]")?.dataset ?? {};
	if (file) return void trigger("download", { file });
	if (!province) return;
	const select = form().elements.province;
	select.value = select.value === province ? "" : province;
	send();
});
// The list stands in another element; "back to the list" empties the box of words here.
document.addEventListener("click", (event) => {
	if (!event.target.closest?.(`#${props.list} [data-view="clear"]`)) return;
	form().elements.words.value = "";
	send();
	form().elements.words.focus();
});
