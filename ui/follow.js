// Runs once (`element` stands in the pane of the conversation). Brings a new question into sight and keeps it there while
// its answer grows; a long answer goes on below the window. Whoever scrolls or types there has taken over, until the next
// question.
const pane = element.closest(".pane");
const busy = () => Boolean(document.querySelector("#dung")?.checkVisibility());
let following = false;
let count = 0;
let wasBusy = false;

function follow() {
	const view = pane.querySelector("[role=log]");
	const questions = pane.querySelectorAll(".user-row");
	if (questions.length !== count || (busy() && !wasBusy)) following = true;
	count = questions.length;
	wasBusy = busy();
	if (!following || !count) return;
	const question = questions[count - 1].getBoundingClientRect();
	view.scrollTop += question.top - view.getBoundingClientRect().top - 12;
}

const takeOver = (event) => (following &&= !event.target.closest("#cuoc-hoi"));
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) pane.addEventListener(kind, takeOver, { passive: true });
new MutationObserver(follow).observe(pane, { subtree: true, childList: true, characterData: true });
