"""The texts given to a chat model, one Markdown file each, with named variables; `assistant.prompts` reads them."""
