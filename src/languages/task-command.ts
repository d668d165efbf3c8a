/** A command that a task of a file of several runs. */
export interface TaskCommand {
  readonly text: string;
  /** The line of the file it stands in, counted from 1. */
  readonly line: number;
  /** The interpreter that its first line names, where it is not the shell. */
  readonly firstLine?: string;
}
