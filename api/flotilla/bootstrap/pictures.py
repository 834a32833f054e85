"""The use cases of pictures, and of trying a bot, by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.complete_picture import CompletePicture
    from flotilla.services.list_pictures import ListPictures
    from flotilla.services.remove_picture import RemovePicture
    from flotilla.services.show_picture import ShowPicture
    from flotilla.services.start_picture import StartPicture
    from flotilla.services.sweep_uploads import SweepUploads
    from flotilla.services.try_bot import TryBot
    from flotilla.services.update_picture import UpdatePicture


class PictureServices(Ports):
    """What people do with a bot's pictures, and to try a bot, beside the ports that it is wired to."""

    @cached_property
    def try_bot(self) -> "TryBot":
        from flotilla.services.try_bot import TryBot

        return wire(TryBot, self)

    @cached_property
    def start_picture(self) -> "StartPicture":
        from flotilla.services.start_picture import StartPicture

        return wire(StartPicture, self)

    @cached_property
    def complete_picture(self) -> "CompletePicture":
        from flotilla.services.complete_picture import CompletePicture

        return wire(CompletePicture, self)

    @cached_property
    def list_pictures(self) -> "ListPictures":
        from flotilla.services.list_pictures import ListPictures

        return wire(ListPictures, self)

    @cached_property
    def show_picture(self) -> "ShowPicture":
        from flotilla.services.show_picture import ShowPicture

        return wire(ShowPicture, self)

    @cached_property
    def update_picture(self) -> "UpdatePicture":
        from flotilla.services.update_picture import UpdatePicture

        return wire(UpdatePicture, self)

    @cached_property
    def remove_picture(self) -> "RemovePicture":
        from flotilla.services.remove_picture import RemovePicture

        return wire(RemovePicture, self)

    @cached_property
    def sweep_uploads(self) -> "SweepUploads":
        from flotilla.services.sweep_uploads import SweepUploads

        return wire(SweepUploads, self)
