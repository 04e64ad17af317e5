"""Days in a row → what can be learnt from them, with exact intervals.

- mixture: a mixture of normal distributions
- student: Student's t distribution
- noise: what is carried over to the next day, missing days
- regression: exact Bayesian regression on such days
"""
