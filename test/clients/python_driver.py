"""A Python client in another process's hand: one JSON document a line in, one a line out."""

import dataclasses
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src" / "clients" / "python"))

from promptctl import PromptctlError, connect  # noqa: E402
from promptctl.pointer import read_pointer  # noqa: E402
from promptctl.route import route_session  # noqa: E402

clients = {}
seen = {}


def said(value):
    """What a test compares: plain JSON."""
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value


def session_of(session):
    return {
        "pin": session.pin,
        "prompt_id": session.prompt_id,
        "system": session.system(),
        "memory": session.memory,
        "before_tool": said(session.before_tool("get_order", {})),
    }


def start(name, options):
    # Nothing is polled behind the test's back.
    clients[name] = connect(**{"interval": 86400, **options})
    seen[name] = []
    for event in ("activated", "refused", "withdrawn", "state"):
        clients[name].on(event, lambda what, event=event: seen[name].append(event))
    return said(clients[name].state())


def routes(pointer, sessions):
    read = read_pointer(pointer.encode())
    found = (route_session(read, session) for session in sessions)
    return [[route.variant, route.bundle, route.bucket, route.why] for route in found]


actions = {
    "connect": start,
    "refresh": lambda name: said(clients[name].refresh()),
    "state": lambda name: said(clients[name].state()),
    "open": lambda name, session: session_of(clients[name].open(session)),
    "resume": lambda name, pin, memory=None: session_of(clients[name].resume(pin, memory)),
    "seen": lambda name: seen[name],
    "close": lambda name: clients[name].close(),
    "routes": routes,
}

for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = {"value": actions[asked["do"]](*asked["with"])}
    except PromptctlError as error:
        answer = {"error": {"code": error.code, "message": str(error)}}
    print(json.dumps({"id": asked["id"], **answer}), flush=True)
