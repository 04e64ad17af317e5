"""Days in a row → what can be learnt from them, with exact intervals.

- mixture: a mixture of normal distributions
- student: Student's t distribution
- regression: regression with first-order autocorrelation and missing days
"""
