const longest = 200;
/** Line breaks and other controls, what is invisible or turns the direction of writing, halves of characters. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const unseen = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * Makes one line of text that others wrote: at most 200 characters, no controls, nothing invisible (authority.md §5.27).
 * Each sink still escapes it in its own way.
 */
export function oneLine(text: string): string {
  // Far more than can be shown is not looked at.
  // What is unseen goes first: two breaks around it are one break.
  const line = text
    .slice(0, 64 * longest)
    .replaceAll(unseen, '')
    .replaceAll(breaks, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
