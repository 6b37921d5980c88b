"""Mending what was mistyped in a question: slips of the hand, keys of Telex and VNI left over, lost spaces and accents.

A noisy channel (Kernighan, Church and Gale 1990): every syllable can be read as it stands or as what may have been
meant, at a cost; `index.pairs.Pairs` finds the likeliest chain of readings. What Vietnamese can write stays unless
the library's own pairs of syllables speak strongly for another reading, so that words of other fields are not bent
into those of this one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.provinces import find_provinces
from corpus.text import fold, modern_tones, nfc
from index.orthography import Parts, is_bare_syllable, is_syllable, joined, keyed, parts
from index.pairs import Pairs, Reading
from index.slips import I_OR_Y, accents_cost, letters_cost, shortened
from index.typed import Token, lacks_accents, tokens_of, with_near_names

# Costs in nats, set like those of `index.slips`.
_KEYS = 0.5  # Telex or VNI left over
_SHORT = 0.5  # "ko" for "không"
_SPLIT, _SPLIT_ON, _MERGE = 4.0, 1.0, 6.0  # a first space lost in a word, each further one; a space too many
_DOUBT = 1.0  # on top, for changing what Vietnamese can write
_IMPOSSIBLE = 10.0  # for leaving what Vietnamese cannot write

# Log probability that a word typed well was never seen behind the one before it.
_KNOWN = -3.5
_UNKNOWN = -9.0

_LONG_LATIN = 6  # letters of a word of another language that is mended: "intenet"
_LONGEST = 7  # letters of a syllable: "nghiêng"
_MOST, _HOPELESS = 12, 12.0  # slips considered for one syllable, and what each may cost

_SHORT_FORMS = {
    "k": "không", "ko": "không", "kg": "không", "khg": "không", "hok": "không", "hông": "không", "đc": "được",
    "dc": "được", "bn": "bao nhiêu", "bnhieu": "bao nhiêu", "bnhiêu": "bao nhiêu", "ntn": "như thế nào", "j": "gì",
    "cty": "công ty", "vs": "với",
}  # fmt: skip

_LATIN = (
    "internet email website web wifi online offline zalo facebook google youtube gmail yahoo server cloud data camera"
    " laptop desktop smartphone windows office word excel pdf scan fax mobile app portal smart chatbot test hacker"
    " software hardware firewall backup router switch modem usb virus voip blog link file video logo robot startup"
    " and the of for with what which how you is are"
)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the text was typed: without any accents (`bare`) or at what cost without one, and whether with raw keys.

    `unseen` is the log probability that a word known only with accents is meant without.
    """

    bare: bool
    dropped: float
    unseen: float
    keys: bool


