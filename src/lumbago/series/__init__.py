"""Days in a row → what can be learnt from them, with exact intervals.

- mixture: where a part of a mixture of distributions lies
- normal, student: the normal distribution, and Student's t
- noise: what is carried over to the next day, missing days
- regression: exact Bayesian regression on such days
"""
