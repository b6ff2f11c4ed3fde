"""Tries what a network policy forbids. Many clusters take policies and ignore them, without a word."""

import os
import socket
import sys

HOST, PORT = os.environ["ADDRESS"].rsplit(":", 1)
try:
    socket.create_connection((HOST, int(PORT)), timeout=10).close()
except OSError as refused:
    print(f"{HOST}:{PORT} cannot be reached from here, as it should be: {refused}")
    sys.exit(0)
sys.exit(
    f"FAILED {HOST}:{PORT} was reached although no policy allows it: this cluster's network does not enforce NetworkPolicies."
    " Programs of sessions reach whatever their pods reach"
)
