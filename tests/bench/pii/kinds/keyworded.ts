// Numbers that only the word beside them makes personal.
import { birthday, type Kind } from "./kind.ts";

export const keyworded: readonly Kind[] = [
  {
    type: "DATE_OF_BIRTH",
    make: (r) => {
      const month = r.pick(["Jan", "March", "May", "August", "October", "Dec"]);
      const [day, year] = [r.int(1, 28), r.int(1940, 2009)];
      return r.pick([
        birthday(r, "dd/mm/yyyy"),
        birthday(r, "mm-dd-yyyy"),
        birthday(r, "yyyy-mm-dd"),
        birthday(r, "dd.mm.yyyy"),
        birthday(r, "dd.mm.yy"),
        `${month} ${day}, ${year}`,
        `${day} ${month} ${year}`,
        `${day}th of ${month} ${year}`,
      ]);
    },
    contexts: [
      "my date of birth is {}",
      "DOB: {}",
      "born on {}",
      "I was born {}",
      "geboren am {}",
      "n\u00e9e le {}",
      "Geburtsdatum {}",
      "fecha de nacimiento: {}",
      "data di nascita {}",
      "My birthday is {}.",
    ],
  },
  {
    type: "PASSPORT",
    make: (r) => r.shaped(r.pick(["#########", "@########", "@@#######", "C[FGHJK]######[12345]"])),
    contexts: [
      "my passport number is {}",
      "Passport: {}",
      "passport no. {} expires next year",
      "Reisepassnummer {}",
      "num\u00e9ro de passeport : {}",
      "pasaporte {}",
      "numero di passaporto {}",
    ],
  },
  {
    type: "DRIVER_LICENSE",
    make: (r) =>
      r.shaped(r.pick(["@#######", "########", "@####-#####-#####", "@@@@@######@@#@@"])),
    contexts: [
      "my driver's license is {}",
      "driving licence number {}",
      "DL: {}",
      "F\u00fchrerscheinnummer {}",
      "permis de conduire {}",
      "license number: {}",
    ],
  },
  {
    type: "BANK_ACCOUNT",
    make: (r) => r.shaped(r.pick(["########", "##########", "############", "##-######"])),
    contexts: [
      "my account number is {}",
      "bank account {}",
      "sort code 20-00-00 account number {}",
      "Kontonummer {}",
      "num\u00e9ro de compte {}",
      "acct: {}",
    ],
  },
  {
    type: "ID_NUMBER",
    make: (r) => r.shaped(r.pick(["#########", "@########", "@@######", "####-####-##"])),
    contexts: [
      "my ID card number is {}",
      "Personalausweis {}",
      "insurance number {}",
      "member ID: {}",
      "my policy number is {}",
      "Versichertennummer {}",
      "employee id {}",
    ],
  },
  {
    type: "LICENSE_PLATE",
    make: (r) =>
      r.shaped(
        r.pick([
          "@@## @@@",
          "@@-###-@@",
          "@@@-####",
          "[BMK]-@@ ####",
          "#### [BCDFGHJKLM]@@",
          "#@@@###",
        ]),
      ),
    contexts: [
      "my license plate is {}",
      "Kennzeichen {}",
      "number plate {}",
      "car reg {}",
      "plaque d'immatriculation {}",
      "matr\u00edcula {}",
      "targa {}",
      "plate: {}",
    ],
  },
];
