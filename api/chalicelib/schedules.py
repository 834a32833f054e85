"""The handler of the clock: what is due without anybody asking."""

from typing import Any

from chalicelib.log import begin, logger
from flotilla import bootstrap


def keep_house(_event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Finish what changes of the team left to do, and remove for good what people deleted and didn't restore.

    What isn't done in one hour is gone on with in the next. A failure is raised: the alarm of failed calls sees it.
    """
    begin(context)
    services = bootstrap.services()
    released, removed = services.finish_releases(), services.purge_tenants()
    logger.info("housekeeping", extra={"people_released": released, "workspaces_removed": removed})
    return {"people_released": released, "workspaces_removed": removed}
