"""Play every fault of servers and models, and print what came of each as a Markdown table.

    python benchmarks/bench_faults.py > benchmarks/faults.md

A server on loopback misbehaves as tests/support/fault_cases.toml says; the real openai client, the
endpoint and the ladder ask it for the drafts of the planner. Calls are answers that a provider
charges for; requests are all that were sent, retries and refused ways of asking among them.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from fault_cases import Case, Outcome, cases, outcome
from plan_cases import PlanCase, PlanOutcome, plan_cases, planned

_SHOWN = 160


def main() -> None:
    print("# Faults of servers and models, and what comes of them\n")
    print("Made by `python benchmarks/bench_faults.py`; it says what the columns mean.\n")
    print("| case | what goes wrong | calls | requests | rung | repairs | outcome |")
    print("|---|---|---|---|---|---|---|")
    counted: Counter[str] = Counter()
    for case in cases():
        ended = outcome(case)
        print(row(case, ended))
        counted[ended_as(case, ended)] += 1
        counted["calls"] += ended.calls
        counted["requests"] += ended.requests
    print("\n## While a story of three panels is planned: seven calls where nothing goes wrong\n")
    print("| case | what goes wrong | calls | requests | filled in by rules | outcome |")
    print("|---|---|---|---|---|---|")
    for planning in plan_cases():
        planned_so = planned(planning)
        print(plan_row(planning, planned_so))
        counted[plan_ended_as(planned_so)] += 1
        counted["calls"] += planned_so.calls
        counted["requests"] += planned_so.requests
    print()
    print(", ".join(f"{name}: {number}" for name, number in sorted(counted.items())))


def ended_as(case: Case, ended: Outcome) -> str:
    if ended.error is not None:
        return "one-sentence error"
    return "valid" if ended.value == case.wanted else "NOT AS WANTED"


def plan_ended_as(ended: PlanOutcome) -> str:
    return "valid" if ended.story is not None else "one-sentence error"


def plan_row(case: PlanCase, ended: PlanOutcome) -> str:
    filled = len(ended.story.sources) if ended.story else "–"
    told = shown(str(ended.error or plan_ended_as(ended)))
    cells = (case.id, case.about, ended.calls, ended.requests, filled, told)
    return f"| {' | '.join(map(str, cells))} |"


def row(case: Case, ended: Outcome) -> str:
    told = shown(str(ended.error or ended_as(case, ended)))
    rung = ended.rung or "–"
    cells = (case.id, case.about, ended.calls, ended.requests, rung, ended.repairs, told)
    return f"| {' | '.join(map(str, cells))} |"


def shown(told: str) -> str:
    told = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:…", told.replace("|", "\\|"))
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]} …"


if __name__ == "__main__":
    main()
