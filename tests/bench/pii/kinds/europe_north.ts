// Identifiers of Germany, Austria, Switzerland, Poland and the Nordic countries.
import { birthday, type Kind, luhnDigit, until, weighted, written } from "./kind.ts";

/** Source: ISO/IEC 7064, pure system mod 11, 10. */
function mod11Digit(digits: string): string {
  let product = 10;
  for (const c of digits) {
    const sum = (Number(c) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return `${(11 - product) % 10}`;
}

function digitSum(value: number): number {
  return Math.floor(value / 10) + (value % 10);
}

export const europeNorth: readonly Kind[] = [
  {
    type: "DE_TAX_ID",
    plain: true,
    make: (r) => {
      // Nine different digits, one of them twice.
      const body = until(
        () => r.digits(10),
        (d) => d[0] !== "0" && new Set(d).size === 9,
      );
      return written(r, body + mod11Digit(body), [2, 3, 3, 3], [" ", ""]);
    },
    contexts: [
      "meine Steuer-ID lautet {}",
      "Steueridentifikationsnummer: {}",
      "IdNr. {}",
      "Die Steuer-Identifikationsnummer ist {}, steht auf dem Bescheid.",
    ],
  },
  {
    type: "DE_SOCIAL_SECURITY",
    plain: true,
    make: (r) => {
      const letter = r.pick([..."ABDFGHKLMRSW"]);
      const body = `${r.pick(["12", "15", "20", "53", "65"])}${birthday(r, "ddmmyy")}`;
      const serial = r.padded(0, 99, 2);
      const place = `${letter.charCodeAt(0) - 64}`.padStart(2, "0");
      const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
      const digits = `${body}${place}${serial}`;
      const sum = weights.reduce((s, w, i) => s + digitSum(w * Number(digits[i])), 0);
      return written(r, `${body}${letter}${serial}${sum % 10}`, [2, 6, 1, 3], [" ", ""]);
    },
    contexts: [
      "meine Sozialversicherungsnummer ist {}",
      "SV-Nummer: {}",
      "Rentenversicherungsnummer {}",
    ],
  },
  {
    type: "AT_SVNR",
    make: (r) => {
      const value = until(
        () => {
          const serial = r.padded(100, 999, 3);
          const born = birthday(r, "ddmmyy");
          const sum = weighted(serial + born, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11;
          return sum === 10 ? "" : `${serial}${sum}${born}`;
        },
        (v) => v !== "",
      );
      return written(r, value, [4, 6], [" ", ""]);
    },
    contexts: [
      "meine SVNR ist {}",
      "Sozialversicherungsnummer {} (\u00d6sterreich)",
      "SV-Nummer: {}",
      "Versicherungsnummer {} bei der \u00d6GK",
    ],
  },
  {
    type: "CH_AHV",
    plain: true,
    make: (r) => {
      const body = `756${r.digits(9)}`;
      const sum = weighted(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
      const value = `${body}${(10 - (sum % 10)) % 10}`;
      return written(r, value, [3, 4, 4, 2], [".", ""]);
    },
    contexts: ["meine AHV-Nummer ist {}", "num\u00e9ro AVS : {}", "AHV {}", "AHV-Nr. {}"],
  },
  {
    type: "PL_PESEL",
    plain: true,
    make: (r) => {
      const body = `${birthday(r, "yymmdd")}${r.digits(4)}`;
      const sum = weighted(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
      return `${body}${(10 - (sum % 10)) % 10}`;
    },
    contexts: ["m\u00f3j PESEL to {}", "PESEL: {}", "numer pesel {} prosz\u0119 sprawdzi\u0107"],
  },
  {
    type: "SE_PERSONNUMMER",
    make: (r) => {
      const short = `${birthday(r, "yymmdd")}${r.digits(3)}`;
      const value = short + luhnDigit(short);
      return r.pick([
        written(r, value, [6, 4], ["-", "", "-"]),
        written(r, `19${value}`, [8, 4], ["-", ""]),
      ]);
    },
    contexts: ["mitt personnummer \u00e4r {}", "Personnummer: {}", "pnr {}", "personnr {} tack"],
  },
  {
    type: "FI_PERSONAL_IDENTITY_CODE",
    plain: true,
    make: (r) => {
      const born = birthday(r, "ddmmyy");
      const serial = r.padded(2, 899, 3);
      const check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[Number(born + serial) % 31];
      return `${born}${r.pick(["-", "A", "-"])}${serial}${check}`;
    },
    contexts: ["henkil\u00f6tunnukseni on {}", "Hetu: {}", "henkil\u00f6tunnus {}"],
  },
  {
    type: "NO_FODSELSNUMMER",
    plain: true,
    make: (r) => {
      const value = until(
        () => birthday(r, "ddmmyy") + r.digits(5),
        (d) =>
          weighted(d, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
          weighted(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
      );
      return written(r, value, [6, 5], ["", " "]);
    },
    contexts: [
      "f\u00f8dselsnummer: {}",
      "Mitt f\u00f8dselsnummer er {}",
      "personnummeret mitt er {}",
    ],
  },
  {
    type: "DK_CPR",
    make: (r) => {
      const value = until(
        () => birthday(r, "ddmmyy") + r.digits(4),
        (d) => weighted(d, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
      );
      return written(r, value, [6, 4], ["-", "-", "", " "]);
    },
    contexts: ["mit CPR-nummer er {}", "CPR: {}", "cpr nr {}", "Mit personnummer er {}."],
  },
];
