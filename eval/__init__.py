"""Cases, metrics, runs and reports: how good the answers are, measured without any model as judge.

Knows nothing of screens; stands on `assistant`, and on `index` for retrieval scores.
"""
