import type { Effect, EffectKind } from './effect.ts';
import type { PathRef, Truth, Word } from './word.ts';

/** How a field's value is written in a rule. */
export type FieldType =
  /** Text that may have unknown parts; globs. */
  | 'word'
  /** Several of those; any of them may match. */
  | 'words'
  /** A path: globs, `in`, `outside`, `covers`. */
  | 'path'
  | 'paths'
  /** `yes` or `no`. */
  | 'flag'
  /** One of a closed list. */
  | 'enum'
  /** Text that is always known; globs. */
  | 'text'
  | 'texts';

/** What the rule reference says about one field. */
export type Field =
  | { readonly type: Exclude<FieldType, 'enum'>; readonly doc: string }
  | { readonly type: 'enum'; readonly doc: string; readonly values: Readonly<Record<string, string>> };

type CommonField = 'kind' | 'span' | 'via' | 'remote';

/** The entry that a field of this type must have; a closed list must name every value. */
type FieldFor<Value> = [Value, Truth] extends [Truth, Value]
  ? { type: 'flag'; doc: string }
  : [Value] extends [string]
    ? string extends Value
      ? { type: 'text'; doc: string }
      : { type: 'enum'; doc: string; values: { [Each in Value]: string } }
    : [Value] extends [Word]
      ? { type: 'word'; doc: string }
      : [Value] extends [PathRef]
        ? { type: 'path'; doc: string }
        : [Value] extends [readonly Word[]]
          ? { type: 'words'; doc: string }
          : [Value] extends [readonly PathRef[]]
            ? { type: 'paths'; doc: string }
            : [Value] extends [readonly string[]]
              ? { type: 'texts'; doc: string }
              : never;

type FieldsOfOne<Kind extends EffectKind> =
  Extract<Effect, { kind: Kind }> extends infer One
    ? { [Name in Exclude<keyof One, CommonField>]-?: FieldFor<Exclude<One[Name], undefined>> }
    : never;

/** What the rule reference says about kinds of effect: a sentence about each, and every field it has. */
export type FieldsOf<Kinds extends EffectKind> = {
  readonly [Kind in Kinds]: { readonly doc: string; readonly fields: FieldsOfOne<Kind> };
};
