/** The fields whose value is not undefined. */
export const known = <T extends object>(fields: { [Name in keyof T]: T[Name] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
