// Lines of a stream as bytes: a line ends with LF alone, whatever else its text holds, and one that is no
// UTF-8 comes as it was.

const kLineFeed = 10;

/** Lines with their LF; the last one may lack it. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let begun: Uint8Array[] = [];
  for await (const chunk of stream) {
    let begin = 0;
    for (let end = chunk.indexOf(kLineFeed); end >= 0; end = chunk.indexOf(kLineFeed, begin)) {
      yield Buffer.concat([...begun, chunk.subarray(begin, end + 1)]);
      begun = [];
      begin = end + 1;
    }
    if (begin < chunk.length) begun.push(chunk.subarray(begin));
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}
