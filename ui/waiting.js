// Opens the real page as soon as it is there. Between the two nobody listens for a moment; who stays away has stopped.
const status = document.querySelector("[role=status]");
const starting = status.textContent;
let lost = 0;
async function look() {
	const answer = await fetch("/favicon.ico", { cache: "no-store" }).catch(() => null);
	if (answer && answer.status !== 503) return location.reload();
	lost = answer ? 0 : lost + 1;
	const text = lost < 30 ? starting : status.dataset.lost;
	if (status.textContent !== text) status.textContent = text;
	setTimeout(look, 150);
}
look();
