"""What an installation keeps: it outlives the stack, is closed to strangers, and travels encrypted."""

import json

from tests.packaging.reading import Template, chosen, of_type


def test_what_people_own_outlives_the_stack(template: Template) -> None:
    for name in ("Table", "SiteBucket", "MediaBucket", "Secret", "Profiles", "RunnerRepository"):
        assert template["Resources"][name]["DeletionPolicy"] == "Retain", name


def test_the_buckets_are_closed_to_the_public(template: Template) -> None:
    for bucket in of_type(template, "AWS::S3::Bucket").values():
        assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())


def test_browsers_may_upload_from_the_site_alone_once_its_address_is_known(template: Template) -> None:
    cors = template["Resources"]["MediaBucket"]["Properties"]["CorsConfiguration"]
    assert chosen(template, cors, SiteUrl="") == {"Ref": "AWS::NoValue"}
    [rule] = chosen(template, cors, SiteUrl="https://bots.example.com")["CorsRules"]
    assert rule["AllowedOrigins"] == [{"Ref": "SiteUrl"}]


def test_nothing_that_is_stored_travels_in_the_clear(template: Template) -> None:
    policies = {
        one["Properties"]["Bucket"]["Ref"]: json.dumps(one["Properties"]["PolicyDocument"])
        for one in of_type(template, "AWS::S3::BucketPolicy").values()
    }
    assert policies.keys() == of_type(template, "AWS::S3::Bucket").keys()
    assert all('"Deny"' in policy and "aws:SecureTransport" in policy for policy in policies.values())


def test_profiles_are_encrypted_and_reached_by_runners_alone(template: Template) -> None:
    resources = template["Resources"]
    assert resources["Profiles"]["Properties"]["Encrypted"] is True
    [way_in] = resources["ProfilesSecurityGroup"]["Properties"]["SecurityGroupIngress"]
    assert way_in["SourceSecurityGroupId"] == {"Fn::GetAtt": ["RunnerSecurityGroup", "GroupId"]}
    for target in of_type(template, "AWS::EFS::MountTarget").values():
        assert target["Properties"]["SecurityGroups"] == [{"Fn::GetAtt": ["ProfilesSecurityGroup", "GroupId"]}]
    [mounted] = [
        one["EFSVolumeConfiguration"]
        for one in resources["RunnerTask"]["Properties"]["Volumes"]
        if "EFSVolumeConfiguration" in one
    ]
    assert mounted["TransitEncryption"] == "ENABLED"
    assert mounted["AuthorizationConfig"] == {"AccessPointId": {"Ref": "ProfilesAccess"}, "IAM": "ENABLED"}
