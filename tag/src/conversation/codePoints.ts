/** Code points of a text; a lone surrogate counts as one. */
export const codePoints = (text: string): number =>
  text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "_").length;
