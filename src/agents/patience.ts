/** Without any limit of its own an agent is given up on after this many seconds. */
export const patience = 120;

/** Seconds that starting a program or reaching a service may take: they are not the agent's. */
export const margin = 10;

export const sayPatience = `it did not answer within ${patience} s`;

/** Bytes of an answer, decoded: what is larger is no answer to a golden task. */
export const sizeLimit = 64 * 1024 * 1024;
