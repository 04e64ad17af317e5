"""Plans a second: how long a plan takes beside the assessment that it is made of.

    python benchmarks/plans.py [people]        (default 40)

Simulated people, each with all questions answered. Times are of the processor.
"""

import sys
import time
from datetime import date

from simulate import people

from lumbago.answers import Region
from lumbago.assessment import assess
from lumbago.loading import shipped
from lumbago.plan import Referral, Wishes, as_plan_record, plan_care

TODAY = date(2026, 3, 2)


def main(count: int) -> None:
    """Print plans and whole records a second, and how many were referrals."""
    kb = shipped()
    told = [p.answers for p in people(kb, Region.LOW_BACK, count, 1, correlated=False)]
    found = [assess(kb, answers) for answers in told]
    plan_care(kb, found[0], Wishes(), TODAY)
    start = time.process_time()
    outcomes = [plan_care(kb, assessment, Wishes(), TODAY) for assessment in found]
    planned = time.process_time() - start
    start = time.process_time()
    for outcome in outcomes:
        as_plan_record(kb, outcome)
    written = time.process_time() - start
    referrals = sum(isinstance(o, Referral) for o in outcomes)
    print(f"{count} people, {referrals} referrals")
    print(f"plans a second: {count / planned:,.0f}; records a second: {count / written:,.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
