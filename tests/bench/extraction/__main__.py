"""Prints how well the offline brain captures leads, per field and for both parts of the labelled set.

`--mistakes` lists what it got wrong in the tuned part; the other part's mistakes are shown only with `--all`.
"""

import sys

from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.offline_brain import OfflineBrain
from tests.bench.extraction.conversations import PARTS, load
from tests.bench.extraction.score import score


def main() -> None:
    """Score both parts."""
    brain = OfflineBrain(FieldRuleBook())
    for part in PARTS:
        conversations = load(part)
        scores, mistakes = score(conversations, brain)
        print(f"\n{part}: {len(conversations)} conversations")
        print(f"{'':12}{'precision':>10}{'recall':>10}{'right':>8}{'wrong':>8}{'missed':>8}")
        for name, one in scores.items():
            print(f"{name:12}{one.precision:10.3f}{one.recall:10.3f}{one.right:8}{one.wrong:8}{one.missed:8}")
        if "--all" in sys.argv or ("--mistakes" in sys.argv and part == "tuned"):
            print(*(f"  {line}" for line in mistakes), sep="\n")


if __name__ == "__main__":
    main()
