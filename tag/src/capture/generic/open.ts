import type { AnswerTimer } from "../answerTimer.ts";
import type { Answer, Reading } from "./answer.ts";
import type { Beginnings } from "./beginnings.ts";
import type { Echo } from "./echo.ts";
import type { Submit } from "./submit.ts";

/** A question that is shown, and what is known of its answer. */
export interface Open {
  submit: Submit;
  echo: Echo;
  answer: Answer;
  timer: AnswerTimer;
  beginnings: Beginnings;
  /** the last change of the page beside the echo, and the last that could be seen */
  touchedMs: number;
  lastChangeMs: number;
  look: string;
  /** when it may be read again, after what the last time took */
  readAtMs: number;
  growths: number;
  reading: Reading | undefined;
  isReported: boolean;
}
