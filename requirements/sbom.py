"""`python sbom.py FILE`: takes the addresses out of a CycloneDX file that `make lock` made.

No file here names a place to download from; what a package is, its `purl` says.
"""

import json
import sys
from pathlib import Path
from typing import Any


def without_addresses(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: without_addresses(value) for name, value in part.items() if name != "externalReferences"}
    if isinstance(part, list):
        return [without_addresses(value) for value in part]
    return part


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(json.dumps(without_addresses(json.loads(path.read_text())), indent=2, ensure_ascii=False) + "\n")
