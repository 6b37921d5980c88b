"""Where reports are kept and searched: embeddings, Chroma, the word index, the ledger.

Adds, removes and searches in a scope. Knows nothing of what a question asks for or how it is answered.
"""
