"""What a question asks, the evidence for it, the answer, and its checking.

Knows nothing of HTML, Gradio or files; stands on `index` and `corpus`.
"""
