/** The text as one shell word in single quotes. */
export function single(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The text as one shell word in double quotes (POSIX 2.2.3). */
export function double(text: string): string {
  return `"${text.replace(/[\\"$`]/g, String.raw`\$&`)}"`;
}

/** The text as a command substitution in backquotes (POSIX 2.6.3). */
export function backquoted(text: string): string {
  return `\`${text.replace(/[\\`]/g, String.raw`\$&`)}\``;
}

/** The text as a here-document for this command; nothing in it is expanded. */
export function hereDocument(command: string, text: string, after = ''): string {
  const end = endOf(text);
  return `${command} <<'${end}'${after}\n${text}\n${end}`;
}

/** The text as a here-document in which the shell expands. */
export function openHereDocument(command: string, text: string): string {
  const end = endOf(text);
  return `${command} <<${end}\n${text}\n${end}`;
}

/** A delimiter that does not stand in the text. */
function endOf(text: string): string {
  for (let count = 0; ; count += 1) if (!text.includes(`END_${count}`)) return `END_${count}`;
}
