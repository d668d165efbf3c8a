// Writes schemas/*.json, which editors check policy files with, from the zod schemas and the vocabulary of effects.
import * as z from 'zod/mini';
import type { Field } from '../src/effect-field.ts';
import { commonFields, effectFields } from '../src/effect-fields.ts';
import { builtinPlaces } from '../src/policy/rule.ts';
import { packSchema, policySchema, profileSchema } from '../src/policy/schema.ts';
import { writeGenerated } from './generated-file.ts';

type Json = { [key: string]: unknown };

const scalar = { type: ['string', 'number', 'boolean'] };
const someOf = (value: Json): Json => ({ anyOf: [value, { type: 'array', items: value, minItems: 1 }] });
const self = (name: string): Json => ({ $ref: `#/$defs/${name}` });

/** A matcher of values of one sort: the values themselves, and the operators that go with them. */
function matcher(name: string, value: Json, operators: Json = {}): Json {
  const nested = { not: self(name), all: { type: 'array', items: self(name), minItems: 1 } };
  const properties = { ...operators, ...nested };
  return { anyOf: [someOf(value), { type: 'object', properties, additionalProperties: false, minProperties: 1 }] };
}

const place = someOf({ anyOf: [{ enum: Object.keys(builtinPlaces) }, { type: 'string' }] });
const definitions: Json = {
  text: matcher('text', scalar, { holds: { const: 'credential' } }),
  path: matcher('path', { type: 'string' }, { in: place, outside: place, covers: place }),
  flag: matcher('flag', { enum: [true, false, 'yes', 'no', 'unknown'] }),
};

/** The schema of one field's matcher; closed lists get a definition of their own. */
function fieldSchema(owner: string, name: string, field: Field): Json {
  switch (field.type) {
    case 'word':
    case 'words':
    case 'text':
    case 'texts':
      return { ...self('text'), description: field.doc };
    case 'path':
    case 'paths':
      return { ...self('path'), description: field.doc };
    case 'flag':
      return { ...self('flag'), description: field.doc };
    case 'enum': {
      const definition = `${owner}.${name}`;
      definitions[definition] = matcher(definition, { enum: Object.keys(field.values) });
      return { ...self(definition), description: field.doc };
    }
  }
}

function conditionsSchema(owner: string, fields: Readonly<Record<string, Field>>): Json {
  const properties = Object.entries({ ...fields, ...commonFields }).map(([name, field]) => [
    name,
    fieldSchema(Object.hasOwn(fields, name) ? owner : 'every', name, field),
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

const byKind = Object.entries(effectFields).map(([kind, { fields }]) => {
  definitions[`when ${kind}`] = conditionsSchema(kind, fields);
  const conditions = self(`when ${kind}`);
  const consequence = { properties: { when: conditions, unless: conditions } };
  return implication({ properties: { effect: { const: kind } }, required: ['effect'] }, consequence);
});

/** `if` and `then`; written as text, since an object with a `then` could be taken for a promise. */
function implication(condition: Json, consequence: Json): Json {
  return JSON.parse(`{"if":${JSON.stringify(condition)},"then":${JSON.stringify(consequence)}}`) as Json;
}

/** The JSON Schema of a zod schema, with what `when` may hold for each kind of effect in its rules. */
function schemaOf(title: string, schema: z.core.$ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input' }) as Json;
  const rules = rulesIn(json);
  if (rules !== undefined) Object.assign(rules, { allOf: byKind });
  const whole = { title, ...json, ...(rules === undefined ? {} : { $defs: definitions }) };
  return `${JSON.stringify(whole, undefined, 1)}\n`;
}

/** The schema of one rule inside that of a document with rules. */
function rulesIn(json: Json): Json | undefined {
  const { rules } = json['properties'] as { rules?: { items?: Json; anyOf?: readonly { items?: Json }[] } };
  return rules?.items ?? rules?.anyOf?.find((each) => each.items !== undefined)?.items;
}

writeGenerated('schemas/pack.schema.json', schemaOf('A blastgate rule pack', packSchema));
writeGenerated('schemas/policy.schema.json', schemaOf('A blastgate policy', policySchema));
writeGenerated('schemas/profile.schema.json', schemaOf('A blastgate profile', profileSchema));
