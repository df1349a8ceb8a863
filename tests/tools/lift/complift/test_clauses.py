import itertools

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch

from panelwright_tools.domain import Box, UserError
from panelwright_tools.lift.complift.clauses import (
    And,
    Clause,
    Formula,
    Not,
    Or,
    check,
    clauses_of,
)
from panelwright_tools.lift.complift.regions import coverage
from panelwright_tools.lift.complift.truth import (
    Levels,
    decisive,
    levels,
    matters,
    truth,
)

A, B, C = Clause("a"), Clause("b"), Clause("c")
BARE = Clause("a", sign=-1)
VALUES = (1, 0, -1)


def value(formula: Formula, *found: int) -> int:
    return int(truth(formula, torch.tensor([found], dtype=torch.int8))[0])


@pytest.mark.parametrize(("a", "b"), list(itertools.product(VALUES, VALUES)))
def test_three_values_combine_as_kleene_says(a: int, b: int) -> None:
    assert value(And((A, B)), a, b) == min(a, b)
    assert value(Or((A, B)), a, b) == max(a, b)
    assert value(Not(A), a) == value(BARE, a) == -a
    assert value(Not(And((A, B))), a, b) == value(Or((Not(A), Not(B))), a, b)


def test_what_is_undecided_is_settled_as_soon_as_no_answer_could_change_it() -> None:
    """Against every way in which the open clauses may still turn out."""
    formula = Or((And((A, Not(B))), And((B, Or((C, BARE))))))
    for found in itertools.product(VALUES, repeat=len(clauses_of(formula))):
        ends = {
            value(formula, *end)
            for end in itertools.product(*[(f,) if f else (1, -1) for f in found])
        }
        told = value(formula, *found)
        assert told == 0 or ends == {told}


def test_a_decided_part_silences_its_clauses() -> None:
    formula = And((Or((A, B)), Or((C, BARE))))
    found = torch.tensor([[1, 0, 0, 0], [0, 0, 0, 0], [-1, -1, 0, 0], [0, 0, 0, -1]])
    assert matters(formula, found.to(torch.int8)).tolist() == [
        [False, False, True, True],
        [True] * 4,
        [False] * 4,
        [True, True, False, False],
    ]


def test_levels_are_split_only_where_one_mistake_is_enough() -> None:
    assert levels(And((A, B)), 0.1) == [Levels(0.1, 0.05)] * 2
    assert levels(Or((A, B)), 0.1) == [Levels(0.05, 0.1)] * 2
    assert levels(Not(Or((A, BARE))), 0.1) == [Levels(0.05, 0.1), Levels(0.1, 0.05)]
    assert levels(And((A, And((B, C)))), 0.1)[2] == Levels(0.1, 0.025)


def test_the_decisive_finding_is_the_one_that_settles_what_is_around_it() -> None:
    assert decisive(And((A, BARE, Not(A)))) == [-1, 1, 1]
    assert decisive(Or((A, BARE))) == [1, -1]
    assert decisive(Not(Or((A, B)))) == [1, 1]


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (Clause(" "), "no text"),
        (Clause("a", margin=-0.1), "margin"),
        (Clause("a", margin=float("nan")), "margin"),
        (Clause("a", against="a"), "against itself"),
        (Clause("a", region=Box(0.2, 0.2, 0.0, 0.5)), "covers nothing"),
        (Clause("a", region=Box(1.2, 0.2, 0.5, 0.5)), "covers nothing"),
        (Clause("a", mask=np.zeros((4, 4), dtype=bool)), "marks no pixel"),
        (And((A, Or(()))), "joins nothing"),
        (Not(Clause("")), "no text"),
    ],
)
def test_what_no_picture_can_answer_is_refused(formula: Formula, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check(formula)


def test_a_region_covers_latent_pixels_by_area() -> None:
    share = coverage(Clause("a", region=Box(0.125, 0, 0.625, 0.5)), 2, 4)
    assert share.tolist() == [[0.5, 1.0, 1.0, 0.0], [0.0] * 4]


def test_a_mask_of_any_size_is_narrowed_by_the_region() -> None:
    mask = np.zeros((6, 6), dtype=np.bool_)
    mask[:3] = True
    share = coverage(Clause("a", region=Box(0, 0, 0.5, 1), mask=mask), 4, 4)
    assert share.tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0] * 4, [0] * 4]
    assert coverage(Clause("a", mask=mask), 3, 3).sum() == pytest.approx(4.5)


def test_less_than_a_latent_pixel_is_refused() -> None:
    with pytest.raises(UserError, match=r"0\.64 latent pixels of 8 x 8"):
        coverage(Clause("a", region=Box(0.5, 0.5, 0.1, 0.1)), 8, 8)


def test_a_mask_outside_the_region_is_refused() -> None:
    mask = np.zeros((2, 2), dtype=np.bool_)
    mask[0, 0] = True
    with pytest.raises(UserError, match=r"0\.00 latent pixels"):
        coverage(Clause("a", region=Box(0.5, 0.5, 0.5, 0.5), mask=mask), 8, 8)
