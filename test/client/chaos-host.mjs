/**
 * A host as it runs in production: opens sessions, stores their pins, and comes back to them, until it is killed. It
 * tells its parent what it saw, and what it saw first that must never be.
 */
import { randomUUID } from "node:crypto";
import { connect } from "../../dist/library/client.js";

const { source, cache, pins, slot } = JSON.parse(process.argv[2]);
const tell = (message) => process.send({ slot, ...message });
const wrong = (what) => tell({ wrong: `${slot}: ${what}` });

const client = await connect({ source, cache, contract: "support", label: "prod", interval: 100, ready: "later" });
const known = pins.map((pin) => ({ pin, says: null }));
let highest = 0;
let turn = 0;

/** Text, tools and prompt id are of one bundle, and it is the pin's. */
function inspect(session, says) {
  const text = session.system();
  const tool = session.tools()[0]?.description;
  if (tool !== `As ${text} does it.`) wrong(`torn: ${text} with ${tool}`);
  if (!session.promptId.endsWith(session.pin.bundle.slice(7, 19))) wrong(`${session.promptId} is not of its pin`);
  if (says !== null && text !== says) wrong(`${says} became ${text}`);
  return text;
}

async function once() {
  const { serial, kind } = client.state();
  if (serial !== null) {
    if (serial < highest) wrong(`serial ${highest} became ${serial}`);
    if (serial > highest) tell({ serial, kind });
    highest = serial;
  }
  try {
    const session = client.open(randomUUID());
    const says = inspect(session, null);
    known.push({ pin: session.pin, says });
    tell({ pin: session.pin });
  } catch (error) {
    if (!["HALTED", "NOT_READY"].includes(error.code)) wrong(`open: ${error.stack}`);
    tell({ opens: error.code });
  }
  const one = known[Math.floor(Math.random() * known.length)];
  if (one === undefined) return;
  try {
    const session = await client.resume(one.pin);
    one.says = inspect(session, one.says);
    if (JSON.stringify(session.pin) !== JSON.stringify(one.pin)) wrong("a pin changed");
    tell({ turn: (turn += 1), bundle: one.pin.bundle, stop: session.beforeTurn()?.stop_reason ?? null, serial });
  } catch (error) {
    if (!["PIN_UNAVAILABLE", "NOT_READY"].includes(error.code)) wrong(`resume: ${error.stack}`);
    tell({ resumes: error.code });
  }
}

for (;;) {
  await once();
  await new Promise((resolve) => setTimeout(resolve, 200 + 200 * Math.random()));
}
