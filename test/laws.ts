import fc from "fast-check";

// The runner cannot end a law that shrinks a counterexample for hours: it ends here, with the smallest found so far.
// Runs that are long on purpose say so.
const isLong = process.env["SLOW"] !== undefined || process.env["FUZZ_RUNS"] !== undefined;
if (!isLong) fc.configureGlobal({ interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true });
