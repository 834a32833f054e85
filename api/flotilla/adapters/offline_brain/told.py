"""What the messages of one turn told, as it is being read."""

from dataclasses import dataclass, field

from flotilla.domain.leads import FieldValue, Lead, Source


@dataclass
class Reading:
    """What was read; `attempted`: the field that was asked for and given in a form that can't be used."""

    fields: dict[str, FieldValue] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    wants_person: bool = False
    asks: bool = False
    greets: bool = False
    attempted: str | None = None
    _latest: list[str] = field(default_factory=list)

    def learn(self, name: str, value: FieldValue) -> None:
        """Keep a value, as the one that a correction would mean next."""
        self.fields[name] = value
        self._latest = [known for known in self._latest if known != name] + [name]
        self.refused = [known for known in self.refused if known != name]

    def latest(self, lead: Lead) -> str | None:
        """The field that was told last, in these messages or before."""
        if self._latest:
            return self._latest[-1]
        told = {name: value for name, value in lead.fields.items() if value.source is not Source.PERSON}
        return max(told, key=lambda name: told[name].at, default=None)

    def forget_latest(self) -> str | None:
        """Drop what was told last in these messages; returns its name."""
        if not self._latest:
            return None
        name = self._latest.pop()
        del self.fields[name]
        return name
