const said = process.env["SEED"];

/**
 * Every law draws the same examples in every run, so that a change is refused for what it did. `SEED=any` looks for
 * others, `SEED=<number>` draws those of an earlier search again; what one finds becomes an example of its own.
 */
export const seed = said === undefined ? 20_261_121 : said === "any" ? Date.now() % 2 ** 31 : Number(said);

/** How many times more examples than usual: `TIMES=30`. */
export const times = Number(process.env["TIMES"] ?? 1);

/** Whoever searches has time. */
export const isSearch = said !== undefined || times > 1;
