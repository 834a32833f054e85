"""What `make deploy` finds before it changes anything, and says in words that help."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from infra.deploy.accounts import Account
from infra.deploy.checks import check
from infra.deploy.entrance import told
from infra.deploy.errors import DeployError


def refused(code: str, message: str = "") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "Sample")


class Session:
    """Stands in for boto3's: an account of which each answer can be said."""

    region_name: str | None = "eu-west-1"

    def __init__(self, **said: Any) -> None:
        self.said: dict[str, Any] = {
            "get_caller_identity": {"Account": "123456789012"},
            "get_account_settings": {"AccountLimit": {"ConcurrentExecutions": 1000}},
            "describe_stacks": refused("ValidationError", "Stack with id flotilla does not exist"),
            "describe_certificate": {"Certificate": {"Status": "ISSUED"}},
            "get_email_identity": refused("NotFoundException"),
            **said,
        }

    def client(self, _service: str, **_options: Any) -> Any:
        return self

    def __getattr__(self, name: str) -> Any:
        def answer(**_given: Any) -> Any:
            if isinstance(self.said[name], Exception):
                raise self.said[name]
            return self.said[name]

        return answer


def found(session: Session, **environment: str) -> dict[str, bool]:
    """What is said, and whether it stops the deployment."""
    account = Account(session)  # type: ignore[arg-type]  # All of it that is used.
    return {one.text: one.stops for one in check(account, "flotilla", environment)}


def stopped(session: Session, **environment: str) -> str:
    """The one thing that stops it."""
    [text] = [text for text, stops in found(session, **environment).items() if stops]
    return text


def test_an_account_that_is_ready_is_told_what_will_be() -> None:
    said = found(Session(), ALARM_EMAIL="ops@example.com", DEEPSEEK_API_KEY="sample")
    assert "account 123456789012, region eu-west-1, stack flotilla" in said
    assert "The stack is new." in said
    assert not any(said.values())
    assert not any("DEEPSEEK" in text or "ALARM" in text for text in said)


def test_missing_credentials_and_a_missing_region_are_said_with_what_helps() -> None:
    with pytest.raises(DeployError, match="AWS_PROFILE, or sign in"):
        found(Session(get_caller_identity=NoCredentialsError()))
    with pytest.raises(DeployError, match="AWS_PROFILE, or sign in"):
        found(Session(get_caller_identity=refused("ExpiredToken")))
    nowhere = Session()
    nowhere.region_name = None
    with pytest.raises(DeployError, match="AWS_REGION"):
        found(nowhere)


def test_a_new_accounts_quota_stops_it() -> None:
    text = stopped(Session(get_account_settings={"AccountLimit": {"ConcurrentExecutions": 10}}))
    assert text.startswith("Lambda may run 10 functions at once")
    assert "Service Quotas" in text


@pytest.mark.parametrize("status", ["UPDATE_IN_PROGRESS", "ROLLBACK_COMPLETE"])
def test_a_stack_in_the_middle_of_something_stops_it(status: str) -> None:
    assert status in stopped(Session(describe_stacks={"Stacks": [{"StackStatus": status}]}))


def test_half_a_set_of_keys_stops_it() -> None:
    assert stopped(Session(), GOOGLE_CLIENT_ID="sample") == "Sign in with Google needs GOOGLE_CLIENT_SECRET too."
    text = stopped(Session(), STRIPE_SECRET_KEY="sample", STRIPE_PRICE_PRO="price_sample")
    assert text == "Stripe needs STRIPE_WEBHOOK_SECRET too."


def test_what_the_stack_holds_already_need_not_be_given_again() -> None:
    stack = {
        "StackStatus": "UPDATE_COMPLETE",
        "Parameters": [{"ParameterKey": "StripePricePro", "ParameterValue": "price_sample"}],
        "Outputs": [{"OutputKey": "SecretArn", "OutputValue": "arn"}],
    }
    secret = {"jwt_key": "x", "stripe_webhook_secret": "x", "deepseek_api_key": "x"}
    session = Session(describe_stacks={"Stacks": [stack]}, get_secret_value={"SecretString": json.dumps(secret)})
    said = found(session, STRIPE_SECRET_KEY="another sample")
    assert not any(said.values())
    assert not any("DEEPSEEK" in text for text in said)


def test_a_certificate_has_to_be_cloudfronts_and_issued() -> None:
    assert "us-east-1" in stopped(Session(), SITE_CERTIFICATE="arn:aws:acm:eu-west-1:1:certificate/x")
    pending = Session(describe_certificate={"Certificate": {"Status": "PENDING_VALIDATION"}})
    assert "PENDING_VALIDATION" in stopped(pending, SITE_CERTIFICATE="arn:aws:acm:us-east-1:1:certificate/x")


def test_a_sender_that_ses_does_not_know_is_told() -> None:
    def said(session: Session, **environment: str) -> bool:
        told = found(session, MAIL_FROM="Flotilla <bots@example.com>", **environment)
        return any(text.startswith("SES has not verified example.com") for text in told)

    assert said(Session())
    assert said(Session(get_email_identity={"VerifiedForSendingStatus": False}))
    assert not said(Session(get_email_identity={"VerifiedForSendingStatus": True}))
    assert not said(Session(), MAIL_DOMAIN="example.com")


def test_where_nobody_could_come_in_it_is_said_how_the_first_owner_does() -> None:
    def said(session: Session, **environment: str) -> bool:
        texts = found(session, **environment)
        return any("python -m flotilla --stack flotilla invite" in text for text in texts)

    google = {"GOOGLE_CLIENT_ID": "sample", "GOOGLE_CLIENT_SECRET": "sample"}
    assert said(Session())
    assert said(Session(), ADMIN_EMAILS="ops@example.com")
    assert said(Session(), SIGNUP="open")
    assert said(Session(), **google)
    assert not said(Session(), **google, ADMIN_EMAILS="ops@example.com")
    assert not said(Session(), **google, SIGNUP="open")
    parameters = {"GoogleClientId": "sample", "AdminEmails": "ops@example.com", "Signup": "invite"}
    before = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
    assert not said(Session(describe_stacks={"Stacks": [{"StackStatus": "UPDATE_COMPLETE", "Parameters": before}]}))


def test_after_the_deployment_the_providers_redirect_address_is_told() -> None:
    account = Account(Session())  # type: ignore[arg-type]  # All of it that is used.
    lines = told(account, "flotilla-staging", {}, "https://x.cloudfront.net")
    assert any("https://x.cloudfront.net/api/v1/auth/google/callback" in line for line in lines)
    assert any("--stack flotilla-staging invite" in line for line in lines)
