// What tag/build.mjs puts in for models/deep/en/model.json.
declare module "undertone-deep-model" {
  export const language: string;
  export const cuts: import("./doubtful.ts").Cuts;
  export const same_request: import("./worker/deepScores.ts").SameRequest;
}
