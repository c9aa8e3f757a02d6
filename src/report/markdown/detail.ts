/** A part of a comment that can be left out. */
export interface Detail {
  readonly text: string;
  /** Stands for it where it alone is too long and no line of it fits. */
  readonly short: string;
  /** Set: `short` tells more than its first lines would. */
  readonly isWhole?: true;
}

/** Puts a title above the first of several, so that a list does not continue the one above it. */
export function under(title: string, details: readonly Detail[]): readonly Detail[] {
  return details.map((detail, index) =>
    index > 0
      ? detail
      : {
          ...detail,
          text: `**${title}**\n\n${detail.text}`,
          short: `**${title}**\n\n${detail.short}`,
        },
  );
}
