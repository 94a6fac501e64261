import fc from "fast-check";
import { isSearch, seed } from "./helpers/seed.ts";

// The runner cannot end a law that shrinks a counterexample for hours: it ends here, with the smallest found so far.
const limit = isSearch ? {} : { interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true };
fc.configureGlobal({ seed, ...limit });
