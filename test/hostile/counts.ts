/** The result of one part of the hostile tests. */
export interface Counts {
  readonly passed: number;
  /** One message for each failure. */
  readonly problems: readonly string[];
  /** A summary in figures. */
  readonly figures: string;
}
