"""How much each feature of a sentence tells: two logistic models, learned on the dev cases.

One ranks the sentences of a province, the other says how likely the best of them is to answer the question at all. The
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
    """`rank` orders sentences; `answers` judges the best one, which is shown from `threshold` (a probability) on."""

    rank: Model
    answers: Model
    threshold: float


@cache
def weights() -> Weights:
    """The learned weights, read on first use."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(Model(**stored["rank"]), Model(**stored["answers"]), stored["threshold"])
