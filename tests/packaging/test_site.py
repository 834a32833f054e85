"""The site and the APIs behind it: one way in, strict headers, limits."""

import json
import re

from tests.packaging.reading import Template, chosen, of_type


def test_the_apis_are_throttled_and_log_who_called_what_without_saying_who_they_are(template: Template) -> None:
    rest = template["Resources"]["RestAPI"]["Properties"]
    sockets = template["Resources"]["WebsocketAPIStage"]["Properties"]
    [throttled] = rest["MethodSettings"]
    assert throttled["ThrottlingRateLimit"]
    assert throttled["ThrottlingBurstLimit"]
    assert sockets["DefaultRouteSettings"]["ThrottlingBurstLimit"]
    for settings in (rest["AccessLogSetting"], sockets["AccessLogSettings"]):
        assert settings["DestinationArn"] == {"Fn::GetAtt": ["ApiLogs", "Arn"]}
        json.loads(settings["Format"])
        # Addresses are about people; paths hold ids, and the sockets' query a ticket.
        assert not re.search(r"sourceIp|identity|context\.path\b|querystring|userAgent|authorizer", settings["Format"])


def test_a_change_of_the_sockets_routes_reaches_their_stage(template: Template) -> None:
    """A deployment that CloudFormation made once would go on calling what the routes led to then."""
    stage = template["Resources"]["WebsocketAPIStage"]
    assert stage["Properties"]["AutoDeploy"] is True
    assert stage["Properties"]["DeploymentId"] == {"Ref": "AWS::NoValue"}
    assert set(of_type(template, "AWS::ApiGatewayV2::Route")) <= set(stage["DependsOn"]), "it deploys what is there"
    assert template["Resources"]["WebsocketAPIDeployment"]["Condition"] == "Never"
    assert template["Conditions"]["Never"] == {"Fn::Equals": [{"Ref": "AWS::StackName"}, ""]}, "every stack has a name"


def test_a_zone_of_route_53_leads_the_sites_domain_to_the_distribution(template: Template) -> None:
    record = template["Resources"]["SiteRecord"]
    if_zone = {"Fn::If": [record["Condition"], True, False]}
    assert chosen(template, if_zone, SiteDomain="bots.example.com", SiteHostedZone="Z1")
    assert not chosen(template, if_zone, SiteDomain="bots.example.com")
    assert not chosen(template, if_zone, SiteHostedZone="Z1")
    assert record["Properties"]["AliasTarget"]["DNSName"] == {"Fn::GetAtt": ["Distribution", "DomainName"]}
    assert template["Outputs"]["DistributionDomain"]["Value"] == {"Fn::GetAtt": ["Distribution", "DomainName"]}


def test_browsers_are_told_to_be_strict(template: Template) -> None:
    policies = of_type(template, "AWS::CloudFront::ResponseHeadersPolicy")
    told = {
        name: policy["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
        for name, policy in policies.items()
    }
    assert set(told) == {"SecurityHeaders", "ApiSecurityHeaders"}
    for headers in told.values():
        condition, on_aws, _ = headers["StrictTransportSecurity"]["Fn::If"]
        assert (condition, on_aws["AccessControlMaxAgeSec"] >= 31_536_000) == ("OnAws", True)
        assert headers["FrameOptions"]["FrameOption"] == "DENY"
        assert all(header["Override"] for header in (headers["ContentTypeOptions"], headers["ReferrerPolicy"]))
        assert "frame-ancestors 'none'" in json.dumps(headers["ContentSecurityPolicy"])
    site = json.dumps(told["SecurityHeaders"]["ContentSecurityPolicy"])
    assert "script-src 'self';" in site
    assert "unsafe-eval" not in site


def test_only_cloudfront_and_the_api_know_what_proves_a_request_came_through(template: Template) -> None:
    knowing = {name for name, one in template["Resources"].items() if "${OriginSecret}" in json.dumps(one)}
    assert knowing == {"Distribution", "APIHandler"}
    behaviours = template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["CacheBehaviors"]
    [api] = [one for one in behaviours if one["PathPattern"] == "/api/*"]
    assert api["FunctionAssociations"][0]["FunctionARN"] == {"Fn::GetAtt": ["ViewerAddress", "FunctionARN"]}
