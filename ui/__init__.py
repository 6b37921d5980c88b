"""The screen: Gradio tabs, wording and styles; knows nothing of how anything is computed."""
