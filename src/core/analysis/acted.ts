/** What was done about an analysis. */
export type Acted =
  | { readonly kind: "nothing" }
  /** `commit` is `null` where it was done already, or only would be. */
  | {
      readonly kind: "moved";
      readonly commit: string | null;
      readonly says: readonly string[];
      readonly isDry: boolean;
    }
  /** A gate of the label is closed: nothing was moved. */
  | { readonly kind: "refused"; readonly says: string };
