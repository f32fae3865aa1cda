"""Whatever the tests and benchmarks start on this machine is asked directly, also where a proxy leads outside.

Not a test module. To import it is enough; what is started afterwards inherits it.
"""

import os

HOME = "127.0.0.1", "localhost", "::1"


def without_proxy(known):
    """The value of NO_PROXY that leaves out this machine too, from the one known so far ("" for none)."""
    if known.strip() == "*":
        return known
    return ",".join(dict.fromkeys([*filter(None, known.split(",")), *HOME]))


os.environ["no_proxy"] = os.environ["NO_PROXY"] = without_proxy(
    os.environ.get("no_proxy") or os.environ.get("NO_PROXY", "")
)
