"""One codec per entity, domain ⇄ item. Attribute names are the domain's; unknown attributes are ignored on reading.

Each item names its `kind`, by which the stream knows it, and `v`, the version of its attributes' meaning.
"""
