"""What a report is: Vietnamese text, provinces, files, cleaning, describing, splitting.

Knows nothing of vectors, questions or screens, and imports no other room. The way of a file is `report.understand`; the
modules by what they are for:

The language
    text            letters: normal form, folding, where tones stand, syllables
    dates           calendar dates, and lines that tell when something appeared
    numbers         what numbers are worth, and which of them are figures
    provinces       the 63 provinces until June 2025, the 34 since, and where a text names one
    terms           abbreviations and expressions of the field; texts as index words
    exact           where a text has the very words, however accents were typed
    split           bodies as sections, sentences and passages
    roles           the part that a sentence plays: result, weakness, cause, plan, …
    tables          rows of tables as lines: cells, column heads, captions

What the rooms pass around
    records         reports, passages, sentences, what was cut
    errors          what can be wrong with a file

Reading files
    formats         the door: bytes of any kind of file to text
    read            bytes of a file, encodings, names as they are shown
    from_eml        e-mails as mail programs save them
    from_html       saved web pages
    from_docx       Word
    numbering       the list numbers that Word shows and does not write
    from_pdf        PDF with a text layer; scanned pages are handed on to `tools`
    columns         pages set in two columns: what is read one after the other
    from_xlsx       workbooks
    number_format   cell values as a sheet shows them
    from_markdown   Markdown
    archive         parts of a zipped office file
    tools           LibreOffice and Tesseract, where they are installed
    office          one conversion by LibreOffice, in the process that `tools` starts for it
    legacy          TCVN3 and VNI, from before Unicode
    quality         warnings of lost accents and torn words

Cleaning
    clean           the article's paragraphs, and all that was cut, with the reason
    furniture       what a page has round an article
    formal          what an official text has round its content
    mail            what an e-mail has round the text that it brings
    reworded        a copy of a text in the same file, plain or reworded by machine
    beside          kept and cut in the file's order, for people to look over

Describing
    describe        province, title, publisher, author, dates, years, kind
    findings        each with how it was found and whether it is sure; what people say of it
    whose           the province
    when            dates and years
    letterhead      the form of official texts
    kind            the kind of text, and whether it is about information technology
    report          all together: from a file to the report that is kept

Against the other reports, and against bad files
    copies          the same file or text, a new version, a reworded copy
    apart           a file read in a process of its own
    limits          what that process may use
"""
