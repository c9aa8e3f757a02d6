import type { ErrorRow } from './index.ts';

/** What can be wrong in manifests. All are found before AWS is asked anything. */
export const manifestErrors = {
  'manifest.file': {
    means: 'A file cannot be read, is no text in UTF-8, or is too large',
    class: 'invalid',
    hint: 'a manifest is a UTF-8 text file',
    exit: 1,
  },
  'manifest.none': {
    means: 'No manifest was found',
    class: 'invalid',
    hint: 'name a file or a directory that holds manifests; an empty set changes nothing',
    exit: 1,
  },
  'manifest.syntax': {
    means: 'The file is no valid YAML',
    class: 'invalid',
    hint: 'correct the YAML',
    exit: 1,
  },
  'manifest.alias': {
    means: 'The file uses an anchor, an alias or a merge key',
    class: 'invalid',
    hint: 'write the value out: anchors, aliases and merge keys make manifests hard to review',
    exit: 1,
  },
  'manifest.duplicate-key': {
    means: 'One key stands twice in a map',
    class: 'invalid',
    hint: 'keep one of the two',
    exit: 1,
  },
  'manifest.envelope': {
    means: 'A document lacks apiVersion, kind, metadata or spec, or has another version',
    class: 'invalid',
    hint: 'a document has apiVersion, kind, metadata and spec',
    exit: 1,
  },
  'manifest.unknown-kind': {
    means: 'The kind of a document is none that Keywright knows',
    class: 'invalid',
    hint: 'use one of the kinds of this version',
    exit: 1,
  },
  'manifest.unknown-field': {
    means: 'A field is none that the kind has',
    class: 'invalid',
    hint: 'remove it or correct its name',
    exit: 1,
  },
  'manifest.missing-field': {
    means: 'A field that the kind needs is missing',
    class: 'invalid',
    hint: 'add the field',
    exit: 1,
  },
  'manifest.type': {
    means: 'A value has another type than its field',
    class: 'invalid',
    hint: 'give a value of the type the schema wants',
    exit: 1,
  },
  'manifest.value': {
    means: 'A value has the right type and breaks a rule of its field, or contradicts another field',
    class: 'invalid',
    hint: 'give a value that the schema allows',
    exit: 1,
  },
  'manifest.stack': {
    means: 'There is no Stack among the manifests, or more than one',
    class: 'invalid',
    hint: 'a set of manifests has exactly one Stack document',
    exit: 1,
  },
  'manifest.place': {
    means: 'It is not clear in which account and Region a resource lives, or the Stack does not list them',
    class: 'invalid',
    hint: 'set metadata.account and metadata.region, or the defaults of the Stack',
    exit: 1,
  },
  'manifest.duplicate-address': {
    means: 'Two documents have one kind and name',
    class: 'invalid',
    hint: 'give one of the two another name',
    exit: 1,
  },
  'manifest.claim': {
    means: 'Two resources declare the same thing in AWS',
    class: 'invalid',
    hint: 'one thing in AWS is declared once: remove one of the two, or give it another name in AWS',
    exit: 1,
  },
  'manifest.reference': {
    means: 'A reference names a resource or an attribute that does not exist',
    class: 'invalid',
    hint: 'name a resource and an attribute that exist',
    exit: 1,
  },
  'manifest.interpolation': {
    means: 'A ${…} is none that Keywright or IAM fills, or stands where it cannot be filled',
    class: 'invalid',
    hint: 'write ${Kind/name.attribute}, ${account.id}, ${region} or ${partition}',
    exit: 1,
  },
  'manifest.cycle': {
    means: 'Resources need each other in a circle, so none can be made first',
    class: 'invalid',
    hint: 'break the circle: one of these must not name the next',
    exit: 1,
  },
  'manifest.formerly': {
    means: 'An address in formerly is still declared, or two resources claim it',
    class: 'invalid',
    hint: 'formerly names addresses that no manifest declares any more',
    exit: 1,
  },
  'manifest.ignore': {
    means: 'An entry of metadata.ignore names a path that cannot be ignored, or is incomplete',
    class: 'invalid',
    hint: 'ignore names a path of the spec, a reason and, best, an end',
    exit: 1,
  },
  'manifest.ignore-ended': {
    means: 'An entry of metadata.ignore is past its end',
    class: 'invalid',
    hint: 'remove the entry or give it a new end',
    exit: 1,
  },
  'manifest.mode': {
    means: 'A resource has a looser mode than the Stack, which holds all the same',
    class: 'invalid',
    hint: 'take the mode out of its metadata, or give the Stack the looser mode and the others one of their own',
    exit: 1,
  },
  'manifest.tombstone': {
    means: 'A resource is declared absent, and Keywright never removes one of its kind',
    class: 'invalid',
    hint: 'take its manifest away, and remove it by hand if it shall go',
    exit: 1,
  },
  'manifest.state': {
    means: 'A resource uses another one that is declared absent or released',
    class: 'invalid',
    hint: 'a resource that goes away is not used by one that stays',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
