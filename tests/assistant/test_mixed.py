"""Statements put together of parts that are true by themselves."""

from __future__ import annotations

import pytest

from assistant.claims import Quote
from assistant.verify import faults
from corpus.records import Report

BODY = (
    "Hệ thống một cửa điện tử đã triển khai tại 17/21 sở, ngành. Cổng dịch vụ công của tỉnh cung cấp 214 dịch vụ công "
    "mức độ 3. Nguồn kinh phí của tỉnh chưa đáp ứng được nhu cầu. An toàn thông tin chưa được đầu tư thỏa đáng. UBND "
    "tỉnh đã ban hành Kế hoạch số 112/KH-UBND ngày 06/7/2018 và Quyết định số 45/QĐ-UBND ngày 12/9/2018. Ngày 17/10, "
    "tỉnh tổ chức hội nghị trực tuyến."
)
REPORT = Report("x", "Lai Châu", "Lai Châu", "T", None, None, "2018-12-12", None, (2018, 2018), "", "", BODY)
WHOLE = (Quote(REPORT, 0, len(BODY)),)


@pytest.mark.parametrize(
    "right",
    [
        "Hệ thống một cửa điện tử của Lai Châu đã triển khai tại 17/21 sở, ngành",
        "Nguồn kinh phí của tỉnh Lai Châu chưa đáp ứng được nhu cầu, an toàn thông tin chưa được đầu tư thỏa đáng",
        "UBND tỉnh đã ban hành Kế hoạch số 112/KH-UBND ngày 06/7/2018",
        "Tỉnh tổ chức hội nghị trực tuyến ngày 17/10/2018",
    ],
)
def test_what_a_line_says_is_no_mixture(right: str) -> None:
    assert faults(right, WHOLE, ["Lai Châu"]) == []


@pytest.mark.parametrize(
    "mixed",
    [
        "Cổng dịch vụ công của tỉnh đã triển khai tại 17/21 sở, ngành",
        "Nguồn kinh phí của tỉnh chưa được đầu tư thỏa đáng",
        "UBND tỉnh đã ban hành Kế hoạch số 112/KH-UBND ngày 12/9/2018",
        "UBND tỉnh đã ban hành Quyết định số 112/KH-UBND ngày 06/7/2018",
        "Tỉnh tổ chức hội nghị trực tuyến ngày 17/10/2017",
        "Hệ thống một cửa điện tử đã triển khai tại 17/21 sở, ngành, đồng thời một cửa điện tử cung cấp 214 dịch vụ",
    ],
)
def test_a_mixture_is_none_of_the_lines(mixed: str) -> None:
    assert faults(mixed, WHOLE, ["Lai Châu"])
