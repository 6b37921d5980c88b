"""Where reports are kept and searched: embeddings, Chroma, the word index, the ledger.

Adds, removes and searches in a scope. Knows nothing of what a question asks for or how it is answered. The modules by
what they are for:

Keeping
    library         the one owner of a data folder: what the other rooms see
    shelf           what is visible now
    ledger          the truth: reports, passages, vectors, former versions, who did what
    database        one SQLite file, used by several threads
    journal         users' conversations, and what they think of answers
    stores          vectors and words beside the ledger
    vectors         Chroma
    words           tantivy
    folder          the data folder, originals, the mark of a change under way
    mend            what a crash left, put right
    check           the full check
    errors          what can go wrong

Searching
    search          dense and word scores as one, in a scope of provinces
    embed           texts to vectors
    model           the default model, unpacked

Questions as they were meant
    spelling        accents put back, typing errors mended
    typed           which syllables may be read otherwise
    slips           what slips of the hand cost
    orthography     which syllables Vietnamese can write; keys of Telex and VNI
    pairs           which syllables follow which

Taking reports in and out
    receipt         what would be kept of a file
    intake          files and folders, each by itself whole or not at all
    dialog          asking a person in a terminal
    show            receipts and reports as lines of text
    redescribe      the description of a report in the library, changed
    history         former versions, what changed, export
    pace            how far a long piece of work is
"""
