import type { ErrorRow } from './index.ts';

/** What can be wrong in manifests. All are found before AWS is asked anything. */
export const manifestErrors = {
  'manifest.file': { class: 'invalid', hint: 'a manifest is a UTF-8 text file', exit: 1 },
  'manifest.none': {
    class: 'invalid',
    hint: 'name a file or a directory that holds manifests; an empty set changes nothing',
    exit: 1,
  },
  'manifest.syntax': { class: 'invalid', hint: 'correct the YAML', exit: 1 },
  'manifest.alias': {
    class: 'invalid',
    hint: 'write the value out: anchors, aliases and merge keys make manifests hard to review',
    exit: 1,
  },
  'manifest.duplicate-key': { class: 'invalid', hint: 'keep one of the two', exit: 1 },
  'manifest.envelope': {
    class: 'invalid',
    hint: 'a document has apiVersion, kind, metadata and spec',
    exit: 1,
  },
  'manifest.unknown-kind': { class: 'invalid', hint: 'use one of the kinds of this version', exit: 1 },
  'manifest.unknown-field': { class: 'invalid', hint: 'remove it or correct its name', exit: 1 },
  'manifest.missing-field': { class: 'invalid', hint: 'add the field', exit: 1 },
  'manifest.type': { class: 'invalid', hint: 'give a value of the type the schema wants', exit: 1 },
  'manifest.value': { class: 'invalid', hint: 'give a value that the schema allows', exit: 1 },
  'manifest.stack': { class: 'invalid', hint: 'a set of manifests has exactly one Stack document', exit: 1 },
  'manifest.place': {
    class: 'invalid',
    hint: 'set metadata.account and metadata.region, or the defaults of the Stack',
    exit: 1,
  },
  'manifest.duplicate-address': { class: 'invalid', hint: 'give one of the two another name', exit: 1 },
  'manifest.claim': { class: 'invalid', hint: 'one thing in AWS is declared once', exit: 1 },
  'manifest.reference': { class: 'invalid', hint: 'name a resource and an attribute that exist', exit: 1 },
  'manifest.interpolation': {
    class: 'invalid',
    hint: 'write ${Kind/name.attribute}, ${account.id}, ${region} or ${partition}',
    exit: 1,
  },
  'manifest.cycle': {
    class: 'invalid',
    hint: 'break the circle: one of these must not name the next',
    exit: 1,
  },
  'manifest.formerly': {
    class: 'invalid',
    hint: 'formerly names addresses that no manifest declares any more',
    exit: 1,
  },
  'manifest.ignore': {
    class: 'invalid',
    hint: 'ignore names a path of the spec, a reason and, best, an end',
    exit: 1,
  },
  'manifest.ignore-ended': { class: 'invalid', hint: 'remove the entry or give it a new end', exit: 1 },
  'manifest.state': {
    class: 'invalid',
    hint: 'a resource that goes away is not used by one that stays',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
