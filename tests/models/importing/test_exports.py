"""The exports of schools' programs come in as the people whom they name, or are asked about (tests/support/exports)."""

import pytest

from tests.support.export_outcome import OUTCOMES, WRONG, outcome
from tests.support.export_samples import Sample, samples

SAMPLES = samples()


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.path.stem for sample in SAMPLES])
def test_an_export_comes_to_what_is_stated_beside_it(sample: Sample) -> None:
    found = outcome(sample)
    assert found.name == sample.outcome, found.why
    assert sample.says <= found.said


def test_no_outcome_is_wrong() -> None:
    assert {sample.outcome for sample in SAMPLES} <= set(OUTCOMES) - {WRONG}
