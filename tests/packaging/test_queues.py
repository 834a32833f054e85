"""Queues and the stream: nothing is lost in them, and nothing waits unseen."""

import json

from tests.packaging.reading import Template, event_sources, functions, of_type


def test_every_queue_and_stream_reports_partial_failures(template: Template) -> None:
    sources = event_sources(template)
    assert len(sources) == 5
    for name, source in sources.items():
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"], name


def test_a_queue_hides_a_message_six_times_as_long_as_its_function_may_take(template: Template) -> None:
    behind = {"Receive": "EventsQueue", "History": "HistoryQueue", "Answer": "TurnsQueue", "Bill": "BillingQueue"}
    for function, queue in behind.items():
        timeout = functions(template)[function]["Properties"]["Timeout"]
        assert template["Resources"][queue]["Properties"]["VisibilityTimeout"] >= 6 * timeout
        [source] = functions(template)[function]["Properties"]["Events"].values()
        assert source["Properties"]["Queue"] == {"Fn::GetAtt": [queue, "Arn"]}


def test_every_queue_that_is_read_has_an_alarmed_dead_letter_queue(template: Template) -> None:
    queues = of_type(template, "AWS::SQS::Queue")
    alarmed = json.dumps(
        [one["Properties"].get("Dimensions") for one in of_type(template, "AWS::CloudWatch::Alarm").values()]
    )
    for name in (name for name in queues if name.endswith("Queue")):
        target = queues[name]["Properties"]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert queues[target]["Properties"].get("FifoQueue") == queues[name]["Properties"].get("FifoQueue")
    for name in (name for name in queues if name.endswith("DeadLetters")):
        assert name in alarmed, name


def test_the_events_queue_is_a_high_throughput_fifo_queue(template: Template) -> None:
    events = template["Resources"]["EventsQueue"]["Properties"]
    assert events["DeduplicationScope"] == "messageGroup"
    assert events["FifoThroughputLimit"] == "perMessageGroupId"


def test_the_relay_gives_up_in_bounds_and_says_so(template: Template) -> None:
    relay = event_sources(template)["Relay.RelayDynamodbEventSource"]
    assert relay["BisectBatchOnFunctionError"] is True
    assert relay["MaximumRecordAgeInSeconds"] <= 24 * 3600
    assert relay["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["RelayDeadLetters", "Arn"]}


def test_the_relay_hears_exactly_what_events_are_made_of(template: Template) -> None:
    from flotilla.adapters.dynamodb import stream  # noqa: PLC0415  # Needed here alone.
    from flotilla.domain.lead_steps import BY_ACTION  # noqa: PLC0415  # Needed here alone.

    filters = event_sources(template)["Relay.RelayDynamodbEventSource"]["FilterCriteria"]["Filters"]
    changed, removed, audited = (json.loads(one["Pattern"]) for one in filters)
    told = set(stream._READERS) - {"audit"}
    assert set(changed["dynamodb"]["NewImage"]["kind"]["S"]) == told
    assert set(removed["dynamodb"]["OldImage"]["kind"]["S"]) == told
    entry = audited["dynamodb"]["NewImage"]
    assert (audited["eventName"], entry["kind"]["S"]) == (["INSERT"], ["audit"])
    assert set(entry["action"]["S"]) == set(BY_ACTION)
