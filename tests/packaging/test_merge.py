"""How template.yaml goes over Chalice's template."""

from pathlib import Path

from infra.packaging import archive, yamlfile
from infra.packaging.merge import merge


def test_dicts_are_merged_and_everything_else_is_replaced() -> None:
    base = {"A": {"x": 1, "list": [1, 2]}, "B": 1}
    over = {"A": {"y": 2, "list": [3]}, "C": 3}
    assert merge(base, over) == {"A": {"x": 1, "list": [3], "y": 2}, "B": 1, "C": 3}


def test_a_function_replaces_what_it_stands_over_and_is_replaced_whole() -> None:
    assert merge({"Id": {"Ref": "A"}}, {"Id": {"Fn::If": ["C", 1, 2]}}) == {"Id": {"Fn::If": ["C", 1, 2]}}
    assert merge({"Id": {"Fn::Sub": "x"}}, {"Id": {"plain": 1}}) == {"Id": {"plain": 1}}


def test_a_condition_is_added_to_a_resource() -> None:
    assert merge({"R": {"Type": "T", "Properties": {}}}, {"R": {"Condition": "OnAws"}})["R"] == {
        "Type": "T",
        "Properties": {},
        "Condition": "OnAws",
    }


def test_short_forms_of_yaml_are_written_out(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(
        "A: !Ref X\nB: !GetAtt X.Arn\nC: !If [Local, !Sub 'a${B}', !Ref AWS::NoValue]\nD: !Condition Local\n"
    )
    assert yamlfile.read(file) == {
        "A": {"Ref": "X"},
        "B": {"Fn::GetAtt": ["X", "Arn"]},
        "C": {"Fn::If": ["Local", {"Fn::Sub": "a${B}"}, {"Ref": "AWS::NoValue"}]},
        "D": {"Condition": "Local"},
    }


def test_the_zip_is_trimmed_of_services_that_nobody_calls() -> None:
    assert archive.is_needed("botocore/data/dynamodb/2012-08-10/service-2.json.gz")
    assert archive.is_needed("botocore/data/endpoints.json")
    assert not archive.is_needed("botocore/data/ec2/2016-11-15/service-2.json.gz")
    assert not archive.is_needed("phonenumbers/geodata/data0.py")
    assert archive.is_needed("phonenumbers/data/region_BR.py")
