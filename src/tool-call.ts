/** What one hook event asks to do, independent of the agent's wire format. */
export type ToolCall =
  | { readonly kind: 'shell'; readonly command: string; readonly dialect: 'bash' | 'powershell' }
  | { readonly kind: 'file-read'; readonly path: string }
  | {
      readonly kind: 'file-write';
      readonly path: string;
      readonly how: 'create' | 'edit';
      /** The new content, or the text an edit puts in. */
      readonly content: string | undefined;
      /** The text an edit takes out. */
      readonly replaced?: string;
    }
  | {
      readonly kind: 'search';
      readonly path: string | undefined;
      readonly pattern: string;
      readonly glob: string | undefined;
      /** The pattern is looked for in the content of files, not in their names. */
      readonly reads: boolean;
      /** Matching lines are shown, not only the names of files or how many there are. */
      readonly shows: boolean;
    }
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'mcp'; readonly server: string; readonly tool: string; readonly input: JsonObject }
  | { readonly kind: 'agent'; readonly agent: string; readonly model: string; readonly prompt: string }
  | { readonly kind: 'other'; readonly name: string; readonly input: JsonObject };

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export type PermissionMode = 'default' | 'plan' | 'acceptEdits' | 'auto' | 'dontAsk' | 'bypassPermissions' | 'unknown';

/** One message from an agent that the gate answers. */
export interface HookEvent {
  /** `claude-code`, `replay`, `check`. */
  readonly agent: string;
  /** `PreToolUse`; any other event is answered with no opinion. */
  readonly event: string;
  /** The tool's name as the agent says it. */
  readonly tool: string;
  readonly call: ToolCall | null;
  /** Absolute working directory, or `null` when the event does not say. */
  readonly cwd: string | null;
  readonly mode: PermissionMode;
  readonly session: string;
  /** The sub-agent that calls, or empty for the main agent. */
  readonly subagent: string;
}
