// What tag/build.mjs puts in for models/.
declare module "undertone-english" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
