/** A way to write that a native reader stumbles over, and the plain one. */
interface Rule {
  readonly breaks: RegExp;
  readonly instead: string;
}

/** The longest sentence, in words: readers lose the thread of a longer one. */
const mostWords = 20;

/** Holds for a text that stands alone: the reader has seen no sentence before it. */
const opening: Rule = {
  breaks: /^(?:What|Who|Whose|Whom|Whoever|Those|It)\b/iu,
  instead: 'a noun as the subject',
};

/** Holds everywhere: in what the product prints, and on each page. A placeholder is an `X`. */
const phrases: readonly Rule[] = [
  { breaks: /\b(?:is|are|was|told|says?) told\b|\btold by\b/iu, instead: 'is reported, is shown, prints' },
  { breaks: /\bputs? (?:it |them |that |this )?(?:right|back)\b/iu, instead: 'fix, restore, revert' },
  { breaks: /\bknows? of\b/iu, instead: 'has, has a record of' },
  { breaks: /(?<!\bthere )\b(?:is|are) no (?!longer\b|such\b)/iu, instead: 'is not a' },
  { breaks: /(?<!\bthere )\b(?:is|are) none\b/iu, instead: 'does not exist, is not a' },
  { breaks: /\blets? go\b|\bletting go\b/iu, instead: 'release, stop managing' },
  { breaks: /\bwho(?:m|mso)?ever\b/iu, instead: 'the caller, anyone who, everyone with' },
  { breaks: /\bof (?:its|their|our|your) own\b/iu, instead: 'a separate, a dedicated' },
  { breaks: /\bthe former\b/iu, instead: 'the old, the previous' },
  { breaks: /\b(?:cannot|nobody can) be asked\b/iu, instead: 'cannot reach, cannot ask for confirmation' },
  { breaks: /\bwants\b/iu, instead: 'must be, requires' },
  { breaks: /\bsays that (?:it|there)\b/iu, instead: 'is, reports' },
  { breaks: /\bcr(?:y|ies) out\b/iu, instead: 'is noticed' },
  { breaks: /\bgo(?:es)? on\b/iu, instead: 'continue, proceed' },
  { breaks: /\bis not known\b|\bnot known\b|\bcannot be told\b/iu, instead: 'is unknown, cannot check' },
  { breaks: /\bshall\b/iu, instead: 'must, will, or the present tense' },
  { breaks: /\ball the same\b/iu, instead: 'still, anyway' },
  { breaks: /\bstands? (?:twice|alone|there|here|beside|together)\b/iu, instead: 'appears, is a duplicate' },
  { breaks: /\bby itself\b|\bby themselves\b/iu, instead: 'automatically, alone' },
  { breaks: /\bbut for\b/iu, instead: 'except for' },
  { breaks: /\bany more\b/iu, instead: 'no longer' },
  { breaks: /\bmade anew\b|\banew\b/iu, instead: 'again, recreate' },
  { breaks: /\bnobody listens\b|\blistens there\b/iu, instead: 'nothing is listening' },
  { breaks: /\bunder a KMS key\b|\bunder the key\b/iu, instead: 'with a KMS key' },
  { breaks: /\beverybody\b/iu, instead: 'everyone, public' },
  { breaks: /\boutside of\b/iu, instead: 'outside' },
  { breaks: /\bcarr(?:y|ies) the mark\b|\bthe mark of\b/iu, instead: 'the ownership tags of' },
  {
    breaks: /\b(?:synchron|recogn|organ|author|serial|normal|summar)is(?:e[ds]?|ing|ations?)\b/iu,
    instead: '-ize, as AWS writes organization',
  },
];

/** Splits a text into sentences. Advice after a colon or a semicolon counts alone; code does not count. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/[.;:?!]+(?:\s|$)|\n/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => !/[$={}]/u.test(sentence));
}

/** Lists what a native reader stumbles over in a text, each with the plain way. */
export function stumblesIn(text: string): readonly string[] {
  const long = sentencesOf(text).filter((sentence) => sentence.split(/\s+/u).length > mostWords);
  return [
    ...openingsIn(text),
    ...phrasesIn(text),
    ...long.map((sentence) => `more than ${String(mostWords)} words: ${sentence}`),
  ];
}

/** Reports how a text begins that stands alone, if a native reader stumbles over it. */
export function openingsIn(text: string): readonly string[] {
  return opening.breaks.test(text) ? [reportOf(opening, text)] : [];
}

/** Lists the phrases of a paragraph, whose sentences may lean on each other, that a native reader stumbles over. */
export function phrasesIn(text: string): readonly string[] {
  return phrases.filter(({ breaks }) => breaks.test(text)).map((rule) => reportOf(rule, text));
}

/** Holds in comments of code. To tell two things apart is plain English. */
const inComments: readonly Rule[] = [
  { breaks: /\b(?:is|are|was|be) told\b(?! apart)/iu, instead: 'is reported, is sent, gets' },
  { breaks: /\bknows? of\b/iu, instead: 'has, sees, knows about' },
  { breaks: /\bwhom\b/iu, instead: 'the principals that, the person that' },
  { breaks: /\bstands? in\b/iu, instead: 'is in, replaces' },
];

/** Lists the phrases of one line of a comment that a native reader stumbles over. */
export function commentPhrasesIn(text: string): readonly string[] {
  return inComments.filter(({ breaks }) => breaks.test(text)).map((rule) => reportOf(rule, text));
}

function reportOf({ breaks, instead }: Rule, text: string): string {
  return `"${breaks.exec(text)?.[0] ?? ''}", instead: ${instead}`;
}

const countOfMany =
  /\bX (?:more |other )?(?:accounts|aliases|attempts|bytes|changes|commits|days|errors|files|grants|hours|keys|lines|manifests|minutes|others|principals|problems|reasons|regions|replicas|requests per|resources|roles|rules|seconds|statements|steps|times|warnings|weeks|writes would)\b/u;

/** Finds a noun in the plural behind a placeholder: the count may be one, and `after 1 days` was seen. */
export function miscountsIn(text: string): readonly string[] {
  const found = countOfMany.exec(text);
  return found === null ? [] : [`"${found[0]}", instead: plural(count, one)`];
}
