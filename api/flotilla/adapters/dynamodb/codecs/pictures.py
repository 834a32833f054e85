"""Pictures of bots, and their uploads."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, read_time, write_time
from flotilla.domain.ids import BotId, LeadId, PictureId, UploadId, UserId
from flotilla.domain.pictures import Picture
from flotilla.domain.uploads import Upload


def write_picture(picture: Picture) -> Item:
    """The picture's item."""
    return {
        **keys.picture(picture.tenant, picture.bot, picture.id)._asdict(),
        "kind": "picture",
        "v": 1,
        "bot": picture.bot,
        "mime": picture.mime,
        "size": picture.size,
        "width": picture.width,
        "height": picture.height,
        "keywords": list(picture.keywords) or None,
        "description": picture.description,
        "created_at": write_time(picture.created_at),
        "created_by": picture.created_by,
        "version": picture.version,
    }


def read_picture(item: Item) -> Picture:
    """The picture in an item."""
    return Picture(
        id=PictureId(item["sk"].rsplit("#", 1)[1]),
        tenant=keys.tenant_of(item["pk"]),
        bot=BotId(item["bot"]),
        mime=item["mime"],
        size=item["size"],
        width=item["width"],
        height=item["height"],
        keywords=tuple(item.get("keywords", ())),
        description=item["description"],
        created_at=read_time(item["created_at"]),
        created_by=UserId(item["created_by"]),
        version=item["version"],
    )


def write_upload(upload: Upload) -> Item:
    """The upload's item; while it is there it stands in the index of those under way."""
    return {
        **keys.upload(upload.tenant, upload.id)._asdict(),
        "kind": "upload",
        "v": 1,
        "gsi1pk": keys.UPLOADS,
        "gsi1sk": f"{write_time(upload.started_at)}#{upload.id}",
        "bot": upload.bot,
        "started_at": write_time(upload.started_at),
        "lead": upload.lead,
    }


def read_upload(item: Item) -> Upload:
    """The upload in an item."""
    return Upload(
        UploadId(keys.id_of(item["sk"])),
        keys.tenant_of(item["pk"]),
        BotId(item["bot"]),
        read_time(item["started_at"]),
        LeadId(item["lead"]) if item.get("lead") is not None else None,
    )
