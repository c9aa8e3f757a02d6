/**
 * Folds the case of ASCII letters alone. `toLowerCase` also turns the Kelvin sign (U+212A) into `k`, and with it a
 * text that AWS holds for another into an equal one.
 */
export function fold(text: string): string {
  return text.replaceAll(/[A-Z]+/gu, (letters) => letters.toLowerCase());
}
