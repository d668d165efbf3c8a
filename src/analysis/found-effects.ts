import { COST, type Budget } from '../budget.ts';
import type { Effect, EffectDraft, OpaqueWhy, SecretDump } from '../effect.ts';
import type { PathRef } from '../word.ts';
import type { Frame } from './frame.ts';

/** The effects that reach beyond an image while it is built. */
const outward: ReadonlySet<EffectDraft['kind']> = new Set<EffectDraft['kind']>([
  'exec',
  'sql.statement',
  'db.migrate',
  'git.push',
  'forge.change',
  'secret.dump',
  'network.request',
  'infra.change',
  'kube.change',
  'deploy.release',
  'access.change',
  'outward.act',
]);

/** What one call was found to do, each effect with where in the call it stands. */
export class FoundEffects {
  readonly all: Effect[] = [];
  /** Credentials shown, as far as no later command keeps them from being seen. */
  readonly dumps: SecretDump[] = [];
  readonly #budget: Budget;
  /** The effects of one kind, of as many as there were when they were last asked for. */
  readonly #sorted = new Map<Effect['kind'], { upTo: number; readonly found: Effect[] }>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  add(draft: EffectDraft, frame: Frame): void {
    if (frame.settled && isOrdinary(draft)) return;
    if (frame.image && !outward.has(draft.kind)) return;
    if ('path' in draft && draft.kind !== 'opaque') this.#budget.tick(COST.path);
    const remote = frame.remote === undefined ? {} : { remote: frame.remote };
    const effect = { ...draft, span: draft.span ?? frame.span, via: frame.via, ...remote };
    this.all.push(effect);
    if (effect.kind === 'secret.dump') this.dumps.push(effect);
  }

  opaque(why: OpaqueWhy, detail: string, frame: Frame, path?: PathRef): void {
    // The shell may have said so already for the same words.
    const last = this.all.at(-1);
    if (
      last?.kind === 'opaque' &&
      last.why === why &&
      last.span.start === frame.span.start &&
      last.span.end === frame.span.end
    )
      return;
    this.add({ kind: 'opaque', why, detail: shortened(detail), ...(path === undefined ? {} : { path }) }, frame);
  }

  /** Takes back credentials that were thought to be shown. */
  takeBack(dumps: readonly SecretDump[]): void {
    for (const dump of dumps) {
      this.all.splice(this.all.lastIndexOf(dump), 1);
      this.dumps.splice(this.dumps.indexOf(dump), 1);
      this.#sorted.clear();
    }
  }

  ofKind<Kind extends Effect['kind']>(kind: Kind): readonly Extract<Effect, { readonly kind: Kind }>[] {
    type OfKind = Extract<Effect, { readonly kind: Kind }>;
    let sorted = this.#sorted.get(kind);
    if (sorted === undefined) this.#sorted.set(kind, (sorted = { upTo: 0, found: [] }));
    for (; sorted.upTo < this.all.length; sorted.upTo += 1) {
      const effect = this.all[sorted.upTo];
      if (effect?.kind === kind) sorted.found.push(effect);
    }
    return sorted.found as OfKind[];
  }
}

/** What cannot be told of a program that starts others, where nothing that is known points to harm. */
function isOrdinary(draft: EffectDraft): boolean {
  if (draft.kind === 'file.write') {
    const [first, ...rest] = draft.path.word.parts;
    const named = typeof first === 'string' ? /^(?:[/~]|\.\.(?:\/|$))/.test(first) : false;
    return !named && [first, ...rest].some((part) => typeof part === 'object' && part.hole === 'unknown');
  }
  if (draft.kind !== 'opaque') return false;
  const { why, path } = draft;
  switch (why) {
    case 'program':
    case 'code':
    case 'syntax':
    case 'construct':
    case 'computed':
      return true;
    case 'unseen':
    case 'absent':
      return path !== undefined && path.word.parts.some((part) => typeof part !== 'string');
    default:
      return false;
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
