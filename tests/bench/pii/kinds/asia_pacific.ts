// Identifiers of Australia, India, Korea, Singapore, Turkey and South Africa.
import { birthday, type Kind, luhnDigit, until, weighted, written } from "./kind.ts";

/** Multiplication in the dihedral group D5 and the permutation of Verhoeff (1969). */
function verhoeffDigit(digits: string): string {
  const times = (a: number, b: number): number => {
    if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5;
    return b < 5 ? ((a - 5 - b + 10) % 5) + 5 : (a - b + 10) % 5;
  };
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  let sum = 0;
  for (let i = 0; i < digits.length; ++i) {
    let value = Number(digits[digits.length - 1 - i]);
    for (let n = 0; n < (i + 1) % 8; ++n) value = permutation[value] ?? 0;
    sum = times(sum, value);
  }
  return `${sum < 5 ? (5 - sum) % 5 : sum}`;
}

function nric(prefix: string, digits: string): string {
  const offset = { S: 0, T: 4, F: 0, G: 4, M: 3 }[prefix] ?? 0;
  const sum = weighted(digits, [2, 7, 6, 5, 4, 3, 2]) + offset;
  const letters = "ST".includes(prefix)
    ? "JZIHGFEDCBA"
    : prefix === "M"
      ? "XWUTRQPNJLK"
      : "XWUTRQPNMLK";
  return `${prefix}${digits}${letters[sum % 11]}`;
}

export const asiaPacific: readonly Kind[] = [
  {
    type: "AU_TFN",
    make: (r) => {
      const value = until(
        () => `${r.int(1, 9)}${r.digits(8)}`,
        (d) => weighted(d, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
      );
      return written(r, value, [3, 3, 3], [" ", "", "-"]);
    },
    contexts: [
      "my TFN is {}",
      "Tax file number: {}",
      "tfn {} hasn't been accepted",
      "They asked me for my tax file number which is {}.",
    ],
  },
  {
    type: "AU_ABN",
    plain: true,
    make: (r) => {
      const value = until(
        () => `${r.int(1, 9)}${r.digits(10)}`,
        (d) => (weighted(d, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
      );
      return written(r, value, [2, 3, 3, 3], [" ", ""]);
    },
    contexts: ["ABN {}", "Our ABN is {}", "australian business number: {}"],
  },
  {
    type: "AU_MEDICARE",
    make: (r) => {
      const body = `${r.int(2, 6)}${r.digits(7)}`;
      const check = weighted(body, [1, 3, 7, 9, 1, 3, 7, 9]) % 10;
      return written(r, `${body}${check}${r.int(1, 9)}`, [4, 5, 1], [" ", "", " "]);
    },
    contexts: ["medicare {}", "My Medicare card number is {}", "medicare no. {}, expires soon"],
  },
  {
    type: "IN_AADHAAR",
    make: (r) => {
      const body = `${r.int(2, 9)}${r.digits(10)}`;
      return written(r, body + verhoeffDigit(body), [4, 4, 4], [" ", "-", ""]);
    },
    contexts: [
      "my aadhaar number is {}",
      "Aadhaar: {}",
      "aadhar card no {} please update",
      "UIDAI number {} linked to my account",
    ],
  },
  {
    type: "IN_PAN",
    plain: true,
    make: (r) => r.shaped("@@@[PCHFATBLJG]@####@"),
    contexts: ["PAN {}", "my pan card number is {}", "Permanent Account Number: {}."],
  },
  {
    type: "KR_RRN",
    plain: true,
    make: (r) => {
      const body = `${birthday(r, "yymmdd")}${r.int(1, 4)}${r.digits(5)}`;
      const sum = weighted(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
      return written(r, `${body}${(11 - (sum % 11)) % 10}`, [6, 7], ["-", "-", ""]);
    },
    contexts: [
      "RRN: {}",
      "my resident registration number is {}",
      "\uc8fc\ubbfc\ub4f1\ub85d\ubc88\ud638 {}",
    ],
  },
  {
    type: "SG_NRIC",
    plain: true,
    make: (r) => nric(r.pick(["S", "T", "F", "G", "M"]), r.digits(7)),
    contexts: ["NRIC {}", "my nric is {}", "FIN: {}", "IC no. {} for verification"],
  },
  {
    type: "TR_TCKN",
    plain: true,
    make: (r) => {
      const d = `${r.int(1, 9)}${r.digits(8)}`;
      const tenth = (((weighted(d, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10).toString();
      const all = weighted(d + tenth, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10;
      return `${d}${tenth}${all}`;
    },
    contexts: ["TC kimlik no: {}", "kimlik numaram {}", "TCKN {}", "T.C. Kimlik No {}"],
  },
  {
    type: "ZA_ID",
    plain: true,
    make: (r) => {
      const body = `${birthday(r, "yymmdd")}${r.digits(4)}${r.int(0, 1)}8`;
      return written(r, body + luhnDigit(body), [6, 4, 2, 1], ["", "", " "]);
    },
    contexts: ["my South African ID number is {}", "SA ID: {}", "identity number {}"],
  },
];
