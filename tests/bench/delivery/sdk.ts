/** Starts one SDK against a collector; what it returns tells one event and the id to look for. */
export type Sdk = (url: string) => (id: string) => string;
