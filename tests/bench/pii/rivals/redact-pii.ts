import redactPii from "redact-pii";
import type { Redact } from "../rival.ts";

const redactor = new redactPii.SyncRedactor();
export const redact: Redact = (text) => redactor.redact(text);
