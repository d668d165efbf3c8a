/** Whether an alternative is a command; a sentence begins with a capital letter or ends in a full stop. */
export function isCommand(alternative: string): boolean {
  return alternative !== '' && !/^[A-Z]|\.$/.test(alternative);
}
