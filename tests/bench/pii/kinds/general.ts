// What has the same grammar everywhere: addresses of mail, networks and coins, cards, accounts, phones.
import { createHash } from "node:crypto";
import type { Random } from "../random.ts";
import { type Kind, luhnDigit, written } from "./kind.ts";
import { phoneShapes } from "./phones.ts";

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const lower = "abcdefghijklmnopqrstuvwxyz";

function base58Check(random: Random, prefix: number): string {
  const body = Buffer.from([prefix, ...Array.from({ length: 20 }, () => random.int(0, 255))]);
  const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest();
  const bytes = Buffer.concat([body, sha(sha(body)).subarray(0, 4)]);
  let number = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = base58[Number(number % 58n)] + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = `1${text}`;
  }
  return text;
}

/** Source: BIP 173 (version 0) and BIP 350 (later versions). */
function bech32(random: Random, human: string, version: number): string {
  const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  const size = version === 0 ? 32 : 52;
  const data = [version, ...Array.from({ length: size - 1 }, () => random.int(0, 31)), 0];
  // Twenty bytes fill 32 groups of five bits; 32 bytes fill 51 and one bit of the next.
  data[size] = version === 0 ? random.int(0, 31) : random.pick([0, 16]);
  const codes = [...human].map((c) => c.charCodeAt(0));
  const expanded = [...codes.map((c) => c >> 5), 0, ...codes.map((c) => c & 31)];
  let sum = 1;
  for (const value of [...expanded, ...data, 0, 0, 0, 0, 0, 0]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, i) => {
      if ((top >> i) & 1) sum ^= generator;
    });
  }
  sum ^= version === 0 ? 1 : 0x2bc830a3;
  const check = [0, 1, 2, 3, 4, 5].map((i) => (sum >>> (5 * (5 - i))) & 31);
  return `${human}1${[...data, ...check].map((v) => alphabet[v]).join("")}`;
}

const ibanShapes: readonly (readonly [country: string, shape: string])[] = [
  ["DE", "##################"],
  ["FR", "####################@##"],
  ["GB", "@@@@##############"],
  ["ES", "####################"],
  ["IT", "@######################"],
  ["NL", "@@@@##########"],
  ["PT", "#####################"],
  ["BE", "############"],
  ["CH", "#################"],
  ["AT", "################"],
  ["PL", "########################"],
  ["SE", "####################"],
  ["NO", "###########"],
  ["IE", "@@@@##############"],
];

function iban(random: Random): string {
  const [country, shape] = random.pick(ibanShapes);
  const account = random.shaped(shape);
  const number = `${account}${country}00`.replace(/[A-Z]/g, (c) => `${c.charCodeAt(0) - 55}`);
  const check = `${98n - (BigInt(number) % 97n)}`.padStart(2, "0");
  const value = `${country}${check}${account}`;
  const spaced = value.replace(/(.{4})(?=.)/g, "$1 ");
  return random.pick([value, spaced, spaced, value.replace(/(.{4})(?=.)/g, "$1-")]);
}

const cardShapes = [
  "4###############",
  "5[12345]##############",
  "222[123456789]############",
  "3[47]#############",
  "6011############",
  "3[68]############",
  "352[89]############",
  "62##############",
];

function card(random: Random): string {
  const body = random.shaped(random.pick(cardShapes)).slice(0, -1);
  const value = body + luhnDigit(body);
  const sizes = value.length === 15 ? [4, 6, 5] : value.length === 14 ? [4, 6, 4] : [4, 4, 4, 4];
  return written(random, value, sizes, ["", " ", "-", " "]);
}

function domain(random: Random): string {
  const name = `${random.chars(random.int(3, 9), lower)}`;
  const ending = random.pick("com net org de fr es it pt nl co.uk io dev app example".split(" "));
  return `${random.pick(["", "", "mail.", "eu-west."])}${name}.${ending}`;
}

function email(random: Random): string {
  const words = [random.chars(random.int(2, 8), lower), random.chars(random.int(3, 9), lower)];
  const local = random.pick([
    words.join("."),
    words.join("_"),
    `${words[0]}${random.digits(2)}`,
    `${words[0]}+${words[1]}`,
    words.join("-"),
    `${words[1]}`,
  ]);
  const value = `${local}@${domain(random)}`;
  return random.pick([value, value, value.toUpperCase(), `<${value}>`, `mailto:${value}`]);
}

