"""Runners: where they live, what they wait for, and that nobody reaches them."""

import json
import re

from tests.packaging.reading import Template, chosen, of_type


def test_runners_are_reached_by_nobody_whichever_way_they_reach_out(template: Template) -> None:
    resources = template["Resources"]
    assert "SecurityGroupIngress" not in resources["RunnerSecurityGroup"]["Properties"]
    network = resources["RunnerService"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["AssignPublicIp"] == {"Fn::If": ["PrivateRunners", "DISABLED", "ENABLED"]}
    for zone, subnet in zip("AB", network["Subnets"], strict=True):
        assert subnet["Fn::If"] == ["PrivateRunners", {"Ref": f"PrivateSubnet{zone}"}, {"Ref": f"Subnet{zone}"}]
    for endpoint in of_type(template, "AWS::EC2::VPCEndpoint").values():
        assert {"Ref": "PublicRoutes"} in endpoint["Properties"]["RouteTableIds"]
        assert "PrivateRoutes" in json.dumps(endpoint["Properties"]["RouteTableIds"])
    for name in ("NatGateway", "NatAddress", "PrivateDefaultRoute", "PrivateSubnetA", "PrivateSubnetB"):
        assert resources[name]["Condition"] == "PrivateRunners"


def test_a_first_deployment_waits_for_no_runner_since_its_image_comes_after_the_stack(template: Template) -> None:
    service = template["Resources"]["RunnerService"]["Properties"]
    assert chosen(template, service["DesiredCount"], Stage="production", RunnerImage="") == 0
    told = chosen(template, service["DesiredCount"], Stage="production", RunnerImage="sample:1")
    assert told == {"Ref": "AWS::NoValue"}, "an update would set the number that `scale` set"
    assert chosen(template, service["DesiredCount"], Stage="local", RunnerImage="") == 1
    stops = chosen(template, service["DeploymentConfiguration"]["DeploymentCircuitBreaker"], Stage="staging")
    assert stops == {"Enable": True, "Rollback": True}


def test_a_runner_starts_where_it_can_reach_out_and_find_its_disk(template: Template) -> None:
    resources = template["Resources"]
    service = resources["RunnerService"]
    condition, if_private, _ = service["Metadata"]["Awaited"]["Fn::If"]
    awaited = service["DependsOn"] + [one["Ref"] for one in if_private]
    assert condition == "PrivateRunners"
    assert not any("Condition" in resources[name] for name in service["DependsOn"])
    reached = {name for name in resources if re.fullmatch(r"(Private)?(DefaultRoute|Subnet[AB]Routes)", name)}
    assert len(reached) == 6
    assert reached | set(of_type(template, "AWS::EFS::MountTarget")) == set(awaited)
