// Property names that never leave the page part: the build shortens them. Not among them: names of
// the public API, of the schema, of stored records, of the browser, and of what scripts hand over.
const internal = `
  adopt any atMs backoffMs breaker budget caught clock collectors confidence contentType count
  drops elapsedMs engineLoadMs enqueue failed failure fragment give groupOf grow handBack healthy
  hide isIdle isVolatile items labels later learn leave leftBytes lockName lose mayRun maySend
  nextSequence note nowMs pageId partial rejected resumed samplePercent schedule seal settle stash
  success summary summaryOf tabId take takeBack takeVolatile timer times unixMs unscored urgent
  useEngine waitMs yield
`;

/** Private members start with an underscore. */
export const mangled = new RegExp(`^_[a-z]|^(${internal.trim().split(/\s+/).join("|")})$`);
