// Identifiers of the Americas, drawn after the public description of each number.
import { type Kind, luhnDigit, until, weighted, written } from "./kind.ts";

const mbiLetter = "[ACDEFGHJKMNPQRTUVWXY]";
const mbiEither = "[ACDEFGHJKMNPQRTUVWXY0123456789]";

function cpfDigit(digits: string): string {
  const weights = Array.from(digits, (_, i) => digits.length + 1 - i);
  const rest = weighted(digits, weights) % 11;
  return rest < 2 ? "0" : `${11 - rest}`;
}

function cnpjDigit(chars: string): string {
  let sum = 0;
  for (let i = 0; i < chars.length; ++i) {
    sum += (chars.charCodeAt(chars.length - 1 - i) - 48) * (2 + (i % 8));
  }
  return sum % 11 < 2 ? "0" : `${11 - (sum % 11)}`;
}

export const america: readonly Kind[] = [
  {
    type: "US_SSN",
    make: (r) => {
      const area = until(
        () => r.padded(1, 899, 3),
        (a) => a !== "666",
      );
      const value = `${area}${r.padded(1, 99, 2)}${r.padded(1, 9999, 4)}`;
      return written(r, value, [3, 2, 4], ["-", "-", " ", ""]);
    },
    contexts: [
      "my social security number is {}",
      "SSN: {}",
      "ssn {} dob see file",
      "Here's my Social Security #: {}",
      "I was told to give you my SSN, it's {}.",
      "social {}",
    ],
  },
  {
    type: "US_ITIN",
    make: (r) => {
      const group = r.pick([r.int(50, 65), r.int(70, 88), r.int(90, 92), r.int(94, 99)]);
      const value = `9${r.digits(2)}${group}${r.padded(1, 9999, 4)}`;
      return written(r, value, [3, 2, 4], ["-", "-", " ", ""]);
    },
    contexts: [
      "my ITIN is {}",
      "Individual taxpayer identification number {}",
      "I file with an ITIN ({}), is that ok?",
      "itin number: {}",
    ],
  },
  {
    type: "US_NPI",
    make: (r) => {
      const body = `${r.pick(["1", "2"])}${r.digits(8)}`;
      return written(r, body + luhnDigit(`80840${body}`), [4, 3, 3], ["", "", "-", " "]);
    },
    contexts: [
      "NPI {}",
      "The provider's NPI number is {}.",
      "my doctor's npi: {}, can you check coverage",
      "National Provider Identifier: {}",
    ],
  },
  {
    type: "US_ABA",
    make: (r) => {
      const prefix = r.pick([r.padded(1, 12, 2), `${r.int(21, 32)}`, `${r.int(61, 72)}`]);
      const value = until(
        () => prefix + r.digits(7),
        (d) => weighted(d, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
      );
      return written(r, value, [4, 4, 1], ["", "", "-"]);
    },
    contexts: [
      "routing number {}",
      "My bank's routing number is {} and the deposit never came",
      "ABA: {}",
      "aba routing transit number = {}",
      "RTN {} for the wire",
    ],
  },
  {
    type: "US_MBI",
    plain: true,
    make: (r) => {
      const shape = `[123456789]${mbiLetter}${mbiEither}#${mbiLetter}${mbiEither}#${mbiLetter}${mbiLetter}##`;
      return written(r, r.shaped(shape), [4, 3, 4], ["-", "", "-"]);
    },
    contexts: ["my Medicare number is {}", "MBI {}", "Medicare Beneficiary Identifier: {}"],
  },
  {
    type: "CA_SIN",
    make: (r) => {
      const body = `${r.pick([..."1234567"])}${r.digits(7)}`;
      return written(r, body + luhnDigit(body), [3, 3, 3], [" ", "-", ""]);
    },
    contexts: [
      "my SIN is {}",
      "Social Insurance Number: {}",
      "mon num\u00e9ro d'assurance sociale est le {}",
      "NAS : {}",
      "sin number {} for the T4",
    ],
  },
  {
    type: "BR_CPF",
    plain: true,
    make: (r) => {
      const body = r.digits(9);
      const first = cpfDigit(body);
      const value = body + first + cpfDigit(body + first);
      return r.pick([value.replace(/(...)(...)(...)(..)/, "$1.$2.$3-$4"), value]);
    },
    contexts: ["meu CPF \u00e9 {}", "CPF: {}", "cpf {} por favor", "O CPF do titular \u00e9 {}."],
  },
  {
    type: "BR_CNPJ",
    plain: true,
    make: (r) => {
      const body = `${r.digits(8)}000${r.int(1, 9)}`;
      const first = cnpjDigit(body);
      const value = body + first + cnpjDigit(body + first);
      return r.pick([value.replace(/(..)(...)(...)(....)(..)/, "$1.$2.$3/$4-$5"), value]);
    },
    contexts: ["CNPJ: {}", "o cnpj da empresa \u00e9 {}", "Nota em nome do CNPJ {}, por favor."],
  },
];
