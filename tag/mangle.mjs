// Property names that never leave the page part: the build shortens them. Not among them: names of
// the public API, of the schema, of stored records, of the browser, and of what scripts hand over.
const internal = `
  adopt backoffMs bodies breaker budget clock collectors confidence contentType count due
  elapsedMs engineLoadMs enqueue failed failure flying fragment give groupOf grow handBack health
  healthy hide hold isAway isClosing isIdle isResting isVolatile itemOf items keep labels landed
  later learn leftBytes lockName lose mayRun maySend nextSequence note nowMs numbered onRecovered
  onSettled onShelved onTaken packer pageId partial post pump queue rejected reserve resumed
  samplePercent schedule seal sendStored settle shelve stash success summary summaryOf tabId take
  takeVolatile timer times unixMs unscored urgent useEngine waitMs yield
`;

/** Private members start with an underscore. */
export const mangled = new RegExp(`^_[a-z]|^(${internal.trim().split(/\s+/).join("|")})$`);
