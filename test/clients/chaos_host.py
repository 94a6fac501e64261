"""The host of test/client/chaos-host.mjs in Python: the same sessions, the same caches, the same complaints."""

import json
import random
import sys
import time
import traceback
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src" / "clients" / "python"))

from promptctl import PromptctlError, connect  # noqa: E402

given = json.loads(sys.argv[1])


def tell(**message):
    print(json.dumps({"slot": given["slot"], **message}), flush=True)


def wrong(what):
    tell(wrong=f"{given['slot']} (Python): {what}")


client = connect(given["source"], "support", "prod", cache=given["cache"], interval=0.1, ready="later")
known = [{"pin": pin, "says": None} for pin in given["pins"]]
highest = turn = 0


def inspect(session, says):
    """Text, tools and prompt id are of one bundle, and it is the pin's."""
    text = session.system()
    tool = session.tools()[0]["description"]
    if tool != f"As {text} does it.":
        wrong(f"torn: {text} with {tool}")
    if not session.prompt_id.endswith(session.pin["bundle"][7:19]):
        wrong(f"{session.prompt_id} is not of its pin")
    if says is not None and text != says:
        wrong(f"{says} became {text}")
    return text


def opens():
    try:
        session = client.open(str(uuid.uuid4()))
        known.append({"pin": session.pin, "says": inspect(session, None)})
        tell(pin=session.pin)
    except PromptctlError as error:
        if error.code not in ("HALTED", "NOT_READY"):
            wrong(f"open: {error}")
        tell(opens=error.code)


def resumes(one, serial):
    global turn
    try:
        session = client.resume(one["pin"])
        one["says"] = inspect(session, one["says"])
        if session.pin != one["pin"]:
            wrong("a pin changed")
        turn += 1
        stop = session.before_turn()
        tell(turn=turn, bundle=one["pin"]["bundle"], stop=stop and stop.stop_reason, serial=serial)
    except PromptctlError as error:
        if error.code not in ("PIN_UNAVAILABLE", "NOT_READY"):
            wrong(f"resume: {error}")
        tell(resumes=error.code)


while True:
    try:
        state = client.state()
        if state.serial is not None:
            if state.serial < highest:
                wrong(f"serial {highest} became {state.serial}")
            if state.serial > highest:
                tell(serial=state.serial, kind=state.kind)
            highest = state.serial
        opens()
        if known:
            resumes(random.choice(known), state.serial)
    except Exception:
        wrong(traceback.format_exc())
    time.sleep(0.2 + 0.2 * random.random())
