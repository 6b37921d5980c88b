"""What a report is: Vietnamese text, provinces, files, cleaning, splitting.

Knows nothing of vectors, questions or screens, and imports no other room.
"""
