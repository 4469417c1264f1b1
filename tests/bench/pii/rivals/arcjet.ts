import { redact as arcjet } from "@arcjet/redact";
import type { Redact } from "../rival.ts";

export const redact: Redact = async (text) => (await arcjet(text))[0];
