"""The use cases around schedules by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.act_on_schedule import ActOnSchedule
    from flotilla.services.cancel_schedule import CancelSchedule
    from flotilla.services.count_stuck_sends import CountStuckSends
    from flotilla.services.create_schedule import CreateSchedule
    from flotilla.services.keep_retention import KeepRetention
    from flotilla.services.list_runs import ListRuns
    from flotilla.services.list_schedules import ListSchedules
    from flotilla.services.pause_schedule import PauseSchedule
    from flotilla.services.preview_schedule import PreviewSchedule
    from flotilla.services.reconcile_schedules import ReconcileSchedules
    from flotilla.services.requeue_turns import RequeueTurns
    from flotilla.services.resume_schedule import ResumeSchedule
    from flotilla.services.run_schedule import RunSchedule
    from flotilla.services.run_schedule_now import RunScheduleNow
    from flotilla.services.show_schedule import ShowSchedule
    from flotilla.services.update_schedule import UpdateSchedule


class ScheduleServices(Ports):
    """What is done by the clock, beside the ports that it is wired to."""

    @cached_property
    def create_schedule(self) -> "CreateSchedule":
        from flotilla.services.create_schedule import CreateSchedule

        return wire(CreateSchedule, self)

    @cached_property
    def update_schedule(self) -> "UpdateSchedule":
        from flotilla.services.update_schedule import UpdateSchedule

        return wire(UpdateSchedule, self)

    @cached_property
    def pause_schedule(self) -> "PauseSchedule":
        from flotilla.services.pause_schedule import PauseSchedule

        return wire(PauseSchedule, self)

    @cached_property
    def resume_schedule(self) -> "ResumeSchedule":
        from flotilla.services.resume_schedule import ResumeSchedule

        return wire(ResumeSchedule, self)

    @cached_property
    def cancel_schedule(self) -> "CancelSchedule":
        from flotilla.services.cancel_schedule import CancelSchedule

        return wire(CancelSchedule, self)

    @cached_property
    def show_schedule(self) -> "ShowSchedule":
        from flotilla.services.show_schedule import ShowSchedule

        return wire(ShowSchedule, self)

    @cached_property
    def list_schedules(self) -> "ListSchedules":
        from flotilla.services.list_schedules import ListSchedules

        return wire(ListSchedules, self)

    @cached_property
    def list_runs(self) -> "ListRuns":
        from flotilla.services.list_runs import ListRuns

        return wire(ListRuns, self)

    @cached_property
    def preview_schedule(self) -> "PreviewSchedule":
        from flotilla.services.preview_schedule import PreviewSchedule

        return wire(PreviewSchedule, self)

    @cached_property
    def count_stuck_sends(self) -> "CountStuckSends":
        from flotilla.services.count_stuck_sends import CountStuckSends

        return wire(CountStuckSends, self)

    @cached_property
    def requeue_turns(self) -> "RequeueTurns":
        from flotilla.services.requeue_turns import RequeueTurns

        return wire(RequeueTurns, self)

    @cached_property
    def keep_retention(self) -> "KeepRetention":
        from flotilla.services.keep_retention import KeepRetention

        return wire(KeepRetention, self)

    @cached_property
    def run_schedule(self) -> "RunSchedule":
        from flotilla.services.run_schedule import RunSchedule

        grace = timedelta(seconds=self.settings.schedule_grace_seconds)
        return wire(RunSchedule, self, actions=self._act_on_schedule, grace=grace)

    @cached_property
    def _act_on_schedule(self) -> "ActOnSchedule":
        from flotilla.services.act_on_schedule import ActOnSchedule
        from flotilla.services.operate_session import OperateSession
        from flotilla.services.pause_bot import PauseBot
        from flotilla.services.resume_bot import ResumeBot
        from flotilla.services.send_message import SendMessage
        from flotilla.services.take_upload import TakeUpload

        return wire(
            ActOnSchedule,
            self,
            operate=wire(OperateSession, self),
            pause=wire(PauseBot, self),
            resume=wire(ResumeBot, self),
            send=wire(SendMessage, self, take_upload=wire(TakeUpload, self)),
        )

    @cached_property
    def run_schedule_now(self) -> "RunScheduleNow":
        from flotilla.services.run_schedule_now import RunScheduleNow

        return wire(RunScheduleNow, self, run=self.run_schedule)

    @cached_property
    def reconcile_schedules(self) -> "ReconcileSchedules":
        from flotilla.services.reconcile_schedules import ReconcileSchedules

        return wire(ReconcileSchedules, self, run=self.run_schedule)
