"""The built-in answerer: how much of a sentence is quoted, and which of its figures is the one asked for."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.asked import Asked
from assistant.claims import Claim, Quote
from assistant.evidence import Candidate, Evidence, coverage_by_province, gather, meaning
from assistant.extract import claims_on, core, figure_claim, statement, together
from assistant.features import features
from assistant.figure_features import figure_features
from assistant.figures import statements
from assistant.question import understand
from assistant.weights import weights
from corpus.numbers import numbers
from corpus.roles import parts
from corpus.text import syllables
from index.library import Library


def asking(question: str, library: Library) -> Asked:
    return Asked.of(understand(question, (), library.provinces(), library.well_spelled), library)


def sentence_with(words: str, library: Library) -> Candidate:
    """The one sentence of the five reports that holds these words."""
    (found,) = [
        Candidate(report, part, {}, 0.0)
        for report in library.reports()
        for part in parts(report.body)
        if words in part.sentence.text
    ]
    return found


# the stretch that is quoted

QUESTIONS = [
    "Bao nhiêu đơn vị cấp xã của Lai Châu dùng phần mềm quản lý văn bản?",
    "Tỷ lệ văn bản phát hành ký số của Lai Châu là bao nhiêu?",
    "Ai chủ trì hội nghị của Bắc Giang?",
    "Long An ban hành kế hoạch ứng dụng CNTT theo quyết định nào?",
    "Số điện thoại trả lời tự động của Long An?",
    "Quy hoạch của Tây Ninh được ký ngày nào?",
    "Đoàn kiểm tra ở Điện Biên gồm những sở nào?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_quote_lies_in_its_sentence(question: str, library: Library) -> None:
    asked = asking(question, library)
    for report in library.reports():
        for part in parts(report.body):
            start, end = core(Candidate(report, part, {}, 0.0), asked)
            assert part.sentence.start <= start < end <= part.sentence.end
            quote = report.body[start:end]
            assert quote == quote.strip()
            assert end == part.sentence.end or not quote.endswith((",", ";", ":"))


def test_a_short_sentence_is_quoted_whole(library: Library) -> None:
    candidate = sentence_with("93% xã kết nối mạng LAN", library)
    sentence = candidate.part.sentence
    assert core(candidate, asking("Bao nhiêu xã ở Lai Châu kết nối mạng LAN?", library)) == (
        sentence.start,
        sentence.end,
    )


CUT = [
    # question, words of the sentence, what must be in the quote, what must not
    ("Tỷ lệ văn bản phát hành ký số của Lai Châu?", "108/108 đơn vị", "(18,6%)", "phiên bản 3.0"),
    ("Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu?", "108/108 đơn vị", "(80%)", "phiên bản 3.0"),
    ("Bao nhiêu giáo viên Lai Châu ứng dụng CNTT trong giảng dạy?", "78% giáo viên", "78% giáo viên", "siêu thị"),
    ("Bao nhiêu siêu thị ở Lai Châu nhận thanh toán bằng thẻ?", "78% giáo viên", "40% hệ thống", "giáo viên"),
    ("Bao nhiêu học viên cấp xã Long An học tin học văn phòng?", "442 học viên", "442 học viên", "cải thiện đáng kể"),
    ("Hội nghị truyền hình ở Long An đến bao nhiêu UBND cấp huyện?", "xấp xỉ 100%", "14/14 UBND", "xấp xỉ 100%"),
    ("Tỷ lệ CBCC Long An được cấp hộp thư điện tử?", "xấp xỉ 100%", "xấp xỉ 100%", "14/14"),
]


@pytest.mark.parametrize(("question", "words", "holds", "lacks"), CUT)
def test_a_long_sentence_is_cut_to_what_answers(
    question: str, words: str, holds: str, lacks: str, library: Library
) -> None:
    (claim,) = claims_in(question, words, library)
    quote = claim.quotes[0].text
    assert holds in quote and lacks not in quote
    assert len(syllables(quote)) < len(syllables(sentence_with(words, library).text))


CORE = [
    ("Chỉ thị nào của Tỉnh ủy Long An về ứng dụng CNTT?", "32-CT/TU", "32-CT/TU", "1755/QĐ-TTg"),
    ("Số điện thoại trả lời tự động của Long An?", "072.3888.888", "072.3888.888", "giám sát"),
    ("Ngành Y tế Lai Châu ứng dụng CNTT ở đâu?", "78% giáo viên", "ngành Y tế", "siêu thị"),
]


@pytest.mark.parametrize(("question", "words", "holds", "lacks"), CORE)
def test_where_no_figure_is_asked_for_the_clauses_that_answer_are_quoted(
    question: str, words: str, holds: str, lacks: str, library: Library
) -> None:
    candidate = sentence_with(words, library)
    start, end = core(candidate, asking(question, library))
    quote = candidate.report.body[start:end]
    assert holds in quote and lacks not in quote


# the figure asked for

FIGURE = [
    # The sentence of Lai Châu with nine figures.
    ("Bao nhiêu đơn vị cấp tỉnh của Lai Châu dùng phần mềm quản lý văn bản?", "108/108 đơn vị", "42/42"),
    ("Bao nhiêu đơn vị cấp huyện của Lai Châu dùng phần mềm quản lý văn bản?", "108/108 đơn vị", "08/08"),
    ("Bao nhiêu đơn vị cấp xã của Lai Châu dùng phần mềm quản lý văn bản?", "108/108 đơn vị", "108/108"),
    ("Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?", "108/108 đơn vị", "80%"),
    ("Tỷ lệ văn bản phát hành ký số của Lai Châu là bao nhiêu?", "108/108 đơn vị", "18,6%"),
    ("Bao nhiêu phần trăm văn bản phát hành được ký số ở Lai Châu?", "108/108 đơn vị", "18,6%"),
    ("Tỷ lệ máy tính nối Internet ở cấp xã của Lai Châu", "Hạ tầng CNTT toàn tỉnh", "80%"),
    ("Tỷ lệ máy tính nối Internet ở cấp huyện của Lai Châu", "Hạ tầng CNTT toàn tỉnh", "100%"),
    ("Bao nhiêu phần trăm cán bộ cấp huyện Lai Châu được trang bị máy tính?", "66% cán bộ", "100%"),
    ("Tỷ lệ máy tính cài phần mềm diệt virus ở Lai Châu?", "khoảng 74%", "74%"),
    ("Tỷ lệ mạng nội bộ có tường lửa ở Lai Châu?", "khoảng 74%", "70%"),
    ("Bao nhiêu xã ở Lai Châu kết nối mạng LAN?", "93% xã", "93%"),
    ("Bao nhiêu cơ quan ở Lai Châu dùng đường truyền số liệu chuyên dùng?", "93% xã", "21"),
    ("Một cửa điện tử có ở bao nhiêu phần trăm đơn vị cấp tỉnh của Lai Châu?", "8/8 đơn vị cấp huyện", "100%"),
    ("Bao nhiêu giáo viên Lai Châu ứng dụng CNTT trong giảng dạy?", "78% giáo viên", "78%"),
    ("Bao nhiêu siêu thị ở Lai Châu nhận thanh toán bằng thẻ?", "78% giáo viên", "40%"),
    ("Bao nhiêu sở, ngành Bắc Giang triển khai một cửa điện tử?", "19/20 sở", "19/20"),
    ("Bao nhiêu cơ quan cấp xã ở Bắc Giang triển khai một cửa điện tử?", "19/20 sở", "100%"),
    ("Bao nhiêu hội, đoàn thể ở Bắc Giang có trang thông tin điện tử?", "15 hội", "15"),
    ("Tỷ lệ văn bản ký số của các sở, ngành Bắc Giang?", "huyện đạt 77%", "96%"),
    ("Tỷ lệ văn bản ký số của UBND cấp huyện Bắc Giang?", "huyện đạt 77%", "77%"),
    ("Bắc Giang cấp bao nhiêu chứng thư số?", "298 chứng thư", "298"),
    ("Năm 2016 Bắc Giang đầu tư bao nhiêu tiền cho CNTT?", "42,7 tỷ", "42,7 tỷ đồng"),
    ("Bắc Giang có bao nhiêu máy tính trên một cán bộ?", "1,36 máy", "1,36"),
    ("Tỷ lệ cán bộ cấp huyện Điện Biên dùng thư điện tử?", "cấp xã 30%", "80%"),
    ("Tỷ lệ cán bộ cấp xã Điện Biên dùng thư điện tử?", "cấp xã 30%", "30%"),
    ("Đoàn kiểm tra ở Điện Biên đến bao nhiêu cơ quan?", "11 cơ quan", "11"),
    ("Tỷ lệ cán bộ Điện Biên được trang bị máy tính?", "gần 100% cán bộ", "100%"),
    ("Tỷ lệ CBCC Long An được cấp hộp thư điện tử?", "xấp xỉ 100%", "100%"),
    ("Tỷ lệ người sử dụng thường xuyên thư điện tử ở Long An?", "xấp xỉ 100%", "80%"),
    ("Bao nhiêu UBND huyện ở Long An đã triển khai hệ thống quản lý văn bản và điều hành?", "xấp xỉ 100%", "05"),
    ("Hội nghị truyền hình ở Long An đến bao nhiêu UBND cấp huyện?", "xấp xỉ 100%", "14/14"),
    ("Hệ thống quản lý hộ tịch triển khai đến bao nhiêu huyện, thành phố ở Long An?", "190 xã", "14"),
    ("Long An có bao nhiêu điểm truy cập internet nông thôn?", "58 máy tính", "34"),
    ("Bao nhiêu học viên cấp xã Long An học tin học văn phòng?", "442 học viên", "442"),
    ("Tây Ninh có bao nhiêu người có chứng chỉ A, B?", "1575 người", "1575"),
    ("Tây Ninh có bao nhiêu người trình độ CNTT từ trung cấp trở lên?", "1575 người", "101"),
    ("Tỷ lệ xử lý văn bản trên mạng ở các sở, ngành Tây Ninh?", "sở/ngành đạt 70%", "70%"),
    ("Bao nhiêu phần trăm UBND xã ở Tây Ninh có mạng nội bộ?", "50% Đảng ủy", "50%"),
]
# The figure told in the same clause as another one, of another level or another thing.
SHARED = [
    ("Bao nhiêu phần trăm cán bộ cấp xã Lai Châu được trang bị máy tính?", "66% cán bộ", "66%"),
    ("Một cửa điện tử có ở bao nhiêu đơn vị cấp huyện của Lai Châu?", "8/8 đơn vị cấp huyện", "8/8"),
    ("Hệ thống hộ tịch triển khai đến bao nhiêu xã ở Long An?", "190 xã", "190"),
    ("Long An có bao nhiêu máy tính cá nhân ở các điểm truy cập internet?", "58 máy tính", "58"),
]


def evidence_on(question: str, library: Library) -> Evidence:
    """What is found on the one province of a question."""
    asking_ = understand(question, (), library.provinces(), library.well_spelled)
    asked = Asked.of(asking_, library)
    (province,) = asking_.scope.provinces
    return gather(library, asking_, asked, province, coverage_by_province(library, asking_, asked))


def claims_in(question: str, words: str, library: Library) -> list[Claim]:
    """What is answered when only the sentence with these words may answer."""
    evidence = evidence_on(question, library)
    asking_ = understand(question, (), library.provinces(), library.well_spelled)
    there = [c for c in evidence.candidates if words in c.text]
    there[:1] = [replace(c, features={**c.features, "meaning": meaning(library, asking_, c.text)}) for c in there[:1]]
    return claims_on(replace(evidence, candidates=tuple(there)), asking_, Asked.of(asking_, library))


def in_bold(question: str, words: str, library: Library) -> list[str]:
    return [bold for claim in claims_in(question, words, library) for bold in re.findall(r"\*\*(.+?)\*\*", claim.text)]


@pytest.mark.parametrize(("question", "words", "expected"), [*FIGURE, *SHARED])
def test_the_figure_asked_for_is_in_bold(question: str, words: str, expected: str, library: Library) -> None:
    assert expected in in_bold(question, words, library)


BY_LEVEL = [row for row in FIGURE if row[1] in ("cấp xã 30%", "huyện đạt 77%", "66% cán bộ")]
BY_LEVEL += [
    *(row for row in SHARED if row[1] == "66% cán bộ"),
    ("Tỷ lệ xử lý văn bản trên mạng ở UBND huyện của Tây Ninh?", "sở/ngành đạt 70%", "50%"),
]
ONLY = [*(row for row in FIGURE if row[1] == "108/108 đơn vị"), *BY_LEVEL]


@pytest.mark.parametrize(("question", "words", "expected"), ONLY)
def test_of_several_figures_only_the_one_asked_for_is_in_bold(
    question: str, words: str, expected: str, library: Library
) -> None:
    assert in_bold(question, words, library) == [expected]


@pytest.mark.parametrize(("question", "words", "expected"), BY_LEVEL)
def test_the_figure_of_another_level_is_not_even_quoted(
    question: str, words: str, expected: str, library: Library
) -> None:
    (claim,) = claims_in(question, words, library)
    quoted = {number.text for number in numbers(claim.quotes[0].text) if number.is_figure}
    assert expected in quoted and len(quoted) <= 2


MADE_UP = [
    # question, a sentence, what is in bold
    (
        "Bắc Giang chi bao nhiêu tiền cho CNTT?",
        "Cả 100% xã có 15 máy, chi 42,7 tỷ đồng trong năm 2016.",
        ["42,7 tỷ đồng"],
    ),
    ("Bắc Giang chi bao nhiêu tiền cho CNTT?", "Cả 100% xã có 15 máy trong năm 2016.", []),
    ("Bao nhiêu phần trăm xã Bắc Giang có máy?", "Năm 2016, 42,7 tỷ đồng được chi để 90% xã có máy.", ["90%"]),
    ("Bao nhiêu phần trăm xã Bắc Giang có máy?", "Đã chi 42,7 tỷ đồng mua 15 máy.", []),
]


def figures_of(question: str, sentence: str, library: Library) -> list[Candidate]:
    """The figures of a made-up sentence that may answer, best first."""
    asked, report = asking(question, library), replace(library.reports()[0], body=sentence)
    (part,) = parts(sentence)
    found = features(asked, report, part, 1.0, 0.0)
    of_kind = [told for told in statements(sentence) if told.number.kind in asked.figures]
    told_of = [(told, {**found, **figure_features(asked, report, part, told)}) for told in of_kind]
    candidates = [Candidate(report, part, has, weights().figure_rank.log_odds(has), told) for told, has in told_of]
    return sorted(candidates, key=lambda candidate: -candidate.score)


@pytest.mark.parametrize(("question", "sentence", "bold"), MADE_UP)
def test_only_a_figure_of_the_kind_asked_for_is_bold(
    question: str, sentence: str, bold: list[str], library: Library
) -> None:
    asked = asking(question, library)
    claims = [figure_claim([best], asked) for best in figures_of(question, sentence, library)[:1]]
    assert [found for claim in claims for found in re.findall(r"\*\*(.+?)\*\*", claim.text)] == bold


def test_where_no_figure_is_asked_for_none_is_bold(library: Library) -> None:
    body = "Đồng chí Nguyễn Văn An chủ trì hội nghị với 15 đại biểu."
    (part,) = parts(body)
    candidate = Candidate(replace(library.reports()[0], body=body), part, {}, 0.0)
    claim = statement(candidate, asking("Ai chủ trì hội nghị ở Bắc Giang?", library))
    assert "**" not in claim.text and claim.figures == ()


@pytest.mark.parametrize("question", dict.fromkeys(row[0] for row in (*FIGURE, *SHARED)))
def test_figures_in_bold_are_those_marked_in_the_quote(question: str, library: Library) -> None:
    asking_ = understand(question, (), library.provinces(), library.well_spelled)
    for claim in claims_on(evidence_on(question, library), asking_, Asked.of(asking_, library)):
        (quote,) = claim.quotes
        marked = [quote.report.body[start:end] for start, end in claim.figures]
        assert re.findall(r"\*\*(.+?)\*\*", claim.text) == marked
        assert all(quote.start <= start < end <= quote.end for start, end in claim.figures)
        plain = claim.text.replace("**", "").lower()
        assert plain and plain in " ".join(quote.text.split()).lower()


# claims put together


def test_figures_that_stand_side_by_side_are_one_claim(library: Library) -> None:
    body = "Các sở đạt 96%, UBND cấp huyện đạt 77%. Cấp xã đạt 30%."
    report = replace(library.reports()[0], body=body)

    def claim(words: str, figure: str) -> Claim:
        start, at = body.index(words), body.index(figure)
        return Claim(words, (Quote(report, start, start + len(words)),), ((at, at + len(figure)),))

    sở, huyện, xã = (
        claim(words, figure)
        for words, figure in (("Các sở đạt 96%", "96%"), ("UBND cấp huyện đạt 77%", "77%"), ("Cấp xã đạt 30%", "30%"))
    )
    (both,) = together([sở, huyện])
    assert both.text == "Các sở đạt **96%**, UBND cấp huyện đạt **77%**"
    assert both.figures == (*sở.figures, *huyện.figures) and both.quotes[0].text == body[: body.index(". ")]
    assert together([huyện, sở]) == [replace(both, figures=(*huyện.figures, *sở.figures))]
    assert together([sở, sở]) == [sở]
    # Not across the end of a sentence, and not where no figure is told.
    assert together([huyện, xã]) == [huyện, xã]
    assert together([replace(sở, figures=()), huyện]) == [replace(sở, figures=()), huyện]


# statements and points


def test_a_statement_says_what_its_quote_says(library: Library) -> None:
    """Emphasis, a large first letter and closing marks aside, the claim is the quote."""
    asked = asking("Bao nhiêu đơn vị cấp xã của Lai Châu dùng phần mềm quản lý văn bản?", library)
    for report in library.reports():
        for part in parts(report.body):
            claim = statement(Candidate(report, part, {}, 0.0), asked)
            (quote,) = claim.quotes
            plain = claim.text.replace("**", "").lower()
            assert plain and plain in " ".join(quote.text.split()).lower()


def test_candidates_are_of_the_asked_province(library: Library) -> None:
    question = understand("Hạn chế của Lai Châu là gì?", (), library.provinces())
    asked = Asked.of(question, library)
    evidence = gather(library, question, asked, "Lai Châu", coverage_by_province(library, question, asked))
    assert evidence.candidates and {candidate.report.province for candidate in evidence.candidates} == {"Lai Châu"}
    assert all(0.0 <= value <= 1.0 for c in evidence.candidates for value in c.features.values())
