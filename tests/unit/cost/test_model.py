"""The cost model: every service is in it, more use never costs less, and nonsense is refused."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.cost.__main__ import PRICES, list_prices, main
from infra.cost.model import ALARM_METRICS, FUNCTION_GB, IMAGES, cost, tasks
from infra.cost.usage import Usage
from infra.packaging import yamlfile
from infra.packaging.build import ROOT

LIST = list_prices(PRICES, {})
sizes = st.builds(
    Usage,
    tenants=st.integers(1, 500),
    bots=st.integers(1, 20),
    messages=st.integers(0, 5_000),
    people=st.integers(0, 50),
)


def test_a_bot_that_nobody_writes_to_costs_its_place_in_a_runner_and_little_else() -> None:
    idle = cost(Usage(messages=0, people=0), LIST)
    assert max(idle, key=lambda name: idle[name]) == "Fargate (runners)"
    assert idle["Model"] == 0
    assert idle["S3 and CloudFront"] == 0


def test_the_model_is_the_only_part_that_the_offline_brain_saves() -> None:
    with_model, without = cost(Usage(), LIST), cost(Usage(ai=False), LIST)
    assert with_model["Model"] > 0
    assert "Model" not in without
    assert without["DynamoDB"] == with_model["DynamoDB"]


@given(sizes)
def test_a_way_out_through_one_gateway_is_dearer_until_it_spares_enough_addresses(usage: Usage) -> None:
    private = replace(usage, private=True)
    differing = {name for name, price in cost(usage, LIST).items() if cost(private, LIST)[name] != price}
    assert differing == {"Fargate (runners)"}
    if tasks(usage) <= 5:
        assert sum(cost(private, LIST).values()) > sum(cost(usage, LIST).values())


@given(sizes)
def test_more_of_anything_never_costs_less(usage: Usage) -> None:
    least = sum(cost(usage, LIST).values())
    for more in (
        replace(usage, tenants=usage.tenants + 1),
        replace(usage, bots=usage.bots + 1),
        replace(usage, messages=usage.messages + 100),
        replace(usage, people=usage.people + 1),
        replace(usage, media_share=usage.media_share + 0.1),
        replace(usage, months_kept=usage.months_kept + 1),
    ):
        assert sum(cost(more, LIST).values()) >= least
    assert tasks(replace(usage, bots=usage.bots * 2)) >= tasks(usage) >= 1


def test_every_alarm_of_the_template_is_paid_for() -> None:
    resources = yamlfile.read(ROOT / "infra" / "templates" / "alarms.yaml")["Resources"].values()
    alarms = [one["Properties"] for one in resources if one["Type"] == "AWS::CloudWatch::Alarm"]
    read = [one.get("Metrics", [{"MetricStat": "its only one"}]) for one in alarms]
    assert sum("MetricStat" in metric for metrics in read for metric in metrics) == ALARM_METRICS


def test_functions_are_paid_for_by_the_memory_that_they_have() -> None:
    config = json.loads((ROOT / "api" / ".chalice" / "config.json").read_text())
    ordered = config["stages"]["dev"]["lambda_functions"]
    assert {name: ordered[name]["lambda_memory_size"] / 1024 for name in FUNCTION_GB} == FUNCTION_GB


def test_the_model_costs_what_the_installation_is_told_that_it_costs() -> None:
    parameters = yamlfile.read(ROOT / "template.yaml")["Parameters"]
    told = {"input_million": parameters["DeepseekPriceIn"], "output_million": parameters["DeepseekPriceOut"]}
    assert {name: one["Default"] for name, one in told.items()} == LIST["model"]
    dearer = list_prices(PRICES, {"DEEPSEEK_PRICE_IN": "1.12", "DEEPSEEK_PRICE_OUT": "3.36"})
    assert cost(Usage(), dearer)["Model"] == pytest.approx(2 * cost(Usage(), LIST)["Model"])


def test_as_many_images_are_paid_for_as_are_kept() -> None:
    repository = yamlfile.read(ROOT / "infra" / "templates" / "image.yaml")["Resources"]["RunnerRepository"]
    [rule] = json.loads(repository["Properties"]["LifecyclePolicy"]["LifecyclePolicyText"])["rules"]
    assert rule["selection"]["countNumber"] == IMAGES


def test_the_table_is_printed_and_nonsense_refused(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--tenants", "20", "--bots", "2", "--messages", "300"])
    told = capsys.readouterr().out
    assert told.startswith("40 sessions in 1 runner task(s)")
    assert "together" in told
    with pytest.raises(SystemExit):
        main(["--tenants", "0"])
