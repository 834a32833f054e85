"""Print the API's OpenAPI document, without a running API: `python -m infra.packaging.openapi`.

The pages' types are made of it (`npm run types` in frontend/), so that what they expect is what the API says.
"""

import json

from chalicelib.openapi.document import describe
from chalicelib.resources import registry

if __name__ == "__main__":
    print(json.dumps(describe(registry()), indent=1))
