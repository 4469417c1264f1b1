/** Does the visitor object, by Global Privacy Control or Do Not Track? */
export function privacySignal(): boolean {
  const { globalPrivacyControl, doNotTrack } = globalThis.navigator as Navigator & {
    globalPrivacyControl?: boolean;
  };
  return globalPrivacyControl === true || doNotTrack === "1";
}
