// Keys, tokens and passwords; each with look-alikes that are none.
import type { Random } from "../random.ts";
import type { Kind } from "./kind.ts";

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const digits = "0123456789";
const hex = "0123456789abcdef";
const base62 = lower + upper + digits;
const base64 = `${base62}+/`;
const base64url = `${base62}-_`;

/** Keys whose issuer is in their first letters, as the issuers document them. */
const issued: readonly ((r: Random) => string)[] = [
  (r) => `AKIA${r.chars(16, `${upper}234567`)}`,
  (r) => `AIza${r.chars(35, base64url)}`,
  (r) => `ghp_${r.chars(36, base62)}`,
  (r) => `github_pat_${r.chars(22, base62)}_${r.chars(59, base62)}`,
  (r) => `glpat-${r.chars(20, base64url)}`,
  (r) => `xoxb-${r.digits(12)}-${r.digits(13)}-${r.chars(24, base62)}`,
  (r) => `sk_live_${r.chars(24, base62)}`,
  (r) => `rk_test_${r.chars(24, base62)}`,
  (r) => `sk-proj-${r.chars(48, base62)}`,
  (r) => `sk-ant-api03-${r.chars(93, base64url)}AA`,
  (r) => `SG.${r.chars(22, base64url)}.${r.chars(43, base64url)}`,
  (r) => `npm_${r.chars(36, base62)}`,
  (r) => `pypi-AgEIcHlwaS5vcmc${r.chars(60, base64url)}`,
  (r) => `dop_v1_${r.chars(64, hex)}`,
  (r) => `hf_${r.chars(34, lower + upper)}`,
  (r) => `shpat_${r.chars(32, hex)}`,
  (r) => `whsec_${r.chars(32, base62)}`,
  (r) => `lin_api_${r.chars(40, base62)}`,
  (r) => `hvs.${r.chars(90, base64url)}`,
  (r) => `ya29.${r.chars(60, base64url)}`,
  (r) => `NRAK-${r.chars(27, upper + digits)}`,
  (r) => `figd_${r.chars(40, base64url)}`,
];

/** Keys that a word beside them gives away. */
const assigned: readonly ((r: Random) => string)[] = [
  (r) => r.chars(40, base64),
  (r) => r.chars(32, hex),
  (r) => r.chars(64, hex),
  (r) => r.chars(24, base62),
];

function jwt(r: Random): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = { sub: r.digits(10), name: r.chars(7, lower), iat: r.int(1e9, 2e9) };
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(body)}.${r.chars(43, base64url)}`;
}

function privateKey(r: Random): string {
  const kind = r.pick(["RSA ", "EC ", "", "OPENSSH ", "ENCRYPTED "]);
  const body = r.chars(192, base64).replace(/.{64}/g, "$&\n");
  return `-----BEGIN ${kind}PRIVATE KEY-----\n${body}-----END ${kind}PRIVATE KEY-----`;
}

export const secrets: readonly Kind[] = [
  {
    type: "API_KEY",
    plain: true,
    make: (r) => r.pick(issued)(r),
    contexts: ["my key is {}", "api_key={}", "curl -H 'Authorization: Bearer {}'", "token: {}"],
  },
  {
    type: "API_KEY",
    make: (r) => r.pick(assigned)(r),
    contexts: [
      "aws_secret_access_key = {}",
      'api_key: "{}"',
      "my API key is {}",
      "client_secret={}",
      "X-Auth-Token: {}",
      "SECRET_KEY='{}'",
      '{"apiKey": "{}"}',
      "the access token is {} but I get 401",
    ],
  },
  {
    type: "PRIVATE_KEY",
    plain: true,
    make: privateKey,
    contexts: ["here is my key\n{}", "ssh key: {}"],
  },
  { type: "JWT", plain: true, make: jwt, contexts: ["Bearer {}", "my token {}", "jwt={}"] },
  {
    type: "PASSWORD",
    make: (r) =>
      r.pick([
        `${r.chars(6, lower)}${r.digits(2)}!`,
        `${r.shaped("@")}${r.chars(7, lower)}${r.digits(4)}`,
        r.chars(12, `${base62}!$%&*`),
        `${r.chars(4, lower)}-${r.chars(4, lower)}-${r.digits(3)}`,
      ]),
    contexts: [
      "my password is {}",
      "password: {}",
      "pwd={}",
      "mein Passwort lautet {}",
      "mot de passe : {}",
      "la contrase\u00f1a es {}",
      "login jo password {}",
      "Passwort: {}",
    ],
  },
];

/** What looks like a secret and is none. */
export const lookAlikes: readonly ((r: Random) => string)[] = [
  (r) => `commit ${r.chars(40, hex)} broke the build`,
  (r) => `sha256:${r.chars(64, hex)} is the digest of the image`,
  (r) => `the id is ${[8, 4, 4, 4, 12].map((n) => r.chars(n, hex)).join("-")}`,
  (r) => `request id ${r.chars(32, hex)} returned 500`,
  (r) => `error in chunk-${r.chars(8, hex)}.js at line ${r.int(1, 999)}`,
  (r) => `see https://github.com/acme/widgets/commit/${r.chars(40, hex)}`,
  () => "the token is invalid or expired, what now?",
  () => "my password is not working anymore",
  () => "I forgot my password and the reset link is broken",
  () => "which API key should I use for production?",
  () => "set API_KEY=YOUR_API_KEY_HERE in the .env file",
  () => "use sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx as the placeholder",
  () => "api_key: process.env.STRIPE_SECRET_KEY",
  () => "the secret is ${{ secrets.GITHUB_TOKEN }}",
  () => "password: ********",
  () => "password must contain at least 8 characters",
  () => "token=undefined in the console",
  () => "Authorization: Bearer <your token>",
  () => "the password field is empty after an update",
  (r) => `tracking ${r.shaped("1Z@@@@##########")} has not moved`,
  (r) => `etag "${r.chars(32, hex)}" does not match`,
  (r) => `image data:image/png;base64,${r.chars(60, base64)}`,
  (r) => `integrity="sha384-${r.chars(64, base64)}"`,
  (r) => `class="css-${r.chars(6, base62)} MuiButton-root-${r.int(100, 999)}"`,
  () => "-----BEGIN CERTIFICATE----- is what the file starts with",
  () => "-----BEGIN PUBLIC KEY----- what is this line?",
  () => "my_super_long_variable_name_in_python is undefined",
  () => "internationalization-and-localization-guidelines is a long slug",
  (r) => `/assets/index-${r.chars(8, base62)}.css is missing`,
  () => "mein Passwort wird nicht akzeptiert",
  () => "mot de passe oubli\u00e9, que faire ?",
  () => "la contrase\u00f1a no funciona",
];
