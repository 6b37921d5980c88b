// Runs once, in the place for files (`element`). Each file is sent by itself; what did not arrive is told all the same.
const input = element.querySelector("input");
const zone = element.querySelector(".drop");
const state = element.querySelector(".state");
let sending = false;

async function sent(file) {
	if (file.size > props.largest) return { name: file.name, size: file.size };
	try {
		return { name: file.name, size: file.size, path: (await upload(file)).path };
	} catch {
		return { name: file.name, size: file.size };
	}
}

async function send(chosen) {
	const files = [...chosen];
	input.value = "";
	if (sending || !files.length) return;
	if (files.length > props.most) return void (state.textContent = props.too_many);
	sending = true;
	const arrived = [];
	for (const file of files) {
		state.textContent = props.sending.replace("{n}", arrived.length + 1).replace("{total}", files.length).replace("{name}", () => file.name);
		arrived.push(await sent(file));
	}
	state.textContent = "";
	sending = false;
	trigger("upload", { files: arrived });
}

element.querySelector("button").addEventListener("click", () => input.click());
input.addEventListener("change", () => send(input.files));
for (const kind of ["dragover", "dragleave", "drop"])
	zone.addEventListener(kind, (event) => {
		event.preventDefault();
		zone.classList.toggle("over", kind === "dragover");
		if (kind === "drop") send(event.dataTransfer.files);
	});
