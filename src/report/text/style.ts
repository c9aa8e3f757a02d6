export type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours by injection (`util.styleText` fits). Never the only carrier of meaning: symbols and words are. */
export type Style = (format: Format, text: string) => string;

export function plain(_format: Format, text: string): string {
  return text;
}

/** How a page of text is to look. */
export interface Look {
  readonly style: Style;
  /** Columns; prose is wrapped to it, values are not (they are clipped by `clip`). */
  readonly width: number;
  /** Longest value shown, in characters. */
  readonly clip: number;
  /** What a command that is advised must say to act on the estate of this run. */
  readonly estate?: string;
  /** What another run of this apply must say: a saved plan stands for the paths of manifests. */
  readonly again?: string;
  /** What a command that only reads the manifests must say. */
  readonly manifests?: string;
  /** The name of a plan of a daemon: its steps are approved by that, not by options of an apply. */
  readonly planId?: string;
}

export const plainLook: Look = { style: plain, width: 100, clip: 200 };
