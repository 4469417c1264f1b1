import { Redactor } from "@redactpii/node";
import type { Redact } from "../rival.ts";

const redactor = new Redactor();
export const redact: Redact = (text) => redactor.redact(text);
