// Gradio knows no Vietnamese and takes no other translation of its own labels: these are the ones that remain to be read out.
() => {
	const labels = { "chatbot conversation": "Cuộc hỏi đáp", "More tabs": "Thẻ khác", "Loading response": "Đang tìm câu trả lời", "Scroll down": "Xuống cuối cuộc hỏi đáp", Close: "Đóng" };
	const texts = {
		Error: "Lỗi",
		Warning: "Chú ý",
		"Connection to the server was lost. Attempting reconnection...": "Mất kết nối với chương trình; trang đang thử nối lại. Nếu phải chờ lâu, hãy báo người quản trị.",
	};
	const translate = () => {
		for (const node of document.querySelectorAll("[aria-label]")) {
			const label = node.getAttribute("aria-label");
			if (label in labels) node.setAttribute("aria-label", labels[label]);
			else if (label.startsWith("user's message:")) node.setAttribute("aria-label", "Câu hỏi");
			else if (label.startsWith("Select example")) node.setAttribute("aria-label", node.textContent);
			else if (label.startsWith("bot's message:")) node.setAttribute("aria-label", "Câu trả lời");
		}
		for (const { firstChild: text } of document.querySelectorAll(".toast-title, .toast-message-text, span.error")) {
			const known = texts[text?.data?.trim()];
			if (known) text.data = known;
		}
		// The style sheet shows this label, too.
		for (const group of document.querySelectorAll("#cuoc-hoi .options:not([role])")) {
			group.setAttribute("role", "group");
			group.setAttribute("aria-label", "Có thể hỏi tiếp");
		}
	};
	// The conversation grows word by word: not that is read out but, once, the whole answer. It scrolls, so it takes focus.
	const quieten = () => {
		const log = document.querySelector("#cuoc-hoi [role=log]:not([tabindex])");
		if (log) Object.assign(log, { ariaLive: "off", tabIndex: 0 });
		const examples = document.querySelector("#cuoc-hoi .examples[role=list]"); // of buttons: no list
		if (examples) Object.assign(examples, { role: "group", ariaLabel: "Câu hỏi gợi ý" });
		document.querySelector("#doc-len .html-container:not([role])")?.setAttribute("role", "status");
	};
	// Whose session has ended is led to the log-in, and from there back to what was open, with what stood in the box.
	const answered = window.fetch;
	window.fetch = async (...asked) => {
		const answer = await answered(...asked);
		if (answer.status !== 401) return answer;
		const back = new URLSearchParams(location.search);
		const typed = document.querySelector("#cau-hoi textarea")?.value.trim().slice(0, 2000);
		if (typed) back.set("soan", typed);
		location.assign(`/login?${new URLSearchParams({ vi: "het", to: back })}`);
		return new Promise(() => {}); // the page stays as it is until then
	};
	document.documentElement.lang = "vi";
	const tend = () => (translate(), quieten());
	new MutationObserver(tend).observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
	tend();
};
