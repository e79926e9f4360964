/** What a part of the hostile tests has found. */
export interface Counts {
  readonly passed: number;
  /** One text for each failure. */
  readonly problems: readonly string[];
  /** What was done, in figures. */
  readonly figures: string;
}
