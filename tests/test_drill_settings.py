"""What flashgen.yaml may say of drills, and what a slip in it is answered with."""

import re

import pytest

from flashgen.drill.settings import KEYS, TEMPLATE, Settings, settings
from flashgen.model import FlashgenError
from flashgen.yamlfile import load

FITTED = (0.2, 1.3, 2.3, 8.3, 6.4, 0.8, 3.0, 0.01, 1.9, 0.2, 0.8, 1.5, 0.06, 0.26, 1.6, 0.6, 1.9, 0.5, 0.1, 0.07, 0.15)

SHARE = "a number from 0.7 to 0.99"
NUMBERS = "the 21 numbers of FSRS-6, each within its bounds"


def said(text: str) -> Settings:
    return settings(load(text, "flashgen.yaml"))


def test_nothing_said_is_the_default() -> None:
    assert said("") == said("drill:\n") == said("drill: {}") == Settings()
    assert said("drill:\n" + "".join(f"  {key}:\n" for key in KEYS)) == Settings()


def test_every_key() -> None:
    assert said(
        "drill:\n  desired_retention: 0.85\n  learning_steps: [30s, 5, 1h, 1d]\n  relearning_steps: 10m 1h\n"
        "  new_per_day: 5\n  maximum_interval: 365\n  rollover_hour: 0\n  leech_after: 4\n  bury_siblings: no\n"
        f"  parameters: [{', '.join(map(str, FITTED))}]\n"
    ) == Settings(0.85, (30, 300, 3600, 86_400), (600, 3600), 5, 365, 0, 4, bury_siblings=False, parameters=FITTED)


def test_no_steps_at_all() -> None:
    assert said("drill:\n  learning_steps: []\n").learning_steps == ()


def test_the_template_shows_every_key_with_its_default() -> None:
    uncommented = re.sub(r"^( *)#(?=\w)", r"\1", TEMPLATE, flags=re.MULTILINE)
    assert list(load(uncommented, "flashgen.yaml").values["drill"] or ()) == list(KEYS)
    assert said(uncommented) == said(TEMPLATE) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("drill: 5", f"1: 'drill' takes 'key: value' lines; the keys are {', '.join(KEYS)}"),
        ("drill:\n  new: 5", f"2: unknown key 'new' of 'drill'; the keys are {', '.join(KEYS)}"),
        ("drill:\n  new_per_day: 5\n  desired_retention: 90", f"3: 'desired_retention' takes {SHARE}"),
        ("drill:\n  desired_retention: nan", f"2: 'desired_retention' takes {SHARE}"),
        ("drill:\n  desired_retention: [0.9]", f"2: 'desired_retention' takes {SHARE}"),
        ("drill:\n  desired_retention: much", f"2: 'desired_retention' takes {SHARE}"),
        ("drill:\n  learning_steps: [soon]", "2: 'learning_steps' takes a list of times, such as [1m, 10m]"),
        ("drill:\n  learning_steps: [0m]", "2: 'learning_steps' takes a list of times, such as [1m, 10m]"),
        ("drill:\n  relearning_steps: [[1m]]", "2: 'relearning_steps' takes a list of times, such as [10m]"),
        ("drill:\n  new_per_day: -1", "2: 'new_per_day' takes a whole number"),
        ("drill:\n  rollover_hour: 24", "2: 'rollover_hour' takes an hour from 0 to 23"),
        ("drill:\n  bury_siblings: perhaps", "2: 'bury_siblings' takes true or false"),
        ("drill:\n  parameters: [1, 2]", f"2: 'parameters' takes {NUMBERS}"),
        (f"drill:\n  parameters: {[9.9] * 21}", f"2: 'parameters' takes {NUMBERS}"),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(FlashgenError) as caught:
        said(text)
    assert str(caught.value.problem) == f"flashgen.yaml:{message}"


def test_the_parameters_bounds_are_the_packages() -> None:
    from fsrs import scheduler

    from flashgen.drill import settings as module

    bounds = zip(scheduler.LOWER_BOUNDS_PARAMETERS, scheduler.UPPER_BOUNDS_PARAMETERS, strict=True)
    assert tuple(bounds) == module._BOUNDS