export const general: readonly Kind[] = [
  {
    type: "EMAIL_ADDRESS",
    plain: true,
    make: email,
    contexts: ["my email is {}", "reach me at {} please", "Mail: {}", "meine E-Mail: {}"],
  },
  {
    type: "CREDIT_CARD",
    plain: true,
    make: card,
    contexts: [
      "my card number is {}",
      "card {} exp 09/27",
      "Visa {}",
      "charge it to {} cvv 123",
      "meine Kreditkarte: {}",
      "ma carte {} a \u00e9t\u00e9 refus\u00e9e",
    ],
  },
  {
    type: "IBAN_CODE",
    plain: true,
    make: iban,
    contexts: ["IBAN {}", "my iban is {}", "bitte auf {} \u00fcberweisen", "refund to {}, thanks"],
  },
  {
    type: "IP_ADDRESS",
    plain: true,
    make: (r) =>
      r.pick([
        `${r.int(1, 223)}.${r.int(0, 255)}.${r.int(0, 255)}.${r.int(1, 254)}`,
        `192.168.${r.int(0, 255)}.${r.int(1, 254)}`,
        Array.from({ length: 8 }, () => r.int(0, 65535).toString(16)).join(":"),
        `2001:db8::${r.int(1, 65535).toString(16)}`,
        `fe80::${r.int(1, 9999).toString(16)}:${r.int(1, 9999).toString(16)}`,
      ]),
    contexts: ["my ip is {}", "ping {} fails", "IP address: {}", "blocked from {} since today"],
  },
  {
    type: "MAC_ADDRESS",
    plain: true,
    make: (r) => {
      const bytes = Array.from({ length: 6 }, () => r.int(0, 255).toString(16).padStart(2, "0"));
      const value = bytes.join(r.pick([":", "-"]));
      const dotted = bytes.join("").replace(/(.{4})(?=.)/g, "$1.");
      return r.pick([value, value.toUpperCase(), dotted]);
    },
    contexts: ["MAC {}", "the router's mac address is {}", "device {} cannot connect"],
  },
  {
    type: "URL",
    plain: true,
    make: (r) => {
      const token = r.chars(24, "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789");
      const host = domain(r);
      return r.pick([
        `https://${r.chars(5, lower)}:${r.chars(9, lower)}7!@${host}/`,
        `https://${host}/reset?token=${token}`,
        `https://${host}/callback?access_token=${token}&state=1`,
        `postgres://admin:${r.chars(10, lower)}9@${host}:5432/shop`,
        `https://${host}/files?X-Amz-Signature=${r.chars(64, "0123456789abcdef")}`,
        `https://${host}/login?user=x&password=${r.chars(9, lower)}`,
      ]);
    },
    contexts: ["I used {} and it fails", "link: {}", "this is what I got: {}"],
  },
  {
    type: "CRYPTO",
    plain: true,
    make: (r) =>
      r.pick([
        base58Check(r, 0),
        base58Check(r, 5),
        base58Check(r, 0x30),
        base58Check(r, 0x1e),
        base58Check(r, 0x41),
        bech32(r, "bc", 0),
        bech32(r, "bc", 1),
        `0x${r.chars(40, "0123456789abcdef")}`,
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
      ]),
    contexts: [
      "send it to {}",
      "my wallet is {}",
      "BTC address {} never got it",
      "{} is my wallet",
    ],
  },
  {
    type: "PHONE_NUMBER",
    plain: true,
    make: (r) => r.shaped(r.pick(phoneShapes)),
    contexts: ["call me on {}", "my phone number is {}", "Tel. {}", "meine Nummer: {}"],
  },
];

/** Mail addresses as people hide them from machines. */
export const hiddenEmail: Kind = {
  type: "EMAIL_ADDRESS",
  make: (r) => {
    const [name, host] = [r.chars(6, lower), r.chars(6, lower)];
    return r.pick([
      `${name} at ${host} dot com`,
      `${name} [at] ${host} [dot] org`,
      `${name}(at)${host}.de`,
      `${name} AT ${host} DOT net`,
      `${name}.${r.chars(5, lower)} (at) ${host} (dot) co (dot) uk`,
      `${name} @ ${host}.com`,
      `${name}{at}${host}.fr`,
      `${name} at gmail dot com`,
      `${name}&#64;${host}.com`,
      `${name}@b\u00fccher-${host}.de`,
      `${name}@\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444`,
      `${name}@\u4f8b\u3048.jp`,
      `j\u00fcrgen.${name}@${host}.de`,
    ]);
  },
  contexts: ["my email is {}", "write to {} please", "Mail: {}", "you can reach me under {}"],
};
