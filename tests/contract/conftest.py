"""What the contracts share."""

import functools

from botocore import loaders

# Each test wires an installation of its own; the large descriptions of AWS services are read once for all of them.
loaders.create_loader = functools.cache(loaders.create_loader)
