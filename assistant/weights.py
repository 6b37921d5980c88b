"""How much each feature of a sentence tells: logistic models, learned on the dev cases.

Of a pair, one ranks the sentences (or figures) of a province, the other says how likely the best of them is to answer
the question at all; one more says what else is told beside the best. The
numbers in `weights.json` are written by `python -m eval train`, which chooses the threshold by cross-validation.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Model:
    """A logistic model: the log-odds that a feature of 1 adds, and those of a sentence with none."""

    features: Mapping[str, float]
    bias: float

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The model's log-odds for a sentence; features that the model does not use count nothing."""
        return self.bias + sum(weight * features[name] for name, weight in self.features.items())

    def probability(self, features: Mapping[str, float]) -> float:
        return 1.0 / (1.0 + math.exp(-self.log_odds(features)))


@dataclass(frozen=True)
class Weights:
    """`rank` orders sentences, `answers` judges the best one; `figure_rank` and `figure_answers` do so for figures.

    The best one is shown from a probability of `threshold` (figures: `figure_threshold`) on. `beside` says whether a
    sentence belongs to the same answer as the best one, from `beside_threshold` on.
    """

    rank: Model
    answers: Model
    threshold: float
    figure_rank: Model
    figure_answers: Model
    figure_threshold: float
    beside: Model
    beside_threshold: float

    def judges(self, figure: bool) -> Model:
        """The model that judges a sentence or a figure."""
        return self.figure_answers if figure else self.answers

    def least(self, figure: bool) -> float:
        """The probability from which a sentence or a figure is shown."""
        return self.figure_threshold if figure else self.threshold


@cache
def weights() -> Weights:
    """The learned weights, read on first use."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(
        rank=Model(**stored["rank"]),
        answers=Model(**stored["answers"]),
        threshold=stored["threshold"],
        figure_rank=Model(**stored["figure_rank"]),
        figure_answers=Model(**stored["figure_answers"]),
        figure_threshold=stored["figure_threshold"],
        beside=Model(**stored["beside"]),
        beside_threshold=stored["beside_threshold"],
    )
