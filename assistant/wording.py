"""The sentences round an answer, in plain administrative Vietnamese. Knows nothing of how answers are found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from corpus.records import Report
from index.search import parts_of


def day(iso: str) -> str:
    """>>> day("2019-06-12")
    '12/06/2019'
    """
    return "/".join(reversed(iso.split("-")))


def dated(report: Report) -> str:
    """When the report is from, for a line of an answer: "đăng ngày 12/06/2019"."""
    if report.published:
        return f"đăng ngày {day(report.published)}"
    return f"không ghi ngày, sau {day(report.not_before)}" if report.not_before else "không ghi ngày"


def lead(report: Report) -> str:
    return f"Theo báo cáo của {report.province} ({dated(report)})"


def list_lead(report: Report) -> str:
    """The line above a list; it says nothing that would need a citation of its own."""
    return f"Báo cáo của {report.province} nêu:"


def listed(names: Sequence[str]) -> str:
    """>>> listed(["Lai Châu", "Long An", "Tây Ninh"])
    'Lai Châu, Long An và Tây Ninh'
    """
    return " và ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def nothing_on(provinces: Sequence[str]) -> str:
    return f"Báo cáo của {listed(provinces)} không nêu nội dung này."


def not_comparable(reservations: Sequence[str]) -> str:
    """>>> not_comparable(["không cùng năm"])
    'Lưu ý khi so sánh: các số liệu không cùng năm.'
    """
    return f"Lưu ý khi so sánh: các số liệu {'; '.join(reservations)}."


def silent_on(things: Sequence[str]) -> str:
    """What was asked beside other things and not found, in the question's own words."""
    quoted = "; ".join(f"“{thing.strip(' ?.')}”" for thing in things)
    return f"Báo cáo không nêu nội dung của phần câu hỏi: {quoted}."


def no_province(unknown: Sequence[str], known: Mapping[str, str]) -> str:
    """>>> no_province(["Hà Nội"], {})
    'Thư viện chưa có báo cáo nào về Hà Nội hay về tỉnh nào khác; hãy thêm báo cáo trước.'
    """
    if not known:
        return f"Thư viện chưa có báo cáo nào về {listed(unknown)} hay về tỉnh nào khác; hãy thêm báo cáo trước."
    return (
        f"Thư viện chưa có báo cáo nào về {listed(unknown)}. "
        f"Hiện có báo cáo của {listed(sorted(known))}; xin hỏi về một trong các tỉnh này."
    )


def no_year(years: Sequence[int], reports: Sequence[Report]) -> str:
    have = "; ".join(f"{report.province}: {covered(report)}" for report in reports)
    # "riêng": what is told of 2014–2019 may hold for 2018 and still be no figure of that year.
    return f"Các báo cáo không có số liệu riêng của năm {listed([str(year) for year in years])}. Hiện có: {have}."


def covered(report: Report) -> str:
    """The years that a report speaks of and when it is from."""
    first, last = report.years
    return f"số liệu {f'{first}–{last}' if first != last else first}, {dated(report)}"


def no_evidence(provinces: Sequence[str]) -> str:
    whose = f" của {listed(provinces)}" if provinces else ""
    return f"Các báo cáo{whose} trong thư viện không nêu nội dung này. Xin hỏi cách khác hoặc hỏi nội dung khác."


def off_topic(known: Mapping[str, str]) -> str:
    return (
        "Câu hỏi không thuộc nội dung các báo cáo. Trợ lý chỉ trả lời về tình hình ứng dụng, phát triển công "
        "nghệ thông tin "
        f"theo báo cáo của {listed(sorted(known))}."
    )


CITIES = frozenset(["Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Huế"])
"""What is a city under the central government, not a "tỉnh"."""


def today(asked: Sequence[str], known: Mapping[str, str], recent: Collection[str] = ()) -> list[str]:
    """What must be said where a province's name means something else since 1 July 2025; nothing of the `recent`, of
    which the answer quotes only reports from after that day.
    """
    lines = []
    for name in asked:
        former = [other for other in parts_of(name) if other != name]
        if name in known and former and name not in recent:
            kind = "thành phố" if name in CITIES else "tỉnh"
            lines.append(
                f"{name} ở đây là {kind} {name} trước ngày 01/7/2025; "
                f"{name} hiện nay gồm cả {listed(former)} trước đây."
            )
        elif name not in known and (covered_now := [other for other in former if other in known]):
            lines.append(
                f"{name} hiện nay gồm cả {listed(covered_now)} trước đây; thư viện chỉ có báo cáo của "
                f"{listed(covered_now)}."
            )
    return lines


NOTHING_STANDS = "không câu nào của mô hình được báo cáo xác nhận"


def instead_of_model(why: str) -> str:
    """Below a built-in answer that stands where a chat model's was wanted."""
    return f"Câu trả lời trên được trích nguyên văn, không qua mô hình: {why}."
