// Runs once, in the filters above the table (`element`): what is chosen there, or in the table, goes to the program.
const form = () => element.querySelector("form");
const wishes = () => Object.fromEntries(new FormData(form()));

function send() {
	const province = form().elements.province.value;
	element.querySelectorAll("[data-province]").forEach((cell) => (cell.ariaPressed = String(cell.dataset.province === province)));
	props.value = wishes();
	trigger("submit");
}

element.addEventListener("submit", (event) => {
	event.preventDefault();
	send();
});
element.addEventListener("change", (event) => {
	// The words alone wait for Enter, "Tìm", or the cross that empties the box.
	if (event.target.matches("select")) send();
});
element.addEventListener("search", (event) => event.target.value || send());
element.addEventListener("reset", (event) => {
	event.preventDefault();
	for (const field of form().elements) if (field.name) field.value = field.name === "mode" ? "exact" : "";
	send();
});
element.addEventListener("click", (event) => {
	const cell = event.target.closest("[data-province]");
	if (!cell) return;
	const select = form().elements.province;
	select.value = select.value === cell.dataset.province ? "" : cell.dataset.province;
	send();
});
// The table stands in another element; "back to the table" empties the box of words here.
document.addEventListener("click", (event) => {
	if (!event.target.closest?.('#danh-sach [data-view="clear"]')) return;
	form().elements.words.value = "";
	send();
	form().elements.words.focus();
});
