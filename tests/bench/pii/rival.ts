/** Replaces the personal data of a text, with the settings of a plain start. */
export type Redact = (text: string) => string | Promise<string>;
