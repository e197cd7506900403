"""What two runs say about the paper: claims with their bounds, and the verdicts of the ledger."""

from __future__ import annotations

from collections import Counter

from reproduction.agreement.difference import PROMISE, alike, of_form

__all__ = ["claim_differences", "claims", "ledger", "ledger_differences"]

ERRORS = "the claimed errors"  # source of a claim whose number may be rounding: its bound is what holds it
SAID = ("statement", "source", "holds", "expected", "at_least", "at_most", "measured")


def claims(content):
    """Return what is compared of the claims of an analysis, or None if the JSON is something else."""
    if isinstance(content, list) and all(isinstance(one, dict) and "holds" in one for one in content):
        return [{name: one[name] for name in SAID if name in one} for one in content]
    return None


def ledger(content):
    """Return the verdict of every entry of a ledger, or None if the JSON is something else."""
    if isinstance(content, dict) and isinstance(content.get("entries"), list):
        return {str(entry["number"]): entry["verdict"] for entry in content["entries"]}
    return None


def numbered(claims):
    """Return the claims by what they say; of several that say the same, each has a number."""
    seen, found = Counter(), {}
    for claim in claims:
        key = claim["statement"], claim["source"]
        found[*key, seen[key]] = claim
        seen[key] += 1
    return found


def claim_differences(there, here):
    """Compare claims: each is there, with the same bounds, the same verdict, and the number that was measured."""
    old, new = numbered(there), numbered(here)
    found = [
        of_form(f"the claim '{key[0]}' ({key[1]}) is {'new' if key in new else 'missing'}")
        for key in sorted(old.keys() ^ new.keys())
    ]
    for key in sorted(old.keys() & new.keys()):
        one, other = old[key], new[key]
        moved = key[1] != ERRORS and not alike(one.get("measured"), other.get("measured"))
        if moved or one["holds"] != other["holds"]:
            found.append(of_form(f"{key[0]}: {measured(other)} instead of {measured(one)}"))
        for name in ("expected", "at_least", "at_most"):
            if not same(one.get(name), other.get(name)):
                found.append(of_form(f"{key[0]}: {name} is {other.get(name)} instead of {one.get(name)}"))
    return found


def measured(claim):
    """Say what decided a claim; one that does not apply or cannot be measured has no number."""
    number = claim.get("measured")
    return "not measured" if number is None else f"measured {number:.4g}"


def same(one, other):
    """Tell whether two bounds are the same, to rounding."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 2 * PROMISE * max(abs(one), abs(other))


def ledger_differences(there, here):
    """Compare the verdicts of the ledger, entry by entry."""
    return [
        of_form(f"({number}) {here.get(number, 'not judged')} instead of {there.get(number, 'not judged')}")
        for number in [*there, *(number for number in here if number not in there)]
        if here.get(number) != there.get(number)
    ]
