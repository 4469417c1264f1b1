/** Smaller bodies are not worth the round through a stream. */
export const kGzipMinBytes = 1024;

/** The text as gzip, or undefined where the browser has no `CompressionStream`. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (typeof CompressionStream !== "function") return undefined;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
