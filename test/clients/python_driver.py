"""A Python client in another process's hand: one JSON document a line in, one a line out."""

import base64
import dataclasses
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src" / "clients" / "python"))

from promptctl import PromptctlError, connect  # noqa: E402
from promptctl.bundle import open_bundle  # noqa: E402
from promptctl.checkpoint import check_tool_call  # noqa: E402
from promptctl.meter import Meter  # noqa: E402
from promptctl.pointer import read_pointer  # noqa: E402
from promptctl.render import render_messages, render_system, render_tools, template_values  # noqa: E402
from promptctl.route import route_session  # noqa: E402
from promptctl.schema import UnknownKeyword, matches_schema  # noqa: E402
from promptctl.template import render_template  # noqa: E402
from promptctl.tools import export_tools  # noqa: E402

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


def valid(schema, values):
    """None where it cannot be judged."""
    try:
        return [matches_schema(schema, value) for value in values]
    except UnknownKeyword:
        return None


def rendered(contract, variables):
    try:
        values = template_values(contract, variables, {"name": "test"})
        return [render_system(contract, values), render_messages(contract, values), render_tools(contract, values)]
    except PromptctlError as error:
        return error.code


def contract_of(bundle, digest, name, variables, calls):
    contract = open_bundle(bundle.encode(), digest, name).contract
    texts = rendered(contract, variables)
    return {
        "rendered": texts,
        "exported": [export_tools(one, contract.tools) for one in ("openai", "anthropic", "gemini", "mcp")],
        "checked": [said(check_tool_call(contract, Meter(), call, arguments)) for call, arguments in calls],
    }


def reads(data):
    """What a pointer says that decides anything; None where it is none."""
    try:
        read = read_pointer(base64.b64decode(data))
        ramp = None if read.ramp is None else [read.ramp.bundle, read.ramp.weight, read.ramp.salt]
        return [read.contract, read.label, read.serial, read.current, ramp, read.environment]
    except ValueError:
        return None


def template(text, values):
    """None where it cannot be rendered."""
    try:
        return render_template(text, values)
    except PromptctlError:
        return None


actions = {
    "connect": start,
    "refresh": lambda name: said(clients[name].refresh()),
    "state": lambda name: said(clients[name].state()),
    "open": lambda name, session: session_of(clients[name].open(session)),
    "resume": lambda name, pin, memory=None: session_of(clients[name].resume(pin, memory)),
    "seen": lambda name: seen[name],
    "close": lambda name: clients[name].close(),
    "routes": routes,
    "valid": lambda pairs: [valid(schema, values) for schema, values in pairs],
    "pointers": lambda all: [reads(data) for data in all],
    "templates": lambda texts, values: [template(text, values) for text in texts],
    "contracts": lambda asked: [contract_of(*one) for one in asked],
}

for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = {"value": actions[asked["do"]](*asked["with"])}
    except PromptctlError as error:
        answer = {"error": {"code": error.code, "message": str(error)}}
    print(json.dumps({"id": asked["id"], **answer}), flush=True)
