// Gradio makes functions of texts with `Function`, which this page's Content-Security-Policy forbids. The texts that the
// page was built with are therefore given here as functions, and handed out where Gradio asks for a text's function.
// Any other text goes to the browser, which refuses it.
(() => {
	const known = new Map(KNOWN);
	const AsyncFunction = (async () => {}).constructor;
	known.set("return ``;", () => "");
	// Gradio's HTML component fills its template, that of one property such as `${value}`, first as Handlebars, then as a
	// template string.
	const given = (texts) => {
		const text = String(texts.at(-1)); // Handlebars hands over an object
		const [, name] = /^return `\$\{(\w+)\}`;$/.exec(text) ?? [];
		if (name) return (...values) => `${values[texts.indexOf(name)]}`;
		const [handlebars, template] = /^  return "(\$\{\w+\}|)";\n$/.exec(text) ?? [];
		return handlebars ? () => template : known.get(text);
	};
	const knowing = (native) =>
		new Proxy(native, {
			apply: (_, self, texts) => given(texts) ?? Reflect.apply(native, self, texts),
			construct: (_, texts) => given(texts) ?? Reflect.construct(native, texts),
		});
	window.Function = knowing(Function);
	Object.defineProperty(AsyncFunction.prototype, "constructor", { value: knowing(AsyncFunction) });
})();
