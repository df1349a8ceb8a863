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
    print()
    print(", ".join(f"{name}: {number}" for name, number in sorted(counted.items())))


def ended_as(case: Case, ended: Outcome) -> str:
    if ended.error is not None:
        return "one-sentence error"
    return "valid" if ended.value == case.wanted else "NOT AS WANTED"


def row(case: Case, ended: Outcome) -> str:
    told = str(ended.error or ended_as(case, ended)).replace("|", "\\|")
    told = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:…", told)
    told = told if len(told) <= _SHOWN else f"{told[:_SHOWN]} …"
    rung = ended.rung or "–"
    cells = (case.id, case.about, ended.calls, ended.requests, rung, ended.repairs, told)
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
