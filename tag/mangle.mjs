// Property names that never leave the page part: the build shortens them. Not among them: names of
// the public API, of the schema, of stored records, of the browser, and of what scripts hand over.
const internal = `
  adopt armed backoffMs batch bodies bodyOf breaker budget clock closing collectors compressing confidence
  contentType count countAll due elapsedMs enqueue facts failed failure firstMs flying
  forgive fragile fragment fragmentOf give groupOf grow gzip handBack health healthy hidden hide hold ids info isAway
  isClosing isIdle isResting isUnsure itemOf items keep labels landed later learn leftBytes lockName
  lose mayRun maySend memory moved nextSequence note nowMs numbered onReady onRecovered onSettled
  onShelved onTaken packer pageId partial post pump queue rejected reports reserve resume resumed
  samplePercent schedule seal sendStored pushFirst setOpen settle shelve stash success summary summaryOf tabId
  take taken takeVolatile timer times underWay unixMs unscored urgent use useEngine visit waitMs ways
  write yield yieldTaken
`;

/** Private members start with an underscore. */
export const mangled = new RegExp(`^_[a-z]|^(${internal.trim().split(/\s+/).join("|")})$`);

// The same for what watches the page. Many names of the browser and of services' answers are read
// there, so none that might be one of these is among them.
const captured = `
  again answer answered answers awaits beganMs beginnings behaviour bytes came changed changedMs channels
  chunk clicked composer copied decoration didMeanwhile draft echo edited element entered erased
  errorName events exchange exchanges facts fail failure field finish firstMs found frame grow
  grows growths hand head hasEnd hasMark hasSaid heard hears initial isAnswering isBack isChat
  isChip isCurious isDone isDoubtful isDownwards isEcho isEdit isEmptied isEnd isEnded isError
  isExact isGood isHistory isInView isKnown isOpen isOther isPending isReported isStrong isTraced
  isTrusted isTyped isUpwards lastChangeMs lastMs later level lines list listOf look lowest mark marked readAtMs
  node nodes note noted nowMs pastes path pressed rank reading report said scope scrolled sees
  sent sentMs step submit subscribe tells timer times told touchedMs trace typed waiting watch wentOn
  whole
`;

export const mangledInCapture = new RegExp(`^_[a-z]|^(${captured.trim().split(/\s+/).join("|")})$`);
