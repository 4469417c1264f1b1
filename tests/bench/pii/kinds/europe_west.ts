// Identifiers of the United Kingdom, Ireland, the Netherlands, Belgium, France, Spain, Italy, Portugal.
import { birthday, type Kind, until, weighted, written } from "./kind.ts";

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

function italianLetter(code: string): string {
  const odd = "BAFHJNPRTVCESULDGIMOQKWZYX".split("").map((c) => c.charCodeAt(0) - 65);
  // The same order as the letters A to Z; digits share the first ten.
  let sum = 0;
  for (let i = 0; i < code.length; ++i) {
    const c = code[i] ?? "";
    const value = c >= "0" && c <= "9" ? Number(c) : c.charCodeAt(0) - 65;
    sum += i % 2 === 0 ? (odd[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26));
}

export const europeWest: readonly Kind[] = [
  {
    type: "UK_NHS",
    make: (r) => {
      const value = until(
        () => r.digits(10),
        (d) => new Set(d).size > 1 && weighted(d, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
      );
      return written(r, value, [3, 3, 4], [" ", "-", ""]);
    },
    contexts: [
      "my NHS number is {}",
      "NHS: {}",
      "nhs no {} as printed on the letter",
      "Patient, NHS number {}, was moved to another ward.",
    ],
  },
  {
    type: "UK_NINO",
    plain: true,
    make: (r) => {
      const pair = until(
        () => r.shaped("[ABCEGHJKLMNOPRSTWXYZ][ABCEGHJKLMNPRSTWXYZ]"),
        (p) => !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].includes(p),
      );
      return written(r, `${pair}${r.digits(6)}${r.pick([..."ABCD"])}`, [2, 2, 2, 2, 1], ["", " "]);
    },
    contexts: ["NI number {}", "my national insurance number is {}", "NINO: {}"],
  },
  {
    type: "IE_PPS",
    plain: true,
    make: (r) => {
      const digits = r.digits(7);
      const extra = r.pick(["", "A", "B", "H", "W"]);
      const more = extra === "" || extra === "W" ? 0 : (extra.charCodeAt(0) - 64) * 9;
      const sum = weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + more;
      return `${digits}${"WABCDEFGHIJKLMNOPQRSTUV"[sum % 23]}${extra}`;
    },
    contexts: ["my PPS number is {}", "PPSN {}", "pps no: {}"],
  },
  {
    type: "NL_BSN",
    make: (r) => {
      const value = until(
        () => `${r.int(1, 9)}${r.digits(8)}`,
        (d) => weighted(d, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
      );
      return written(r, value, [4, 2, 3], ["", "", "."]);
    },
    contexts: [
      "mijn BSN is {}",
      "BSN: {}",
      "Mijn burgerservicenummer is {}.",
      "bsn nummer {} graag aanpassen",
    ],
  },
  {
    type: "BE_NATIONAL_NUMBER",
    plain: true,
    make: (r) => {
      const born = birthday(r, "yyyymmdd");
      const body = `${born.slice(2)}${r.padded(1, 997, 3)}`;
      const full = born.startsWith("20") ? `2${body}` : body;
      const value = `${body}${`${97 - (Number(full) % 97)}`.padStart(2, "0")}`;
      return r.pick([value.replace(/(..)(..)(..)(...)(..)/, "$1.$2.$3-$4.$5"), value]);
    },
    contexts: [
      "mijn rijksregisternummer is {}",
      "num\u00e9ro national : {}",
      "NISS {}",
      "INSZ: {}",
    ],
  },
  {
    type: "FR_NIR",
    plain: true,
    make: (r) => {
      const department = r.pick([r.padded(1, 95, 2), "2A", "2B"]);
      const serial = `${r.padded(1, 990, 3)}${r.padded(1, 999, 3)}`;
      const body = `${r.int(1, 2)}${r.digits(2)}${r.padded(1, 12, 2)}${department}${serial}`;
      const number = BigInt(body.replace("2A", "19").replace("2B", "18"));
      const value = `${body}${`${97n - (number % 97n)}`.padStart(2, "0")}`;
      return written(r, value, [1, 2, 2, 2, 3, 3, 2], [" ", ""]);
    },
    contexts: [
      "mon num\u00e9ro de s\u00e9curit\u00e9 sociale est le {}",
      "n\u00b0 de s\u00e9cu : {}",
      "NIR {}",
      "Voici mon num\u00e9ro de s\u00e9cu {} merci",
    ],
  },
  {
    type: "ES_NIF",
    plain: true,
    make: (r) => {
      const digits = r.digits(8);
      return written(r, digits + spanishLetters[Number(digits) % 23], [8, 1], ["", "-", ""]);
    },
    contexts: ["mi DNI es {}", "NIF: {}", "dni {} para la factura", "Con DNI n\u00famero {}."],
  },
  {
    type: "ES_NIE",
    plain: true,
    make: (r) => {
      const first = r.int(0, 2);
      const digits = r.digits(7);
      const letter = spanishLetters[Number(`${first}${digits}`) % 23];
      return written(r, `${"XYZ"[first]}${digits}${letter}`, [1, 7, 1], ["", "-", ""]);
    },
    contexts: ["mi NIE es {}", "NIE: {}", "tengo el nie {} y no me deja"],
  },
  {
    type: "IT_FISCAL_CODE",
    plain: true,
    make: (r) => {
      const day = r.pick([r.padded(1, 28, 2), `${r.int(41, 68)}`]);
      const letters = r.chars(6, "BCDFGLMNPRSTVZ");
      const month = r.pick([..."ABCDEHLMPRST"]);
      const code = `${letters}${r.digits(2)}${month}${day}${r.pick([..."ABCDEFGHIL"])}${r.digits(3)}`;
      const value = code + italianLetter(code);
      return r.pick([value, value, value.toLowerCase(), value.replace(/(.{6})(.{5})/, "$1 $2 ")]);
    },
    contexts: ["il mio codice fiscale \u00e8 {}", "CF: {}", "codice fiscale {} intestato a me"],
  },
  {
    type: "PT_NIF",
    make: (r) => {
      const body = `${r.int(1, 3)}${r.digits(7)}`;
      const rest = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return written(r, `${body}${rest < 2 ? 0 : 11 - rest}`, [3, 3, 3], ["", " "]);
    },
    contexts: [
      "o meu NIF \u00e9 {}",
      "NIF: {}",
      "n\u00famero de contribuinte {}",
      "fatura com o contribuinte {} por favor",
    ],
  },
];
