/** Takes the place of `TextDecoder` in the bundle: the parser makes one when it is loaded, which costs 0.12 ms, and rarely uses it. */
export class TextDecoder {
  readonly #arguments: ConstructorParameters<typeof globalThis.TextDecoder>;

  constructor(...args: ConstructorParameters<typeof globalThis.TextDecoder>) {
    this.#arguments = args;
  }

  decode(bytes: Uint8Array): string {
    return new globalThis.TextDecoder(...this.#arguments).decode(bytes);
  }
}
