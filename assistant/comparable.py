"""Whether the figures that an answer sets side by side can be compared, said in one line where they cannot.

Looks at what the claims say, not at how they were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.claims import Claim, figures_of
from assistant.features import LEVELS, speaks_of
from assistant.figure_features import is_target


def reservations(claims: Mapping[str, Sequence[Claim]]) -> list[str]:
    """Why the provinces' figures do not compare (Vietnamese, in the order of weight); empty where they do.

    Only provinces that answer with figures count, and there must be two of them.
    """
    told = {province: [claim for claim in said if claim.figures] for province, said in claims.items()}
    told = {province: said for province, said in told.items() if said}
    if len(told) < 2:
        return []
    found = []
    if len(sorts(claim for said in told.values() for claim in said)) > 1:
        found.append("không cùng loại (tỷ lệ, số lượng hay số tiền)")
    if len({_levels(said) for said in told.values()}) > 1:
        found.append("không cùng cấp hành chính")
    if len({any(is_target(_text(claim)) for claim in said) for said in told.values()}) > 1:
        found.append("có số liệu là kết quả, có số liệu là chỉ tiêu")
    if any(figure.hedge for said in told.values() for claim in said for figure in figures_of(claim)):
        found.append("có số liệu chỉ nêu ước chừng (trên, gần, khoảng…)")
    if len({claim.quotes[0].report.years[1] for said in told.values() for claim in said}) > 1:
        found.append("không cùng năm")
    return found


def sorts(claims: Iterable[Claim]) -> set[str]:
    """What sorts of figures the claims give: shares, counts, money."""
    kinds = {figure.kind for claim in claims for figure in figures_of(claim)}
    return {"share" if kind in ("percent", "fraction") else kind for kind in kinds}


def _levels(claims: Sequence[Claim]) -> frozenset[str]:
    return frozenset(level for level in LEVELS for claim in claims if speaks_of(level, _text(claim)))


def _text(claim: Claim) -> str:
    return f"{claim.text} {claim.quotes[0].text}" if len(claim.quotes) > 1 else claim.text
