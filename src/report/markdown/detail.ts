/** A part of a comment that can be left out. */
export interface Detail {
  readonly text: string;
  /** Stands for it where it alone is too long. */
  readonly short: string;
  /** As much of it as fits into so many characters; undefined if that is not worth showing. */
  readonly within?: (room: number) => string | undefined;
}
