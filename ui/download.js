// A file that the program made for this visitor: it comes with the page's own answer and lies nowhere else.
watch("file", () => {
	const bytes = Uint8Array.from(atob(props.file.data), (letter) => letter.charCodeAt(0));
	const link = document.createElement("a");
	link.href = URL.createObjectURL(new Blob([bytes], { type: props.file.type }));
	link.download = props.file.name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
});
