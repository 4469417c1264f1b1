// Property names that never leave the page part: the build shortens them. Not among them: names of
// the public API, of the schema, of stored records, of the browser, and of what scripts hand over.
const internal = `
  adopt atMs backoffMs breaker budget caught clock collectors confidence contentType elapsedMs
  engineLoadMs enqueue failed failure fragment give groupOf grow handBack healthy hide isIdle
  isVolatile labels learn leave leftBytes lockName lose mayRun maySend nextSequence note nowMs
  pageId partial rejected resumed samplePercent schedule settle stash success summaryOf tabId
  takeBack takeVolatile timer times unixMs unscored urgent useEngine waitMs
`;

/** Private members start with an underscore. */
export const mangled = new RegExp(`^_[a-z]|^(${internal.trim().split(/\s+/).join("|")})$`);