class Spelling:
    """A mender of questions that knows the syllables of `bodies` and of further `words` (phrases of any length)."""

    def __init__(self, bodies: Iterable[str], words: Iterable[str] = ()) -> None:
        self._pairs = Pairs([*bodies, *words, *_LATIN.split()])
        self._by_parts: dict[Parts, str] = {}
        self._shortened: dict[str, list[str]] = defaultdict(list)
        for folded, forms in self._pairs.forms.items():
            written = [form for form in forms if is_syllable(form)]
            self._by_parts.update((parts(form), form) for form in written)
            if written or (len(folded) >= _LONG_LATIN and folded.isalpha()):
                for key in shortened(folded):
                    self._shortened[key].append(folded)

    def repair(self, text: str) -> str:
        """`nfc(text)` with what is mistyped mended, accents put back, and everything else as it is.

        Names of provinces, numbers, abbreviations, addresses and words with hyphens stay; a name one slip away from
        exactly one province is mended, and no other name of a province comes about by a slip.

        >>> Spelling([]).repair("Lai Chau dùng phần mefm gì")
        'Lai Châu dùng phần mềm gì'
        """
        text = with_near_names(nfc(text), self._pairs.singles)
        tokens, places = tokens_of(text)
        if self._foreign(tokens):
            return text
        readings = list(self._readings(tokens, self._manner(tokens)))
        starts = {token.start for token in tokens}
        mended = self._read(text, readings, places, starts)
        # Only accents, keys and spaces may make the name of a province.
        if mended != text and (new := _named(mended) - _named(text)):
            words = {word for name in new for word in modern_tones(name).lower().split()}
            readings = [reading for reading in readings if not (reading.slip and words.intersection(reading.words))]
            mended = self._read(text, readings, places, starts)
        return mended

    def _read(self, text: str, readings: list[Reading], places: list[int], starts: set[int]) -> str:
        """The text as its likeliest readings have it.

        Letter n of all tokens stands at `places[n]`; tokens start at letters `starts`.
        """
        for reading in reversed(self._pairs.likeliest(readings, len(places))):
            start, end = places[reading.start], places[reading.end - 1] + 1
            space = "" if reading.start in starts else " "
            text = text[:start] + space + _cased(" ".join(reading.words), text[start:end]) + text[end:]
        return text

    def _foreign(self, tokens: list[Token]) -> bool:
        """Whether less than half of the words could be Vietnamese, accents and keys aside."""
        words = [token.word for token in tokens if not token.only]
        possible = sum(is_syllable(word) or is_bare_syllable(word) or bool(self._from_keys(word)) for word in words)
        return len(words) > 2 and possible < len(words) / 2

    def _from_keys(self, word: str) -> list[str]:
        """The known words that the keys of a word mean."""
        return [self._by_parts[read] for read in keyed(word) if read in self._by_parts]

    def _manner(self, tokens: list[Token]) -> _Manner:
        free = [token.word for token in tokens if not token.only]
        keys = any(map(self._from_keys, free))
        if lacks_accents(free):
            return _Manner(True, 0.0, -math.inf, keys)
        # "dien" cannot be a syllable unless accents were left out, and then hardly there alone.
        if any(is_bare_syllable(word) and not is_syllable(word) and word not in self._pairs.singles for word in free):
            return _Manner(False, 1.0, _UNKNOWN, keys)
        return _Manner(False, 2.0, -6.0, keys)

    def _readings(self, tokens: list[Token], manner: _Manner) -> Iterator[Reading]:
        """All ways to read the tokens, in the order of their starts."""
        likely = [{""}, *(self._likely(token) for token in tokens), set[str]()]
        for n, token in enumerate(tokens):
            if token.only:
                yield Reading(token.start, token.end, (token.only,), new=_KNOWN)
                continue
            yield from self._as_typed(token, manner)
            if not token.exact:
                yield from self._slips(token, likely[n], likely[n + 2], manner)
            if n + 1 < len(tokens) and tokens[n + 1].spaced and not tokens[n + 1].only:
                for form, cost in self._exact(token.word + tokens[n + 1].word, manner):
                    yield Reading(token.start, tokens[n + 1].end, (form,), _MERGE + cost)
            if not token.exact and not self._possible(token.word, manner):
                yield from self._pieces(token, manner)

    def _possible(self, word: str, manner: _Manner) -> bool:
        """Whether the word may have been meant as it stands (accents aside in a text that has none)."""
        return word in self._pairs.singles or is_syllable(word) or (manner.bare and is_bare_syllable(word))

    def _likely(self, token: Token) -> set[str]:
        """What a neighbour may be, wrong letters aside."""
        if token.only:
            return {token.only}
        return {token.word, *self._pairs.forms.get(fold(token.word), ()), *self._from_keys(token.word)}

    def _exact(self, word: str, manner: _Manner) -> Iterator[tuple[str, float]]:
        """Known words of just these letters, with costs: as typed, or with the accents that a word lacks altogether."""
        if not word.isascii():
            if word in self._pairs.singles:
                yield word, 0.0
            return
        for form in self._pairs.forms.get(word, ()):
            yield form, 0.0 if form == word else manner.dropped

    def _as_typed(self, token: Token, manner: _Manner) -> Iterator[Reading]:
        """The token as it stands, with the accents it lacks, or as what its keys mean."""
        word, start, end = token.word, token.start, token.end
        exact = dict(self._exact(word, manner))
        for form, cost in exact.items():
            sure = form == word and not (manner.bare and word.isascii())
            yield Reading(start, end, (form,), cost, _KNOWN if sure else -math.inf)
        if word not in exact and not (manner.bare and exact):
            cost = 0.0 if self._possible(word, manner) else _IMPOSSIBLE
            yield Reading(start, end, (word,), cost, manner.unseen if exact else _UNKNOWN)
        for read in keyed(word):
            if read in self._by_parts:
                yield Reading(start, end, (self._by_parts[read],), _KEYS)
            elif manner.keys:
                yield Reading(start, end, (joined(read),), _KEYS, _UNKNOWN)
        if word in _SHORT_FORMS and token.spaced:
            yield Reading(start, end, tuple(_SHORT_FORMS[word].split()), _SHORT)

    def _slips(self, token: Token, before: set[str], after: set[str], manner: _Manner) -> list[Reading]:
        """The token as known words with other letters or accents, the best few.

        Where the token is possible as it stands, only those that are known beside one of its neighbours; in a text
        without accents none, since every reading of it is a guess already.
        """
        word, folded = token.word, fold(token.word)
        possible = self._possible(word, manner)
        if len(word) < 2 or (possible and manner.bare):
            return []
        pairs, found = self._pairs.pairs, []
        for form, letters in self._near(folded):
            if form == word or (letters == 0.0 and word.isascii()):
                continue
            seen = any((one, form) in pairs for one in before) + any((form, one) in pairs for one in after)
            if possible and not seen:
                continue
            cost = letters + accents_cost(word, form, manner.dropped)
            if possible and cost > I_OR_Y:
                cost += _DOUBT
            if cost > _HOPELESS:
                continue
            rank = cost - math.log(self._pairs.singles[form]) - 4 * seen
            found.append((rank, Reading(token.start, token.end, (form,), cost, slip=True)))
        return [reading for _, reading in sorted(found, key=lambda ranked: (ranked[0], ranked[1].words))[:_MOST]]

    def _near(self, folded: str) -> Iterator[tuple[str, float]]:
        """The known words at most one wrong letter away, accents aside, with the cost of that letter."""
        for other in {other for key in shortened(folded) for other in self._shortened.get(key, ())}:
            cost = letters_cost(folded, other)
            if cost is not None:
                yield from ((form, cost) for form in self._pairs.forms[other])

    def _pieces(self, token: Token, manner: _Manner) -> Iterator[Reading]:
        """The token as several known words written without spaces."""
        size = len(token.word)
        for i in range(size):
            for j in range(i + 1, min(size, i + _LONGEST) + 1):
                piece = token.word[i:j]
                if j - i < size and (j - i > 1 or not piece.isascii()):
                    for form, cost in self._exact(piece, manner):
                        cost += _SPLIT_ON if i else _SPLIT - _SPLIT_ON
                        yield Reading(token.start + i, token.start + j, (form,), cost)


def _named(text: str) -> set[str]:
    """The provinces that the text names."""
    return {mention.name for mention in find_provinces(text)}


def _cased(written: str, typed: str) -> str:
    """The words with the capitals of what was typed; what differs in nothing else as it was typed."""
    if written == modern_tones(typed).lower():
        return typed
    if len(written) == len(typed):
        return "".join(a.upper() if b.isupper() else a for a, b in zip(written, typed, strict=True))
    if typed.isupper() and len(typed) > 1:
        return written.upper()
    return written[0].upper() + written[1:] if typed[0].isupper() else written
