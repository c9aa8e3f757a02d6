"""Prints the manifest that gives the embedded AWS the two accounts of each probe."""

from probe import PROBES
from trial import FAR, REGION, accounts

import probes  # noqa: F401

HEAD = """\
apiVersion: keywright.dev/v1
kind: Stack
metadata:
  name: conformance
spec:
  uid: 5e1d70c4
  accounts:
"""
# Serving makes no resource; but a set of manifests without one is an error.
TAIL = """\
---
apiVersion: keywright.dev/v1
kind: Key
metadata:
  name: unused
  account: '{account}'
  region: us-east-1
spec: {{}}
"""

every = [account for number in range(len(PROBES)) for account in accounts(number)]
print(HEAD + "".join(f"    - {{id: '{one}', regions: [{REGION}, {FAR}, eu-west-1]}}\n" for one in every) + TAIL.format(account=every[0]))
